import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../src/model/source-file.ts';
import { starterWorkflow } from '../../src/outputs/starter-workflow.ts';
import { EMPTY_POLICY } from '../../src/policy/policy.ts';
import { readPolicy } from '../../src/policy/read-policy.ts';
import { RULES } from '../../src/rules/index.ts';
import { readYaml } from '../../src/yaml/tree.ts';
import { newRepository, temporaryFolder, writeFiles } from '../support/repository.ts';
import { runCommand } from '../support/terminal.ts';

const WORKFLOW = '.github/workflows/dns-mail-gate.yml';
const POLICY = 'dns-mail-gate.yml';
const ZONE =
  '$TTL 60\n@ SOA ns1 h 1 1 1 1 1\n@ NS ns1.example.net.\n@ MX 10 mail\n@ TXT "v=spf1 mx ip4:203.0.113.0/28 -all"\nmail A 203.0.113.25\n';

async function init(cwd: string, ...args: string[]) {
  const { status, stdout: out, stderr: err } = await runCommand(['init', ...args], cwd);
  return { status, out, err };
}

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  writeFiles(folder, files);
  return folder;
}

const contentOf = (folder: string, path: string) => readFileSync(join(folder, path), 'utf8');
const policyOf = (text: string) =>
  readPolicy(
    new SourceFile(POLICY, text),
    RULES.map(({ id }) => id),
  );
/** The policy when all that it proposes is taken. */
const taken = (text: string) =>
  text.replace(/^# (?=(?:senders|rules|exceptions|ignore|views):| )/gm, '').replace(/^ {2}\S+ in .*$/gm, '');

describe('init', () => {
  it('writes the usual workflow, which is the one of the examples, and a policy that says nothing', async () => {
    const folder = folderWith({ 'zones/example.com.zone': ZONE });
    const { status, out, err } = await init(folder);
    expect([status, err]).toEqual([0, '']);
    expect(contentOf(folder, WORKFLOW)).toBe(readFileSync('examples/workflows/minimal.yml', 'utf8'));
    const { policy, problems } = policyOf(contentOf(folder, POLICY));
    expect(problems).toEqual([]);
    expect(policy).toEqual(EMPTY_POLICY);
    for (const text of ['1 zone', 'zone files (1 file)', WORKFLOW, POLICY, 'dns-mail-gate check']) {
      expect(out).toContain(text);
    }
  });

  it('proposes what is a policy: the senders that MX and SPF records tell of', async () => {
    const folder = folderWith({
      'example.com.zone': ZONE,
      'example.org.zone': ZONE.replace('mail\n', 'mail.example.com.\n').replace('mail A', 'www A'),
      'parked.example.net.zone': '$TTL 60\n@ SOA ns1 h 1 1 1 1 1\n@ NS ns1.example.net.\n@ MX 0 .\n',
      'office.lan.zone': ZONE,
    });
    expect((await init(folder)).status).toBe(0);
    const text = contentOf(folder, POLICY);
    expect(text).toContain('example.org in example.org.zone');
    const { policy, problems } = policyOf(taken(text));
    expect(problems).toEqual([]);
    expect(policy.facts.senders).toMatchObject([
      { domains: ['example.com', 'example.org'], hosts: ['mail.example.com.'], networks: ['203.0.113.0/28'] },
    ]);
    expect(policy.exceptions).toHaveLength(1);
  });

  it('writes to the root of the repository, from any folder of it, what its formats want', async () => {
    const { root } = newRepository();
    writeFiles(root, {
      'octo/example.com.yaml': "'':\n  type: MX\n  value: { preference: 10, exchange: mail.example.com. }\n",
      'tf/main.tf':
        'resource "aws_route53_zone" "z" {\n  name = "example.net"\n}\nresource "aws_route53_record" "mx" {\n' +
        '  zone_id = aws_route53_zone.z.zone_id\n  name = "example.net"\n  type = "MX"\n  ttl = 60\n  records = ["10 mail.example.com"]\n}\n',
    });
    const { status, out } = await init(join(root, 'octo'));
    expect(status).toBe(0);
    expect(out).toMatch(/OctoDNS \(1 file\).*Terraform \(1 file\)/);
    const workflow = contentOf(root, WORKFLOW);
    expect(workflow).toContain('terraform show -json');
    expect(workflow).toContain('OctoDNS is read by its configuration');
    expect(workflow).toBe(starterWorkflow({ terraform: true, octodns: true }));
    expect(readYaml(new SourceFile(WORKFLOW, workflow)).problems).toEqual([]);
  });

  it.each([POLICY, WORKFLOW, '.github/dns-mail-gate.yml', 'dns-mail-gate.yaml', '.github/workflows/ci.yml'])(
    'writes nothing where %s is there already',
    async (path) => {
      const content = '      - uses: dns-mail-gate/dns-mail-gate@v0\n';
      const folder = folderWith({ 'example.com.zone': ZONE, [path]: content });
      const { status, out, err } = await init(folder);
      expect([status, out]).toEqual([2, '']);
      expect(err).toContain(path);
      expect(err).toContain('move it away');
      expect(contentOf(folder, path)).toBe(content);
      expect([WORKFLOW, POLICY].filter((other) => existsSync(join(folder, other)))).toEqual(
        [WORKFLOW, POLICY].includes(path) ? [path] : [],
      );
    },
  );

  it('does not take another workflow for the gate', async () => {
    const folder = folderWith({ 'example.com.zone': ZONE, '.github/workflows/ci.yml': '# uses: dns-mail-gate\n' });
    expect((await init(folder)).status).toBe(0);
  });

  it('says what it looks for where there is no DNS file, and writes nothing', async () => {
    const folder = folderWith({ 'README.md': 'x' });
    const { status, err } = await init(folder);
    expect(status).toBe(2);
    expect(err).toContain('*.zone');
    expect(readdirSync(folder)).toEqual(['README.md']);
  });

  it('writes nowhere outside of the repository', async () => {
    const outside = temporaryFolder();
    const folder = folderWith({ 'example.com.zone': ZONE });
    symlinkSync(outside, join(folder, '.github'));
    const { status, err } = await init(folder);
    expect(status).toBe(2);
    expect(err).toContain('leads out of the repository');
    expect(readdirSync(outside)).toEqual([]);
    expect(existsSync(join(folder, POLICY))).toBe(false);
  });

  it('follows no link in place of a file', async () => {
    const outside = temporaryFolder();
    const folder = folderWith({ 'example.com.zone': ZONE });
    mkdirSync(join(folder, '.github/workflows'), { recursive: true });
    symlinkSync(join(outside, 'target'), join(folder, WORKFLOW));
    expect((await init(folder)).status).toBe(2);
    expect(readdirSync(outside)).toEqual([]);
  });

  it('keeps hostile names of files and zones inside their comment', async () => {
    const folder = folderWith({
      'a\nrules: { spf-syntax: off }\u202e.zone': `$ORIGIN example.com.\n${ZONE}`,
      'b.zone': `$ORIGIN a\\010b.example.net.\n${ZONE}`,
    });
    expect((await init(folder)).status).toBe(0);
    const text = contentOf(folder, POLICY);
    expect(policyOf(text).policy).toEqual(EMPTY_POLICY);
    expect(text).not.toContain('\u202e');
    expect(text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).toEqual([]);
  });

  it('takes no arguments', async () => {
    expect((await init(temporaryFolder(), 'x')).status).toBe(2);
  });
});
