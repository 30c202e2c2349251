import { describe, expect, it } from 'vitest';
import { main } from '../../src/commands/main.ts';
import { newRepository, temporaryFolder, writeFiles } from '../support/repository.ts';

const ZONE =
  '$TTL 1h\n@ SOA ns1.example.net. h 1 4h 1h 2w 1h\n@ NS ns1.example.net.\n@ TXT "v=spf1 -all"\n@ MX 10 gone\n';
const OFF = 'rules: { mx-without-address: off }\n';

async function run(cwd: string, ...args: string[]) {
  let [out, err] = ['', ''];
  const status = await main([...args, ...(args[0] === 'check' ? ['--lookups', 'offline'] : [])], {
    cwd,
    env: {},
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    outIsTerminal: false,
    errIsTerminal: false,
  });
  return { status, out, err };
}

function folder(files: Readonly<Record<string, string>>): string {
  const root = temporaryFolder();
  writeFiles(root, { 'zones/example.com.zone': ZONE, ...files });
  return root;
}

describe('check and the policy', () => {
  it('finds it at the root', async () => {
    expect((await run(folder({}), 'check')).status).toBe(1);
    expect((await run(folder({ 'dns-mail-gate.yml': OFF }), 'check')).status).toBe(0);
    expect((await run(folder({ '.github/dns-mail-gate.yml': OFF }), 'check')).status).toBe(0);
  });

  it('uses --policy FILE as given, relative to where one stands', async () => {
    const root = folder({ 'conf/mail.yml': OFF });
    expect((await run(root, 'check', '--policy', 'conf/mail.yml')).status).toBe(0);
    expect(await run(root, 'check', '--policy', 'conf/none.yml')).toMatchObject({
      status: 2,
      err: expect.stringContaining('conf/none.yml'),
    });
  });

  it('tells mistakes with file, line, column and nearest spelling, and exits 2', async () => {
    const { status, out, err } = await run(
      folder({ 'dns-mail-gate.yml': 'rules:\n  mx-without-adress: off\n' }),
      'check',
    );
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toBe(
      'dns-mail-gate: dns-mail-gate.yml:2:3: There is no rule “mx-without-adress”. Do you mean “mx-without-address”?\n',
    );
  });

  it('refuses an unknown zone, but not where only a part is judged', async () => {
    const root = newRepository().root;
    writeFiles(root, { 'zones/example.com.zone': ZONE, 'dns-mail-gate.yml': 'zones: { exampel.com: {} }\n' });
    expect(await run(root, 'check')).toMatchObject({
      status: 2,
      err: expect.stringMatching(/exampel\.com.*“example\.com”/),
    });
    expect((await run(root, 'check', 'zones')).status).toBe(1);
  });

  it('lets the base’s policy judge with --base, and shows the change', async () => {
    const repository = newRepository();
    repository.commit({
      'zones/example.com.zone': ZONE.replace('@ MX 10 gone\n', ''),
      'dns-mail-gate.yml': 'rules: {}\n',
    });
    writeFiles(repository.root, { 'zones/example.com.zone': ZONE, 'dns-mail-gate.yml': OFF });
    const { status, out } = await run(repository.root, 'check', '--base', 'HEAD');
    expect(status).toBe(1);
    expect(out).toContain('policy: dns-mail-gate.yml adds “rules: mx-without-address: off”');
    expect((await run(repository.root, 'check', '--base', 'HEAD', '--policy', 'dns-mail-gate.yml')).status).toBe(0);
  });
});

describe('records', () => {
  it('prints what the policy lets the gate read', async () => {
    const root = folder({
      zonefile: ZONE,
      'dns-mail-gate.yml': 'zones: { example.org: { files: [zonefile] } }\nignore: [zones]\n',
    });
    const { status, out } = await run(root, 'records');
    expect(status).toBe(0);
    expect(out).toContain('example.org. 3600 IN MX 10 gone.example.org.');
    expect(out).not.toContain('example.com');
  });
});
