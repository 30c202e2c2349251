import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readZoneFile } from '../../src/formats/bind/read-zone.ts';
import { NameTable } from '../../src/model/name-table.ts';
import { type DnsRecord, textOf } from '../../src/model/record.ts';
import { SourceFile } from '../../src/model/source-file.ts';
import { textEdit } from '../../src/proposal/text-edit.ts';

function txt(data: string): DnsRecord<'TXT'> {
  const file = new SourceFile('example.com.zone', `$TTL 300\n@ TXT ${data}\n`);
  const { records } = readZoneFile(file, { names: new NameTable(), zone: 'example.com.', include: () => 'not here' });
  return records.record(0) as DnsRecord<'TXT'>;
}

/** The record after the edit, read again from the edited file. */
function edited(data: string, start: number, end: number, text: string): DnsRecord<'TXT'> | undefined {
  const edit = textEdit(txt(data), start, end, text);
  if (edit === undefined) return undefined;
  const { file } = edit.place;
  const after = file.text.slice(0, edit.place.start) + edit.text + file.text.slice(edit.place.end);
  return txt(after.slice(after.indexOf('TXT ') + 4, -1));
}

describe('an edit inside a text', () => {
  it('stays inside the quotes at both ends and at a border', () => {
    expect(edited('"ab" "cd"', 0, 0, ' ')?.strings).toEqual([' ab', 'cd']);
    expect(edited('"ab" "cd"', 2, 2, ' ')?.strings).toEqual(['ab', ' cd']);
    expect(edited('"ab" "cd"', 4, 4, ' ')?.strings).toEqual(['ab', 'cd ']);
    expect(edited('"ab" "cd"', 2, 3, 'x')?.strings).toEqual(['ab', 'xd']);
  });

  it('is none over a border', () => {
    expect(edited('"ab" "cd"', 1, 3, 'x')).toBeUndefined();
  });

  it('is none that a format would escape', () => {
    for (const text of ['"', '\\', 'é', '\t']) expect(edited('"ab"', 0, 1, text)).toBeUndefined();
  });

  it('puts no blank where there are no quotes', () => {
    expect(edited('ab', 1, 1, ' ')).toBeUndefined();
    expect(edited('ab', 1, 1, 'x')?.strings).toEqual(['axb']);
  });

  it('keeps escapes beside it', () => {
    expect(edited('"a\\"b\\065"', 1, 1, 'x')?.strings).toEqual(['ax"bA']);
    expect(edited('"a\\"b\\065"', 4, 4, 'x')?.strings).toEqual(['a"bAx']);
    expect(edited('"“a”"', 3, 4, 'b')?.strings).toEqual(['\xe2\x80\x9cb\xe2\x80\x9d']);
  });

  it('changes that stretch and nothing else', () => {
    const string = fc.string({
      unit: fc.constantFrom('a', ':', ' ', '-', '"', '\\', ';', '\x01', '\xe9'),
      minLength: 1,
      maxLength: 8,
    });
    const escaped = (octets: string) =>
      octets
        .replace(/["\\]/g, '\\$&')
        .replace(/[\x00-\x1f\x7f-\xff]/g, (c) => `\\${String(c.charCodeAt(0)).padStart(3, '0')}`);
    fc.assert(
      fc.property(
        fc.array(string, { minLength: 1, maxLength: 3 }),
        fc.nat(30),
        fc.nat(4),
        fc.constantFrom('', 'x', ' y'),
        (strings, at, length, text) => {
          const whole = strings.join('');
          const start = at % (whole.length + 1);
          const end = Math.min(whole.length, start + length);
          fc.pre(start < end || text !== '');
          const after = edited(strings.map((s) => `"${escaped(s)}"`).join(' '), start, end, text);
          if (after !== undefined) expect(textOf(after)).toBe(whole.slice(0, start) + text + whole.slice(end));
        },
      ),
    );
  });
});
