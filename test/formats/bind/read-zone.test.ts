import { describe, expect, it } from 'vitest';
import type { Place } from '../../../src/model/place.ts';
import type { DnsRecord } from '../../../src/model/record.ts';
import { NO_TTL } from '../../../src/model/zone.ts';
import { read } from './support/read.ts';

const slice = (place: Place | undefined) => place?.file.slice(place.start, place.end);

/** The records of a file without problems. */
function recordsOf(text: string | Uint8Array): DnsRecord[] {
  const { records, problems } = read(text);
  expect(problems).toEqual([]);
  return Array.from({ length: records.length }, (_, i) => records.record(i));
}

describe('readZoneFile', () => {
  it('makes records of the union', () => {
    const records = recordsOf(`$TTL 60
@ SOA ns Host 1 2h 3 4 5
A A 192.0.2.1
a AAAA 2001:DB8:0::1
@ MX 010 Mail
t TXT "a b" c\\;d "\\195\\188"
s SPF "v=spf1 -all"
c CNAME @
d DNAME d.example.net.
n NS ns
p PTR .
o SRV 0 5 993 Mail
u TYPE65280 \\# 2 ab cd
`);
    expect(records).toMatchObject([
      { type: 'SOA', primary: 'ns.example.com.', mailbox: 'host.example.com.', ttl: 60 },
      { type: 'A', owner: 'a.example.com.', address: '192.0.2.1', zone: 'example.com.' },
      { type: 'AAAA', address: '2001:db8::1' },
      { type: 'MX', owner: 'example.com.', preference: 10, exchange: 'mail.example.com.' },
      { type: 'TXT', strings: ['a b', 'c;d', '\xc3\xbc'] },
      { type: 'SPF', strings: ['v=spf1 -all'] },
      { type: 'CNAME', target: 'example.com.' },
      { type: 'DNAME', target: 'd.example.net.' },
      { type: 'NS', target: 'ns.example.com.' },
      { type: 'PTR', target: '.' },
      { type: 'OTHER', mnemonic: 'SRV', text: '0 5 993 mail.example.com.' },
      { type: 'OTHER', mnemonic: 'TYPE65280', text: '\\# 2 ABCD' },
    ]);
    expect(records[0]).toMatchObject({ text: 'ns.example.com. host.example.com. 1 7200 3 4 5' });
  });

  it('knows the places of record, data and target', () => {
    const [mx, ptr, soa] = recordsOf(
      '@ 60 IN MX 10 mail ; ü\n\t60 IN PTR p.example.net.\r\n@ 60 SOA ( ns h\n 1 2 3 4 5 )\n',
    );
    expect(slice(mx.place)).toBe('@ 60 IN MX 10 mail');
    expect(slice(mx.valuePlace)).toBe('10 mail');
    expect(slice(mx.targetPlace)).toBe('mail');
    expect(slice(ptr.place)).toBe('60 IN PTR p.example.net.');
    expect(slice(ptr.targetPlace)).toBe('p.example.net.');
    expect(slice(soa.valuePlace)).toBe('ns h\n 1 2 3 4 5');
  });

  it('counts places in UTF-16 units behind other characters and a byte order mark', () => {
    const records = recordsOf('\ufeff; ünïcödé 🙂\nö 60 TXT "é🙂" x\n@ 60 MX 10 mail\n');
    expect(slice(records[0].place)).toBe('ö 60 TXT "é🙂" x');
    expect(records[0].owner).toBe('\\195\\182.example.com.');
    expect(slice(records[1].targetPlace)).toBe('mail');
  });

  it.each([
    ['"v=spf1 ip4:192.0.2.1 -all"', 7, 20, 'ip4:192.0.2.1'],
    ['"v=spf1 ip4:1" "92.0.2.1 -all"', 7, 20, 'ip4:1" "92.0.2.1'],
    ['"v=spf1" ( " a"\n ; c "x"\n " -all" )', 6, 13, ' a"\n ; c "x"\n " -all'],
    ['"a\\"b\\067d"', 1, 4, '\\"b\\067'],
    ['foo bar', 3, 6, 'bar'],
    ['"foo" "bar"', 6, 6, ''],
    ['"foo" "bar"', 3, 3, ''],
    ['"" "x"', 0, 1, 'x'],
  ])('maps characters of the text %s back to the file', (data, start, end, written) => {
    const [record] = recordsOf(`a 60 TXT ${data}\n`) as DnsRecord<'TXT'>[];
    expect(slice(record.textPlace?.(start, end))).toBe(written);
  });

  it('points past the last character for the end of the text', () => {
    const [record] = recordsOf('a 60 TXT "foo" "bar" \n') as DnsRecord<'TXT'>[];
    const place = record.textPlace?.(6, 6);
    expect(place?.file.slice(0, place.start)).toBe('a 60 TXT "foo" "bar');
  });

  it('gives data in RFC 3597 form one place for all', () => {
    const [txt, mx] = recordsOf('a 60 TXT \\# 4 03 666f6f\n@ 60 MX \\# 5 000a 01 61 00\n');
    expect(txt).toMatchObject({ type: 'TXT', strings: ['foo'] });
    expect(slice((txt as DnsRecord<'TXT'>).textPlace?.(1, 2))).toBe('\\# 4 03 666f6f');
    expect(mx).toMatchObject({ type: 'MX', preference: 10, exchange: 'a.' });
    expect(slice(mx.targetPlace)).toBe('\\# 5 000a 01 61 00');
  });

  it('places generated records at their directive', () => {
    const records = recordsOf('a 60 A 192.0.2.9\n$GENERATE 1-2 h$ 60 TXT "\\"t $\\"" ; c\nb 60 A 192.0.2.9\n');
    expect(records.map(({ owner }) => owner)).toEqual(['a', 'h1', 'h2', 'b'].map((label) => `${label}.example.com.`));
    expect(records[2]).toMatchObject({ strings: ['t 2'] });
    expect(slice(records[2].place)).toBe('$GENERATE 1-2 h$ 60 TXT "\\"t $\\""');
    expect(slice((records[2] as DnsRecord<'TXT'>).textPlace?.(0, 1))).toBe(slice(records[2].place));
    expect(slice(records[3].place)).toBe('b 60 A 192.0.2.9');
  });

  it('places included records in their file, and names each file once', () => {
    const includes = { 'hosts.inc': '@ 60 A 192.0.2.1\n', 'more.inc': '$INCLUDE hosts.inc deep\n' };
    const { records, problems, included, lines } = read('$INCLUDE hosts.inc a\n$INCLUDE more.inc b\n', { includes });
    expect(problems).toEqual([]);
    expect(lines).toEqual(['a.example.com. 60 IN A 192.0.2.1', 'deep.b.example.com. 60 IN A 192.0.2.1']);
    expect(included.map(({ path }) => path)).toEqual(['hosts.inc', 'more.inc']);
    expect(records.record(1).place).toMatchObject({ file: included[0], start: 0, end: 16 });
  });

  it('leaves the TTL open where nothing gives one', () => {
    const { records, problems } = read('a A 192.0.2.1\nb 5 A 192.0.2.1\nc A 192.0.2.1\n');
    expect(problems).toEqual([]);
    expect([...records.ttls.subarray(0, 3)]).toEqual([NO_TTL, 5, 5]);
    expect(records.record(0).ttl).toBeUndefined();
  });

  it('says what BIND refuses: a record without TTL before the SOA record', () => {
    const { problems } = read('@ NS ns\n@ SOA ns h 1 2 3 4 5\n');
    expect(problems).toMatchObject([{ rule: 'record-unreadable', subject: 'example.com' }]);
    expect(slice(problems[0].place)).toBe('@ NS ns');
  });

  it('takes the SOA record at the end of a transfer for the first one', () => {
    const { lines, problems } = read('@ 60 SOA ns h 1 2 3 4 5\n@ 60 NS ns\n@ 60 SOA ns h 1 2 3 4 5\n');
    expect(problems).toEqual([]);
    expect(lines).toHaveLength(2);
  });

  it.each(['', '\n', ' ', ';', '\ufeff', '; only a comment'])('reads %j as no records', (text) => {
    const { records, problems, holes, remarks } = read(text);
    expect({ length: records.length, problems, holes, remarks }).toEqual({
      length: 0,
      problems: [],
      holes: [],
      remarks: [],
    });
  });

  it('needs no final newline', () => {
    expect(recordsOf('a 60 TXT "x"')).toHaveLength(1);
    expect(recordsOf('a 60 TXT x')).toHaveLength(1);
    expect(recordsOf('a 60 TXT ( x )')).toHaveLength(1);
  });

  it('reads the root zone', () => {
    const { lines } = read('. 60 NS a.root\nCom 60 NS a\n', { zone: '.' });
    expect(lines).toEqual(['. 60 IN NS a.root.', 'com. 60 IN NS a.']);
  });
});
