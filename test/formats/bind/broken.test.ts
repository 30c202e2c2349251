import { describe, expect, it } from 'vitest';
import { MAX_HOLES, MAX_PROBLEMS_PER_RULE } from '../../../src/formats/bind/problem-log.ts';
import { read } from './support/read.ts';

/** What is underlined, by problem. */
const underlined = ({ problems }: ReturnType<typeof read>) =>
  problems.map(({ place }) => place.file.slice(place.start, place.end));

describe('what cannot be read', () => {
  it('names the record and what was expected, and leaves a hole', () => {
    const reading = read('mail 60 A 192.0.2.300\nwww 60 A 192.0.2.1\n');
    expect(reading.lines).toEqual(['www.example.com. 60 IN A 192.0.2.1']);
    expect(underlined(reading)).toEqual(['192.0.2.300']);
    expect(reading.problems[0]).toMatchObject({ rule: 'record-unreadable', subject: 'mail.example.com' });
    expect(reading.problems[0].message).toMatch(/A record of “mail\.example\.com”.*“192\.0\.2\.300”.*IPv4 address/);
    expect(reading.holes).toMatchObject([{ name: 'mail.example.com.', below: false, type: 1 }]);
  });

  it.each([
    ['@ 60 MX mail.example.com.', 'mail.example.com.', 'MX 10 mail.example.com.'],
    ['@ 60 AAAA 192.0.2.1', '192.0.2.1', 'A 192.0.2.1'],
    ['@ 60 A 2001:db8::1', '2001:db8::1', 'AAAA 2001:db8::1'],
    ['www 60 A mail.example.com.', 'mail.example.com.', 'CNAME mail.example.com.'],
  ])('advises what to write instead of %s', (text, wrong, advice) => {
    const reading = read(`${text}\n`);
    expect(underlined(reading)).toEqual([wrong]);
    expect(reading.problems[0].advice).toContain(advice);
  });

  it('knows an alias or a delegation that cannot be read to hide more than its own type', () => {
    const { holes } = read('c 60 CNAME a..b\nn 60 NS a..b\n@ 60 NS a..b\nd 60 DNAME a..b\n.x 60 A 192.0.2.1\n');
    expect(holes.map(({ name, below, type }) => [name, below, type])).toEqual([
      ['c.example.com.', false, undefined],
      ['n.example.com.', true, undefined],
      ['example.com.', false, undefined],
      ['d.example.com.', true, undefined],
      ['example.com.', true, undefined],
    ]);
  });

  it('gives records after an owner that cannot be read to nobody', () => {
    const { lines, problems } = read('a 60 A 192.0.2.1\nb..c 60 A 192.0.2.2\n 60 A 192.0.2.3\nd 60 A 192.0.2.4\n');
    expect(lines).toEqual(['a.example.com. 60 IN A 192.0.2.1', 'd.example.com. 60 IN A 192.0.2.4']);
    expect(problems).toHaveLength(1);
  });

  it('goes on behind a defect in parentheses', () => {
    const { lines, problems } = read('@ 60 SOA ns h (\n 1 x\n 3 4 5 )\na 60 A 192.0.2.1\n');
    expect(problems).toHaveLength(1);
    expect(lines).toEqual(['a.example.com. 60 IN A 192.0.2.1']);
  });

  it.each([
    ['a 60 TXT ( "x"\nb 60 A 192.0.2.1\nc 60 A 192.0.2.2\n'],
    ['a 60 SOA ns h ( 1 2 3\n 4 5\nb 60 A 192.0.2.1\nc 60 A 192.0.2.2\n'],
    ['a 60 A ( 192.0.2.9\nb 60 A 192.0.2.1\nc 60 A 192.0.2.2\n'],
    ['a 60 MX ( 10 mail\n ; foo\n\n\nb 60 A 192.0.2.1\nc 60 A 192.0.2.2\n'],
  ])('loses one record to a parenthesis that is not closed: %j', (text) => {
    const { lines, problems } = read(text);
    expect(problems).toHaveLength(1);
    expect(lines).toEqual(['b.example.com. 60 IN A 192.0.2.1', 'c.example.com. 60 IN A 192.0.2.2']);
  });

  it('reads records with parentheses after one that is not closed', () => {
    const { lines, problems } = read('a 60 TXT ( "x"\nb 60 TXT ( "y"\n "z" )\nc 60 TXT ( "u"\nd 60 A 192.0.2.1\n');
    expect(problems.map(({ subject }) => subject)).toEqual(['a.example.com', 'c.example.com']);
    expect(lines).toEqual(['b.example.com. 60 IN TXT "y" "z"', 'd.example.com. 60 IN A 192.0.2.1']);
  });

  it('says where an origin that cannot be read makes names unknown, until the next one', () => {
    const { lines, problems, holes } = read(
      '$ORIGIN a..b\nc 60 A 192.0.2.1\nd.example.com. 60 A 192.0.2.1\n$ORIGIN e\n$ORIGIN f.example.com.\ng 60 A 192.0.2.1\n',
    );
    expect(lines).toEqual(['g.f.example.com. 60 IN A 192.0.2.1']);
    expect(problems).toHaveLength(2);
    expect(holes).toMatchObject([{ name: 'example.com.', below: true }]);
  });

  it('makes a hole of an include that cannot be read', () => {
    const reading = read('$INCLUDE hosts.inc sub\n');
    expect(underlined(reading)).toEqual(['hosts.inc']);
    expect(reading.problems[0].message).toContain('the file is missing');
    expect(reading.holes).toMatchObject([{ name: 'sub.example.com.', below: true }]);
  });

  it('stops includes that include themselves', () => {
    const includes = { a: '$INCLUDE b\n', b: '$INCLUDE a\nx 60 A 192.0.2.1\n' };
    const { lines, problems } = read('$INCLUDE a\n', { includes });
    expect(lines).toEqual(['x.example.com. 60 IN A 192.0.2.1']);
    expect(problems).toHaveLength(1);
    expect(problems[0].place.file.path).toBe('b');
    expect(problems[0].message).toContain('includes itself');
  });

  it('stops includes that are too deep', () => {
    const includes = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`f${i}`, `$INCLUDE f${i + 1}\n`]));
    expect(read('$INCLUDE f0\n', { includes }).problems[0].message).toContain('more than 10 files');
  });

  it('leaves out names outside of the zone, and says so', () => {
    const reading = read(
      'a.example.net. 60 A 192.0.2.1\n 60 TXT x\nwww.example.com.example.net. 60 A 192.0.2.1\nb 60 A 192.0.2.1\n',
    );
    expect(reading.lines).toEqual(['b.example.com. 60 IN A 192.0.2.1']);
    expect(reading.problems.map(({ rule, subject }) => [rule, subject])).toEqual([
      ['name-outside-zone', 'a.example.net'],
      ['name-outside-zone', 'www.example.com.example.net'],
    ]);
    expect(underlined(reading)).toEqual(['a.example.net.', 'www.example.com.example.net.']);
  });

  it('lists only so many problems and counts the rest', () => {
    const lines = Array.from({ length: 250 }, (_, i) => `h${i} 60 A x\nh${i}.example.net. 60 A 192.0.2.1\n`);
    const { problems, holes, remarks } = read(lines.join(''));
    expect(problems).toHaveLength(2 * MAX_PROBLEMS_PER_RULE);
    expect(remarks.filter((remark) => remark.includes('150 more problems'))).toHaveLength(2);
    expect(holes).toHaveLength(1);
    expect(holes[0]).toMatchObject({ name: 'example.com.', below: true });
  });

  it('keeps as many holes as it may', () => {
    const lines = Array.from({ length: MAX_HOLES }, (_, i) => `h${i} 60 A x\n`);
    expect(read(lines.join('')).holes).toHaveLength(MAX_HOLES);
  });

  it('says that $GENERATE made too much', () => {
    const { problems, holes, records } = read('$ORIGIN sub\n$GENERATE 1-999999999 h$ A 192.0.2.1\n');
    expect(records.length).toBe(0);
    expect(problems).toMatchObject([{ rule: 'record-unreadable' }]);
    expect(holes).toMatchObject([{ name: 'sub.example.com.', below: true }]);
  });

  it('says once that generated lines cannot be read', () => {
    const { problems, holes, lines } = read('$GENERATE 254-999 h$ 60 A 192.0.2.$\n');
    expect(lines).toHaveLength(2);
    expect(problems).toHaveLength(1);
    expect(holes.some(({ name, below }) => name === 'example.com.' && below)).toBe(true);
  });
});

