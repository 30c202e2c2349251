import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { cpuMilliseconds } from '../../support/cpu-time.ts';
import { readFiles, told } from './support/read.ts';

/** Far more than any of these takes on a machine that is busy; a quadratic reader needs minutes. */
const TIME_LIMIT = 20_000;

vi.setConfig({ testTimeout: 3 * TIME_LIMIT });

const GOOD = 'www:\n  type: A\n  value: 192.0.2.1\n';
const GOOD_LINE = 'www.example.org. 3600 IN A 192.0.2.1';

/** What is told of a broken zone beside a healthy one, which is read all the same. */
function readBroken(text: string) {
  const started = cpuMilliseconds();
  const reading = readFiles({ 'example.com.yaml': text, 'example.org.yaml': GOOD });
  expect(cpuMilliseconds() - started).toBeLessThan(TIME_LIMIT);
  expect(reading.lines).toContain(GOOD_LINE);
  return reading;
}

describe('files that are no YAML', () => {
  test.each([
    ['a tab', `${GOOD}\tmail:\n    type: A\n`, 4],
    ['a quotation mark that is not closed', `${GOOD}mail:\n  type: TXT\n  value: "v=spf1 -all\n`, undefined],
    ['a colon inside a plain text', `${GOOD}mail:\n  type: TXT\n  value: a: b: c\n`, 6],
    ['wrong indentation', `${GOOD}mail:\n   type: A\n  value: 192.0.2.1\n`, undefined],
  ])('%s', (_, text, line) => {
    const { problems, zones } = readBroken(text);
    expect(problems.map(({ rule }) => rule)).toEqual(['record-unreadable']);
    const { file, start } = problems[0].place;
    expect(file.path).toBe('example.com.yaml');
    if (line !== undefined) expect(file.position(start).line).toBe(line);
    const broken = zones.find(({ name }) => name === 'example.com.')!;
    expect(broken.holes).toContainEqual(expect.objectContaining({ name: 'example.com.', below: true }));
  });

  test('a tab is named', () => {
    expect(readBroken(`${GOOD}\tmail:\n    type: A\n`).problems[0].advice).toBe(
      'Line 4 is indented with a tab: YAML wants blanks there.',
    );
  });

  test('two documents', () => {
    expect(readBroken(`${GOOD}---\n${GOOD}`).problems.map(({ rule }) => rule)).toEqual(['record-unreadable']);
  });
});

