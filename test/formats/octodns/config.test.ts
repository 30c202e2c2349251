import { describe, expect, test } from 'vitest';
import { octodnsFormat } from '../../../src/formats/octodns/index.ts';
import { NameTable } from '../../../src/model/name-table.ts';
import { shareUnchanged } from '../../../src/sources/share.ts';
import { memoryTree } from '../../support/memory-tree.ts';
import { fixed, type OctodnsReading, readFiles, readTree, told } from './support/read.ts';

const A = (name: string, address: string) => `${name}:\n  type: A\n  value: ${address}\n`;

/** A configuration of one YAML provider, `config`, in `zones/`. */
function config(zones: string, more = '', rest = ''): string {
  return `providers:\n  config:\n    class: octodns.provider.yaml.YamlProvider\n    directory: ./zones\n${more}  dns:\n    class: octodns_route53.Route53Provider\n    access_key_id: env/KEY\n${rest}zones:\n${zones}`;
}

const EVERY = "  '*':\n    sources: [config]\n    targets: [dns]\n";

/** `zone [view]: files` of each description. */
function summary({ zones }: OctodnsReading): string[] {
  return zones.map(
    ({ name, view, files }) =>
      `${name}${view === undefined ? '' : ` [${view}]`}: ${files.map(({ path }) => path).join(' ')}`,
  );
}

describe('which files are zones', () => {
  test('without a configuration by name and shape', () => {
    const reading = readFiles({
      'dns/example.com.yaml': A('www', '192.0.2.1'),
      'dns/example.org.yml': A('www', '192.0.2.1'),
      'dns/example.net./www.yaml': A('www', '192.0.2.1'),
      'dns/example.net./$example.net.yaml': A("''", '192.0.2.2'),
      'dns/2.0.192.in-addr.arpa.yaml': '1:\n  type: PTR\n  value: www.example.com.\n',
      'dns/notes.yaml': A('www', '192.0.2.1'),
      'k8s/app.example.com.yaml': 'apiVersion: v1\nkind: Service\nspec:\n  type: A\n',
      'values.prod.yaml': 'image:\n  value: x\n  type: ClusterIP\n',
      '.github/dns.example.com.txt': A('www', '192.0.2.1'),
    });
    expect(summary(reading).sort()).toEqual([
      '2.0.192.in-addr.arpa.: dns/2.0.192.in-addr.arpa.yaml',
      'example.com.: dns/example.com.yaml',
      'example.net.: dns/example.net./$example.net.yaml dns/example.net./www.yaml',
    ]);
    expect(reading.zones.every(({ authoritative }) => authoritative)).toBe(true);
  });

  test('a file that is half broken is read by its name', () => {
    expect(told(readFiles({ 'example.com.yaml': 'www:\n  tpye: A\n  value: 192.0.2.1\n' }).problems)).toEqual([
      'error key-unknown: tpye',
    ]);
  });

  test('the policy says which zone a file is of', () => {
    const hint = { name: 'example.com.', files: ['dns/*.yml'], authoritative: false };
    const { zones } = readFiles({ 'dns/main.yml': A('www', '192.0.2.1') }, [hint]);
    expect(zones.map(({ name, authoritative }) => [name, authoritative])).toEqual([['example.com.', false]]);
  });
});

