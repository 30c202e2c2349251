import { describe, expect, it } from 'vitest';
import { check } from '../../src/check.ts';
import { offlineResolver } from '../../src/dns/resolver.ts';
import { checkExample, memoryTree } from '../support/example.ts';
import { brief, fixed, judged } from '../support/judged.ts';

const briefs = async (records: string, ids: RegExp, dns = '') => (await judged(records, ids, dns)).map(brief);
const DMARC = /^dmarc-/;
const MAIL = '@ MX 10 mail\n@ TXT "v=spf1 mx -all"\nmail A 192.0.2.25\n';

describe('dmarc-missing', () => {
  it('is about domains that take mail and have no policy on their way up', async () => {
    expect(await briefs(MAIL, DMARC)).toEqual(['dmarc-missing notice example.com “@ MX 10 mail”']);
    expect(await briefs('@ A 192.0.2.1', DMARC)).toEqual([]);
    expect(await briefs('@ MX 0 .', DMARC)).toEqual([]);
    expect(await briefs(`${MAIL}_dmarc TXT "v=DMARC1; p=none"\nsub MX 10 mail`, DMARC)).toEqual([]);
    expect(
      await briefs(
        '_dmarc CNAME policy.example.net.\n@ MX 10 mail',
        DMARC,
        'policy.example.net. TXT "v=DMARC1; p=none"',
      ),
    ).toEqual([]);
  });

  it('is said once for all names that one policy would be for', async () => {
    expect(await briefs(`sub MX 10 mail\n${MAIL}a.sub MX 10 mail`, DMARC)).toEqual([
      'dmarc-missing notice example.com “@ MX 10 mail”',
    ]);
    expect(await briefs('a MX 10 mail\n_dmarc.a TXT "v=DMARC1; p=none"\nb MX 10 mail\nc MX 10 mail', DMARC)).toEqual([
      'dmarc-missing notice b.example.com “b MX 10 mail”',
    ]);
  });

  it('keeps silent where the answer is not known, and counts the policy of a registry', async () => {
    expect(await briefs('@ MX 10 mail\n_dmarc CNAME policy.example.net.', DMARC)).toEqual([]);
    expect(await briefs(MAIL, DMARC, '_dmarc.com. TXT "v=DMARC1; p=reject; psd=y"')).toEqual([]);
  });
});

describe('dmarc-syntax', () => {
  it('mends what is certain', async () => {
    const [finding] = await judged('_dmarc TXT "v=DMARC1; p=rejct"', DMARC);
    expect(brief(finding)).toBe('dmarc-syntax error _dmarc.example.com “rejct”');
    expect(fixed(finding)).toContain('"v=DMARC1; p=reject"');
    expect(finding.message).toBe(
      'In the DMARC record of example.com, “p=rejct” asks for nothing that receivers know, so the policy has no effect.',
    );
  });

  it('passes over texts that are no policy beside one that is', async () => {
    expect(
      await briefs('_dmarc TXT "v=DMARC1; p=none"\n_dmarc TXT "v=dmarc1; p=x"\n_dmarc TXT "site=1"', DMARC),
    ).toEqual([]);
    expect(await briefs('_dmarc TXT "site=1"', DMARC)).toEqual([]);
  });

  it('asks nothing of who takes reports for others', async () => {
    expect(await briefs('*._report._dmarc TXT "v=DMARC1"\nexample.net._report._dmarc TXT "v=DMARC1;"', DMARC)).toEqual(
      [],
    );
  });

  it('leaves a text without quotes to the rule about these', async () => {
    expect(await briefs('_dmarc TXT v=DMARC1; p=none', /^(?:dmarc-syntax|txt-unquoted)$/)).toEqual([
      'txt-unquoted error _dmarc.example.com “v=DMARC1; p=none”',
    ]);
  });
});

describe('dmarc-multiple-records', () => {
  it('counts policies, each once', async () => {
    expect(
      await briefs('_dmarc TXT "v=DMARC1; p=none"\n_dmarc TXT "v=DMARC1; p=reject"\n_dmarc TXT "x"', DMARC),
    ).toEqual(['dmarc-multiple-records error _dmarc.example.com “v=DMARC1; p=reject”']);
    expect(await briefs('_dmarc TXT "v=DMARC1; p=none"\n_dmarc TXT "v=DMARC1; " "p=none"', DMARC)).toEqual([]);
  });
});

