import { describe, expect, it } from 'vitest';
import { main } from '../../src/commands/main.ts';
import { temporaryFolder, writeFiles } from '../support/repository.ts';

async function spf(args: readonly string[], cwd = process.cwd()) {
  let [out, err] = ['', ''];
  const status = await main(['spf', ...args, '--lookups', 'offline'], {
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

const com = (mail: string) => `$ORIGIN example.com.
$TTL 60
@ SOA a b 1 2 3 4 5
@ NS ns.example.org.
@ MX 10 mail
@ TXT "v=spf1 mx include:_spf.example.com -all"
mail A ${mail}
mail AAAA 2001:db8:113::25
mail TXT "v=spf1 a -all"
_spf TXT "v=spf1 include:_spf.news.example.com ip4:198.51.100.16/28 ~all"
_spf.news TXT "v=spf1 ip4:198.51.100.64/27 ~all"
`;
const NET =
  '$ORIGIN example.net.\n$TTL 60\n@ SOA a b 1 2 3 4 5\n@ NS ns.example.org.\n@ TXT "v=spf1 redirect=_spf.example.com"\n';

const FOLDER = temporaryFolder();
writeFiles(FOLDER, {
  'before/com.zone': com('203.0.113.25'),
  'before/net.zone': NET,
  'after/com.zone': `${com('203.0.113.27')}_spf.news TXT "v=spf1 ip4:198.51.100.96/28 ~all"\n`,
  'after/net.zone': NET,
});
const BEFORE = `${FOLDER}/before`;
const CHANGE = [`${FOLDER}/after`, '--base', BEFORE];

describe('spf', () => {
  it('shows the tree with its cost, and who may send', async () => {
    const { status, out, err } = await spf(['example.com', BEFORE]);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toBe(`example.com  v=spf1 mx include:_spf.example.com -all

example.com: 3 of 10 lookups, 0 without an answer
├─ mx (1 lookup) = 203.0.113.25, 2001:db8:113::25
├─ include:_spf.example.com (2 lookups)
│  ├─ include:_spf.news.example.com (1 lookup)
│  │  ├─ ip4:198.51.100.64/27
│  │  └─ ~all
│  ├─ ip4:198.51.100.16/28
│  └─ ~all
└─ -all

May send mail:
  203.0.113.25, 2001:db8:113::25  by mx
  198.51.100.64/27  by ip4:198.51.100.64/27 in the record of _spf.news.example.com
  198.51.100.16/28  by ip4:198.51.100.16/28 in the record of _spf.example.com
Everyone else: fail
`);
  });

  it('gives the verdict for an address and the terms that lead to it, before and after a change', async () => {
    const { out } = await spf(['mail.example.com', ...CHANGE, '--ip', '203.0.113.25', '--helo', 'mail.example.com']);
    expect(out).toContain(`Mail from 203.0.113.25, sender postmaster@mail.example.com, HELO mail.example.com:
  fail
  by -all in the record of mail.example.com
  after 1 lookup, 0 without an answer

The same before the change:
  pass
  by a in the record of mail.example.com
`);
    expect(out).toContain('  No longer: 203.0.113.25 by a: pass → fail\n  New: 203.0.113.27 by a: fail → pass\n');
  });

  it('writes all of it as JSON', async () => {
    const { out } = await spf(['Example.NET.', ...CHANGE, '--ip', '198.51.100.70', '--format', 'json']);
    const shown = JSON.parse(out);
    expect(shown).toMatchObject({
      version: 1,
      domain: 'example.net',
      record: 'v=spf1 redirect=_spf.example.com',
      tree: { lookups: 2, record: { terms: [{ term: 'redirect=_spf.example.com', lookups: 2 }] } },
      authorised: { networks: [], others: 'permerror', complete: true },
      check: {
        ip: '198.51.100.70',
        sender: 'postmaster@example.net',
        now: { result: 'permerror', reason: '_spf.news.example.com has several SPF records' },
        before: { result: 'pass' },
      },
      change: { domain: 'example.net', before: { others: 'softfail' }, after: { others: 'permerror' } },
      unverified: [],
    });
    expect(shown.check.before.path.map(({ term }: { term: string }) => term)).toEqual([
      'redirect=_spf.example.com',
      'include:_spf.news.example.com',
      'ip4:198.51.100.64/27',
    ]);
  });

  it('draws the tree for GitHub', async () => {
    const { out } = await spf(['example.com', BEFORE, '--format', 'mermaid']);
    expect(out).toMatch(/^flowchart LR\n {2}n0\["example\.com<br\/>3 of 10 lookups/);
  });

  it('needs no files where none are named, and says what is not known', async () => {
    const { status, out } = await spf(['example.org'], temporaryFolder());
    expect(status).toBe(0);
    expect(out).toContain('example.org: could not be looked up, at least 0 of 10 lookups');
    expect(out).toContain('May send mail:\n  nobody that is known\n');
    expect(out).toContain('example.org. TXT: offline');
  });

  it('says which view it shows where a zone is described twice', async () => {
    const folder = temporaryFolder();
    const zone = (address: string) =>
      `$ORIGIN example.com.\n@ 60 SOA a b 1 2 3 4 5\n@ 60 NS a\n@ 60 TXT "v=spf1 ip4:${address} -all"\n`;
    writeFiles(folder, { 'inside/example.com.zone': zone('192.0.2.1'), 'outside/example.com.zone': zone('192.0.2.2') });
    const { out, err } = await spf(['example.com'], folder);
    expect(out).toContain('ip4:192.0.2.1');
    expect(err).toContain('this is view “inside”, not outside');
  });

  it.each([
    [[], 'spf needs a domain'],
    [['not a name'], '“not a name” is no domain name'],
    [['192.0.2.1'], '“192.0.2.1” is no domain name'],
    [['example.com', '--ip', 'x'], '--ip takes an IPv4 or IPv6 address; “x” is none.'],
    [['example.com', '--helo', 'x'], '--sender and --helo go with --ip'],
    [['example.com', 'test/support'], 'No DNS file was found'],
    [['example.com', '--format', 'xml'], '--format takes text, json, mermaid'],
  ])('refuses %j', async (args, message) => {
    const { status, out, err } = await spf(args);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(message);
  });
});
