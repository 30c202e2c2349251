import { describe, expect, test } from 'vitest';
import { bindFormat } from '../../../src/formats/bind/index.ts';
import type { Format, Reading, ZoneHint } from '../../../src/model/format.ts';
import { NameTable } from '../../../src/model/name-table.ts';
import type { Tree } from '../../../src/model/tree.ts';
import { shareUnchanged } from '../../../src/sources/share.ts';
import { memoryTree } from '../../support/memory-tree.ts';

const SOA =
  '@ 3600 IN SOA ns1.example.net. hostmaster.example.net. 1 7200 3600 1209600 300\n@ 3600 NS ns1.example.net.\n';
const NOTHING: readonly ZoneHint[] = [];

function read(tree: Tree, hints = NOTHING, format: Format = bindFormat(), names = new NameTable()): Reading {
  const context = { names, hints };
  return format.read(format.claims(tree, tree.paths, context), tree, context);
}

function readFiles(files: Record<string, string | Uint8Array>, hints = NOTHING): Reading {
  return read(memoryTree(files), hints);
}

/** `path: zone [view]` of each description. */
function summary({ zones }: Reading): string[] {
  return zones.map(({ file, name, view }) => `${file.path}: ${name}${view === undefined ? '' : ` [${view}]`}`);
}

describe('which zone', () => {
  test('the configuration decides before the policy, the text before the file name', () => {
    const hints = [
      { name: 'policy.example.', files: ['a.zone', 'b.zone'], authoritative: undefined },
      { name: 'sub.policy.example.', files: ['dns/**/*.txt'], authoritative: undefined },
    ];
    const files = {
      'named.conf': 'zone "configured.example" { type master; file "a.zone"; };',
      'a.zone': SOA,
      'b.zone': `$ORIGIN text.example.\n${SOA}`,
      'dns/x/y.txt': 'www 300 A 192.0.2.1\n',
      'd.example.zone': SOA.replace('@', 'text.example.').replace('\n@', '\ntext.example.'),
      'e.example.zone': SOA,
    };
    expect(summary(readFiles(files, hints))).toEqual([
      'a.zone: configured.example.',
      'b.zone: policy.example.',
      'd.example.zone: text.example.',
      'dns/x/y.txt: sub.policy.example.',
      'e.example.zone: e.example.',
    ]);
  });

  test('a file whose zone nothing says is a problem that tells how to say it, and gives no records', () => {
    const { zones, problems, files } = readFiles({ 'dns/internal.zone': SOA });
    expect(zones).toEqual([]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ rule: 'record-unreadable', subject: 'dns/internal.zone' });
    expect(problems[0].message).toContain('“dns/internal.zone”');
    expect(problems[0].advice).toContain('zones: { example.com: { files: ["dns/internal.zone"] } }');
    expect(problems[0].place.file.slice(problems[0].place.start, problems[0].place.end)).toBe(SOA.split('\n')[0]);
    expect(files).toMatchObject([{ zones: [], records: 0 }]);
  });

  test('two files of one zone, and one file of two zones or in two views, are descriptions of their own', () => {
    const files = {
      'named.conf': `
        view "in" { zone "example.com" { type master; file "in/example.com.zone"; };
                    zone "both.example" { type master; file "both.zone"; }; };
        view "out" { zone "example.com" { type master; file "out/example.com.zone"; };
                     zone "both.example" { type master; file "both.zone"; };
                     zone "parked.example" { type master; file "both.zone"; }; };`,
      'in/example.com.zone': SOA,
      'out/example.com.zone': SOA,
      'both.zone': `${SOA}www 300 A 192.0.2.1\n`,
      'other/example.com.zone': SOA,
    };
    const reading = readFiles(files);
    expect(summary(reading)).toEqual([
      'both.zone: both.example. [in]',
      'both.zone: both.example. [out]',
      'both.zone: parked.example. [out]',
      'in/example.com.zone: example.com. [in]',
      'other/example.com.zone: example.com.',
      'out/example.com.zone: example.com. [out]',
    ]);
    expect(reading.zones[2].records.record(2)).toMatchObject({ owner: 'www.parked.example.', zone: 'parked.example.' });
    expect(reading.files.map(({ file, zones, records }) => [file.path, zones, records])).toContainEqual([
      'both.zone',
      ['both.example.', 'parked.example.'],
      9,
    ]);
  });

  test('zone names are in lower case and canonical', () => {
    expect(summary(readFiles({ 'EXAMPLE.Com.zone': '$ORIGIN Ex\\097mple.COM.\n@ SOA a b 1 2 3 4 5\n' }))).toEqual([
      'EXAMPLE.Com.zone: example.com.',
    ]);
  });
});

