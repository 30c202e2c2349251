import { describe, expect, test } from 'vitest';
import { bindFormat } from '../../src/formats/bind/index.ts';
import { NameTable } from '../../src/model/name-table.ts';
import { recordsAsJson, recordsAsZone } from '../../src/outputs/records.ts';
import { memoryTree } from '../support/memory-tree.ts';

function read(files: Record<string, string>) {
  const [format, names, tree] = [bindFormat(), new NameTable(), memoryTree(files)];
  const context = { names, hints: [] };
  return { reading: format.read(format.claims(tree, tree.paths, context), tree, context), names };
}

const FILES = {
  'b.example.zone':
    '$TTL 1h\n@ SOA ns1 Host 1 2 3 4 5\nWWW A 192.0.2.1\n  TXT a "b;c" d\\"\n@ MX 10 mail\na\\@b\\.c 60 TYPE65280 \\# 2 AB cd\n',
  'a.example.zone': '@ 300 NS ns.b.example.\n@ 300 CAA 0 issue "ca.example"\n',
};

describe('zone text', () => {
  test('one canonical line a record, sorted over all zones', () => {
    const { reading, names } = read(FILES);
    expect([...recordsAsZone(reading, names)].join('')).toBe(
      `${[
        'a.example. 300 IN CAA 0 issue "ca.example"',
        'a.example. 300 IN NS ns.b.example.',
        'a\\@b\\.c.b.example. 60 IN TYPE65280 \\# 2 ABCD',
        'b.example. 3600 IN MX 10 mail.b.example.',
        'b.example. 3600 IN SOA ns1.b.example. host.b.example. 1 2 3 4 5',
        'www.b.example. 3600 IN A 192.0.2.1',
        'www.b.example. 3600 IN TXT "a" "b\\059c" "d\\034"',
      ].join('\n')}\n`,
    );
  });

  test('reads back as the same records', () => {
    const first = read(FILES);
    const text = [...recordsAsZone(first.reading, first.names)].join('').replace(/.* SOA .*\n/, '');
    const second = read({ 'example.zone': `$ORIGIN example.\n${text}` });
    expect([...recordsAsZone(second.reading, second.names)].join('')).toBe(text);
  });

  test('nothing for no records', () => {
    expect([...recordsAsZone({ zones: [] }, new NameTable())]).toEqual([]);
  });

  test('many records come in chunks of bounded size', () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => `host-${i} 300 A 192.0.2.1\n`).join('');
    const { reading, names } = read({ 'example.com.zone': lines });
    const chunks = [...recordsAsZone(reading, names)];
    expect(chunks.length).toBeGreaterThan(2);
    expect(Math.max(...chunks.map(({ length }) => length))).toBeLessThan(300 * 1024);
    expect(chunks.join('').split('\n')).toHaveLength(20_001);
    expect(JSON.parse([...recordsAsJson(reading, names)].join(''))).toHaveLength(20_000);
  });
});

describe('JSON', () => {
  test('is an array of records with their zone and file', () => {
    const { reading, names } = read({
      ...FILES,
      'named.conf': 'view "v" { zone "a.example" { type master; file "a.example.zone"; }; };',
    });
    const records = JSON.parse([...recordsAsJson(reading, names)].join(''));
    expect(records).toHaveLength(7);
    expect(records[0]).toEqual({
      owner: 'a.example.',
      ttl: 300,
      type: 'CAA',
      data: '0 issue "ca.example"',
      zone: 'a.example.',
      view: 'v',
      file: 'a.example.zone',
    });
    expect(records[6]).toMatchObject({ owner: 'www.b.example.', type: 'TXT', view: null });
  });

  test('is an empty array for no records', () => {
    expect(JSON.parse([...recordsAsJson({ zones: [] }, new NameTable())].join(''))).toEqual([]);
  });
});
