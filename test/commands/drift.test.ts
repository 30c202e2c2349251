import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PresentedFinding } from '../../src/outputs/presented.ts';
import { type Behaviour, type DnsServer, knowing, startDnsServer } from '../support/dns-server.ts';
import { temporaryFolder, writeFiles } from '../support/repository.ts';
import { runCommand } from '../support/terminal.ts';

const APEX = '$TTL 3600\n@ IN SOA ns1.example.net. hostmaster.example.net. 1 4h 1h 2w 1h\n@ IN NS ns1.example.net.\n';
const FILES = {
  // Seven lookups of its own, so that the vendor may have three.
  'zones/example.com.zone': `${APEX}@ MX 10 mail
mail A 198.51.100.25
@ TXT "v=spf1 mx a:a.example.com a:b.example.com a:c.example.com a:d.example.com a:e.example.com include:spf.vendor.example.net -all"
a A 198.51.100.1
b A 198.51.100.2
c A 198.51.100.3
d A 198.51.100.4
e A 198.51.100.5
mail TXT "v=spf1 a -all"
`,
  'zones/example.org.zone': `${APEX}@ TXT "v=spf1 include:spf.vendor.example.net -all"\n`,
  // Wrong on both days.
  'zones/old.example.zone': `${APEX}@ MX 10 gone.vendor.example.net.\n@ TXT "v=spf1 -all"\n`,
};
const REVERSE = '25.100.51.198.in-addr.arpa PTR mail.example.com';
const THEN = `${REVERSE}
spf.vendor.example.net TXT v=spf1 include:one.vendor.example.net ip4:192.0.2.0/28 -all
one.vendor.example.net TXT v=spf1 ip4:192.0.2.64/28 -all
two.vendor.example.net TXT v=spf1 ip4:192.0.2.128/28 -all
three.vendor.example.net TXT v=spf1 ip4:192.0.2.192/28 -all
four.vendor.example.net TXT v=spf1 ip4:192.0.2.240/28 -all`;
const GROWN = THEN.replace(
  'include:one.vendor.example.net ip4',
  'include:one.vendor.example.net include:two.vendor.example.net include:three.vendor.example.net include:four.vendor.example.net ip4',
);

let behaviour: Behaviour;
let server: DnsServer;
let cwd: string;
beforeEach(async () => {
  behaviour = knowing(THEN);
  server = await startDnsServer((query) => behaviour(query));
  cwd = temporaryFolder();
  writeFiles(cwd, { ...FILES, 'dns-mail-gate.yml': 'blocklists: { level: off }\n' });
  const taken = await runCommand(['snapshot', '--output', join(cwd, 'dns.json'), '--resolver', server.address], cwd);
  expect(taken).toEqual({ status: 0, stdout: '', stderr: '' });
  writeFileSync(
    join(cwd, 'dns.json'),
    readFileSync(join(cwd, 'dns.json'), 'utf8').replace(/"taken": "[^"]*"/, '"taken": "2026-11-01"'),
  );
});
afterEach(() => server.stop());

function check(...options: string[]) {
  return runCommand(['check', '--resolver', server.address, '--snapshot', 'dns.json', ...options], cwd);
}

async function report(...options: string[]) {
  const { status, stdout } = await check('--format', 'json', ...options);
  return { status, ...JSON.parse(stdout) };
}

const brief = (findings: readonly PresentedFinding[]) =>
  findings.map(({ rule, severity, subject }) => `${severity} ${rule} ${subject}`);