describe('what is no zone', () => {
  test('a binary file that is named as one is a problem, said once', () => {
    const reading = readFiles({ 'example.com.zone': Uint8Array.from({ length: 5_000 }, (_, i) => (i * 7919) & 0xff) });
    expect(reading.zones).toEqual([]);
    expect(reading.problems).toMatchObject([
      { rule: 'record-unreadable', message: expect.stringContaining('no text') },
    ]);
    expect(reading.files).toMatchObject([{ records: 0 }]);
  });

  test('files that another file includes, relative to it, to the configuration, or to the root', () => {
    const files = {
      'ns/named.conf': 'zone "example.com" { type master; file "zones/example.com.zone"; };',
      'ns/zones/example.com.zone': `${SOA}$INCLUDE hosts.zone\n$include "inc/mail.zone" mail\n$INCLUDE /etc/bind/zones/far.zone\n$INCLUDE shared/root.zone\n`,
      'ns/zones/hosts.zone': 'www 300 A 192.0.2.1\n',
      'ns/inc/mail.zone': 'mx 300 A 192.0.2.2\n$INCLUDE deep.zone\n',
      'ns/inc/deep.zone': 'deep 300 A 192.0.2.3\n',
      'ns/zones/far.zone': 'far 300 A 192.0.2.4\n',
      'shared/root.zone': 'root 300 A 192.0.2.5\n',
      'ns/zones/other.example.zone': SOA,
    };
    const reading = readFiles(files);
    expect(summary(reading)).toEqual([
      'ns/zones/example.com.zone: example.com.',
      'ns/zones/other.example.zone: other.example.',
    ]);
    expect(reading.problems).toEqual([]);
    const [{ records, files: read }] = reading.zones;
    expect(read.map(({ path }) => path)).toEqual([
      'ns/zones/example.com.zone',
      'ns/zones/hosts.zone',
      'ns/inc/mail.zone',
      'ns/inc/deep.zone',
      'ns/zones/far.zone',
      'shared/root.zone',
    ]);
    const owners = Array.from({ length: records.length }, (_, i) => records.record(i).owner);
    expect(owners.slice(2)).toEqual([
      'www.example.com.',
      'mx.mail.example.com.',
      'deep.mail.example.com.',
      'far.example.com.',
      'root.example.com.',
    ]);
  });

  test('of files that include one another, the first is the zone', () => {
    const files = {
      'a.example.zone': `${SOA}$INCLUDE b.example.zone\n`,
      'b.example.zone': '$INCLUDE a.example.zone\n',
    };
    expect(summary(readFiles(files))).toEqual(['a.example.zone: a.example.']);
  });

  test('a file that includes itself is still one', () => {
    const reading = readFiles({ 'a.example.zone': `${SOA}$INCLUDE a.example.zone\n` });
    expect(summary(reading)).toEqual(['a.example.zone: a.example.']);
    expect(reading.problems).toHaveLength(1);
  });

  test('an included file that the configuration names is a zone as well', () => {
    const files = {
      'named.conf': 'zone "b.example" { type master; file "b.zone"; };',
      'a.example.zone': `${SOA}$INCLUDE b.zone\n`,
      'b.zone': '@ 300 NS ns1.example.net.\n',
    };
    expect(summary(readFiles(files))).toEqual(['a.example.zone: a.example.', 'b.zone: b.example.']);
  });

  test('a comment or text that shows an include includes nothing', () => {
    const files = {
      'a.example.zone': `${SOA}; $INCLUDE b.example.zone\nt 300 TXT "x $INCLUDE b.example.zone"\n$INCLUDED b.example.zone\n`,
      'b.example.zone': SOA,
    };
    expect(summary(readFiles(files))).toEqual(['a.example.zone: a.example.', 'b.example.zone: b.example.']);
  });

  test('the list of root servers, the configuration, the signed copy', () => {
    const files = {
      'named.conf': 'zone "." { type hint; file "example.zone"; };',
      'example.zone': '. 3600 NS a.root-servers.net.\n',
      'example.com.zone': SOA,
      'example.com.zone.signed': SOA,
      'example.net.zone.signed': SOA,
    };
    expect(summary(readFiles(files))).toEqual([
      'example.com.zone: example.com.',
      'example.net.zone.signed: example.net.',
    ]);
  });
});

test('an include that is there and cannot be opened says so', () => {
  const path = 'zones/locked.inc';
  const tree: Tree = {
    ...memoryTree({
      'zones/example.com.zone': `${SOA}$INCLUDE locked.inc\n$INCLUDE gone.inc\n$INCLUDE /srv/dns/zones/locked.inc\n`,
    }),
    isThere: (asked) => asked === path,
  };
  const { problems, zones } = read({ ...tree, paths: [...tree.paths, path] });
  const [locked, gone, absolute, ...more] = problems.filter(({ rule }) => rule === 'record-unreadable');
  for (const { message, severity, advice } of [locked, absolute]) {
    expect(message).toContain('cannot be read: it is there, but it cannot be opened (');
    expect(severity).toBeUndefined();
    expect(advice).toContain('a regular file that everyone may read');
  }
  expect(gone.message).toContain('the file is missing');
  expect(more).toEqual([]);
  expect(zones[0].holes).toMatchObject([{ name: 'example.com.', below: true }]);
});