describe('the configuration', () => {
  test('a pattern takes every zone of its sources that is not named', () => {
    const reading = readFiles({
      'config.yaml': config(`${EVERY}  example.org.:\n    sources: [config, dns]\n    targets: [dns]\n`),
      'zones/example.com.yaml': A('www', '192.0.2.1'),
      'zones/example.org.yaml': A('www', '192.0.2.1'),
      'zones/README.yaml': 'x: 1\n',
    });
    expect(summary(reading).sort()).toEqual([
      'example.com.: zones/example.com.yaml',
      'example.org.: zones/example.org.yaml',
    ]);
    // Route 53 as a source brings records that no file has.
    expect(reading.zones.map(({ name, authoritative }) => [name, authoritative]).sort()).toEqual([
      ['example.com.', true],
      ['example.org.', false],
    ]);
  });

  test.each([
    ['beside it', 'dns/config.yaml', './zones', 'dns/zones'],
    ['from the root', 'dns/config.yaml', 'zones', 'zones'],
    ['above it', 'dns/config/main.yaml', '../zones', 'dns/zones'],
    ['on the machine that runs it', 'config.yaml', '/octodns/dns/zones', 'dns/zones'],
  ])('a directory %s', (_, path, directory, folder) => {
    const text = config(EVERY).replace('./zones', directory);
    const reading = readFiles({ [path]: text, [`${folder}/example.com.yaml`]: A('www', '192.0.2.1') });
    expect(summary(reading)).toEqual([`example.com.: ${folder}/example.com.yaml`]);
  });

  test('a directory from the environment leaves the files to speak for themselves', () => {
    const text = config(EVERY).replace('./zones', 'env/ZONES');
    const reading = readFiles({ 'config.yaml': text, 'zones/example.com.yaml': A('www', '192.0.2.1') });
    expect(reading.lines).toEqual(['www.example.com. 3600 IN A 192.0.2.1']);
  });

  test('default_ttl; from the environment it is open', () => {
    const read = (ttl: string) =>
      readFiles({
        'config.yaml': config(EVERY, `    default_ttl: ${ttl}\n`),
        'zones/example.com.yaml': A('www', '192.0.2.1'),
      }).lines;
    expect(read('60')).toEqual(['www.example.com. 60 IN A 192.0.2.1']);
    expect(read('env/TTL')).toEqual(['www.example.com. IN A 192.0.2.1']);
  });

  test('split folders, shared files, and zone files that are switched off', () => {
    const files = {
      'zones/example.com./www.yaml': A('www', '192.0.2.1'),
      'zones/example.com./$example.com.yaml': A("''", '192.0.2.2'),
      'zones/example.com.yaml': A('file', '192.0.2.3'),
      'zones/all.yaml': A('shared', '192.0.2.4'),
    };
    const read = (more: string) =>
      readFiles({ 'config.yaml': config(EVERY, more), ...files }).lines.map((line) => line.split(' ')[0]);
    expect(read('    split_extension: .\n')).toEqual(['example.com.', 'file.example.com.', 'www.example.com.']);
    expect(read('    split_extension: .\n    shared_filename: all.yaml\n    disable_zonefile: true\n')).toEqual([
      'example.com.',
      'shared.example.com.',
      'www.example.com.',
    ]);
  });

  test('the older class for split zones', () => {
    const text = config(EVERY).replace('YamlProvider', 'SplitYamlProvider');
    const reading = readFiles({ 'config.yaml': text, 'zones/example.com./www.yaml': A('www', '192.0.2.1') });
    expect(reading.lines).toEqual(['www.example.com. 3600 IN A 192.0.2.1']);
  });

  test('an overlay replaces record by record, in a view of its own', () => {
    const overlay =
      '  internal:\n    class: octodns.provider.yaml.YamlProvider\n    directory: ./internal\n    populate_should_replace: true\n';
    const reading = readFiles({
      'external.yaml': config('  example.com.:\n    sources: [config]\n'),
      'internal.yaml': config('  example.com.:\n    sources: [config, internal]\n', overlay),
      'zones/example.com.yaml': `${A('mail', '192.0.2.1')}${A('www', '192.0.2.2')}`,
      'internal/example.com.yaml': A('www', '10.0.0.2'),
    });
    expect(summary(reading)).toEqual([
      'example.com. [external]: zones/example.com.yaml',
      'example.com. [internal]: zones/example.com.yaml internal/example.com.yaml',
    ]);
    expect(reading.lines).toEqual([
      'mail.example.com. 3600 IN A 192.0.2.1',
      'mail.example.com. 3600 IN A 192.0.2.1',
      'www.example.com. 3600 IN A 10.0.0.2',
      'www.example.com. 3600 IN A 192.0.2.2',
    ]);
    expect(reading.problems).toEqual([]);
  });

  test('without the word the same record from two sources is a duplicate', () => {
    const more = '  more:\n    class: octodns.provider.yaml.YamlProvider\n    directory: ./more\n';
    const { problems } = readFiles({
      'config.yaml': config('  example.com.:\n    sources: [config, more]\n', more),
      'zones/example.com.yaml': A('www', '192.0.2.1'),
      'more/example.com.yaml': A('www', '192.0.2.2'),
    });
    expect(problems.map(({ rule, place }) => [rule, place.file.path])).toEqual([
      ['rrset-duplicated', 'more/example.com.yaml'],
    ]);
  });

  test('configurations that differ in their targets describe a zone once', () => {
    const reading = readFiles({
      'a.yaml': config('  example.com.:\n    sources: [config]\n    targets: [dns]\n'),
      'b.yaml': config('  example.com.:\n    sources: [config]\n    targets: [other]\n'),
      'zones/example.com.yaml': A('www', '192.0.2.1'),
    });
    expect(summary(reading)).toEqual(['example.com.: zones/example.com.yaml']);
  });

  test('an alias zone has the records of another', () => {
    const reading = readFiles({
      'config.yaml': config(`  example.com.:\n    sources: [config]\n  example.org.:\n    alias: example.com.\n`),
      'zones/example.com.yaml': A('www', '192.0.2.1'),
    });
    expect(reading.lines).toEqual(['www.example.com. 3600 IN A 192.0.2.1', 'www.example.org. 3600 IN A 192.0.2.1']);
  });

  test('lenient zones', () => {
    const reading = readFiles({
      'config.yaml': config('  example.com.:\n    lenient: true\n    sources: [config]\n'),
      'zones/example.com.yaml': 'www:\n  type: TXT\n  value: a;b\n',
    });
    expect(told(reading.problems)).toEqual(['warning txt-escaping: a;b']);
  });

  test('records that no target takes are left as they are live', () => {
    const text = (key: string, id: string) => `www:\n  octodns: {${key}: [${id}]}\n  type: A\n  value: 192.0.2.1\n`;
    const lines = (zone: string) =>
      readFiles({ 'config.yaml': config(EVERY), 'zones/example.com.yaml': zone }).lines.length;
    expect(
      [text('excluded', 'dns'), text('excluded', 'x'), text('included', 'dns'), text('included', 'x')].map(lines),
    ).toEqual([0, 1, 1, 0]);
  });

  test('processors: checks are harmless, what is unknown or fills in values leaves the zone open', () => {
    const read = (name: string) =>
      readFiles({
        'config.yaml': config(
          '  example.com.:\n    processors: [p]\n    sources: [config]\n',
          '',
          `processors:\n  p:\n    class: ${name}\n`,
        ),
        'zones/example.com.yaml': "www:\n  type: CNAME\n  value: '{zone_name}'\n",
      });
    expect(read('octodns.processor.restrict.TtlRestrictionFilter').zones[0].authoritative).toBe(true);
    expect(read('our.own.Processor').zones[0].authoritative).toBe(false);
    const templated = read('octodns.processor.templating.Templating');
    expect([templated.lines, templated.zones[0].authoritative]).toEqual([[], false]);
    expect(templated.zones[0].holes).toContainEqual(expect.objectContaining({ name: 'www.example.com.', type: 5 }));
  });

  test('keys out of order are told where OctoDNS demands the order', () => {
    const zone = `${A('www10', '192.0.2.1')}${A('www9', '192.0.2.1')}`;
    const read = (more: string) => readFiles({ 'config.yaml': config(EVERY, more), 'zones/example.com.yaml': zone });
    expect(told(read('').problems)).toEqual(['notice record-unreadable: www10']);
    expect(read('    enforce_order: false\n').problems).toEqual([]);
    expect(read('    order_mode: simple\n').problems).toEqual([]);
    const inner = 'www:\n  type: A\n  ttl: 60\n  value: 192.0.2.1\n';
    expect(told(readFiles({ 'config.yaml': config(EVERY), 'zones/example.com.yaml': inner }).problems)).toEqual([
      'notice record-unreadable: type',
    ]);
    expect(readFiles({ 'example.com.yaml': zone }).problems).toEqual([]);
  });
});