describe('check --snapshot', () => {
  it('is content where others answer as they did, and what was wrong then fails nothing', async () => {
    const all = await report();
    expect(all.status).toBe(0);
    expect(brief(all.introduced)).toEqual([]);
    expect(brief(all.existing)).toContain('error mx-without-address old.example');
    expect(all).toMatchObject({ compared: true, fixed: [], settings: { scope: 'introduced', lookups: 'live' } });
    expect(all.drift).toEqual({ file: 'dns.json', taken: '2026-11-01', answers: [], lacking: 0 });
    expect((await check()).stdout).toContain('All clear: nothing that others have changed since 2026-11-01');
    expect((await check('--scope', 'all')).status).toBe(1);
  });

  it('says what a vendor has changed and which domain it pushes over a limit', async () => {
    behaviour = knowing(GROWN);
    const all = await report();
    expect(all.status).toBe(1);
    expect(brief(all.introduced)).toEqual(['error spf-too-many-lookups example.com']);
    expect(all.drift.answers).toEqual([
      {
        question: 'spf.vendor.example.net. TXT',
        before: ['v=spf1 include:one.vendor.example.net ip4:192.0.2.0/28 -all'],
        after: [expect.stringContaining('include:four.vendor.example.net')],
      },
    ]);
    const spf = all.changes.spf.map((change: { domain: string; before: object; after: object }) => [
      change.domain,
      change.before,
      change.after,
    ]);
    expect(spf).toEqual([
      ['example.com', expect.objectContaining({ lookups: 8 }), expect.objectContaining({ lookups: 11 })],
      ['example.org', expect.objectContaining({ lookups: 2 }), expect.objectContaining({ lookups: 5 })],
    ]);
    // No rule about changes of the files speaks.
    expect(JSON.stringify(all)).not.toContain('he change ');

    const text = (await check()).stdout;
    expect(text).toContain('What others have changed since 2026-11-01 breaks mail: 1 error');
    expect(text).toContain(`spf.vendor.example.net. TXT has another answer than on 2026-11-01:
  - v=spf1 include:one.vendor.example.net ip4:192.0.2.0/28 -all
  + v=spf1 include:one.vendor.example.net include:two`);
    expect(text).toContain('SPF of example.com, 2026-11-01 → now:\n  DNS lookups (at most 10): 8 → 11');
    const markdown = (await check('--format', 'markdown')).stdout;
    expect(markdown).toContain('Answers of others that have changed since 2026-11-01 (1)');
    expect(markdown).toContain('**<code>example.com</code>** | 2026-11-01 | now |');
    expect(markdown).toContain('```diff\n- v=spf1 include:one.vendor.example.net ip4');
    expect(markdown).toContain('There already on 2026-11-01 (');
    expect(markdown).toContain('DNS lookups live, compared with `dns.json` of 2026-11-01');
    expect(markdown).toContain('Picture of the includes now');
    for (const output of [text, markdown]) expect(output).not.toMatch(/this change/i);
  });

  it('sees reverse names and addresses that others have changed', async () => {
    behaviour = knowing(THEN.replace('PTR mail.example.com', 'PTR host-25.vendor.example.net'));
    const all = await report();
    expect(brief(all.introduced)).toEqual(['warning ptr-without-forward 198.51.100.25']);
    expect(all.drift.answers).toMatchObject([
      {
        question: '25.100.51.198.in-addr.arpa. PTR',
        before: ['mail.example.com.'],
        after: ['host-25.vendor.example.net.'],
      },
    ]);
    expect(all.status).toBe(0);
  });

  it('sees what others have mended', async () => {
    behaviour = knowing(`${THEN}\ngone.vendor.example.net A 192.0.2.9`);
    const all = await report();
    expect(brief(all.fixed)).toEqual(['error mx-without-address old.example']);
    expect(all.fixed[0]).toMatchObject({ side: 'head', file: 'zones/old.example.zone' });
    expect((await check()).stdout).toContain('1 gone since 2026-11-01');
  });

  it('concludes nothing from questions that nobody answers today', async () => {
    behaviour = (query) => (query.name.endsWith('vendor.example.net') ? { rcode: 2 } : knowing(GROWN)(query));
    const all = await report();
    expect(all.introduced.filter(({ severity }: PresentedFinding) => severity !== 'notice')).toEqual([]);
    expect(all).toMatchObject({ status: 0, fixed: [], drift: { answers: [] } });
    expect(all.unverified).not.toEqual([]);
  });

  it('does not lay to others what the files have changed since, and says that the snapshot is old', async () => {
    writeFiles(cwd, { 'zones/new.example.zone': `${APEX}@ MX 10 nowhere.vendor.example.net.\n@ TXT "v=spf1 -all"\n` });
    const all = await report();
    expect(all.status).toBe(0);
    expect(brief(all.introduced)).toEqual([]);
    expect(brief(all.existing)).toContain('error mx-without-address new.example');
    expect(all.drift.lacking).toBeGreaterThan(0);
    expect(all.remarks.join()).toContain('are not in the snapshot of 2026-11-01');
  });

  it('gives the same in parts as undivided', async () => {
    behaviour = knowing(GROWN);
    const parts = await Promise.all(['1/2', '2/2'].map((shard) => check('--format', 'json', '--shard', shard)));
    for (const [i, { stdout }] of parts.entries()) writeFileSync(join(cwd, `${i}.json`), stdout);
    const merged = await runCommand(['merge', '0.json', '1.json', '--format', 'json'], cwd);
    const [joined, whole] = [JSON.parse(merged.stdout), await report()];
    expect(joined.drift).toEqual(whole.drift);
    expect(brief(joined.introduced)).toEqual(brief(whole.introduced));
    expect(merged.status).toBe(1);
  });

  it.each([
    [['--base', '.'], /give one of them/],
    [['--lookups', 'offline'], /goes with live lookups, not with “offline”/],
    [['--snapshot', 'none.json'], /none\.json: there is no such file/],
    [['--snapshot', 'zones/example.com.zone'], /no snapshot of DNS answers/],
  ])('%j is a mistake that is explained', async (args, message) => {
    const run = await runCommand(['check', '--snapshot', 'dns.json', ...args], cwd);
    expect(run.status).toBe(2);
    expect(run.stderr).toMatch(message);
  });
});
