import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newRepository, temporaryFolder, writeFiles } from '../support/repository.ts';
import { NODE } from '../support/runner.ts';

const SOA = '@ 3600 IN SOA ns1 hostmaster 1 4h 1h 2w 1h\n@ 3600 IN NS ns1\nns1 3600 IN A 203.0.113.53\n';
const GOOD = `${SOA}@ 3600 IN MX 10 mail\n@ 3600 IN TXT "v=spf1 mx -all"\nmail 3600 IN A 203.0.113.25\nmail 3600 IN TXT "v=spf1 a -all"\n`;
const BAD = GOOD.replace('v=spf1 mx', 'v=spf1 nx');

function cli(args: readonly string[], cwd = process.cwd()) {
  const { status, stdout, stderr } = spawnSync(NODE, [resolve('dist/cli.js'), ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  return { status, stdout, stderr };
}

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  writeFiles(folder, files);
  return folder;
}

describe('check on the example estate', () => {
  it('finds what the change breaks and exits 1', () => {
    const run = cli(['check', 'examples/bind/proposed', '--base', 'examples/bind/published']);
    expect(run.stderr).toBe('');
    expect(run.status).toBe(1);
    for (const rule of [
      'spf-syntax',
      'spf-multiple-records',
      'mx-without-address',
      'ptr-target-unqualified',
      'ptr-out-of-step',
    ]) {
      expect(run.stdout).toContain(rule);
    }
    expect(run.stdout).toContain('example.com.zone:10:');
  });

  it('is content with what is published', () => {
    const run = cli(['check', 'examples/bind/published']);
    expect(run.stdout).not.toMatch(/^(?:error|warning)\[/m);
    expect(run.status).toBe(0);
  });
});

describe('check', () => {
  it('says why a result cannot be written', () => {
    const folder = folderWith({ 'example.com.zone': GOOD });
    const refusal = (output: string) => cli(['check', '--lookups', 'offline', '--output', output], folder);
    expect(refusal('.')).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/could not be written: it is a folder\.\n$/),
    });
    expect(refusal('no/x')).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/: there is no such folder\.\n$/),
    });
  });

  it('compares with a git ref', () => {
    const repository = newRepository();
    repository.commit({ 'zones/example.com.zone': GOOD });
    writeFiles(repository.root, { 'zones/example.com.zone': BAD });
    const run = cli(['check', '--base', 'HEAD', '--lookups', 'offline', '--format', 'json'], repository.root);
    expect(run.status).toBe(1);
    const report = JSON.parse(run.stdout);
    expect(report.introduced).toHaveLength(1);
    expect(report.introduced[0]).toMatchObject({
      rule: 'spf-syntax',
      file: 'zones/example.com.zone',
      side: 'head',
      start: { line: 5 },
    });
  });

  it('judges a change that deletes the last DNS file', () => {
    const repository = newRepository();
    repository.commit({ 'zones/example.com.zone': GOOD, 'README.md': 'x' });
    repository.commit({ 'zones/example.com.zone': undefined });
    const run = cli(['check', '--base', 'HEAD~1', '--lookups', 'offline', '--format', 'json'], repository.root);
    expect(run.status).toBe(0);
    expect(JSON.parse(run.stdout).deleted).toEqual(['zones/example.com.zone']);
  });

  it.each([
    ['a folder without DNS', ['check', '.'], /No DNS file/],
    ['a path that is not there', ['check', 'nowhere'], /nowhere does not exist/],
    ['a base that is neither', ['check', '.', '--base', 'nowhere'], /nowhere/],
    ['an unknown option', ['check', '--bse', 'x'], /--bse/],
    ['a word that is none of the choices', ['check', '--fail-on', 'errors'], /error, warning, notice, never/],
    ['an unknown command', ['chekc'], /chekc/],
    ['an unknown rule', ['explain', 'spf-sintax'], /spf-syntax/],
    ['an option without its value', ['check', '--base'], /argument missing\. See --help\.\n$/],
    ['a value that looks like an option', ['check', '--deadline', '-1'], /^[^\n]*ambiguous\. See --help\.\n$/],
    [
      'a policy that is not there',
      ['check', '--policy', 'no.yml'],
      /no\.yml could not be read: there is no such file\.\n/,
    ],
    ['a policy that is a folder', ['check', '--policy', 'a'], /: it is a folder\.\n/],
    ['a plan that is not there', ['check', '--terraform-plan', 'no.json'], /: there is no such file\.\n/],
    ['a report that is not there', ['merge', 'no.json'], /no\.json cannot be read: there is no such file\.\n/],
    ['a folder without DNS to list', ['records', '.'], /No DNS file was found\. Zone files are recognised/],
    ['a folder without DNS to show', ['spf', 'example.com', 'a'], /No DNS file was found\. Zone files are recognised/],
    ['two paths beside a base folder', ['check', 'a', 'b', '--base', '.'], /exactly one folder/],
  ])('says what is wrong with %s and exits 2', (_, args, message) => {
    const folder = folderWith({ 'notes.txt': 'nothing here\n', 'a/x.txt': 'x', 'b/x.txt': 'x' });
    const run = cli(args, folder);
    expect(run.stderr).toMatch(message);
    expect(run.stderr).not.toContain('    at ');
    expect(run.stderr).not.toMatch(/\bE[A-Z]{4,}\b/);
    expect(run.status).toBe(2);
    expect(run.stdout).toBe('');
  });

  it('never reads outside the root', () => {
    const outside = folderWith({ 'secret.inc': 'secret 60 IN A 203.0.113.66\n' });
    const folder = folderWith({
      'example.com.zone': `${GOOD}$INCLUDE ../${outside.split('/').at(-1)}/secret.inc\n$INCLUDE ${outside}/secret.inc\n$INCLUDE link.inc\n`,
    });
    symlinkSync(join(outside, 'secret.inc'), join(folder, 'link.inc'));
    const run = cli(['records', '.'], folder);
    expect(run.stdout).not.toContain('203.0.113.66');
    expect(run.stderr.match(/outside the repository|missing/g)).toHaveLength(3);
  });
});

