import { describe, expect, test } from 'vitest';
import { readZone, recordsOf, textAt } from './support/read.ts';

describe('the spellings of records', () => {
  test.each([
    ['one mapping', 'www:\n  type: A\n  value: 192.0.2.1\n', ['www.example.com. 3600 IN A 192.0.2.1']],
    [
      'a list of values',
      'www:\n  type: AAAA\n  values: [2001:DB8::1, 2001:db8:0::2]\n',
      ['www.example.com. 3600 IN AAAA 2001:db8::1', 'www.example.com. 3600 IN AAAA 2001:db8::2'],
    ],
    ['a list below value', 'www:\n  type: A\n  value:\n  - 192.0.2.1\n', ['www.example.com. 3600 IN A 192.0.2.1']],
    ['one scalar below values', 'www:\n  type: A\n  values: 192.0.2.1\n', ['www.example.com. 3600 IN A 192.0.2.1']],
    [
      'values win over value',
      'www:\n  type: A\n  value: 192.0.2.1\n  values: [192.0.2.2]\n',
      ['www.example.com. 3600 IN A 192.0.2.2'],
    ],
    [
      'typed mappings at one name',
      "'':\n- type: A\n  ttl: 60\n  value: 192.0.2.1\n- type: NS\n  value: ns1.example.net.\n",
      ['example.com. 3600 IN NS ns1.example.net.', 'example.com. 60 IN A 192.0.2.1'],
    ],
    [
      'MX in all its keys',
      "'':\n  type: MX\n  values:\n  - exchange: a.example.net.\n    preference: 10\n  - value: b.example.net.\n    priority: 20\n",
      ['example.com. 3600 IN MX 10 a.example.net.', 'example.com. 3600 IN MX 20 b.example.net.'],
    ],
    ['null MX', "'':\n  type: MX\n  value: {preference: 0, exchange: .}\n", ['example.com. 3600 IN MX 0 .']],
    [
      'a target without a final dot is the whole name',
      'www:\n  type: CNAME\n  value: Web.example.net\n',
      ['www.example.com. 3600 IN CNAME web.example.net.'],
    ],
    ['wildcards', "'*':\n  type: A\n  value: 192.0.2.1\n", ['*.example.com. 3600 IN A 192.0.2.1']],
    ['names in IDNA', 'bücher:\n  type: A\n  value: 192.0.2.1\n', ['xn--bcher-kva.example.com. 3600 IN A 192.0.2.1']],
    ['octal names', '010:\n  type: A\n  value: 192.0.2.1\n', ['8.example.com. 3600 IN A 192.0.2.1']],
    [
      'octal preferences',
      "'':\n  type: MX\n  value: {preference: 010, exchange: .}\n",
      ['example.com. 3600 IN MX 8 .'],
    ],
    [
      'delegations',
      'sub:\n  type: NS\n  values: [ns1.example.net., ns2.example.net.]\n',
      ['sub.example.com. 3600 IN NS ns1.example.net.', 'sub.example.com. 3600 IN NS ns2.example.net.'],
    ],
    [
      'other types',
      "'':\n- type: CAA\n  value: {tag: issue, value: ca.example}\n_sip._tcp:\n  type: SRV\n  value: {priority: 1, weight: 2, port: 5060, target: sip.example.net.}\n",
      ['_sip._tcp.example.com. 3600 IN SRV 1 2 5060 sip.example.net.', 'example.com. 3600 IN CAA 0 issue "ca.example"'],
    ],
    [
      'types that no rule looks into, each in one spelling',
      [
        'a:',
        '- type: DS',
        '  value: {algorithm: 13, digest: abcd, digest_type: 2, key_tag: 7}',
        '- type: HTTPS',
        '  value: {svcparams: {alpn: [h2, h3]}, svcpriority: 1, targetname: .}',
        '- type: LOC',
        '  value: {altitude: -2, lat_degrees: 52, lat_direction: N, lat_minutes: 22, lat_seconds: 23, long_degrees: 4, long_direction: E, long_minutes: 53, long_seconds: 32, precision_horz: 10000, precision_vert: 10, size: 0}',
        '- type: NAPTR',
        "  value: {flags: U, order: 10, preference: 100, regexp: '', replacement: ., service: SIP+D2U}",
        '- type: SSHFP',
        '  value: {algorithm: 1, fingerprint: abcdef, fingerprint_type: 1}',
        '- type: URLFWD',
        '  value: {path: /, target: http://foo, code: 301, masking: 2, query: 0}',
      ].join('\n'),
      [
        'a.example.com. 3600 IN DS 7 13 2 ABCD',
        'a.example.com. 3600 IN HTTPS 1 . alpn=h2,h3',
        'a.example.com. 3600 IN LOC 52 22 23 N 4 53 32 E -2m 0m 10000m 10m',
        'a.example.com. 3600 IN NAPTR 10 100 "U" "SIP+D2U" "" .',
        'a.example.com. 3600 IN SSHFP 1 1 ABCDEF',
      ],
    ],
    [
      'the addresses of geo and of pools, each once',
      [
        'www:',
        '  type: A',
        '  value: 192.0.2.1',
        '  geo:',
        '    AF: [192.0.2.2]',
        '    AS: [192.0.2.1]',
        '  dynamic:',
        '    pools:',
        '      one:',
        '        values:',
        '        - value: 192.0.2.3',
        '          weight: 2',
        '    rules:',
        '    - pool: one',
      ].join('\n'),
      [
        'www.example.com. 3600 IN A 192.0.2.1',
        'www.example.com. 3600 IN A 192.0.2.2',
        'www.example.com. 3600 IN A 192.0.2.3',
      ],
    ],
    [
      'anchors and merge keys',
      ['a: &base', '  type: A', '  ttl: 60', '  value: 192.0.2.1', 'b: *base', 'c:', '  <<: *base', '  ttl: 300'].join(
        '\n',
      ),
      ['a.example.com. 60 IN A 192.0.2.1', 'b.example.com. 60 IN A 192.0.2.1', 'c.example.com. 300 IN A 192.0.2.1'],
    ],
  ])('%s', (_, text, lines) => {
    const { lines: read, problems } = readZone(text);
    expect(read).toEqual(lines);
    expect(problems.filter(({ rule, severity }) => rule === 'record-unreadable' && severity !== 'warning')).toEqual([]);
  });

  test('a text that is folded, escaped or long is one text', () => {
    const text = [
      'a:',
      '  type: TXT',
      '  value: v=DMARC1\\; p=none',
      'b:',
      '  type: TXT',
      '  values:',
      '  - >-',
      '    v=spf1',
      '    -all',
      `  - ${'x'.repeat(300)}`,
    ].join('\n');
    expect(readZone(text).lines).toEqual([
      'a.example.com. 3600 IN TXT "v=DMARC1\\059 p=none"',
      'b.example.com. 3600 IN TXT "v=spf1 -all"',
      `b.example.com. 3600 IN TXT "${'x'.repeat(255)}" "${'x'.repeat(45)}"`,
    ]);
  });

  test.each([
    ['2001:DB8::1', '2001:db8::1'],
    ['2001:0db8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:db8:1:2:3:4::5', '2001:db8:1:2:3:4:0:5'],
    ['2001:db8::2:3:4:5:6', '2001:db8:0:2:3:4:5:6'],
    ['2001:db8::4:5:6:7', '2001:db8::4:5:6:7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2:3:4:5:6'],
    ['2001:db8:0:1::', '2001:db8:0:1::'],
    ['::ffff:c000:201', '::ffff:192.0.2.1'],
    ['::', '::'],
  ])('the address %s has one spelling: %s', (written, address) => {
    expect(readZone(`a:\n  type: AAAA\n  value: '${written}'\n`).lines).toEqual([
      `a.example.com. 3600 IN AAAA ${address}`,
    ]);
  });

  test('an alias of the provider leaves the addresses open and nothing else', () => {
    const text = [
      "'':",
      '- type: ALIAS',
      '  value: lb.example.net.',
      'web:',
      '  type: Route53Provider/ALIAS',
      '  values:',
      '  - evaluate-target-health: false',
      '    hosted-zone-id: Z0',
      '    name: lb.example.net.',
      '    type: A',
    ].join('\n');
    const { zones, lines, problems } = readZone(text);
    expect(problems).toEqual([]);
    expect(lines).toEqual([
      'example.com. 3600 IN ALIAS lb.example.net.',
      'web.example.com. 3600 IN ALIAS lb.example.net.',
    ]);
    const open = zones[0].holes.filter(({ reason }) => reason.includes('alias')).map(({ name, type }) => [name, type]);
    expect(open).toEqual([
      ['example.com.', 1],
      ['example.com.', 28],
      ['web.example.com.', 1],
    ]);
    expect(recordsOf(zones[0]).every(({ traits }) => traits?.flattened)).toBe(true);
  });

  test.each([
    ['{proxied: true, auto-ttl: true}', true],
    ['{proxied: false}', undefined],
    ['{auto-ttl: true}', undefined],
    ['true', undefined],
  ])('what Cloudflare is told: %s', (cloudflare, proxied) => {
    const { zones } = readZone(`www:\n  octodns:\n    cloudflare: ${cloudflare}\n  type: A\n  value: 192.0.2.1\n`);
    expect(recordsOf(zones[0]).map(({ traits }) => traits?.proxied)).toEqual([proxied]);
  });

  test('what the provider keeps is open: SOA and NS of the top, records that are ignored', () => {
    const { zones, lines } = readZone('www:\n  octodns: {ignored: true}\n  type: A\n  value: 192.0.2.1\n');
    expect(lines).toEqual([]);
    expect(zones[0].holes.map(({ name, type }) => [name, type])).toEqual([
      ['www.example.com.', 1],
      ['example.com.', 6],
      ['example.com.', 2],
    ]);
  });
});

