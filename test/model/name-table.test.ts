import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelsOf, lowerCase, parentOf } from '../../src/model/name.ts';
import { NameTable, NO_NAME, ROOT_ID } from '../../src/model/name-table.ts';

/** Labels in presentation format, with octets that have to be escaped among them. */
const label = fc
  .uint8Array({ minLength: 1, maxLength: 20 })
  .map((octets) => [...octets].map((octet) => presented(octet)).join(''));
const name = fc
  .array(label, { minLength: 0, maxLength: 6 })
  .map((labels) => `${labels.join('.')}.`.replace(/^\.$/, '.'));

function presented(octet: number): string {
  if (octet === 0x2e || octet === 0x5c) return `\\${String.fromCharCode(octet)}`;
  if (octet > 0x20 && octet < 0x7f) return String.fromCharCode(octet);
  return `\\${String(octet).padStart(3, '0')}`;
}

describe('NameTable', () => {
  it('gives every name back in lower case, and the same id for the same name', () => {
    fc.assert(
      fc.property(fc.array(name, { maxLength: 60 }), (all) => {
        const table = new NameTable();
        const ids = all.map((each) => table.intern(each));
        all.forEach((each, i) => {
          expect(table.name(ids[i])).toBe(lowerCase(each));
          expect(table.intern(lowerCase(each))).toBe(ids[i]);
          expect(table.find(each)).toBe(ids[i]);
          expect(table.name(table.parent(ids[i]))).toBe(lowerCase(parentOf(each)));
        });
        expect(new Set(all.map(lowerCase)).size).toBe(new Set(ids).size);
      }),
    );
  });

  it('keeps its names while it grows', () => {
    const table = new NameTable();
    const ids = Array.from({ length: 50_000 }, (_, i) => table.intern(`host${i}.zone${i % 97}.example.`));
    ids.forEach((id, i) => {
      if (i % 1000 === 0) expect(table.name(id)).toBe(`host${i}.zone${i % 97}.example.`);
    });
    expect(new Set(ids).size).toBe(50_000);
  });

  it('finds the deepest name that is there', () => {
    const table = new NameTable();
    const id = table.intern('b.example.');
    expect(table.findDeepest('x.a.b.example.')).toEqual({ id, rest: 2 });
    expect(table.findDeepest('test.')).toEqual({ id: ROOT_ID, rest: 1 });
    expect(table.findDeepest('.')).toEqual({ id: ROOT_ID, rest: 0 });
    expect(table.findDeepest('B.Example.')).toEqual({ id, rest: 0 });
    expect(table.findDeepest('.b.example.'), 'an empty label is a label').toEqual({ id, rest: 1 });
    expect(table.findDeepest('a..b.example.')).toEqual({ id, rest: 2 });
    expect(table.findDeepest('x\\.b.example.').rest).toBe(1);
    expect(table.find('a.b.example.')).toBe(NO_NAME);
  });

  it('tells what lies within what', () => {
    const table = new NameTable();
    const zone = table.intern('example.');
    const other = table.intern('sample.');
    const inside = table.intern('a.b.example.');
    expect(table.isWithin(inside, zone)).toBe(true);
    expect(table.isWithin(zone, zone)).toBe(true);
    expect(table.isWithin(inside, other)).toBe(false);
    expect(table.isWithin(zone, inside)).toBe(false);
    expect(table.isWithin(inside, ROOT_ID)).toBe(true);
  });

  it('knows the length on the wire', () => {
    const table = new NameTable();
    expect(table.wireLength(ROOT_ID)).toBe(1);
    expect(table.wireLength(table.intern('a.example.'))).toBe(11);
    expect(table.wireLength(table.intern('\\065.example.'))).toBe(11);
  });
});

describe('names as text', () => {
  it.each([
    ['.', []],
    ['example.com.', ['example', 'com']],
    ['a\\.b.example.', ['a\\.b', 'example']],
    ['a\\\\.example.', ['a\\\\', 'example']],
    ['\\046.example.', ['\\046', 'example']],
  ])('%s has the labels %j', (text, labels) => {
    expect(labelsOf(text)).toEqual(labels);
  });
});
