import { isIPv4, isIPv6 } from 'node:net';
import { endsWithDot, lowerCase } from '../model/name.ts';
import { type QueryType, TYPE_NUMBER } from '../model/record.ts';
import { UsageError } from '../model/usage-error.ts';
import type { SavedAnswer, SavedData, Snapshot } from './snapshot.ts';

const VERSION = 1;
const DAY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const ABSENT = new Set<unknown>(['nxdomain', 'nodata']);
/** Octets in a character-string, RFC 1035 §3.3. */
const MAX_STRING_LENGTH = 255;

/** Reads a snapshot file. Throws a UsageError that says what is wrong where it is none. */
export function readSnapshot(text: string, path: string): Snapshot {
  const file = parse(text, path);
  if (!isObject(file) || !Array.isArray(file.answers)) throw wrong(path, 'it has no list “answers”');
  if (file.version !== VERSION) {
    throw wrong(path, `its version is not ${VERSION}, the one that this program reads`);
  }
  const { taken } = file;
  if (typeof taken !== 'string' || !DAY.test(taken)) {
    throw wrong(path, 'it does not say on which day it was “taken”, as YYYY-MM-DD');
  }
  const answers: SavedAnswer[] = [];
  const seen = new Set<string>();
  for (const answer of file.answers) {
    const number = `answer ${answers.length + 1}`;
    if (!isAnswer(answer)) throw wrong(path, `${number} of its list is not understood`);
    const key = `${answer.name} ${answer.type}`;
    if (seen.has(key)) throw wrong(path, `${number} of its list is the second one for ${key}`);
    seen.add(key);
    answers.push(answer);
  }
  return { taken, answers };
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Node's own message repeats what the file holds, and that may be any file.
    throw wrong(path, 'it is no JSON');
  }
}

function wrong(path: string, what: string): UsageError {
  return new UsageError(
    `${path} is no snapshot of DNS answers: ${what}. Write it anew with “dns-mail-gate snapshot --output FILE”.`,
  );
}

function isAnswer(value: unknown): value is SavedAnswer {
  if (!isObject(value)) return false;
  const { name, type, through, found, absent } = value;
  if (!isName(name) || typeof type !== 'string' || !Object.hasOwn(TYPE_NUMBER, type)) return false;
  if (through !== undefined && !(Array.isArray(through) && through.every(isName))) return false;
  if (found === undefined) return ABSENT.has(absent);
  if (absent !== undefined || !Array.isArray(found) || found.length === 0) return false;
  return found.every((data) => isData(type as QueryType, data));
}

function isData(type: QueryType, data: unknown): data is SavedData {
  switch (type) {
    case 'TXT':
    case 'SPF':
      return Array.isArray(data) && data.length > 0 && data.every(isCharacterString);
    case 'A':
      return typeof data === 'string' && isIPv4(data);
    case 'AAAA':
      return typeof data === 'string' && isIPv6(data) && !data.includes('%');
    case 'MX': {
      const [, preference, exchange] = typeof data === 'string' ? (/^(\d{1,5}) (.*)$/s.exec(data) ?? []) : [];
      return Number(preference) <= 0xffff && isName(exchange);
    }
    case 'SOA':
      return typeof data === 'string' && data.split(' ').length === 7 && data.split(' ').slice(0, 2).every(isName);
    default:
      return isName(data);
  }
}

/** Absolute and in lower case, as all names are kept. */
function isName(value: unknown): boolean {
  return typeof value === 'string' && endsWithDot(value) && lowerCase(value) === value && !/[^\x21-\x7e]/.test(value);
}

function isCharacterString(value: unknown): boolean {
  return typeof value === 'string' && value.length <= MAX_STRING_LENGTH && !/[^\0-\xff]/.test(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
