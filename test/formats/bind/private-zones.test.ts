import { describe, expect, it } from 'vitest';
import { check } from '../../../src/check.ts';
import { memoryTree, zoneLinesResolver } from '../../support/example.ts';

type Files = Readonly<Record<string, string>>;

const APEX = '$TTL 3600\n@ SOA ns1.example.net. h.example.net. 1 7200 900 1209600 300\n@ NS ns1.example.net.\n';
const mailAt = (address: string) => `${APEX}@ MX 10 mail\nmail A ${address}\n`;

async function errors(head: Files, base?: Files): Promise<string[]> {
  return (await introduced(head, base)).flatMap(({ severity, line }) => (severity === 'error' ? [line] : []));
}

async function introduced(head: Files, base?: Files): Promise<{ severity: string; line: string }[]> {
  const report = await check({
    head: memoryTree(head),
    base: base && memoryTree(base),
    outside: zoneLinesResolver(''),
    settings: { failOn: 'error', scope: 'introduced', lookups: 'snapshot', shard: null },
  });
  return report.introduced.map(({ severity, rule, place }) => ({ severity, line: `${rule} ${place?.file.path}` }));
}

describe('a view of named.conf', () => {
  const ACLS =
    'acl "trusted" { 10/8; fd00::/8; localnets; };\nacl Nested { trusted; !192.0.2.1; };\nacl world { ::/0; };\n';
  const tree = (name: string, clients: string) => ({
    'named.conf': `view "${name}" { ${clients} zone "example.com" { type master; file "int.zone"; }; };\n${ACLS}`,
    'int.zone': mailAt('10.0.0.5'),
  });

  it.each([
    ['office1', 'match-clients { 10.0.0.0/8; };'],
    ['a', 'match-clients { 10/8; 172.16/12; 192.168.0.0/16; fd00::/8; 127.0.0.1; };'],
    ['a', 'match-clients { localhost; localnets; };'],
    ['a', 'match-clients { !192.0.2.1; key "transfer"; trusted; };'],
    ['a', 'match-clients { nested; };'],
    ['internal', 'match-clients { 192.0.2.0/24; 10/8; };'],
    ['corp-internal', 'match-clients { clients; };'],
  ])('%s with %s is not for the Internet', async (name, clients) => {
    expect(await errors(tree(name, clients))).toEqual([]);
  });

  it.each([
    ['internal', ''],
    ['internal', 'match-clients { any; };'],
    ['internal', 'match-clients { 10/8; any; };'],
    ['internal', 'match-clients { 0.0.0.0/0; };'],
    ['internal', 'match-clients { world; };'],
    ['internal', 'match-clients { key "transfer"; };'],
    ['europe', 'match-clients { geoip country DE; };'],
    ['partners', 'match-clients { 192.0.2.0/24; };'],
    ['a', 'match-clients { 10/8; unknown; };'],
  ])('%s with %s is', async (name, clients) => {
    expect(await errors(tree(name, clients))).toEqual(['mx-private-address int.zone']);
  });

  it('is no excuse for the other one', async () => {
    const conf = `view internal { match-clients { 10/8; }; zone "example.com" { type master; file "int.zone"; }; };
      view external { match-clients { any; }; zone "example.com" { type master; file "ext.zone"; }; };`;
    const base = { 'named.conf': conf, 'int.zone': mailAt('10.0.0.5'), 'ext.zone': mailAt('192.0.2.10') };
    expect(await errors(base)).toEqual([]);
    expect(await errors({ ...base, 'ext.zone': mailAt('10.0.0.5') }, base)).toEqual(['mx-private-address ext.zone']);
  });

  it('is what the policy says of its files', async () => {
    const views = 'views: [{ name: all, paths: [int.zone], public: true }]\n';
    const head = { ...tree('internal', 'match-clients { 10/8; };'), 'dns-mail-gate.yml': views };
    expect(await errors(head)).toEqual(['mx-private-address int.zone']);
  });
});

describe('a zone with private addresses only', () => {
  const zone = (...lines: string[]) => ({
    'office.example.com.zone': `$TTL 60\n@ SOA ns1 h 1 1 1 1 1\n${lines.join('\n')}\n`,
  });
  const MAIL = ['@ MX 10 mail', 'mail A 10.0.0.2'];

  it('is not for the Internet where its name servers are private too', async () => {
    expect(await errors(zone('@ NS ns1', 'ns1 A 10.0.0.1', ...MAIL))).toEqual([]);
    expect(await errors(zone('@ NS ns1', 'ns1 AAAA fd00::1', ...MAIL))).toEqual([]);
    expect(await errors(zone('@ NS dc1.corp.lan.', ...MAIL))).toEqual([]);
  });

  it.each([
    ['a name server elsewhere', ['@ NS ns1.example.net.']],
    ['a name server with a public address', ['@ NS ns1', 'ns1 A 192.0.2.1']],
    ['a second name server elsewhere', ['@ NS ns1', 'ns1 A 10.0.0.1', '@ NS ns2.example.net.']],
    ['one public address', ['@ NS ns1', 'ns1 A 10.0.0.1', 'www AAAA 2001:db8::1']],
    ['a name server without an address', ['@ NS ns1']],
    ['a part that is missing', ['@ NS ns1', 'ns1 A 10.0.0.1', '$INCLUDE more.inc']],
  ])('may be for the Internet with %s', async (_, lines) => {
    const found = await introduced(zone(...lines, ...MAIL));
    expect(found.map(({ line }) => line)).toContain('mx-private-address office.example.com.zone');
  });

  it('stays public in the change that makes all of it private', async () => {
    const base = zone('@ NS ns1', 'ns1 A 192.0.2.1', '@ MX 10 mail', 'mail A 192.0.2.2');
    const head = zone('@ NS ns1', 'ns1 A 10.0.0.1', ...MAIL);
    expect(await errors(head, base)).toEqual(['mx-private-address office.example.com.zone']);
    expect(await errors(head, head)).toEqual([]);
  });
});