describe('dmarc-wrong-name', () => {
  it.each([
    ['@ TXT "v=DMARC1; p=none"', 'example.com'],
    ['dmarc TXT "v=DMARC1; p=none"', 'dmarc.example.com'],
    ['_dmrac TXT "v=DMARC1; p=none"', '_dmrac.example.com'],
    ['_dmarc.example.com TXT "v=DMARC1; p=none"', '_dmarc.example.com.example.com'],
  ])('%s', async (record, subject) => {
    const found = await judged(record, DMARC);
    expect(found.map(({ rule, subject: about }) => [rule, about])).toEqual([['dmarc-wrong-name', subject]]);
    expect(found[0].advice).toBe('Move it to _dmarc.example.com.');
  });

  it('knows policies that aliases lead to', async () => {
    expect(await briefs('policy TXT "v=DMARC1; p=none"\n_dmarc.shop CNAME policy', DMARC)).toEqual([]);
    expect(
      await briefs('_dmarc_all_brands TXT "v=DMARC1; p=none"\nexample_net._dmarc TXT "v=DMARC1; p=none"', DMARC),
    ).toEqual([]);
  });
});

const WRONG_NAME = /-wrong-name$/;

describe.each([
  ['dmarc-wrong-name', '_dmarc', ['_dmar', '_dmarcs'], 'v=DMARC1; p=none', 'receiver'],
  ['mta-sts-wrong-name', '_mta-sts', ['_mta_sts', '_mtasts'], 'v=STSv1; id=1;', 'sender'],
  [
    'tls-rpt-wrong-name',
    '_smtp._tls',
    ['_smtp_tls', '_smtp-tls', '_smtp.tls', 'smtp._tls'],
    'v=TLSRPTv1; rua=mailto:tls@example.com',
    'sender',
  ],
])('%s', (rule, own, misspelt, text, reader) => {
  const others = ['_dmarc', '_mta-sts', '_smtp._tls'].filter((name) => name !== own);
  const withoutUnderscores = own.replaceAll('_', '');

  it.each([
    [`${own}.example.com CNAME policy.example.net.`, `${own}.example.com`],
    [`${own}.example.com TXT "${text}"`, `${own}.example.com`],
    [`${own}.shop.example.com TXT "${text}"`, `${own}.shop.example.com`],
    [`example.com TXT "${text}"`, `${own}.example.com`],
    [`shop.example.com TXT "${text}"`, `${own}.shop.example.com`],
  ])('says of %s that the final dot is missing', async (record, meant) => {
    const [finding, ...more] = await judged(record, WRONG_NAME);
    const [written] = record.split(' ');
    expect(brief(finding)).toBe(`${rule} error ${written}.example.com “${record}”`);
    expect(finding.message).toContain('lacks its final dot');
    expect(finding.advice).toBe(`Move it to ${meant}.`);
    expect(more).toEqual([]);
  });

  it.each([
    ['@', 'example.com', `${own}.example.com`],
    ['shop', 'shop.example.com', `${own}.shop.example.com`],
    ...[withoutUnderscores, ...misspelt].map((name) => [
      `${name}.shop`,
      `${name}.shop.example.com`,
      `${own}.shop.example.com`,
    ]),
    ...others.map((name) => [name, `${name}.example.com`, `${own}.example.com`]),
  ])('says of a policy at %s that nobody looks there', async (owner, subject, meant) => {
    const record = `${owner} TXT "${text}"`;
    const [finding, ...more] = await judged(record, WRONG_NAME);
    // A host of a provider may be there for the aliases of its customers.
    const severity = owner === 'shop' && rule !== 'dmarc-wrong-name' ? 'warning' : 'error';
    expect(brief(finding)).toBe(`${rule} ${severity} ${subject} “${record}”`);
    expect(finding.message).toContain(`where no ${reader} looks for it`);
    expect(finding.advice).toBe(`Move it to ${meant}.`);
    expect(more).toEqual([]);
  });

  it.each([
    `${own} TXT "${text}"`,
    `${own}.example.com. TXT "${text}"`,
    `${own}.shop TXT "${text}"`,
    `${own}.shop CNAME policy\npolicy TXT "${text}"`,
    `${own}.shop CNAME ${own}.example.net.`,
    // For aliases in zones that are elsewhere.
    `_of_all_brands TXT "${text}"`,
    `example_net.${own} TXT "${text}"`,
    `${own}2 TXT "${text}"`,
    // It answers for the right names too.
    `* TXT "${text}"`,
    `${own}.example.com TXT "proof-of-ownership=1"`,
  ])('finds %s healthy', async (records) => {
    expect(await briefs(records, WRONG_NAME)).toEqual([]);
  });

  it('is all that is said of a record whose name lacks its final dot', async () => {
    const record = `${own}.example.com TXT "${text}"`;
    expect(await briefs(record, /^(?:mta-sts-|tls-rpt-|dmarc-(?!missing))/)).toEqual([
      `${rule} error ${own}.example.com.example.com “${record}”`,
    ]);
  });
});