describe('templates', () => {
  it.each([
    ['www 60 A {{ ip }}', { name: 'www.example.com.', below: false, type: 1 }],
    ['@ 60 TXT "v=spf1 ip4:{{ ip }} -all"', { name: 'example.com.', below: false, type: 16 }],
    ['www 60 CNAME {{ target }}', { name: 'www.example.com.', below: false, type: undefined }],
    ['@ 60 SOA ns h (\n {{ serial }} ; serial\n 2 3 4 5 )', { name: 'example.com.', below: false, type: 6 }],
    ['{{ host }} 60 A 192.0.2.1', { name: 'example.com.', below: true }],
    ['web{{i}} 60 A 192.0.2.1', { name: 'example.com.', below: true }],
    ['{{ host }}. 60 A 192.0.2.1', { name: 'example.com.', below: true }],
    ['{% for host in hosts %}', { name: 'example.com.', below: true }],
    ['${HOST} 60 A 192.0.2.1', { name: 'example.com.', below: true }],
    ['www 60 A ${IP}', { name: 'www.example.com.', below: false, type: 1 }],
    ['www 60 A @@IP@@', { name: 'www.example.com.', below: false, type: 1 }],
    ['www 60 A <%= ip %>', { name: 'www.example.com.', below: false, type: 1 }],
    ['$ORIGIN {{ zone }}.\nx 60 A 192.0.2.1', { name: 'example.com.', below: true }],
  ])('makes a hole of %j', (text, hole) => {
    const { problems, holes, remarks, records } = read(`${text}\n`);
    expect(problems).toEqual([]);
    expect(records.length).toBe(0);
    expect(holes).toMatchObject([hole]);
    expect(remarks).toHaveLength(1);
  });

  it('says so once for a file, and reads the other lines', () => {
    const { lines, remarks } = read('a 60 A {{ a }}\nb 60 A {{ b }}\nc 60 A 192.0.2.1\n');
    expect(lines).toEqual(['c.example.com. 60 IN A 192.0.2.1']);
    expect(remarks).toHaveLength(1);
  });

  it.each([
    'a 60 A 192.0.2.1 ; {{ not this }}',
    '@ 60 TXT "v=spf1 exists:%{i}.example.net -all"',
    '$GENERATE 1-2 h${0,2,d} 60 A 192.0.2.1',
    '@ 60 TXT "a@@b"',
    '@ 60 TXT "a{{b {# <% ${"',
  ])('finds none in %j', (text) => {
    const { problems, holes, remarks, records } = read(`${text}\n`);
    expect({ problems, holes, remarks }).toEqual({ problems: [], holes: [], remarks: [] });
    expect(records.length).toBeGreaterThan(0);
  });

  it('takes a TTL from a template for unknown', () => {
    const { lines, problems, holes } = read('$TTL {{ ttl }}\na A 192.0.2.1\n');
    expect(lines).toEqual(['a.example.com. IN A 192.0.2.1']);
    expect({ problems, holes }).toEqual({ problems: [], holes: [] });
  });
});
