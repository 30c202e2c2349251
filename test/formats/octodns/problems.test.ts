import { describe, expect, test } from 'vitest';
import { fixed, readFiles, readZone, textAt, told } from './support/read.ts';

const record = (...lines: string[]) => `www:\n${lines.map((line) => `  ${line}\n`).join('')}`;

describe('keys', () => {
  test.each([
    ['a misspelt value', record('type: A', 'valie: 192.0.2.1'), ['error key-unknown: valie']],
    ['a misspelt list', record('type: A', 'vaules: [192.0.2.1]'), ['error key-unknown: vaules']],
    ['a misspelt type', record('tpye: A', 'value: 192.0.2.1'), ['error key-unknown: tpye']],
    [
      'a misspelt preference',
      record('type: MX', 'values:', '- preferences: 10', '  exchange: mx.example.net.'),
      ['error key-unknown: preferences'],
    ],
    [
      'a value one level too high',
      record('type: MX', 'preference: 10', 'exchange: mx.example.net.'),
      ['error key-unknown: preference'],
    ],
    [
      'a preference beside the values',
      record('type: MX', 'priority: 10', 'values:', '- exchange: mx.example.net.'),
      ['error key-unknown: priority'],
    ],
    ['a mapping as text', record('type: TXT', 'values:', '- value: v=spf1 -all'), ['error key-unknown: value']],
    ['values of a CNAME', record('type: CNAME', 'values: [a.example.net.]'), ['error key-unknown: values']],
    [
      'a stranger that does no harm',
      record('type: A', 'coment: x', 'value: 192.0.2.1'),
      ['notice key-unknown: coment'],
    ],
    ['a TTL with a unit', record('type: A', 'ttl: 1h', 'value: 192.0.2.1'), ['error record-unreadable: 1h']],
    ['a TTL below zero', record('type: A', 'ttl: -1', 'value: 192.0.2.1'), ['error record-unreadable: -1']],
    ['TTLs that Python makes numbers of', record('type: A', "ttl: ' 1_000 '", 'value: 192.0.2.1'), []],
    ['a TTL with a fraction', record('type: A', 'ttl: 60.5', 'value: 192.0.2.1'), []],
    ['nothing at all', record('type: A', 'ttl: 60'), ['record-unreadable: www:\n  type: A\n  ttl: 60']],
  ])('%s', (_, text, problems) => {
    expect(
      told(readZone(text).problems).map((line) => line.replace('type: A\n  ttl', 'www:\n  type: A\n  ttl')),
    ).toEqual(problems);
  });

  test('the misspelt key is named with the right one, and mended', () => {
    const [problem] = readZone(record('type: A', 'valie: 192.0.2.1')).problems;
    expect(problem.message).toBe(
      'OctoDNS does not know the key “valie”; the A record of www.example.com needs “value”.',
    );
    expect(fixed(problem)).toBe(record('type: A', 'value: 192.0.2.1'));
  });

  test('what the record would hold is unknown, and the rest of the zone is read', () => {
    const { zones, lines } = readZone(`${record('type: A', 'valie: 192.0.2.1')}mail:\n  type: A\n  value: 192.0.2.2\n`);
    expect(lines).toEqual(['mail.example.com. 3600 IN A 192.0.2.2']);
    expect(zones[0].holes).toContainEqual(expect.objectContaining({ name: 'www.example.com.', type: 1, below: false }));
  });
});

