import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileWithBind, hasBind } from './support/bind.ts';
import { read } from './support/read.ts';

/** A record as octets: what is to be read back, whatever the spelling. */
interface Meant {
  readonly labels: readonly string[];
  readonly ttl: number;
  readonly data:
    | { readonly type: 'A'; readonly octets: readonly number[] }
    | { readonly type: 'AAAA'; readonly groups: readonly number[] }
    | { readonly type: 'MX'; readonly preference: number; readonly labels: readonly string[] }
    | { readonly type: 'CNAME' | 'PTR'; readonly labels: readonly string[] }
    | { readonly type: 'TXT'; readonly strings: readonly string[] };
}

const octet = fc.integer({ min: 0, max: 255 });
const anyOctets = (most: number) =>
  fc
    .array(fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 32, max: 126 }) }, octet), { maxLength: most })
    .map(fromOctets);
const label = anyOctets(12).filter((text) => text !== '');
const labels = fc.array(label, { minLength: 1, maxLength: 3 });

const data: fc.Arbitrary<Meant['data']> = fc.oneof(
  fc.record({ type: fc.constant('A' as const), octets: fc.array(octet, { minLength: 4, maxLength: 4 }) }),
  fc.record({
    type: fc.constant('AAAA' as const),
    groups: fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff })), { minLength: 8, maxLength: 8 }),
  }),
  fc.record({ type: fc.constant('MX' as const), preference: fc.integer({ min: 0, max: 0xffff }), labels }),
  fc.record({ type: fc.constantFrom('CNAME' as const, 'PTR' as const), labels }),
  fc.record({ type: fc.constant('TXT' as const), strings: fc.array(anyOctets(40), { minLength: 1, maxLength: 3 }) }),
);

const meant: fc.Arbitrary<Meant> = fc.record({ labels, ttl: fc.integer({ min: 0, max: 0x7fffffff }), data });