describe('hostile input', () => {
  const hostile: readonly (readonly [string, () => string | Uint8Array])[] = [
    ['an empty file', () => ''],
    ['a binary file', () => Uint8Array.from({ length: 100_000 }, (_, i) => (i * 7919) & 0xff)],
    ['a file of 50 MB', () => GOOD + 'host 60 IN A 203.0.113.1 ; padding padding padding\n'.repeat(1_000_000)],
    ['a line of 10 MB', () => `${GOOD}long 60 IN TXT "${'x'.repeat(10_000_000)}"\n`],
    ['10 MB of opening parentheses', () => GOOD + '('.repeat(10_000_000)],
    ['an include of itself', () => `${GOOD}$INCLUDE example.com.zone\n`],
    ['an endless $GENERATE', () => `${GOOD}$GENERATE 1-999999999 host$ A 203.0.113.1\n`],
    ['a thousand $GENERATE', () => GOOD + '$GENERATE 1-60000 host$ A 203.0.113.1\n'.repeat(1_000)],
    ['names over 253', () => `${GOOD}${'a.'.repeat(200)} 60 IN A 203.0.113.1\n`],
    ['what is not UTF-8', () => Buffer.from(`${GOOD}caf\xe9 60 IN TXT "\xff\xfe"\n`, 'latin1')],
    ['100,000 lines that are no records', () => GOOD + '%%% not a record\n'.repeat(100_000)],
    [
      '64 KB of SPF terms',
      () =>
        `${SOA}@ 60 IN MX 10 ns1\n@ 60 IN TXT ${`"v=spf1 ${'a '.repeat(120)}`}" ${'"a a a a a a a a a a a a a a a a " '.repeat(1_800)}\n`,
    ],
  ];

  it.each(hostile)(
    '%s ends in time, with a verdict',
    (_, make) => {
      const folder = temporaryFolder();
      mkdirSync(join(folder, 'zones'));
      writeFileSync(join(folder, 'zones', 'example.com.zone'), make());
      const started = Date.now();
      const run = cli(['check', '.', '--lookups', 'offline'], folder);
      expect(run.stderr).not.toContain('    at ');
      expect([0, 1]).toContain(run.status);
      expect(run.stdout.length).toBeGreaterThan(0);
      expect(run.stdout.length).toBeLessThan(2_000_000);
      expect(Date.now() - started).toBeLessThan(60_000);
    },
    60_000,
  );
});

describe('the other commands', () => {
  it('records prints canonical lines', () => {
    const run = cli(['records', '.'], folderWith({ 'example.com.zone': GOOD }));
    expect(run.stdout.split('\n')).toContain('mail.example.com. 3600 IN A 203.0.113.25');
    expect(run.stdout.split('\n')).toContain('example.com. 3600 IN TXT "v=spf1 mx -all"');
    expect(run.status).toBe(0);
  });

  it('explain lists every rule and explains one', () => {
    expect(cli(['explain']).stdout).toContain('spf-syntax');
    expect(cli(['explain', 'spf-syntax']).stdout).toMatch(/RFC 7208/);
  });

  it.each([[['--version']], [['check', '--version']]])('%j prints the version', (args) => {
    expect(cli(args)).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });

  it.each([[['--help']], [['check', '--help']], [['records', '-h']], [['explain', '--help']], [[]]])(
    '%j prints help',
    (args) => {
      expect(cli(args)).toMatchObject({ status: 0, stdout: expect.stringContaining('Usage: dns-mail-gate') });
    },
  );
});