describe('AutoArpa', () => {
  const reverse = '  2.0.192.in-addr.arpa.:\n    sources: [arpa]\n';
  const forward = '  example.com.:\n    processors: [arpa]\n    sources: [config]\n';
  const processor = (more = '') => `processors:\n  arpa:\n    class: octodns.processor.arpa.AutoArpa\n${more}`;

  test('PTR records of the addresses of the zones that pass it', () => {
    const reading = readFiles({
      'config.yaml': config(forward + reverse, '', processor('    ttl: 60\n')),
      'zones/example.com.yaml': `'*':\n  type: A\n  value: 192.0.2.9\n${A('mail', '192.0.2.1')}${A('other', '203.0.113.1')}`,
    });
    expect(reading.lines.filter((line) => line.includes('PTR'))).toEqual([
      '1.2.0.192.in-addr.arpa. 60 IN PTR mail.example.com.',
    ]);
    const zone = reading.zones.find(({ name }) => name.endsWith('arpa.'))!;
    expect(zone.authoritative).toBe(true);
    const { place } = zone.records.record(0);
    expect([place.file.path, place.file.slice(place.start, place.end)]).toEqual([
      'zones/example.com.yaml',
      'mail:\n  type: A\n  value: 192.0.2.1',
    ]);
  });

  test('the manager makes one for all zones', () => {
    const text = config(
      '  2.0.192.in-addr.arpa.:\n    sources: [auto-arpa]\n  example.com.:\n    sources: [config]\n',
      '',
      'manager:\n  auto_arpa: true\n',
    );
    const reading = readFiles({ 'config.yaml': text, 'zones/example.com.yaml': A('mail', '192.0.2.1') });
    expect(reading.lines).toContain('1.2.0.192.in-addr.arpa. 3600 IN PTR mail.example.com.');
  });

  test('priorities decide where the number of names is limited', () => {
    const zone = [A('a', '192.0.2.1'), 'b:\n  octodns: {auto_arpa_priority: 1}\n  type: A\n  value: 192.0.2.1\n'].join(
      '',
    );
    const read = (more: string) =>
      readFiles({ 'config.yaml': config(forward + reverse, '', processor(more)), 'zones/example.com.yaml': zone })
        .lines.filter((line) => line.includes('PTR'))
        .map((line) => line.split(' ').at(-1));
    expect(read('')).toEqual(['a.example.com.', 'b.example.com.']);
    expect(read('    max_auto_arpa: 1\n')).toEqual(['b.example.com.']);
  });
});