describe('dkim-wrong-name', () => {
  it.each([
    ['s1._domainkey.example.com TXT "v=DKIM1; p="', 's1._domainkey.example.com'],
    ['s1._domainkey.news.example.com CNAME s1.example.net.', 's1._domainkey.news.example.com'],
  ])('%s', async (record, name) => {
    const [finding, ...others] = await judged(record, /^dkim-/);
    expect(brief(finding)).toBe(`dkim-wrong-name error ${name}.example.com “${record}”`);
    expect(finding.advice).toBe(`Move it to ${name}.`);
    expect(others).toEqual([]);
  });

  it.each([
    's1._domainkey.example.com. TXT "v=DKIM1; p="',
    's1._domainkey CNAME s1._domainkey.example.net.',
    // For a customer, in the zone of who signs.
    's1._domainkey.example.net CNAME s1.example.net.',
    'www.example.com CNAME www.example.net.',
  ])('%s is healthy', async (record) => {
    expect(await briefs(record, /^dkim-/)).toEqual([]);
  });
});

describe('dmarc-report-unauthorised', () => {
  const policy = '_dmarc TXT "v=DMARC1; p=none; rua=mailto:a@mail.example.com,mailto:b@reports.example.net"';
  const name = 'example.com._report._dmarc.reports.example.net.';

  it('asks those that are not the same organisation', async () => {
    expect(await briefs(policy, DMARC, `; nxdomain ${name}`)).toEqual([
      'dmarc-report-unauthorised warning _dmarc.example.com “mailto:b@reports.example.net”',
    ]);
    expect(await briefs(policy, DMARC, `${name} TXT "v=DMARC1"`)).toEqual([]);
    expect(await briefs(policy, DMARC)).toEqual([]);
  });
});

describe('DKIM keys', () => {
  const KEY = 'p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=';

  it('may be split, revoked or somebody else’s', async () => {
    const records = `a._domainkey TXT "v=DKIM1; k=ed25519; " "${KEY}"\nb._domainkey TXT "v=DKIM1; p="\nc._domainkey CNAME c.example.net.\n_domainkey TXT "o=~"\nd._domainkey TXT "site=1"`;
    expect(await briefs(records, /^dkim-/)).toEqual([]);
  });

  // The parts of a long key as other formats write them, and what the formats here publish of that.
  it.each([
    [
      'zone files',
      'example.com.zone',
      `$TTL 300\n@ SOA ns h 1 2 3 4 5\n@ NS ns.example.net.\na._domainkey TXT "HEAD\\"\\"TAIL"\n`,
    ],
    ['OctoDNS', 'example.com.yaml', '---\na._domainkey:\n  type: TXT\n  value: HEAD""TAIL\n'],
    ['OctoDNS in double quotes', 'example.com.yaml', '---\na._domainkey:\n  type: TXT\n  value: "HEAD\\"\\"TAIL"\n'],
    ['OctoDNS with backslashes', 'example.com.yaml', '---\na._domainkey:\n  type: TXT\n  value: HEAD\\"\\"TAIL\n'],
    [
      'Terraform',
      'main.tf',
      'resource "cloudflare_zone" "main" {\n  zone = "example.com"\n}\nresource "cloudflare_record" "key" {\n  zone_id = cloudflare_zone.main.id\n  name = "a._domainkey"\n  type = "TXT"\n  content = "HEAD\\"\\"TAIL"\n}\n',
    ],
  ])('lose quotation marks that got into them in %s', async (_, path, pattern) => {
    const semicolon = path.endsWith('.yaml') ? (pattern.includes(': "') ? '\\\\;' : '\\;') : ';';
    const written = pattern
      .replace('HEAD', () => `v=DKIM1${semicolon} k=ed25519${semicolon} ${KEY.slice(0, 20)}`)
      .replace('TAIL', KEY.slice(20));
    const report = (text: string) =>
      check({
        head: memoryTree({ [path]: text }),
        outside: offlineResolver,
        settings: { failOn: 'error', scope: 'all', lookups: 'offline', shard: null },
      });
    const { introduced } = await report(written);
    const found = introduced.filter(({ rule }) => rule === 'dkim-syntax');
    expect(found.map(({ message, advice }) => `${message} ${advice}`)).toEqual([
      expect.stringMatching(/has quotation marks in it.* Take the quotation marks out/),
    ]);
    // An escape of HCL is left to its author.
    if (path === 'main.tf') return expect(found[0].fix).toBeUndefined();
    const mended = fixed(found[0]);
    expect(mended).toContain(KEY);
    expect((await report(mended)).introduced.filter(({ rule }) => /dkim|txt/.test(rule))).toEqual([]);
  });

  it('are one to a selector', async () => {
    const records = `a._domainkey TXT "v=DKIM1; k=ed25519; ${KEY}"\na._domainkey TXT "v=DKIM1; p="`;
    expect(await briefs(records, /^dkim-/)).toEqual([
      'dkim-multiple-records error a._domainkey.example.com “v=DKIM1; p=”',
    ]);
  });
});

