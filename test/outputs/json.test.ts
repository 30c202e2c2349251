import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderAnnotations } from '../../src/outputs/annotations.ts';
import { renderComment } from '../../src/outputs/comment.ts';
import { jsonPieces, renderJson } from '../../src/outputs/json.ts';
import type { PresentedReport } from '../../src/outputs/presented.ts';
import { readReport } from '../../src/outputs/read-json.ts';
import { renderText } from '../../src/outputs/text.ts';
import { CLEAN, DRIFT, finding, presented, SAMPLE, SAMPLE_HELP_URL } from '../support/sample-report.ts';

/** The published schema allows keys of later releases; what this one writes has none that the schema lacks. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  // `unevaluated` sees through `$ref`, which an excused finding extends.
  return copy.type === 'object' ? { ...copy, unevaluatedProperties: false } : copy;
}

/** The finding is closed where it is used, because an excused finding has more. */
function strictSchema(): object {
  const schema = closed(JSON.parse(readFileSync('docs/report.schema.json', 'utf8'))) as {
    properties: Record<string, { items?: object }>;
    $defs: { finding: { unevaluatedProperties?: boolean } };
  };
  delete schema.$defs.finding.unevaluatedProperties;
  for (const list of ['introduced', 'existing', 'fixed', 'excused']) {
    schema.properties[list].items = { ...schema.properties[list].items, type: 'object', unevaluatedProperties: false };
  }
  return schema;
}

const validate = new Ajv2020({ formats: { uri: (text: string) => URL.canParse(text) } }).compile(strictSchema());

function read(text: string): PresentedReport {
  const result = readReport(text, SAMPLE_HELP_URL);
  if ('problem' in result) throw new Error(result.problem);
  return result.report;
}

describe('jsonPieces', () => {
  it.each([
    ['a report of everything', presented(SAMPLE)],
    ['a clean one', presented(CLEAN)],
  ])('gives what JSON.stringify would, of %s', (_, report) => {
    expect([...jsonPieces(report)].join('')).toBe(`${JSON.stringify(report, null, 2)}\n`);
  });

  it('gives a long report in several pieces', () => {
    const many = Array.from({ length: 5_000 }, (_, i) =>
      finding({ rule: 'r', subject: `s${i}`, message: 'm'.repeat(500) }),
    );
    const report = presented({ ...CLEAN, introduced: many });
    const pieces = [...jsonPieces(report)];
    expect(pieces.length).toBeGreaterThan(2);
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(2 ** 21);
    expect(pieces.join('')).toBe(`${JSON.stringify(report, null, 2)}\n`);
  });
});

