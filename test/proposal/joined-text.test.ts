import { describe, expect, it } from 'vitest';
import { readZoneFile } from '../../src/formats/bind/read-zone.ts';
import type { Edit } from '../../src/model/finding.ts';
import { NameTable } from '../../src/model/name-table.ts';
import { type DnsRecord, textOf } from '../../src/model/record.ts';
import { SourceFile } from '../../src/model/source-file.ts';
import { textEdit } from '../../src/proposal/text-edit.ts';

function txts(zone: string): DnsRecord<'TXT'>[] {
  const file = new SourceFile('example.com.zone', `$TTL 300\n${zone}\n`);
  const { records } = readZoneFile(file, { names: new NameTable(), zone: 'example.com.', include: () => 'not here' });
  return Array.from({ length: records.length }, (_, i) => records.record(i) as DnsRecord<'TXT'>);
}

/** An edit for each pair of words. */
function edits(record: DnsRecord<'TXT'>, changes: readonly (readonly [from: string, to: string])[]): Edit[] {
  return changes.map(([from, to]) => {
    const start = textOf(record).indexOf(from);
    return textEdit(record, start, start + from.length, to)!;
  });
}

function hold(all: readonly Edit[]): boolean[] {
  return all.map(({ holdsAmong }) => holdsAmong!(all));
}

describe('edits of one text', () => {
  // Each alone is right, and both together would have something twice.
  it.each([
    ['@', 'v=spf1 redirec=a.example redirct=b.example', ['redirec=', 'redirect='], ['redirct=', 'redirect=']],
    ['_dmarc', 'v=DMARC1; q=none; pp=none', ['q=', 'p='], ['pp=', 'p=']],
    ['_mta-sts', 'v=STSv1; i=1; di=2;', ['i=', 'id='], ['di=', 'id=']],
    ['_smtp._tls', 'v=TLSRPTv1; r=mailto:a@example.com; u=mailto:b@example.com', ['r=', 'rua='], ['u=', 'rua=']],
    ['s1._domainkey', 'v=DKIM1; k=ed25519; hh=sha256; hhh=sha256; p=', ['hh=', 'h='], ['hhh=', 'h=']],
  ] as const)('at %s do not hold where “%s” gets worse', (owner, text, one, other) => {
    const [record] = txts(`${owner} TXT "${text}"`);
    for (const change of [one, other]) expect(hold(edits(record, [change]))).toEqual([true]);
    expect(hold(edits(record, [one, other]))).toEqual([false, false]);
  });

  it('hold where all that each mends is mended, over several strings as well', () => {
    const [record] = txts('@ TXT "v=spf1 nclude:a.example " "mxx -al"');
    const all = edits(record, [
      ['-al', '-all'],
      ['mxx', 'mx'],
      ['nclude', 'include'],
    ]);
    expect(hold(all)).toEqual([true, true, true]);
  });

  it('do not hold where they overlap', () => {
    const [record] = txts('@ TXT "v=spf1 nclude:a.example -all"');
    const all = edits(record, [
      ['nclude:a', 'include:a'],
      ['a.example', 'b.example'],
    ]);
    expect(hold(all)).toEqual([false, false]);
  });

  it('do not mind those of other records, and other edits', () => {
    const [first, second] = txts('@ TXT "v=spf1 nclude:a.example"\nshop TXT "v=spf1 mxx"');
    const all = [...edits(first, [['nclude', 'include']]), ...edits(second, [['mxx', 'mx']])];
    expect(hold(all)).toEqual([true, true]);
    const { place } = all[0];
    expect(all[0].holdsAmong!([all[0], { place: { ...place, start: 0, end: 1 }, text: '' }])).toBe(true);
  });

  it('do not hold where one text in the file is several records with different texts', () => {
    const [record] = txts('@ TXT "v=spf1 nclude:a.example mxx"');
    const [one] = edits(record, [['nclude', 'include']]);
    const { valuePlace, textPlace } = record;
    const strings = ['v=spf1 nclude:b.example mxx'];
    const twin = { ...record, valuePlace, textPlace: textPlace?.bind(record), strings };
    expect(one.holdsAmong!([one, ...edits(twin, [['mxx', 'mx']])])).toBe(false);
  });
});