test('an include that is not there makes a problem with the reason, and a hole', () => {
  const [missing, outside, absolute] = ['gone.inc', '../../secret', '/etc/passwd'].map((name) =>
    readFiles({ 'zones/example.com.zone': `${SOA}$INCLUDE ${name}\n`, secret: 'www A 192.0.2.1\n' }),
  );
  expect(missing.problems[0].message).toContain('the file is missing');
  expect(outside.problems[0].message).toContain('it is outside the repository');
  expect(absolute.problems[0].message).toContain('it is outside the repository');
  for (const { zones } of [missing, outside, absolute]) {
    expect(zones[0].holes).toMatchObject([{ name: 'example.com.', below: true }]);
    expect(zones[0].records.length).toBe(2);
  }
});

describe('how much a description says', () => {
  const authority = (text: string, hints = NOTHING) =>
    readFiles({ 'example.com.zone': text }, hints).zones.map(({ authoritative }) => authoritative);

  test('with SOA or NS at the apex it is the whole zone, else a part of it', () => {
    expect(authority(SOA)).toEqual([true]);
    expect(authority('@ 300 NS ns1.example.net.\nwww 300 A 192.0.2.1\n')).toEqual([true]);
    expect(authority('www 300 A 192.0.2.1\nsub 300 NS ns1.example.net.\n')).toEqual([false]);
    expect(authority('')).toEqual([false]);
  });

  test('the policy decides, for the whole zone or for some files of it', () => {
    const hint = (files: string[], authoritative: boolean) => [{ name: 'example.com.', files, authoritative }];
    expect(authority(SOA, hint([], false))).toEqual([false]);
    expect(authority(SOA, hint(['*.zone'], false))).toEqual([false]);
    expect(authority(SOA, hint(['other/*.zone'], false))).toEqual([true]);
    expect(authority('www 300 A 192.0.2.1\n', hint([], true))).toEqual([true]);
  });

  test.each([
    ['example.com.zone', true],
    ['corp.internal.zone', false],
    ['lan.zone', false],
    ['printers.home.arpa', false],
    ['db.10', false],
    ['192.168.1.rev', false],
    ['31.172.in-addr.arpa', false],
    ['32.172.in-addr.arpa', true],
    ['0.0.d.f.ip6.arpa', false],
    ['8.b.d.0.1.0.0.2.ip6.arpa', true],
    ['db.192.0.2', true],
    ['notinternal.example.zone', true],
  ])('%s is public: %s', (path, expected) => {
    expect(readFiles({ [path]: SOA }).zones.map((zone) => zone.public)).toEqual([expected]);
  });
});

describe('two trees of one run', () => {
  const files = {
    'a.example.zone': `${SOA}$INCLUDE hosts.inc\n`,
    'b.example.zone': SOA,
    'hosts.inc': 'www 300 A 192.0.2.1\n',
    'named.conf': 'zone "c.example" { type master; file "c"; };',
    c: SOA,
  };
  const readBoth = (changed: Record<string, string>) => {
    const [format, names] = [bindFormat(), new NameTable()];
    const head = memoryTree({ ...files, ...changed });
    const base = shareUnchanged(head, memoryTree(files));
    return [read(head, NOTHING, format, names), read(base, NOTHING, format, names)].map(({ zones }) => zones);
  };

  test('unchanged files give the same descriptions', () => {
    const [head, base] = readBoth({});
    expect(head).toHaveLength(3);
    for (const [i, zone] of head.entries()) expect(base[i]).toBe(zone);
  });

  test('a changed include changes its zone and no other', () => {
    const [head, base] = readBoth({ 'hosts.inc': 'www 300 A 192.0.2.9\n' });
    expect(base[0]).not.toBe(head[0]);
    expect(base[0].records.record(2)).toMatchObject({ address: '192.0.2.1' });
    expect(head[0].records.record(2)).toMatchObject({ address: '192.0.2.9' });
    expect(base[1]).toBe(head[1]);
  });

  test('a changed view changes the description, not the records', () => {
    const [head, base] = readBoth({ 'named.conf': 'view "v" { zone "c.example" { type master; file "c"; }; };' });
    expect([head[2].view, base[2].view]).toEqual(['v', undefined]);
    expect(head[2].records).toBe(base[2].records);
  });
});

test('progress goes from nothing to everything', () => {
  const tree = memoryTree({ 'a.example.zone': SOA, 'b.example.zone': SOA });
  const format = bindFormat();
  const seen: string[] = [];
  const progress = (done: number, total: number) => seen.push(`${done}/${total}`);
  const context = { names: new NameTable(), hints: NOTHING, progress };
  format.read(format.claims(tree, tree.paths, context), tree, context);
  expect(seen).toEqual(['0/2', '1/2', '2/2']);
});

test('files that cannot be read are said', () => {
  const tree: Tree = { ...memoryTree({ 'a.example.zone': SOA }), read: () => undefined };
  const { zones, remarks } = read(tree);
  // What such a file holds is unknown, never absent.
  expect(zones.map(({ name, records, holes }) => [name, records.length, holes[0]])).toMatchObject([
    ['a.example.', 0, { name: 'a.example.', below: true }],
  ]);
  expect(remarks).toHaveLength(1);
  expect(remarks[0]).toContain('“a.example.zone”');
});