describe('includes', () => {
  test('values, records, and merged mappings of other files', () => {
    const reading = readFiles({
      'example.com.yaml':
        'a: !include parts/a.yaml\nb:\n  type: A\n  values: !include parts/list.yaml\nc:\n  <<: !include parts/a.yaml\n  ttl: 60\n',
      'parts/a.yaml': 'type: A\nvalue: 192.0.2.1\n',
      'parts/list.yaml': '- 192.0.2.2\n- 192.0.2.3\n',
    });
    expect(reading.lines).toEqual([
      'a.example.com. 3600 IN A 192.0.2.1',
      'b.example.com. 3600 IN A 192.0.2.2',
      'b.example.com. 3600 IN A 192.0.2.3',
      'c.example.com. 60 IN A 192.0.2.1',
    ]);
    expect(reading.problems).toEqual([]);
    expect(reading.zones[0].files.map(({ path }) => path)).toEqual([
      'example.com.yaml',
      'parts/a.yaml',
      'parts/list.yaml',
    ]);
    const { valuePlace } = reading.zones[0].records.record(1);
    expect([valuePlace.file.path, valuePlace.file.slice(valuePlace.start, valuePlace.end)]).toEqual([
      'parts/list.yaml',
      '192.0.2.2',
    ]);
  });

  test.each([
    ['missing', '!include parts/none.yaml', 'is missing'],
    ['outside', '!include ../../etc/passwd', 'is outside the repository'],
    ['absolute', '!include /etc/passwd', 'is outside the repository'],
    ['itself', '!include example.com.yaml', undefined],
  ])('%s', (_, value, words) => {
    const { problems, zones } = readFiles({ 'example.com.yaml': `${A('www', '192.0.2.1')}x: ${value}\n` });
    expect(problems.length).toBeGreaterThan(0);
    if (words !== undefined) expect(problems[0].message).toContain(words);
    if (words !== undefined) expect(zones[0].holes).toContainEqual(expect.objectContaining({ name: 'x.example.com.' }));
  });
});

test('a zone of the very same files in a second tree is the same description', () => {
  const files = {
    'config.yaml': config(EVERY),
    'zones/example.com.yaml': A('www', '192.0.2.1'),
    'zones/example.org.yaml': A('www', '192.0.2.1'),
  };
  const head = memoryTree(files);
  const base = shareUnchanged(head, memoryTree({ ...files, 'zones/example.org.yaml': A('www', '192.0.2.2') }));
  const [format, names] = [octodnsFormat(), new NameTable()];
  const [a, b] = [readTree(head, [], format, names), readTree(base, [], format, names)];
  const zone = ({ zones }: OctodnsReading, name: string) => zones.find((candidate) => candidate.name === name);
  expect(zone(a, 'example.com.')).toBe(zone(b, 'example.com.'));
  expect(zone(a, 'example.org.')).not.toBe(zone(b, 'example.org.'));
});