describe('files that are made to hurt', () => {
  test('a bomb of aliases', () => {
    const levels = Array.from({ length: 30 }, (_, i) => {
      const items = i === 0 ? '[192.0.2.1, 192.0.2.2]' : `[${`*l${i - 1}, `.repeat(9)}*l${i - 1}]`;
      return `l${i}: &l${i} ${items}\n`;
    });
    const { problems } = readBroken(`${GOOD}${levels.join('')}`);
    expect(problems.length).toBeGreaterThan(0);
  });

  test('merge keys that merge one another', () => {
    const levels = Array.from(
      { length: 40 },
      (_, i) => `m${i}: &m${i}\n  k${i}: 1\n${i === 0 ? '' : `  <<: [${`*m${i - 1}, `.repeat(9)}*m${i - 1}]\n`}`,
    );
    const { problems } = readBroken(`${GOOD}${levels.join('')}`);
    expect(problems.length).toBeGreaterThan(0);
  });

  test('100,000 levels', () => {
    const { problems } = readBroken(`${GOOD}deep: ${'['.repeat(100_000)}`);
    expect(problems).toHaveLength(1);
    expect(readBroken(`${GOOD}deep: ${'{a: '.repeat(100_000)}`).problems).toHaveLength(1);
  });

  test('30,000 keys in one mapping, and in one record', () => {
    const keys = Array.from({ length: 30_000 }, (_, i) => `h${i}:\n  type: A\n  value: 192.0.2.1\n`);
    expect(readBroken(keys.join('')).lines).toHaveLength(30_001);
    const strangers = Array.from({ length: 30_000 }, (_, i) => `  x${i}: 1\n`);
    expect(readBroken(`${GOOD}${strangers.join('')}`).problems.length).toBeLessThan(200);
    expect(readBroken(`www:\n  type: A\n${strangers.join('')}`).problems.length).toBeLessThan(200);
  });

  test('30,000 times the same key', () => {
    expect(readBroken(GOOD.repeat(30_000)).problems.length).toBeLessThanOrEqual(100);
  });

  test('30,000 values and 30,000 defects', () => {
    const values = Array.from({ length: 30_000 }, (_, i) => `  - 192.0.${i >> 8}.${i & 255}\n`);
    expect(readBroken(`a:\n  type: A\n  values:\n${values.join('')}`).problems).toHaveLength(0);
    const broken = Array.from({ length: 30_000 }, (_, i) => `h${i}: {type: A, value: x}\n`);
    const { problems, zones } = readBroken(broken.join(''));
    expect(problems).toHaveLength(100);
    expect(zones.find(({ name }) => name === 'example.com.')!.holes.length).toBeLessThan(200);
  });

  test('a text of a megabyte, and one of semicolons', () => {
    expect(readBroken(`a:\n  type: TXT\n  value: ${'x'.repeat(1_000_000)}\n`).problems).toEqual([]);
    expect(readBroken(`a:\n  type: TXT\n  value: ${'x;'.repeat(100_000)}\n`).problems).toHaveLength(1);
  });

  test('files that include one another over and over', () => {
    const many = Array.from({ length: 3_000 }, (_, i) => `h${i}: !include part.yaml\n`).join('');
    const { problems } = readFiles({ 'example.com.yaml': `${GOOD}${many}`, 'part.yaml': GOOD.replace('www', 'x') });
    expect(problems.length).toBeGreaterThan(0);
  });
});

describe('wrong types everywhere', () => {
  const SCRAPS = [
    '~',
    '1',
    '1.5',
    'yes',
    'x',
    "''",
    '[]',
    '[1, [2]]',
    '{}',
    '{a: {b: c}}',
    '2026-11-23',
    '!!binary aGk=',
    '!x y',
    '? a',
  ];

  test.each(SCRAPS)('%s in the place of anything', (scrap) => {
    const texts = [
      scrap,
      `www: ${scrap}\n`,
      `${GOOD}mail: ${scrap}\n`,
      ...['type', 'ttl', 'value', 'values', 'octodns', 'geo', 'dynamic', 'lenient'].map(
        (key) => `mail:\n  type: A\n  ${key}: ${scrap}\n`,
      ),
      ...['exchange', 'preference'].map(
        (key) => `mail:\n  type: MX\n  value: {exchange: a.example.net., ${key}: ${scrap}}\n`,
      ),
      `mail: {type: A, dynamic: {pools: ${scrap}}, value: 192.0.2.1}\n`,
      `mail: {type: Route53Provider/ALIAS, values: [${scrap}]}\n`,
    ];
    for (const text of texts)
      expect(() => told(readFiles({ 'example.com.yaml': `${GOOD}${text}` }).problems)).not.toThrow();
  });

  test.each(SCRAPS)('%s in a configuration', (scrap) => {
    const config =
      'providers:\n  config:\n    class: octodns.provider.yaml.YamlProvider\n    directory: zones\nzones:\n  example.com.:\n    sources: [config]\n';
    for (const line of config.split('\n').filter((part) => part.includes(':'))) {
      const broken = config.replace(line, `${line.slice(0, line.indexOf(':'))}: ${scrap}`);
      expect(() => readFiles({ 'config.yaml': broken, 'zones/example.com.yaml': GOOD })).not.toThrow();
    }
  });

  test('random lines never throw', () => {
    const line = fc.constantFrom(
      ...GOOD.split('\n'),
      '- type: MX',
      '  values:',
      '  - exchange: a',
      '  <<: *a',
      'a: &a',
      '\t',
      '---',
      '"',
      '? x',
      ': y',
      '  value: |',
      '    text',
      '!include x',
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        expect(() => readFiles({ 'example.com.yaml': `${GOOD}${lines.join('\n')}` })).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });
});
