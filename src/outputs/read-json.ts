import { SEVERITIES } from '../model/finding.ts';
import {
  SHOWN_ANSWERS,
  SHOWN_HOST_STATES,
  SHOWN_POINTER_STATES,
  type ShownMailPath,
} from '../model/mail-path-shown.ts';
import { SHOWN_STATES, SHOWN_VERDICTS, type ShownRecord, type ShownSpfChange } from '../model/spf-shown.ts';
import { type PresentedReport, REPORT_VERSION } from './presented.ts';

/** Text of a report of another run, or why it is none. */
export type ReadReport = { readonly report: PresentedReport } | { readonly problem: string };

/** Turns unknown data into what it should be; throws a ShapeError where it is something else. */
type Reader<T> = (value: unknown, path: string) => T;

class ShapeError extends Error {}

/**
 * Reads a JSON report back. It may come from a run of somebody else's code, so nothing in it is trusted: only known keys
 * are kept, each of the right kind, and help links are made anew from the rule's id (`helpUrl` ends in `#`).
 */
export function readReport(text: string, helpUrl: string): ReadReport {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return { problem: 'This is not JSON. A report is what `check --format json` writes.' };
  }
  const version = isObject(data) ? data.version : undefined;
  if (typeof version === 'number' && version !== REPORT_VERSION) {
    return { problem: `The report has version ${version}; this program reads version ${REPORT_VERSION}.` };
  }
  try {
    return { report: reportReader(helpUrl)(data, 'report') };
  } catch (error) {
    if (error instanceof ShapeError) return { problem: error.message };
    throw error;
  }
}

function reportReader(helpUrl: string): Reader<PresentedReport> {
  const side = oneOf(['head', 'base']);
  const span = { file: text, start: position, end: position };
  const fix = object({
    description: text,
    edits: list(object({ ...span, text })),
    lines: list(object({ file: text, first: number, last: number, before: list(text), after: list(text) })),
  });
  const rule: Reader<string> = (value, path) =>
    /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text(value, path)) ? (value as string) : fail(path, 'the id of a rule');
  const findingKeys = {
    rule,
    severity: oneOf(SEVERITIES),
    subject: text,
    message: text,
    why: text,
    advice: orNull(text),
    help: text,
    side,
    file: orNull(text),
    start: orNull(position),
    end: orNull(position),
    excerpt: text,
    excerptColumn: number,
    related: list(object({ side, ...span, message: text })),
    directions: sinceLater(list(object({ from: text, type: text, to: list(text), nothing: text })), []),
    fix: orNull(fix),
    fingerprint: text,
  };
  const withHelp =
    <T extends { readonly rule: string; readonly help: string }>(read: Reader<T>): Reader<T> =>
    (value, path) => {
      const finding = read(value, path);
      return { ...finding, help: helpUrl + finding.rule };
    };
  const findings = list(withHelp(object(findingKeys)));
  return object({
    version: oneOf([REPORT_VERSION]),
    tool: object({ name: text, version: text }),
    conclusion: oneOf(['pass', 'fail']),
    settings: object({
      failOn: oneOf([...SEVERITIES, 'never']),
      scope: oneOf(['introduced', 'all']),
      lookups: text,
      shard: orNull(text),
    }),
    compared: flag,
    introduced: findings,
    existing: findings,
    fixed: findings,
    excused: list(withHelp(object({ ...findingKeys, reason: text, until: orNull(text) }))),
    files: list(
      object({
        path: text,
        format: oneOf(['bind', 'terraform', 'terraform-plan', 'octodns']),
        zones: list(text),
        records: number,
      }),
    ),
    deleted: list(text),
    changes: object({ spf: list(spfChange), mailPaths: list(mailPath), policy: list(text) }),
    drift: sinceLater(orNull(drift), null),
    unverified: list(object({ question: text, reason: text, subjects: list(text) })),
    remarks: list(text),
  });
}

