import { describe, expect, it } from 'vitest';
import { cpuMilliseconds } from '../../support/cpu-time.ts';
import { read } from './support/read.ts';

/** Far above what is needed here, far below what anything quadratic needs. */
const LIMIT_MS = 4_000;

/** Reads something large, makes every record once, and holds the clock. */
function readInTime(content: string | Uint8Array, includes: Record<string, string> = {}): ReturnType<typeof read> {
  const started = cpuMilliseconds();
  const reading = read(content, { includes });
  for (let i = 0; i < Math.min(reading.records.length, 20_000); i++) reading.records.record(i);
  expect(cpuMilliseconds() - started).toBeLessThan(LIMIT_MS);
  return reading;
}

const MILLION = 1_000_000;

describe('hostile files', () => {
  it('reads random octets without a crash', () => {
    const octets = new Uint8Array(MILLION);
    for (let i = 0, seed = 1; i < octets.length; i++) {
      seed = Math.imul(seed, 1_103_515_245) + 12_345;
      octets[i] = seed >>> 16;
    }
    const { problems, remarks } = readInTime(octets);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.length).toBeLessThan(1_000);
    expect(remarks.some((remark) => remark.includes('more problems'))).toBe(true);
  });

  it.each([
    ['a word', 'x'.repeat(MILLION * 5)],
    ['a word of backslashes', '\\'.repeat(MILLION * 5)],
    ['dots', '.'.repeat(MILLION * 5)],
    ['an owner of many labels', `${'a.'.repeat(MILLION)} A 192.0.2.1`],
    ['a quoted string', `a 60 TXT "${'x'.repeat(MILLION * 5)}"`],
    ['an unclosed quote', `a 60 TXT "${'x'.repeat(MILLION * 5)}`],
    ['many strings', `a 60 TXT ${'"x" '.repeat(MILLION)}`],
    ['a line of open parentheses', `a 60 TXT ${'('.repeat(MILLION)}`],
    ['a line of closed parentheses', `a 60 TXT ${')'.repeat(MILLION)}`],
    ['generic data', `a 60 TYPE65280 \\# 65535 ${'ab '.repeat(MILLION)}`],
    ['quotes', '"'.repeat(MILLION)],
    ['a directive', `$${'x'.repeat(MILLION)}`],
    ['a TTL', `a ${'1h'.repeat(MILLION)} A 192.0.2.1`],
    ['template marks', '{{ '.repeat(MILLION)],
    ['Autoconf marks', '@@x '.repeat(MILLION)],
  ])('reads one long line: %s', (_, text) => {
    const { problems } = readInTime(`${text}\nb 60 A 192.0.2.1\n`);
    for (const { message } of problems) expect(message.length).toBeLessThan(1_000);
  });

  it.each([
    ['unclosed parentheses', 'a 60 TXT ( x\n'],
    ['unclosed parentheses in lines that are no records', 'a (\n'],
    ['unclosed quotes', 'a 60 TXT "x\n'],
    ['closed parentheses', ')\n'],
    ['owners alone', 'a\n'],
    ['unknown directives', '$FOO\n'],
    ['bad addresses', 'a 60 A x\n'],
    ['names outside of the zone', 'a.example.net. 60 A 192.0.2.1\n'],
    ['empty labels', 'a..b 60 A 192.0.2.1\n'],
    ['second SOA records', '@ 60 SOA ns h 1 2 3 4 5\n@ 60 SOA ns h 2 2 3 4 5\n'],
    ['unquoted policies', '@ 60 TXT v=spf1 a -all\n'],
    ['origins', '$ORIGIN a.example.com.\n@ 60 A 192.0.2.1\n'],
    ['bad origins', '$ORIGIN a..b\n'],
    ['missing includes', '$INCLUDE x\n'],
    ['templates', 'a 60 A {{ x }}\n'],
    ['bare carriage returns', 'a 60 A 192.0.2.1\r'],
  ])('reads many lines: %s', (_, line) => {
    const { problems } = readInTime(line.repeat(20_000));
    expect(problems.length).toBeLessThanOrEqual(200);
  });

  it('reads records on one line of a file that is not ASCII', () => {
    const { records } = readInTime('ü 60 TXT "é"\r'.repeat(20_000));
    expect(records.length).toBe(20_000);
    const { place } = records.record(19_999);
    expect(place.file.slice(place.start, place.end)).toBe('ü 60 TXT "é"');
  });

  it('bounds what $GENERATE makes in all', () => {
    const { problems, records } = readInTime(`$TTL 60\n${`$GENERATE 1-65536 h$ TXT ${'x'.repeat(200)}\n`.repeat(100)}`);
    expect(records.length).toBeLessThan(200_000);
    expect(problems.some(({ message }) => message.includes('$GENERATE'))).toBe(true);
  });

  it('bounds what includes of includes bring in', () => {
    const includes = Object.fromEntries(
      Array.from({ length: 9 }, (_, i) => [`f${i}`, `$INCLUDE f${i + 1}\n`.repeat(10)]),
    );
    const { problems } = readInTime('$INCLUDE f0\n', { ...includes, f9: 'a 60 A 192.0.2.1\n' });
    expect(problems.some(({ message }) => message.includes('too many'))).toBe(true);
  });

  it('shows control characters and directions in messages as escapes', () => {
    const { problems } = read('a 60 A \u001b[31m\u202ex\n');
    expect(problems[0].message).not.toMatch(/[\u001b\u202e]/);
  });
});