describe('a configuration that OctoDNS refuses', () => {
  const zones = { 'zones/example.com.yaml': A('www', '192.0.2.1') };
  const problemsOf = (text: string) => readFiles({ ...zones, 'config.yaml': text }).problems;
  const named = (keys: string) => `  example.com.:\n${keys}`;

  test.each([
    ['a source', named('    sources: [confg]\n    targets: [dns]\n'), 'confg', 'Did you mean “config”?'],
    ['a single source', named('    sources: confg\n    targets: [dns]\n'), 'confg', 'Did you mean “config”?'],
    ['a target', named('    sources: [config]\n    targets: [dsn]\n'), 'dsn', 'Did you mean “dns”?'],
    [
      'a processor',
      named('    sources: [config]\n    targets: [dns]\n    processors: [meta]\n'),
      'meta',
      'Write one of dots.',
    ],
    [
      'the source of a pattern',
      "  '*':\n    sources: [confg]\n    targets: [dns]\n",
      'confg',
      'Did you mean “config”?',
    ],
    ['a copy', named('    alias: example.org.\n'), 'example.org.', 'Did you mean “example.com.”?'],
    ['AutoArpa that is off', named('    sources: [config, auto-arpa]\n    targets: [dns]\n'), 'auto-arpa', undefined],
  ])('%s that it does not define', (_, text, underlined, advice) => {
    const dots = 'processors:\n  dots:\n    class: octodns.processor.trailing_dots.EnsureTrailingDots\n';
    const problems = problemsOf(config(text, '', dots));
    // What no defined name is near to may be defined elsewhere.
    const level = advice?.startsWith('Did you mean') ? '' : 'warning ';
    expect(told(problems)).toEqual([`${level}record-unreadable: ${underlined}`]);
    if (advice !== undefined) expect(problems[0].advice).toBe(advice);
  });

  test('a zone without its final dot', () => {
    const text = config("  'example.com':\n    sources: [config]\n    targets: [dns]\n");
    const [problem] = problemsOf(text);
    expect(problem.message).toContain('The zone “example.com” lacks its final dot.');
    expect(fixed(problem)).toBe(text.replace("'example.com'", "'example.com.'"));
  });

  test('what is no YAML, and the zone files are read all the same', () => {
    const reading = readFiles({ ...zones, 'config.yaml': config(EVERY).replace('    directory', '\tdirectory') });
    expect(reading.problems.map(({ advice }) => advice)).toEqual([
      'Line 4 is indented with a tab: YAML wants blanks there.',
    ]);
    expect(reading.lines).toEqual(['www.example.com. 3600 IN A 192.0.2.1']);
  });

  test.each([
    [
      'providers from another file',
      config(EVERY).replace(/providers:[\s\S]*?zones:/, 'providers: !include p.yaml\nzones:'),
    ],
    [
      'a processor that is a source',
      config(
        named('    sources: [config, arpa]\n    targets: [dns]\n'),
        '',
        'processors:\n  arpa:\n    class: octodns.processor.arpa.AutoArpa\n',
      ),
    ],
    [
      'AutoArpa of the manager',
      `manager:\n  auto_arpa: true\n${config(named('    sources: [config, auto-arpa]\n    targets: [dns]\n'))}`,
    ],
    ['a copy of a zone that a pattern finds', config(`${EVERY}  example.org.:\n    alias: example.com.\n`)],
    [
      'anchors',
      config(`  example.com.: &all\n    sources: [config]\n    targets: [dns]\n  example.org.:\n    <<: *all\n`),
    ],
  ])('not with %s', (_, text) => {
    const files = {
      ...zones,
      'config.yaml': `# octodns\n${text}`,
      'p.yaml':
        'config:\n  class: octodns.provider.yaml.YamlProvider\n  directory: ./zones\ndns:\n  class: octodns_route53.Route53Provider\n',
    };
    expect(told(readFiles(files).problems)).toEqual([]);
  });
});