describe('places', () => {
  const TEXT = [
    'mail:',
    '- type: A',
    '  value: 192.0.2.1',
    '- type: MX',
    '  values:',
    '  - exchange: mx1.example.net.',
    '    preference: 10',
    '  - exchange: "mx2.example.net."',
    '    preference: 20',
    'spf:',
    '  type: TXT',
    "  value: 'v=spf1 include:a.example.net ''x'' a\\;b'",
    '',
  ].join('\n');

  test('records, their data and their targets are cut out of the source', () => {
    const records = recordsOf(readZone(TEXT).zones[0]);
    expect(records.map(({ place }) => textAt(place))).toEqual([
      'type: A\n  value: 192.0.2.1',
      'exchange: mx1.example.net.\n    preference: 10',
      'exchange: "mx2.example.net."\n    preference: 20',
      TEXT.slice(TEXT.indexOf('spf:')).trimEnd(),
    ]);
    expect(records.map(({ valuePlace }) => textAt(valuePlace))[0]).toBe('192.0.2.1');
    expect(records.map(({ targetPlace }) => targetPlace && textAt(targetPlace))).toEqual([
      undefined,
      'mx1.example.net.',
      '"mx2.example.net."',
      undefined,
    ]);
  });

  test('a stretch of a text has its place, escapes and all', () => {
    const record = recordsOf(readZone(TEXT).zones[0]).at(-1)!;
    if (record.type !== 'TXT') throw new Error('no TXT');
    const [text] = record.strings;
    expect(text).toBe("v=spf1 include:a.example.net 'x' a;b");
    const at = (part: string) => textAt(record.textPlace!(text.indexOf(part), text.indexOf(part) + part.length));
    expect(at('include:a.example.net')).toBe('include:a.example.net');
    expect(at("'x'")).toBe("''x''");
    expect(at('a;b')).toBe('a\\;b');
    expect(textAt(record.textPlace!(text.length, text.length))).toBe('');
  });
});