describe('values', () => {
  test.each([
    ['no address', record('type: A', 'value: 192.0.2.256'), 'record-unreadable: 192.0.2.256'],
    ['an address of the other family', record('type: A', 'value: 2001:db8::1'), 'record-unreadable: 2001:db8::1'],
    [
      'an address that YAML takes for a number',
      record('type: AAAA', 'value: 2001:10:20:30:40:50:10:11'),
      'record-unreadable: 2001:10:20:30:40:50:10:11',
    ],
    ['a text that is a number', record('type: TXT', 'value: 12345'), 'record-unreadable: 12345'],
    [
      'an exchange that is a list',
      record('type: MX', 'value: {preference: 1, exchange: [a]}'),
      'record-unreadable: [a]',
    ],
    [
      'an MX as in a zone file',
      record('type: MX', 'value: 10 mx.example.net.'),
      'record-unreadable: 10 mx.example.net.',
    ],
    [
      'a preference in words',
      record('type: MX', 'value: {preference: ten, exchange: mx.example.net.}'),
      'record-unreadable: ten',
    ],
    ['an unknown type', record('type: CNMAE', 'value: a.example.net.'), 'error record-unreadable: CNMAE'],
    ['an empty part of a name', record('type: CNAME', 'value: a..example.net.'), 'record-unreadable: a..example.net.'],
    [
      'a scalar in place of a record',
      'a: {type: A, value: 192.0.2.9, octodns: {ignored: yes}}\nwww: 192.0.2.1\n',
      'record-unreadable: 192.0.2.1',
    ],
  ])('%s', (_, text, problem) => {
    const { problems, lines } = readZone(text);
    expect(told(problems)).toEqual([problem]);
    expect(lines).toEqual([]);
  });

  test('an MX as in a zone file is told with what to write', () => {
    const [{ advice }] = readZone(record('type: MX', 'value: 10 mx.example.net')).problems;
    expect(advice).toBe('Write `{preference: 10, exchange: mx.example.net.}`.');
  });
});

describe('semicolons', () => {
  test.each([
    ['plain', 'value: v=DMARC1; p=none', 'value: v=DMARC1\\; p=none'],
    ['single quotes', "value: 'v=DMARC1; p=none; x=1'", "value: 'v=DMARC1\\; p=none\\; x=1'"],
    ['double quotes', 'value: "v=DMARC1; p=none"', 'value: "v=DMARC1\\\\; p=none"'],
    ['twice escaped', 'value: v=DMARC1\\\\; p=none', 'value: v=DMARC1\\; p=none'],
    ['twice escaped in double quotes', 'value: "v=DMARC1\\\\\\\\; p=none"', 'value: "v=DMARC1\\\\; p=none"'],
  ])('%s', (_, written, mended) => {
    const { problems } = readZone(record('type: TXT', written));
    expect(problems.map(({ rule, severity }) => [rule, severity])).toEqual([['txt-escaping', 'error']]);
    expect(fixed(problems[0])).toBe(record('type: TXT', mended));
    expect(readZone(record('type: TXT', mended)).problems).toEqual([]);
  });

  test('a blank before the semicolon is no defect for OctoDNS', () => {
    expect(readZone(record('type: TXT', 'value: v=DMARC1 ; p=none')).problems).toEqual([]);
  });

  test('lenient lowers what is only OctoDNS’s own check', () => {
    const text = record('octodns: {lenient: true}', 'type: TXT', 'value: v=DMARC1; p=none');
    expect(told(readZone(text).problems)).toEqual(['warning txt-escaping: v=DMARC1; p=none']);
  });

  test('`escaped_semicolons: false` wants them as they are', () => {
    const config = (more: string) =>
      `providers:\n  config:\n    class: octodns.provider.yaml.YamlProvider\n    directory: .\n${more}zones:\n  example.com.:\n    sources: [config]\n`;
    const read = (value: string) =>
      readFiles({
        'config.yaml': config('    escaped_semicolons: false\n'),
        'example.com.yaml': record('type: TXT', `value: ${value}`),
      });
    expect(read('v=DMARC1; p=none')).toMatchObject({
      problems: [],
      lines: ['www.example.com. 3600 IN TXT "v=DMARC1\\059 p=none"'],
    });
    const [problem] = read('v=DMARC1\\; p=none').problems;
    expect(problem.rule).toBe('txt-escaping');
    expect(fixed(problem)).toBe(record('type: TXT', 'value: v=DMARC1; p=none'));
  });

  test.each(['a""b', 'a\\"\\"b', 'a" "b', '"a b'])('quotation marks of another format: %s', (value) => {
    const { problems } = readZone(record('type: TXT', `value: '${value}'`));
    expect(problems.map(({ rule, severity }) => [rule, severity])).toEqual([['txt-escaping', 'error']]);
  });

  test('a text that is quoted as a whole is healthy', () => {
    expect(readZone(record('type: TXT', `value: '"v=spf1 " "-all"'`)).problems).toEqual([]);
  });
});

