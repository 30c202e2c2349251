import { describe, expect, it } from 'vitest';
import { check } from '../../src/check.ts';
import type { ShownMailHost, ShownMailPath } from '../../src/model/mail-path-shown.ts';
import { memoryDns } from '../support/memory-dns.ts';
import { memoryTree } from '../support/memory-tree.ts';

const SOA = '$TTL 300\n@ SOA ns1.example.org. hostmaster.example.org. 1 7200 900 1209600 300\n@ NS ns1.example.org.\n';
const FORWARD = '@ MX 10 mail\nmail A 46.0.0.25\n';
const REVERSE = '25 PTR mail.example.com.\n';

interface Estate {
  readonly forward?: string;
  readonly reverse?: string;
  readonly more?: Readonly<Record<string, string>>;
}

function treeOf({ forward = FORWARD, reverse = REVERSE, more = {} }: Estate) {
  const zones = { 'example.com': forward, '0.0.46.in-addr.arpa': reverse, ...more };
  return memoryTree(Object.fromEntries(Object.entries(zones).map(([zone, text]) => [`${zone}.zone`, SOA + text])));
}

async function changes(before: Estate, after: Estate, dns = ''): Promise<readonly ShownMailPath[]> {
  const report = await check({
    head: treeOf(after),
    base: treeOf(before),
    outside: memoryDns(dns).resolver,
    settings: { failOn: 'error', scope: 'introduced', lookups: 'live', shard: null },
  });
  return report.changes.mailPaths;
}

/** `46.0.0.25 → mail.example.com found`, a line each. */
function brief(host: ShownMailHost | null): string {
  if (host === null) return 'no MX';
  const addresses = host.addresses.map(({ address, state, pointers }) =>
    [address, state === 'found' ? pointers.map(({ name, back }) => `${name} ${back}`).join(', ') : state].join(' → '),
  );
  return [...(host.alias === null ? [] : [`alias of ${host.alias}`]), host.state, ...addresses].join('; ');
}

const briefs = (paths: readonly ShownMailPath[]) =>
  paths.map(({ host, domains, before, after }) => `${host} for ${domains}: ${brief(before)} ⇒ ${brief(after)}`);

describe('mailPathChanges', () => {
  it('shows an address that moved while its PTR record stayed', async () => {
    expect(briefs(await changes({}, { forward: '@ MX 10 mail\nmail A 46.0.0.26\n' }))).toEqual([
      'mail.example.com for example.com: found; 46.0.0.25 → mail.example.com found ⇒ found; 46.0.0.26 → absent',
    ]);
  });

  it('shows a PTR record that was taken away, although no file of the domain changed', async () => {
    expect(briefs(await changes({}, { reverse: '' }))).toEqual([
      'mail.example.com for example.com: found; 46.0.0.25 → mail.example.com found ⇒ found; 46.0.0.25 → absent',
    ]);
  });

  it('shows a name that does not lead back', async () => {
    expect(briefs(await changes({}, { reverse: '25 PTR old.example.com.\n' }))).toEqual([
      'mail.example.com for example.com: found; 46.0.0.25 → mail.example.com found ⇒ found; 46.0.0.25 → old.example.com absent',
    ]);
  });

  it('shows hosts that MX records name now and no longer', async () => {
    const after = { forward: '@ MX 10 mx\nmail A 46.0.0.25\nmx CNAME mail\n' };
    expect(briefs(await changes({}, after))).toEqual([
      'mail.example.com for example.com: found; 46.0.0.25 → mail.example.com found ⇒ no MX',
      'mx.example.com for example.com: no MX ⇒ alias of mail.example.com; found; 46.0.0.25 → mail.example.com found',
    ]);
  });

  it('follows no host that the files do not describe', async () => {
    const forward = '@ MX 10 mx.example.net.\nmail A 46.0.0.25\n';
    expect(briefs(await changes({}, { forward }, 'mx.example.net. A 46.1.0.1'))).toEqual([
      'mail.example.com for example.com: found; 46.0.0.25 → mail.example.com found ⇒ no MX',
      'mx.example.net for example.com: no MX ⇒ elsewhere',
    ]);
  });

  it('does not ask for the names of addresses that the Internet cannot reach', async () => {
    const after = { forward: '@ MX 10 mail\nmail A 10.0.0.25\n' };
    expect(briefs(await changes({}, after))).toEqual([
      'mail.example.com for example.com: found; 46.0.0.25 → mail.example.com found ⇒ found; 10.0.0.25 → not-public',
    ]);
  });

  it('tells what is not known from what is not there', async () => {
    const after = { forward: '@ MX 10 mail\nmail A 46.0.9.1\n' };
    expect(briefs(await changes({}, after, '1.9.0.46.in-addr.arpa. PTR !timeout'))).toEqual([
      'mail.example.com for example.com: found; 46.0.0.25 → mail.example.com found ⇒ found; 46.0.9.1 → unknown',
    ]);
  });

  it('does not take MX records that cannot be read for none', async () => {
    const unreadable = { forward: '@ MX 10 11 mail\nmail A 46.0.0.25\n' };
    const found = 'found; 46.0.0.25 → mail.example.com found';
    expect(briefs(await changes({}, unreadable))).toEqual([`mail.example.com for example.com: ${found} ⇒ unknown`]);
    expect(briefs(await changes(unreadable, {}))).toEqual([`mail.example.com for example.com: unknown ⇒ ${found}`]);
  });

  it('is empty where the way is the same, and for zones that are new or gone', async () => {
    expect(await changes({}, { forward: `${FORWARD}www A 46.0.0.80\n` })).toEqual([]);
    const more = { 'example.net': '@ MX 10 mail.example.com.\n' };
    expect(await changes({}, { more })).toEqual([]);
    expect(await changes({ more }, {})).toEqual([]);
  });

  it('names the domains of a host that thousands share, and counts the rest', async () => {
    const domains = Array.from({ length: 80 }, (_, i) => `d${i} MX 10 mail\n`).join('');
    const after = { forward: `${FORWARD.replace('25', '26')}${domains}`, reverse: REVERSE.replace('25', '26') };
    const [{ domains: named, more }] = await changes({ forward: FORWARD + domains }, after);
    expect(named).toHaveLength(50);
    expect(more).toBe(31);
  });
});