describe('renderJson', () => {
  it.each([
    ['a full report', SAMPLE],
    ['a clean report', CLEAN],
    ['a report with a drift', { ...SAMPLE, drift: DRIFT }],
  ])('writes %s as the schema says', (_, report) => {
    expect(validate(JSON.parse(renderJson(presented(report)))), JSON.stringify(validate.errors)).toBe(true);
  });

  it('is refused by the schema with a key that nobody knows', () => {
    expect(validate({ ...presented(SAMPLE), surprise: 1 })).toBe(false);
    expect(validate({ ...presented(SAMPLE), introduced: [{ ...presented(SAMPLE).introduced[0], reason: 'x' }] })).toBe(
      false,
    );
  });

  it('writes the keys in the order of the interface', () => {
    const report = JSON.parse(renderJson(presented(SAMPLE)));
    expect(Object.keys(report).join(' ')).toBe(
      'version tool conclusion settings compared introduced existing fixed excused files deleted changes drift unverified remarks',
    );
    expect(Object.keys(report.introduced[0]).join(' ')).toBe(
      'rule severity subject message why advice help side file start end excerpt excerptColumn related directions fix fingerprint',
    );
  });

  it('places findings by line and column, ends exclusive', () => {
    const [first] = JSON.parse(renderJson(presented(SAMPLE))).introduced;
    expect(first).toMatchObject({
      rule: 'spf-syntax',
      help: `${SAMPLE_HELP_URL}spf-syntax`,
      side: 'head',
      file: 'zones/example.com.zone',
      start: { line: 6, column: 18 },
      end: { line: 6, column: 41 },
      excerpt: '@\tIN\tTXT\t"v=spf1 nclude:_spf.example.net -all"',
      fix: {
        edits: [
          {
            file: 'zones/example.com.zone',
            start: { line: 6, column: 18 },
            end: { line: 6, column: 24 },
            text: 'include',
          },
        ],
      },
    });
    expect(JSON.parse(renderJson(presented(SAMPLE))).introduced[4]).toMatchObject({
      file: null,
      start: null,
      end: null,
      excerpt: '',
      advice: null,
      fix: null,
    });
  });

  it('escapes what would not show, without changing what it means', () => {
    const message = 'a\u202eb\u001bc\u00a0d\u{e0041}e\u009f ##[add-mask]x';
    const text = renderJson(presented({ ...CLEAN, introduced: [finding({ rule: 'r', subject: 's', message })] }));
    expect(text).not.toMatch(/[\p{Cf}\u00a0\u007f-\u009f]|##\[/u);
    expect(JSON.parse(text).introduced[0].message).toBe(message);
  });
});

describe('readReport', () => {
  it.each([
    ['a full report', SAMPLE],
    ['a report with a drift', { ...SAMPLE, drift: DRIFT }],
  ])('reads back what was written: %s', (_, written) => {
    const report = presented(written);
    expect(read(renderJson(report))).toEqual(report);
  });

  it('reads reports of releases that knew no drift', () => {
    const { drift, ...older } = presented(SAMPLE);
    expect(drift).toBeNull();
    expect(read(JSON.stringify(older))).toEqual(presented(SAMPLE));
  });

  it('gives all that the renderers need', () => {
    const report = presented(SAMPLE);
    const again = read(renderJson(report));
    expect(renderText(again)).toBe(renderText(report));
    expect(renderComment(again, { id: 'x' })).toBe(renderComment(report, { id: 'x' }));
    expect(renderAnnotations(again)).toBe(renderAnnotations(report));
  });

  it('believes no help link and keeps no unknown key', () => {
    const [first, ...rest] = presented(SAMPLE).introduced;
    const hostile = {
      ...presented(SAMPLE),
      introduced: [{ ...first, help: 'https://evil.example/' }, ...rest],
      surprise: 1,
    };
    const again = read(JSON.stringify(hostile));
    expect(again).toEqual(presented(SAMPLE));
  });

  it.each([
    ['not JSON', '{', 'This is not JSON. A report is what `check --format json` writes.'],
    ['a list', '[]', 'The report cannot be used: report is not an object.'],
    ['a later version', '{"version":2}', 'The report has version 2; this program reads version 1.'],
    ['an empty object', '{}', 'The report cannot be used: report.version is not one of 1.'],
    [
      'a rule that is no id',
      JSON.stringify({ ...presented(SAMPLE), introduced: [{ ...presented(SAMPLE).introduced[0], rule: 'x](y' }] }),
      'The report cannot be used: report.introduced[0].rule is not the id of a rule.',
    ],
    [
      'a day that is none',
      JSON.stringify({ ...presented({ ...SAMPLE, drift: { ...DRIFT, taken: '<b>' } }) }),
      'The report cannot be used: report.drift.taken is not a day, YYYY-MM-DD.',
    ],
    [
      'a line that is none',
      JSON.stringify(presented(SAMPLE)).replace('"line":6', '"line":-6'),
      'The report cannot be used: report.introduced[0].start.line is not a whole number.',
    ],
  ])('says what is wrong with %s', (_, text, problem) => {
    expect(readReport(text, SAMPLE_HELP_URL)).toEqual({ problem });
  });

  it('never throws, and renders whatever it accepts', () => {
    const json = JSON.stringify(presented(SAMPLE));
    const tokens = ['null', '0', '-1', '""', '[]', '{}', '1e99', 'true', '"\\ud800"'];
    const values = [...json.matchAll(/(?<=:)(?:"(?:[^"\\]|\\.)*"|\d+|null|true)/g)];
    fc.assert(
      fc.property(fc.constantFrom(...values), fc.constantFrom(...tokens), (value, token) => {
        const text = json.slice(0, value.index) + token + json.slice(value.index + value[0].length);
        const result = readReport(text, SAMPLE_HELP_URL);
        if ('problem' in result) {
          expect(result.problem).toMatch(/report/);
          return;
        }
        expect(renderText(result.report)).toMatch(/\n$/);
        expect(renderComment(result.report, { id: 'x' })).toMatch(/\n$/);
        expect(renderAnnotations(result.report)).toMatch(/^::error/);
      }),
      { numRuns: 500 },
    );
  });
});