const drift = object({
  file: text,
  taken: day,
  answers: list(object({ question: text, before: list(text), after: list(text) })),
  lacking: number,
});

/** Deeper trees are none of ours. */
const MAX_DEPTH = 40;

function spfChange(value: unknown, path: string): ShownSpfChange {
  const state = oneOf(SHOWN_STATES);
  const verdict = oneOf(SHOWN_VERDICTS);
  const side = object({ state, lookups: number, atLeast: flag, voids4: number, voids6: number, others: verdict });
  const record = (depth: number): Reader<ShownRecord> =>
    object({
      domain: text,
      state,
      terms: list(
        object({
          term: text,
          lookups: number,
          outcome: text,
          void4: flag,
          void6: flag,
          addresses: list(text),
          record: orNull((below, at) => (depth > 0 ? record(depth - 1)(below, at) : fail(at, 'so deep'))),
        }),
      ),
    });
  const networks = list(
    object({
      networks: list(text),
      more: number,
      terms: list(text),
      domain: text,
      before: verdict,
      after: verdict,
    }),
  );
  const tree = object({
    record: record(MAX_DEPTH),
    lookups: number,
    atLeast: flag,
    voids4: number,
    voids6: number,
    left: number,
  });
  const senders = list(object({ host: orNull(text), address: text, before: verdict, after: verdict }));
  return object({
    domain: text,
    before: side,
    after: side,
    lost: networks,
    gained: networks,
    senders,
    tree,
    treeChanged: flag,
  })(value, path);
}

function mailPath(value: unknown, path: string): ShownMailPath {
  const pointer = object({ name: text, back: oneOf(SHOWN_ANSWERS) });
  const address = object({ address: text, state: oneOf(SHOWN_POINTER_STATES), pointers: list(pointer) });
  const host = object({
    state: oneOf(SHOWN_HOST_STATES),
    alias: orNull(text),
    addresses: list(address),
    more: number,
  });
  const keys = { host: text, domains: list(text), more: number, before: orNull(host), after: orNull(host) };
  return object(keys)(value, path);
}

function text(value: unknown, path: string): string {
  return typeof value === 'string' ? value : fail(path, 'a text');
}

/** It stands in headings, so it is nothing else than a day. */
function day(value: unknown, path: string): string {
  return /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text(value, path)) ? (value as string) : fail(path, 'a day, YYYY-MM-DD');
}

/** A key that earlier releases did not write. */
function sinceLater<T>(read: Reader<T>, unless: T): Reader<T> {
  return (value, path) => (value === undefined ? unless : read(value, path));
}

/** A count, a line or a column. */
function number(value: unknown, path: string): number {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : fail(path, 'a whole number');
}

function flag(value: unknown, path: string): boolean {
  return typeof value === 'boolean' ? value : fail(path, 'true or false');
}

function position(value: unknown, path: string): { line: number; column: number } {
  return object({ line: number, column: number })(value, path);
}

function orNull<T>(read: Reader<T>): Reader<T | null> {
  return (value, path) => (value === null ? null : read(value, path));
}

function oneOf<const T>(words: readonly T[]): Reader<T> {
  return (value, path) => words.find((word) => word === value) ?? fail(path, `one of ${words.join(', ')}`);
}

function list<T>(read: Reader<T>): Reader<T[]> {
  return (value, path) =>
    Array.isArray(value) ? value.map((item, i) => read(item, `${path}[${i}]`)) : fail(path, 'a list');
}

function object<T>(keys: { readonly [K in keyof T]: Reader<T[K]> }): Reader<T> {
  const readers = Object.entries(keys) as [keyof T & string, Reader<unknown>][];
  return (value, path) => {
    if (!isObject(value)) return fail(path, 'an object');
    return Object.fromEntries(readers.map(([key, read]) => [key, read(value[key], `${path}.${key}`)])) as T;
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fail(path: string, expected: string): never {
  throw new ShapeError(`The report cannot be used: ${path} is not ${expected}.`);
}