function fromOctets(octets: readonly number[]): string {
  // Template marks are read another way, and BIND takes `\\[` for a bit-string label, which RFC 6891 §5 has ended.
  return String.fromCharCode(...octets).replace(/[{<[]|@(?=@)/g, '=');
}

/** Decides between spellings with a stream of random numbers. */
type Choose = (count: number) => number;

function escaped(character: string, choose: Choose, special: RegExp): string {
  const code = character.charCodeAt(0);
  const mustEscape = special.test(character) || code < 33 || code > 126;
  const canBackslash = !/[0-9]/.test(character) && code > 31 && code < 127;
  if (!mustEscape && choose(6) > 0) return character;
  return canBackslash && choose(2) === 0 ? `\\${character}` : `\\${String(code).padStart(3, '0')}`;
}

const SPECIAL_IN_WORD = /[\s.\\;"()@$]/;
const SPECIAL_IN_STRING = /[\\"]/;

const nameText = (parts: readonly string[], choose: Choose) =>
  `${parts.map((part) => Array.from(part, (c) => escaped(c, choose, SPECIAL_IN_WORD)).join('')).join('.')}${
    choose(2) === 0 ? '.example.com.' : ''
  }`;

function stringText(text: string, choose: Choose): string {
  // Alone and escaped it is the mark of RFC 3597.
  const isMark = text === '#';
  if (text !== '' && !isMark && choose(3) === 0)
    return Array.from(text, (c) => escaped(c, choose, SPECIAL_IN_WORD)).join('');
  const inner = Array.from(text, (c) => (c === ' ' && choose(3) > 0 ? c : escaped(c, choose, SPECIAL_IN_STRING)));
  return `"${inner.join('')}"`;
}

function ttlText(ttl: number, choose: Choose): string {
  if (choose(2) === 0) return String(ttl);
  const units = `${Math.floor(ttl / 3600)}h${Math.floor((ttl % 3600) / 60)}M${ttl % 60}s`;
  return choose(2) === 0 ? units : units.toUpperCase();
}

function dataWords(value: Meant['data'], choose: Choose): string[] {
  switch (value.type) {
    case 'A':
      return [value.octets.join('.')];
    case 'AAAA':
      return [
        value.groups
          .map((group) => group.toString(16).padStart(1 + choose(4), '0'))
          .join(':')
          .toUpperCase(),
      ];
    case 'MX':
      return [String(value.preference), nameText(value.labels, choose)];
    case 'TXT':
      return value.strings.map((text) => stringText(text, choose));
    default:
      return [nameText(value.labels, choose)];
  }
}

/** One record in a spelling of many. */
function spelled({ labels: parts, ttl, data: value }: Meant, repeatsOwner: boolean, choose: Choose): string {
  const head = [ttlText(ttl, choose)];
  if (choose(3) > 0) head.splice(choose(2), 0, choose(2) === 0 ? 'IN' : 'in');
  head.push(choose(2) === 0 ? value.type : value.type.toLowerCase());
  const words = [...head, ...dataWords(value, choose)];
  const owner = repeatsOwner && choose(2) === 0 ? '' : nameText(parts, choose);
  const parenthesis = choose(3) === 0 ? choose(words.length) : -1;
  const blank = () => [' ', '\t', '   ', ' \t'][choose(4)];
  let text = owner;
  for (const [index, word] of words.entries()) {
    text += blank();
    if (index === parenthesis) text += `( ${choose(2) === 0 ? '; a " comment (\n' : '\r\n'}`;
    text += word;
  }
  return `${text}${parenthesis >= 0 ? '\n)' : ''}${choose(3) === 0 ? ' ; comment ")' : ''}${choose(4) === 0 ? '\r\n' : '\n'}`;
}

function zoneText(records: readonly Meant[], seed: number): string {
  let state = seed;
  const choose: Choose = (count) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 16) % count;
  };
  return records
    .map(
      (record, i) =>
        `${choose(8) === 0 ? '\n; c\n  \n' : ''}${spelled(record, i > 0 && records[i - 1].labels === record.labels, choose)}`,
    )
    .join('');
}

/** Some records share an owner, so that it can be left blank. */
const zone = fc
  .array(meant, { maxLength: 8 })
  .map((records) => records.map((record, i) => (i % 3 === 1 ? { ...record, labels: records[i - 1].labels } : record)));

const presented = (parts: readonly string[]) =>
  `${parts.map((part) => Array.from(part, presentedOctet).join('')).join('.')}.example.com.`;

/** The fields of the record that the data gives; an AAAA record's address has its own tests. */
function expected(value: Meant['data']): object {
  const { type } = value;
  switch (value.type) {
    case 'A':
      return { type, address: value.octets.join('.') };
    case 'AAAA':
      return { type };
    case 'MX':
      return { type, preference: value.preference, exchange: presented(value.labels) };
    case 'TXT':
      return { type, strings: value.strings };
    default:
      return { type, target: presented(value.labels) };
  }
}

function presentedOctet(character: string): string {
  if (character === '.' || character === '\\') return `\\${character}`;
  const code = character.charCodeAt(0);
  if (code > 32 && code < 127) return character.toLowerCase();
  return `\\${String(code).padStart(3, '0')}`;
}

describe('spellings', () => {
  it('reads the same records from any of them', () => {
    fc.assert(
      fc.property(zone, fc.nat(), (records, seed) => {
        const text = zoneText(records, seed);
        const { records: columns, problems } = read(text);
        expect(problems.filter(({ rule }) => rule !== 'txt-unquoted')).toEqual([]);
        expect(columns.length).toBe(records.length);
        for (const [i, { labels: parts, ttl, data: value }] of records.entries()) {
          const owned = { owner: presented(parts), ttl };
          expect(columns.record(i)).toMatchObject({ ...owned, ...expected(value) });
        }
      }),
      { numRuns: 500 },
    );
  });

  it('reads its own canonical lines back', () => {
    fc.assert(
      fc.property(zone, fc.nat(), (records, seed) => {
        const { lines } = read(zoneText(records, seed));
        const again = read(`${lines.join('\n')}\n`);
        expect(again.problems).toEqual([]);
        expect(again.lines).toEqual(lines);
      }),
    );
  });

  it('points from each octet of a text to how it is written', () => {
    fc.assert(
      fc.property(fc.array(anyOctets(20), { minLength: 1, maxLength: 3 }), fc.nat(), (strings, seed) => {
        const value: Meant = { labels: ['t'], ttl: 1, data: { type: 'TXT', strings } };
        const { records } = read(zoneText([value], seed));
        const record = records.record(0);
        if (record.type !== 'TXT') throw new Error('no TXT record');
        const whole = strings.join('');
        for (let i = 0; i < whole.length; i++) {
          const { file, start, end } = record.textPlace!(i, i + 1);
          const written = file.slice(start, end);
          const code = String(whole.charCodeAt(i)).padStart(3, '0');
          expect([whole[i], `\\${whole[i]}`, `\\${code}`]).toContain(written);
        }
      }),
    );
  });

  it.runIf(hasBind)('reads them as BIND does', () => {
    fc.assert(
      fc.property(zone, fc.nat(), (records, seed) => {
        // BIND refuses a name with CNAME and other data, and gives all records of one name and type one TTL.
        const kept = records
          .filter(({ data: value }) => value.type !== 'CNAME')
          .map((record) => ({ ...record, ttl: 7 }));
        const text = `$TTL 60\n@ SOA ns h 1 2 3 4 5\n@ NS ns.example.net.\n${zoneText(kept, seed)}`;
        const bind = compileWithBind('example.com', text);
        if ('error' in bind) throw new Error(bind.error);
        expect(new Set(read(text).lines)).toEqual(new Set(read(bind.text).lines));
      }),
      { numRuns: 30 },
    );
  });
});