describe('final dots', () => {
  const MX = record(
    'type: MX',
    'values:',
    '- exchange: a.example.net',
    '  preference: 1',
    '- exchange: "b.example.net"',
    '  preference: 2',
  );

  test('one problem a record, with all of its targets mended', () => {
    const { problems } = readZone(MX);
    expect(told(problems)).toEqual(['target-without-dot: a.example.net']);
    expect(fixed(problems[0])).toBe(MX.replaceAll('example.net', 'example.net.'));
  });

  test('lenient changes nothing', () => {
    expect(told(readZone(`${MX}  octodns:\n    lenient: true\n`).problems)).toEqual([
      'target-without-dot: a.example.net',
    ]);
  });

  test('a processor that adds them makes it no defect', () => {
    const config = [
      'providers:\n  config:\n    class: octodns.provider.yaml.YamlProvider\n    directory: .',
      'processors:\n  dots:\n    class: octodns.processor.trailing_dots.EnsureTrailingDots',
      'zones:\n  example.com.:\n    processors: [dots]\n    sources: [config]\n',
    ].join('\n');
    const { problems, zones } = readFiles({ 'config.yaml': config, 'example.com.yaml': MX });
    expect(problems).toEqual([]);
    expect(zones[0].authoritative).toBe(true);
  });
});

describe('duplicates', () => {
  test('a name that is there twice loses the first, and both places are told', () => {
    const { problems, lines } = readZone('a:\n  type: A\n  value: 192.0.2.1\na:\n  type: A\n  value: 192.0.2.2\n');
    expect(lines).toEqual(['a.example.com. 3600 IN A 192.0.2.2']);
    expect(problems).toHaveLength(1);
    const [{ rule, place, related }] = problems;
    expect([rule, place.start, related?.[0].place.start]).toEqual(['rrset-duplicated', 32, 0]);
  });

  test('a key that is there twice in a record', () => {
    expect(told(readZone(record('type: A', 'value: 192.0.2.1', 'value: 192.0.2.2')).problems)).toEqual([
      'error key-unknown: value',
    ]);
  });

  test('the same type twice at a name', () => {
    const { problems, lines } = readZone('a:\n- type: A\n  value: 192.0.2.1\n- type: A\n  value: 192.0.2.2\n');
    expect(told(problems)).toEqual(['rrset-duplicated: type: A\n  value: 192.0.2.2']);
    expect(problems[0].message).toContain('line 2 of example.com.yaml');
    expect(lines).toHaveLength(2);
  });
});

describe('names', () => {
  test.each([
    ['the at sign', "'@'", ["error key-unknown: '@'"]],
    ['a whole name', 'www.example.com.', ['record-unreadable: www.example.com.']],
    ['a number that YAML rewrites', '1.10', ['warning key-unknown: 1.10']],
    ['a label that is too long', 'a'.repeat(64), [`record-unreadable: ${'a'.repeat(64)}`]],
    ['two dots', 'a..b', ['record-unreadable: a..b']],
  ])('%s', (_, name, problems) => {
    expect(told(readZone(`${name}:\n  type: A\n  value: 192.0.2.1\n`).problems)).toEqual(problems);
  });

  test('a whole name is told with the one to write', () => {
    const [{ advice }] = readZone('www.example.com.:\n  type: A\n  value: 192.0.2.1\n').problems;
    expect(advice).toBe('Write `www`.');
  });
});

test('every message is of one record and quotes it', () => {
  const { problems } = readZone(record('type: A', 'value: 192.0.2.256'));
  expect(problems[0]).toMatchObject({ subject: 'www.example.com' });
  expect(problems[0].message).toContain(`“${textAt(problems[0].place)}”`);
});
