import { expect, it } from 'vitest';
import { readZoneFile } from '../../../src/formats/bind/read-zone.ts';
import { NameTable } from '../../../src/model/name-table.ts';
import { SourceFile } from '../../../src/model/source-file.ts';

function problemsOf(line: string) {
  const file = new SourceFile('example.com.zone', `$TTL 60\n${line}\n`);
  return readZoneFile(file, { names: new NameTable(), zone: 'example.com.', include: () => 'the file is missing' })
    .problems;
}

it.each([
  ['www A', 'A 192.0.2.25'],
  ['www A 192.0.2.256', 'A 192.0.2.25'],
  ['www A 2001:db8::1', 'AAAA 2001:db8::1'],
  ['www AAAA', 'AAAA 2001:db8::25'],
  ['www CNAME', 'CNAME host'],
  ['www TXT', 'TXT "'],
  ['www MX', 'MX 10'],
  ['_s._tcp SRV 1 2 mail', 'SRV 0 1 587'],
  ['www 3600 IN B 192.0.2.1', 'a type and its data'],
  ['# a comment', 'semicolon'],
  ['// a comment', 'semicolon'],
  ['# A record of the mail host', 'semicolon'],
  ['<<<<<<< HEAD', 'A merge left this mark'],
  ['=======', 'A merge left this mark'],
  ['>>>>>>> 0123abc (mail)', 'A merge left this mark'],
  ['www A ( 192.0.2.1', 'Close it'],
  ['www A ( 192.0.2.1\n@ MX 10 mail )', 'close it with “)”'],
  ['www CH A 192.0.2.1', '“IN”'],
  ['www TXT "v=spf1 -all', 'at both ends'],
  ['$GENERATE 1-5 d$ MX 10 mail$', 'in quotes'],
  ['$GENERATE 5-1 d$ A 192.0.2.$', '$GENERATE 1-10'],
  ['$TTL soon', '$TTL 3600'],
])('%s comes with advice', (line, advice) => {
  expect(problemsOf(line).map((problem) => problem.advice)[0]).toContain(advice);
});

it('keeps no semicolon between the terms of SPF, and keeps those of tag lists', () => {
  const fixOf = (line: string) => problemsOf(line).flatMap(({ fix }) => fix?.edits.map(({ text }) => text) ?? []);
  expect(fixOf('@ TXT v=spf1;mx;-all')).toEqual(['"v=spf1 mx -all"']);
  expect(fixOf('@ TXT v=spf1; include:example.net; -all')).toEqual(['"v=spf1 include:example.net -all"']);
  expect(fixOf('_dmarc TXT v=DMARC1; p=none;')).toEqual(['"v=DMARC1; p=none;"']);
});
