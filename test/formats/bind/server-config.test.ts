import { describe, expect, test } from 'vitest';
import { readServerConfigs } from '../../../src/formats/bind/server-config.ts';
import { cpuMilliseconds } from '../../support/cpu-time.ts';
import { memoryTree } from '../../support/memory-tree.ts';

/** `path: zone [view]` for every zone that the configurations of a tree name, in order. */
function zonesOf(files: Record<string, string>): string[] {
  const { zones } = readServerConfigs(memoryTree(files));
  return [...zones].flatMap(([path, list]) =>
    list.map(({ name, view }) => (view === undefined ? `${path}: ${name}` : `${path}: ${name} [${view}]`)),
  );
}

describe('named.conf', () => {
  test('zones with comments of all kinds, classes and types', () => {
    const conf = `
      // zone "not.example" { type master; file "a"; };
      # zone "not.example" { type master; file "a"; };
      /* zone "not.example" { type master; file "a"; };
       */
      zone "Example.COM" IN { type master; file "a"; };
      zone example.net { type primary; file "b"; allow-update { none; }; };
      zone "example.org" { file "c"; type master };
      zone "copy.example" { type slave; file "d"; masters { 192.0.2.1; }; };
      zone "copy2.example" { type secondary; file "d"; };
      zone "bind" CH { type master; file "d"; };
      zone "forwarded.example" { type forward; forwarders { 192.0.2.1; }; };
    `;
    expect(zonesOf({ 'named.conf': conf, a: '', b: '', c: '', d: '' })).toEqual([
      'a: example.com.',
      'b: example.net.',
      'c: example.org.',
    ]);
  });

  test('a list of root servers is no zone', () => {
    const tree = memoryTree({ 'named.conf': 'zone "." { type hint; file "/usr/share/dns/db.root"; };', 'db.root': '' });
    const { zones, hintFiles } = readServerConfigs(tree);
    expect([...zones]).toEqual([]);
    expect([...hintFiles]).toEqual(['db.root']);
  });

  test('views, one file in two of them, and one file for two zones', () => {
    const conf = `
      view "internal" { match-clients { 10/8; };
        zone "example.com" { type master; file "int.db"; };
        zone "shared.example" { type master; file "shared.db"; };
      };
      view external IN {
        zone "example.com" { type master; file "ext.db"; };
        zone "shared.example" { type master; file "shared.db"; };
        zone "parked.example" { type master; file "shared.db"; };
      };
      view "chaos" CH { zone "bind" { type master; file "int.db"; }; };
    `;
    expect(zonesOf({ 'etc/named.conf': conf, 'etc/int.db': '', 'etc/ext.db': '', 'etc/shared.db': '' })).toEqual([
      'etc/int.db: example.com. [internal]',
      'etc/shared.db: shared.example. [internal]',
      'etc/shared.db: shared.example. [external]',
      'etc/shared.db: parked.example. [external]',
      'etc/ext.db: example.com. [external]',
    ]);
  });

  test('included files count once, in the view that includes them, and the directory may come last', () => {
    const files = {
      'bind/named.conf': 'view "v" { include "/etc/bind/named.conf.local"; };\ninclude "/etc/bind/named.conf.options";',
      'bind/named.conf.local': 'zone "example.com" { type master; file "db.example.com"; };',
      'bind/named.conf.options': 'options { directory "/var/zones"; };',
      'other/db.example.com': '',
      'zones/db.example.com': '',
    };
    expect(zonesOf(files)).toEqual(['zones/db.example.com: example.com. [v]']);
  });

  test('configurations that include themselves or each other come to an end', () => {
    const files = {
      'named.conf': 'include "named.conf";\ninclude "named.conf.local";\nzone "a.example" { type master; file "a"; };',
      'named.conf.local': 'include "named.conf";\ninclude "named.conf.local";\n',
      a: '',
    };
    expect(zonesOf(files)).toEqual(['a: a.example.']);
  });

  test.each([
    'zone "example.com" { type master; file "a"',
    'zone "example.com" { type master; file "a"; } }; };',
    '}}}; zone "example.com" { type master; file "a"; };',
    'zone "example.com" { type master; file "a"; };\nzone "unclosed { file "b',
  ])('broken text gives what can be read: %s', (conf) => {
    expect(zonesOf({ 'named.conf': conf, a: '', b: '' })).toEqual(['a: example.com.']);
  });

  test('deep nesting is no stack overflow', () => {
    const conf = `zone "example.com" { type master; file "a"; };\n${'view "v" {'.repeat(100_000)}`;
    expect(zonesOf({ 'named.conf': conf, a: '' })).toEqual(['a: example.com.']);
  });
});

