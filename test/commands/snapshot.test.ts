import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Behaviour, type DnsServer, knowing, startDnsServer } from '../support/dns-server.ts';
import { temporaryFolder, writeFiles } from '../support/repository.ts';
import { runCommand } from '../support/terminal.ts';

const ZONE = `$TTL 3600
@ IN SOA ns1.example.net. hostmaster.example.net. 1 4h 1h 2w 1h
@ IN NS ns1.example.net.
@ IN MX 10 mail.example.org.
@ IN TXT "v=spf1 include:spf.example.org -all"
`;
const WORLD = knowing(`
  mail.example.org A 198.51.100.25
  spf.example.org TXT v=spf1 ip4:198.51.100.25 -all
  25.100.51.198.in-addr.arpa PTR mail.example.org
`);

const servers: DnsServer[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.stop();
});

async function serve(behave: Behaviour): Promise<DnsServer> {
  const server = await startDnsServer(behave);
  servers.push(server);
  return server;
}

function folder(): string {
  const path = temporaryFolder();
  writeFiles(path, { 'zones/example.com.zone': ZONE });
  return path;
}

describe('snapshot', () => {
  it('saves what the files depend on, and check answers from it without a question', async () => {
    const server = await serve(WORLD);
    const cwd = folder();
    const run = await runCommand(
      ['snapshot', 'zones', '--output', join(cwd, 'dns.json'), '--resolver', server.address],
      cwd,
    );
    expect(run).toEqual({ status: 0, stdout: '', stderr: '' });
    const saved = JSON.parse(readFileSync(join(cwd, 'dns.json'), 'utf8'));
    const questions = saved.answers.map(({ name, type }: { name: string; type: string }) => `${name} ${type}`);
    expect(questions).toEqual(expect.arrayContaining(['mail.example.org. A', 'spf.example.org. TXT']));
    expect(questions).toHaveLength(server.asked.length);
    expect(saved.taken).toMatch(/^\d{4}-\d{2}-\d{2}$/);

    const asked = server.asked.length;
    const live = await runCommand(['check', 'zones', '--format', 'json', '--resolver', server.address], cwd);
    expect(server.asked.length).toBe(asked * 2);
    const again = await runCommand(['check', 'zones', '--format', 'json', '--lookups', 'dns.json'], cwd);
    expect(server.asked.length).toBe(asked * 2);
    const [fromLive, fromFile] = [JSON.parse(live.stdout), JSON.parse(again.stdout)];
    expect(fromFile.settings.lookups).toBe('dns.json');
    expect(fromFile.unverified).toEqual([]);
    expect({ ...fromFile, settings: null }).toEqual({ ...fromLive, settings: null });
  });

  it('names the questions without an answer and leaves them out; check says that they are not in it', async () => {
    const server = await serve((query) => (query.name.startsWith('spf.') ? { rcode: 2 } : WORLD(query)));
    const cwd = folder();
    const run = await runCommand(['snapshot', '--output', join(cwd, 'dns.json'), '--resolver', server.address], cwd);
    expect(run.status).toBe(0);
    expect(run.stderr).toContain('spf.example.org. TXT had no answer (servfail)');
    expect(readFileSync(join(cwd, 'dns.json'), 'utf8')).not.toContain('spf.example.org');
    const check = await runCommand(['check', '--format', 'json', '--lookups', 'dns.json'], cwd);
    expect(JSON.parse(check.stdout).unverified).toContainEqual({
      question: 'spf.example.org. TXT',
      reason: 'not-in-snapshot',
      subjects: ['example.com'],
    });
  });

  it('saves nothing where no server answers', async () => {
    const server = await startDnsServer(WORLD);
    server.stop();
    const cwd = folder();
    writeFileSync(join(cwd, 'dns.json'), 'as before');
    const run = await runCommand(['snapshot', '--output', join(cwd, 'dns.json'), '--resolver', server.address], cwd);
    expect(run.status).toBe(2);
    expect(run.stderr).toContain('nothing was saved');
    expect(readFileSync(join(cwd, 'dns.json'), 'utf8')).toBe('as before');
  });

  it.each([
    [['snapshot'], /--output FILE/],
    [['snapshot', '--output', 'x', '--resolver', 'ns1.example.com'], /“ns1\.example\.com” is no DNS server/],
    [['check', '--lookups', 'none.json'], /none\.json: there is no such file/],
    [['check', '--lookups', 'zones'], /live, offline or the path of a snapshot file/],
    [['check', '--lookups', 'zones/example.com.zone'], /no snapshot of DNS answers/],
  ])('%j is a mistake that is explained', async (args, message) => {
    const run = await runCommand(args, folder());
    expect(run.status).toBe(2);
    expect(run.stderr).toMatch(message);
  });
});

describe('progress', () => {
  it('shows on a terminal only and is gone at the end', async () => {
    const server = await serve((query) => ({ ...WORLD(query), after: 150 }));
    const args = ['check', '--resolver', server.address];
    const shown = await runCommand(args, folder(), { errIsTerminal: true });
    expect(shown.stderr).toMatch(/DNS lookups: \d+ of \d+/);
    expect(shown.stderr).toMatch(/\r\x1b\[K$/);
    const quiet = await runCommand(args, folder());
    expect(quiet.stderr).toBe('');
  });
});