describe('MTA-STS', () => {
  const ids = /^mta-sts-/;
  it('needs its host', async () => {
    expect(await briefs('_mta-sts TXT "v=STSv1; id=1"', ids)).toEqual([
      'mta-sts-host-missing error _mta-sts.example.com “v=STSv1; id=1”',
    ]);
    expect(await briefs('_mta-sts TXT "v=STSv1; id=1"\nmta-sts CNAME web.example.net.', ids)).toEqual([]);
    expect(
      await briefs('_mta-sts TXT "v=STSv1; id=1"\nmta-sts CNAME web.example.net.', ids, '; nxdomain web.example.net.'),
    ).toEqual(['mta-sts-host-missing error _mta-sts.example.com “v=STSv1; id=1”']);
  });

  it('holds mail hosts against the policy of the domain, where the repository has it', async () => {
    const zone = (domain: string) =>
      `@ MX 10 mx.example.net.\n_mta-sts TXT "v=STSv1; id=1"\nmta-sts A 192.0.2.80\n; ${domain}\n`;
    const policy = (mode: string, host: string) => `version: STSv1\nmode: ${mode}\nmx: ${host}\nmax_age: 86400\n`;
    const mismatches = async (files: Record<string, string>) =>
      (await checkExample({ files })).introduced.filter(({ rule }) => rule === 'mta-sts-mx-mismatch').map(brief);
    const one = { 'example.com.zone': zone('example.com') };
    const told = 'mta-sts-mx-mismatch error example.com “mx.example.net.”';
    expect(await mismatches({ ...one, 'web/.well-known/mta-sts.txt': policy('enforce', 'mail.example.com') })).toEqual([
      told,
    ]);
    expect(await mismatches({ ...one, 'mta-sts.txt': policy('testing', 'mail.example.com') })).toEqual([
      told.replace('error', 'warning'),
    ]);
    expect(await mismatches({ ...one, 'mta-sts.txt': policy('none', 'mail.example.com') })).toEqual([]);
    expect(await mismatches({ ...one, 'mta-sts.txt': policy('enforce', '*.example.net') })).toEqual([]);
    expect(await mismatches({ ...one, 'mta-sts.example.org/mta-sts.txt': policy('enforce', 'x.example.org') })).toEqual(
      [],
    );
    const two = { ...one, 'example.org.zone': zone('example.org') };
    expect(await mismatches({ ...two, 'mta-sts.txt': policy('enforce', 'mail.example.com') })).toEqual([]);
    expect(
      await mismatches({ ...two, 'mta-sts.example.com/mta-sts.txt': policy('enforce', 'mail.example.com') }),
    ).toEqual([told]);
  });
});