describe('where the file of a configuration is in the tree', () => {
  const conf = (file: string) => `zone "example.com" { type master; file "${file}"; };`;

  test.each([
    ['/etc/bind/zones/x.db', ['dns/zones/x.db', 'dns/other/x.db'], 'dns/zones/x.db'],
    ['/var/named/x.db', ['data/x.db'], 'data/x.db'],
    ['/var/named/x.db', ['ns1/x.db', 'ns2/x.db'], 'ns1/x.db'],
    ['zones/x.db', ['zones/x.db', 'ns1/zones/x.db'], 'ns1/zones/x.db'],
    ['./zones/../x.db', ['ns1/x.db', 'x.db'], 'ns1/x.db'],
    ['/srv/x.db.signed', ['a/x.db'], 'a/x.db'],
    ['/srv/x.db', ['a/x.db', 'b/x.db'], undefined],
    ['/srv/missing.db', ['a/x.db'], undefined],
    ['../../../../etc/shadow', ['a/x.db'], undefined],
  ])('%s among %j', (file, paths, expected) => {
    const files = Object.fromEntries(paths.map((path) => [path, '']));
    const found = zonesOf({ ...files, 'ns1/named.conf': conf(file) });
    expect(found).toEqual(expected === undefined ? [] : [`${expected}: example.com.`]);
  });

  test('many servers with the same file names cost no quadratic time', () => {
    const files: Record<string, string> = {};
    for (let i = 0; i < 5_000; i++) {
      files[`s${i}/named.conf`] = conf('/etc/bind/x.db');
      files[`s${i}/zones/x.db`] = '';
    }
    const start = cpuMilliseconds();
    zonesOf(files);
    expect(cpuMilliseconds() - start).toBeLessThan(3_000);
  });
});

test('where a part of a tree is judged, configurations above it are found', () => {
  const tree = memoryTree({
    'ns/named.conf': 'zone "example.com" { type master; file "zones/x"; };',
    'ns/zones/x': '',
    other: '',
  });
  const { zones } = readServerConfigs({ ...tree, paths: ['ns/zones/x'] });
  expect([...zones]).toEqual([['ns/zones/x', [{ name: 'example.com.', view: undefined }]]]);
});

describe('nsd.conf', () => {
  test('zones, patterns, the zones directory and includes', () => {
    const files = {
      'nsd.conf': `
server:
    zonesdir: "/etc/nsd/master"   # comment
include: "/etc/nsd/conf.d/*.conf"
pattern:
    name: "ours"
    zonefile: "%s.zone"
    notify: 192.0.2.1 NOKEY
pattern:
    name: "theirs"
    request-xfr: AXFR 192.0.2.1 NOKEY
zone:
    name: example.com
    zonefile: com.zone
zone: name: "example.net"
    include-pattern: "ours"
zone:
    name: copy.example
    zonefile: com.zone
    include-pattern: theirs
zone:
    name: nowhere.example
`,
      'conf.d/a.conf': 'zone:\n  name: example.org\n  zonefile: org.zone\n',
      'master/com.zone': '',
      'master/example.net.zone': '',
      'master/org.zone': '',
    };
    expect(zonesOf(files).sort()).toEqual([
      'master/com.zone: example.com.',
      'master/example.net.zone: example.net.',
      'master/org.zone: example.org.',
    ]);
  });

  test('patterns that include one another come to an end', () => {
    const pattern = (name: string) => `pattern:\n name: ${name}\n include-pattern: a\n include-pattern: b\n`;
    const zone = 'zone:\n name: example.com\n include-pattern: a\n zonefile: x\n';
    expect(zonesOf({ 'nsd.conf': pattern('a') + pattern('b') + zone, x: '' })).toEqual(['x: example.com.']);
  });
});

describe('knot.conf', () => {
  test('zones, templates, storage and default file names', () => {
    const files = {
      'knot.conf': `
server:
    listen: 127.0.0.1@53
template:
  - id: default
    storage: /var/lib/knot   # everything
  - id: signed
    storage: /var/lib/knot/signed
    file: "%s.db"
zone:
  - domain: example.com
  - domain: "example.net"
    template: signed
  - domain: example.org.
    file: 'org'
    storage: "/var/lib/knot/x#y"
  - domain: copy.example
    master: primary
`,
      'knot/example.com.zone': '',
      'knot/signed/example.net.db': '',
      'x#y/org': '',
      'knot/copy.example.zone': '',
    };
    expect(zonesOf(files)).toEqual([
      'knot/example.com.zone: example.com.',
      'knot/signed/example.net.db: example.net.',
      'x#y/org: example.org.',
    ]);
  });
});

test.each([
  ['nginx.conf', 'server { listen 80; server_name example.com; location / { root /a; } }'],
  ['limits.conf', 'limit_req_zone $binary_remote_addr zone=a:10m rate=1r/s;'],
  ['named.conf', ''],
  ['named.py', 'zone = "example.com"'],
])('%s is no configuration of a name server', (path, text) => {
  const { configs, zones } = readServerConfigs(memoryTree({ [path]: text, a: '' }));
  expect([...configs]).toEqual([]);
  expect([...zones]).toEqual([]);
});
