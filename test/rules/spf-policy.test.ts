import { describe, expect, it } from 'vitest';
import { absolute } from '../../src/model/name.ts';
import { NO_POLICY } from '../../src/proposal/proposal.ts';
import { cpuMilliseconds } from '../support/cpu-time.ts';
import { brief, fixed, judged } from '../support/judged.ts';

const POLICY =
  /^spf-(?:permits-everyone|neutral-all|no-all|term-after-all|redirect-with-all|ptr-mechanism|unknown-modifier|duplicate-term|shadowed-network|host-bits|wide-network|null-mx-sender|parked-domain|exp-unusable)$/;
const briefs = async (records: string, dns = '') => (await judged(records, POLICY, dns)).map(brief);
/** What is said of one record at a domain with mail. */
const of = (spf: string, more = '', dns = '') =>
  briefs(`@ MX 10 mail\nmail A 203.0.113.25\n@ TXT "${spf}"\n${more}`, dns);

describe('healthy records', () => {
  it.each([
    'v=spf1 -all',
    'v=spf1 mx ~all',
    'v=spf1 a mx ip4:203.0.113.0/24 ip6:2001:db8::/32 -all',
    'V=SPF1 MX -ALL',
    'v=spf1  mx   -all  ',
    'v=spf1 ip4:203.0.113.1 ip4:203.0.113.2/31 ip4:203.0.113.4/30 -all',
    'v=spf1 -ip4:203.0.113.1 ip4:203.0.113.0/24 -all',
    'v=spf1 ip4:203.0.113.1 ip4:203.0.113.0/24 -all',
    'v=spf1 a:mail.example.com a:www.example.com mx -all',
    'v=spf1 mx ra=postmaster rp=10 rr=all -all',
    'v=spf1 redirect=_spf.example.com',
    'v=spf1 exists:%{ir}.%{v}.list.example.com -all',
    'v=spf1 ip4:20.0.0.0/16 ip6:2a00::/32 -all',
  ])('has nothing to say of %s', async (spf) => {
    expect(await of(spf, '_spf TXT "v=spf1 ip4:203.0.113.25 -all"\nwww A 203.0.113.80')).toEqual([]);
  });
});

describe('spf-permits-everyone', () => {
  it.each([
    ['v=spf1 +all', '+all'],
    ['v=spf1 mx all', 'all'],
    ['v=spf1 ALL', 'ALL'],
    ['v=spf1 ip4:0.0.0.0/0 -all', 'ip4:0.0.0.0/0'],
    ['v=spf1 ip6:::/0 -all', 'ip6:::/0'],
    ['v=spf1 ip6:2000::/3 -all', 'ip6:2000::/3'],
    ['v=spf1 ip4:0.0.0.0/2 ip4:64.0.0.0/2 -all', 'ip4:0.0.0.0/2'],
    ['v=spf1 ip4:1.0.0.0/3 ip4:128.0.0.0/1 -all', 'ip4:128.0.0.0/1'],
    ['v=spf1 a:mail.example.com/0 -all', 'a:mail.example.com/0'],
    ['v=spf1 exists:mail.example.com -all', 'exists:mail.example.com'],
  ])('%s', async (spf, term) => {
    expect(await of(spf)).toContain(`spf-permits-everyone error example.com “${term}”`);
  });

  it.each([
    'v=spf1 -all +all',
    'v=spf1 ip4:0.0.0.0/2 -all',
    'v=spf1 ~ip4:0.0.0.0/0 -all',
    'v=spf1 -ip4:0.0.0.0/0 -ip6:::/0 ip4:0.0.0.0/0 -all',
  ])('is silent about %s', async (spf) => {
    expect((await of(spf)).filter((text) => text.startsWith('spf-permits-everyone'))).toEqual([]);
  });

  it('sees through an include, and places it at the term that leads there', async () => {
    const dns = 'outer.example. TXT "v=spf1 include:inner.example -all"\ninner.example. TXT "v=spf1 +all"';
    expect(await of('v=spf1 mx include:outer.example -all', '', dns)).toEqual([
      'spf-permits-everyone error example.com “include:outer.example”',
    ]);
    expect(await of('v=spf1 ?include:outer.example -all', '', dns)).toEqual([]);
    expect(await of('v=spf1 redirect=outer.example', '', dns)).toEqual([
      'spf-permits-everyone error example.com “redirect=outer.example”',
    ]);
  });

  it('says it once, at the proposed record that does it', async () => {
    expect(await of('v=spf1 include:_spf.example.com -all', '_spf TXT "v=spf1 +all"')).toEqual([
      'spf-permits-everyone error _spf.example.com “+all”',
    ]);
    expect(
      await of(
        'v=spf1 include:_spf.example.com -all',
        '_spf TXT "v=spf1 include:open.example -all"',
        'open.example. TXT "v=spf1 ip4:0.0.0.0/0 -all"',
      ),
    ).toEqual(['spf-permits-everyone error _spf.example.com “include:open.example”']);
  });

  it('is silent where the include could not be looked up', async () => {
    expect(await of('v=spf1 include:unknown.example -all')).toEqual([]);
  });
});

describe('records that a domain uses, and those that are only included', () => {
  it.each(['?all', ''])('ending in “%s”', async (end) => {
    const rule = end === '' ? 'spf-no-all' : 'spf-neutral-all';
    const subjects = async (records: string) =>
      (await judged(records, /^spf-(?:no-all|neutral-all)$/)).map((finding) => `${finding.rule} ${finding.subject}`);
    const text = `TXT "v=spf1 ip4:203.0.113.25 ${end}"`;

    expect(await subjects(`@ ${text}`)).toEqual([`${rule} example.com`]);
    expect(await subjects(`news ${text}\nnews MX 10 mail`)).toEqual([`${rule} news.example.com`]);
    expect(await subjects(`mail ${text}\nmail A 203.0.113.25`)).toEqual([`${rule} mail.example.com`]);
    expect(await subjects(`_spf ${text}\n@ TXT "v=spf1 include:_spf.example.com -all"`)).toEqual([]);
    expect(await subjects(`part ${text}\n@ TXT "v=spf1 include:part.example.com -all"`)).toEqual([]);
    expect(await subjects(`_spf ${text}\nspf1 ${text}`)).toEqual([]);
    expect(await subjects(`_spf ${text}\n@ TXT "v=spf1 redirect=_spf.example.com"`)).toEqual([
      `${rule} _spf.example.com`,
    ]);
  });

  it('counts declared senders', async () => {
    const sender = { domains: ['*.example.com'], hosts: [absolute('mail.example.com')], helo: [], networks: [] };
    const records = '@ TXT "v=spf1 include:part.example.com -all"\npart TXT "v=spf1 ip4:203.0.113.25 ?all"';
    const found = await judged(records, /^spf-neutral-all$/, '', { ...NO_POLICY, senders: [sender] });
    expect(found.map(brief)).toEqual(['spf-neutral-all warning part.example.com “?all”']);
  });

  it('says nothing of a missing end where the end may be misspelt', async () => {
    expect(await of('v=spf1 mx -al')).toEqual([]);
  });
});

describe('spf-term-after-all and spf-redirect-with-all', () => {
  it('underline what is never looked at', async () => {
    expect(await of('v=spf1 mx -all ip4:203.0.113.1 a:mail.example.com')).toEqual([
      'spf-term-after-all warning example.com “ip4:203.0.113.1 a:mail.example.com”',
    ]);
    expect(await of('v=spf1 mx ~all -all')).toEqual(['spf-term-after-all warning example.com “-all”']);
    expect(await of('v=spf1 redirect=_spf.example.com mx -all')).toEqual([
      'spf-redirect-with-all warning example.com “redirect=_spf.example.com”',
    ]);
  });

  it('show the record in the right order', async () => {
    const [finding] = await judged('@ TXT "v=spf1 mx -all ip4:203.0.113.1"', /^spf-term-after-all$/);
    expect(finding.advice).toContain('"v=spf1 mx ip4:203.0.113.1 -all"');
  });

  it('leave modifiers after all alone', async () => {
    expect(await of('v=spf1 mx -all exp=e.example.com', 'e TXT "no"')).toEqual([]);
  });
});

describe('spf-ptr-mechanism', () => {
  it.each([
    ['v=spf1 ptr -all', 'ptr'],
    ['v=spf1 ?ptr:example.com -all', '?ptr:example.com'],
    ['v=spf1 exists:%{p}.list.example.com -all', 'exists:%{p}.list.example.com'],
    ['v=spf1 include:%{P}.example.com -all', 'include:%{P}.example.com'],
  ])('%s', async (spf, term) => {
    expect(await of(spf)).toContain(`spf-ptr-mechanism warning example.com “${term}”`);
  });

  it('is silent after all', async () => {
    expect(await of('v=spf1 -all ptr')).toEqual(['spf-term-after-all warning example.com “ptr”']);
  });
});

describe('spf-unknown-modifier', () => {
  it('names the modifier and a likely spelling', async () => {
    expect(await of('v=spf1 mx default=deny -all')).toEqual(['spf-unknown-modifier notice example.com “default=deny”']);
    const [finding] = await judged('@ TXT "v=spf1 redirct=_spf.example.com -all"', /^spf-unknown-modifier$/);
    expect(finding.advice).toContain('“redirect=_spf.example.com”');
  });
});

describe('spf-duplicate-term', () => {
  it.each([
    ['v=spf1 ip4:203.0.113.1 ip4:203.0.113.1 -all', 'ip4:203.0.113.1'],
    ['v=spf1 ip4:203.0.113.1 ip4:203.0.113.1/32 -all', 'ip4:203.0.113.1/32'],
    ['v=spf1 ip6:2001:db8::1 ip6:2001:DB8:0::1 -all', 'ip6:2001:DB8:0::1'],
    ['v=spf1 mx a mx -all', 'mx'],
    ['v=spf1 a a:example.com -all', 'a:example.com'],
    ['v=spf1 a:mail.example.com a:MAIL.example.com. -all', 'a:MAIL.example.com.'],
    ['v=spf1 include:_a.example.com +include:_a.example.com -all', '+include:_a.example.com'],
    ['v=spf1 include:_a.example.com ?include:_a.example.com -all', '?include:_a.example.com'],
  ])('%s', async (spf, term) => {
    const more = '_a TXT "v=spf1 ip4:203.0.113.25 -all"\n@ A 203.0.113.80';
    expect(await of(spf, more)).toEqual([`spf-duplicate-term warning example.com “${term}”`]);
  });

  it('takes other prefix lengths and other macros for other terms', async () => {
    expect(await of('v=spf1 a a/24 mx mx//64 exists:%{i}.example.com exists:%{I}.example.com -all')).toEqual([]);
  });

  it('finds an include that another one brings along', async () => {
    const dns = 'b.example. TXT "v=spf1 include:a.example -all"\na.example. TXT "v=spf1 ip4:203.0.113.1 -all"';
    const both = ['spf-duplicate-term warning example.com “include:a.example”'];
    expect(await of('v=spf1 include:a.example include:b.example -all', '', dns)).toEqual(both);
    expect(await of('v=spf1 include:b.example include:a.example -all', '', dns)).toEqual(both);
  });

  it('is silent where two outside records include the same one, which nobody here can change', async () => {
    const dns =
      'b.example. TXT "v=spf1 include:a.example -all"\nc.example. TXT "v=spf1 include:a.example -all"\na.example. TXT "v=spf1 ip4:203.0.113.1 -all"';
    expect(await of('v=spf1 include:b.example include:c.example -all', '', dns)).toEqual([]);
  });

  it('finds one that two proposed records include, and says it once', async () => {
    const parts =
      '_b TXT "v=spf1 include:a.example -all"\n_c TXT "v=spf1 include:a.example -all"\n_d TXT "v=spf1 include:_b.example.com include:_c.example.com -all"';
    const dns = 'a.example. TXT "v=spf1 ip4:203.0.113.1 -all"';
    expect(await of('v=spf1 include:_d.example.com -all', parts, dns)).toEqual([
      'spf-duplicate-term warning _d.example.com “include:_c.example.com”',
    ]);
  });

  it('leaves the second one out', async () => {
    const [finding] = await judged('@ TXT "v=spf1 mx a mx -all"', /^spf-duplicate-term$/);
    expect(fixed(finding)).toContain('@ TXT "v=spf1 mx a -all"');
  });
});

describe('spf-shadowed-network', () => {
  it.each([
    ['v=spf1 ip4:203.0.113.0/24 ip4:203.0.113.7 -all', 'notice', 'ip4:203.0.113.7'],
    ['v=spf1 ip4:203.0.113.0/25 ip4:203.0.113.128/25 ip4:203.0.113.64/26 -all', 'notice', 'ip4:203.0.113.64/26'],
    ['v=spf1 ip4:203.0.113.0/25 ip4:203.0.113.128/25 ip4:203.0.113.0/24 -all', 'notice', 'ip4:203.0.113.0/24'],
    ['v=spf1 ip4:203.0.113.0/24 -ip4:203.0.113.7 -all', 'warning', '-ip4:203.0.113.7'],
    ['v=spf1 ip4:203.0.113.7 ~ip4:203.0.113.7 -all', 'warning', '~ip4:203.0.113.7'],
    ['v=spf1 ip6:2001:db8::/32 ip6:2001:db8:1::/48 -all', 'notice', 'ip6:2001:db8:1::/48'],
  ])('%s', async (spf, severity, term) => {
    expect(await of(spf)).toEqual([`spf-shadowed-network ${severity} example.com “${term}”`]);
  });

  it('takes 64 KB of overlapping terms in its stride', async () => {
    const terms = Array.from({ length: 2_000 }, (_, i) => `ip4:203.0.${i % 256}.${i % 250}/${16 + (i % 17)}`);
    const strings = (['v=spf1', ...terms, '-all'].join(' ').match(/.{1,255}/g) ?? []).map((text) => `"${text}"`);
    const begin = cpuMilliseconds();
    const found = await judged(`@ TXT ${strings.join(' ')}`, /^spf-(?:shadowed-network|duplicate-term|host-bits)$/);
    expect(cpuMilliseconds() - begin).toBeLessThan(5_000);
    expect(found.length).toBeGreaterThan(1_000);
  });
});

describe('spf-host-bits', () => {
  it('clears the bits', async () => {
    const [finding] = await judged('@ TXT "v=spf1 -ip4:203.0.113.25/28 -all"', /^spf-host-bits$/);
    expect(brief(finding)).toBe('spf-host-bits notice example.com “-ip4:203.0.113.25/28”');
    expect(finding.message).toContain('203.0.113.16 to 203.0.113.31');
    expect(fixed(finding)).toContain('"v=spf1 -ip4:203.0.113.16/28 -all"');
  });

  it('knows IPv6', async () => {
    const [finding] = await judged('@ TXT "v=spf1 ip6:2001:DB8::1/64 -all"', /^spf-host-bits$/);
    expect(fixed(finding)).toContain('"v=spf1 ip6:2001:db8::/64 -all"');
  });
});

describe('spf-wide-network', () => {
  it.each([
    ['v=spf1 ip4:20.0.0.0/15 -all', 'ip4:20.0.0.0/15'],
    ['v=spf1 ip6:2a00::/31 -all', 'ip6:2a00::/31'],
    ['v=spf1 a:mail.example.com/8 -all', 'a:mail.example.com/8'],
    ['v=spf1 mx//16 -all', 'mx//16'],
  ])('%s', async (spf, term) => {
    expect(await of(spf)).toContain(`spf-wide-network warning example.com “${term}”`);
  });

  it.each(['v=spf1 -ip4:20.0.0.0/8 -all', 'v=spf1 include:wide.example -all'])('is silent about %s', async (spf) => {
    expect(await of(spf, '', 'wide.example. TXT "v=spf1 ip4:20.0.0.0/8 -all"')).toEqual([]);
  });

  it('leaves everything to spf-permits-everyone', async () => {
    expect(await of('v=spf1 ip4:0.0.0.0/0 -all')).toEqual(['spf-permits-everyone error example.com “ip4:0.0.0.0/0”']);
  });
});

describe('spf-reserved-address', () => {
  const reserved = async (spf: string) => (await judged(`@ TXT "${spf}"`, /^spf-reserved-address$/)).map(brief);

  it.each([
    '10.0.0.1',
    '192.168.0.0/16',
    '172.16.5.0/24',
    '127.0.0.1',
    '169.254.1.1',
    '100.64.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '0.0.0.0',
  ])('warns of %s', async (network) => {
    expect(await reserved(`v=spf1 ip4:${network} -all`)).toEqual([
      `spf-reserved-address warning example.com “ip4:${network}”`,
    ]);
  });

  it.each(['fd00::1', 'fe80::/10', '::1', 'ff02::1'])('warns of %s', async (network) => {
    expect(await reserved(`v=spf1 ip6:${network} -all`)).toEqual([
      `spf-reserved-address warning example.com “ip6:${network}”`,
    ]);
  });

  it('notes documentation addresses', async () => {
    expect(await reserved('v=spf1 ip4:192.0.2.1 ip6:2001:db8::1 -all')).toEqual([
      'spf-reserved-address notice example.com “ip4:192.0.2.1”',
      'spf-reserved-address notice example.com “ip6:2001:db8::1”',
    ]);
  });

  it.each(['ip4:20.0.0.1', '-ip4:10.0.0.1', 'ip4:10.0.0.0/7', 'ip4:0.0.0.0/0', 'ip6:2a00::1'])(
    'is silent about %s',
    async (term) => expect(await reserved(`v=spf1 ${term} -all`)).toEqual([]),
  );
});

describe('domains without mail', () => {
  const nullMx = (spf: string | undefined, dns = '') =>
    briefs(`@ MX 0 .\n${spf === undefined ? '' : `@ TXT "${spf}"`}`, dns);

  it('null MX and a record that authorises someone', async () => {
    expect(await nullMx('v=spf1 mx ip4:203.0.113.1 -all')).toEqual([
      'spf-null-mx-sender warning example.com “ip4:203.0.113.1”',
    ]);
    expect(await nullMx('v=spf1 include:unknown.example -all')).toEqual([
      'spf-null-mx-sender warning example.com “include:unknown.example”',
    ]);
    expect(await nullMx('v=spf1 redirect=s.example', 's.example. TXT "v=spf1 ip4:203.0.113.1 -all"')).toEqual([
      'spf-null-mx-sender warning example.com “redirect=s.example”',
    ]);
  });

  it('null MX and a misspelt sender', async () => {
    const text = 'v=spf1 nclude:s.example ~all';
    const found = await nullMx(text);
    expect(found).toEqual(['spf-null-mx-sender warning example.com “nclude:s.example”']);
    expect(await nullMx('v=spf1 -all.')).toEqual([]);
  });

  it('null MX and a redirect to a record that authorises nobody', async () => {
    expect(await nullMx('v=spf1 redirect=n.example', 'n.example. TXT "v=spf1 -all"')).toEqual([]);
  });

  it('null MX and a record that is not plain', async () => {
    expect(await nullMx('v=spf1 -all')).toEqual([]);
    expect(await nullMx('v=spf1 -all exp=%{d}.e.example')).toEqual([]);
    expect(await nullMx('v=spf1 ~all')).toEqual(['spf-parked-domain notice example.com “v=spf1 ~all”']);
    expect(await nullMx('v=spf1 mx -all')).toEqual(['spf-parked-domain notice example.com “v=spf1 mx -all”']);
    expect(await nullMx(undefined)).toEqual(['spf-parked-domain notice example.com “@ MX 0 .”']);
  });

  it('no MX: only where the record itself says that nobody sends', async () => {
    expect(await briefs('@ TXT "v=spf1 ~all"')).toEqual(['spf-parked-domain notice example.com “v=spf1 ~all”']);
    expect(await briefs('@ TXT "v=spf1 -all"')).toEqual([]);
    expect(await briefs('@ TXT "v=spf1 a ~all"\n@ A 203.0.113.80')).toEqual([]);
    expect(await briefs('www A 203.0.113.80')).toEqual([]);
    expect(await briefs('sub TXT "v=spf1 ~all"')).toEqual([]);
    expect(await briefs('@ TXT "v=spf1 redirect=s.example ~all"')).toEqual([
      'spf-redirect-with-all warning example.com “redirect=s.example”',
    ]);
  });

  it('is silent about declared senders', async () => {
    const sender = { domains: ['example.com'], hosts: [], helo: [], networks: [] };
    expect(await judged('@ MX 0 .', /^spf-parked-domain$/, '', { ...NO_POLICY, senders: [sender] })).toEqual([]);
  });
});

describe('spf-exp-unusable', () => {
  const exp = (more: string, dns = '') => of('v=spf1 mx -all exp=e.example.com', more, dns);
  const found = ['spf-exp-unusable notice example.com “exp=e.example.com”'];

  it('wants exactly one TXT record', async () => {
    expect(await exp('e TXT "Not one of ours."')).toEqual([]);
    expect(await exp('')).toEqual(found);
    expect(await exp('e A 203.0.113.1')).toEqual(found);
    expect(await exp('e TXT "one"\ne TXT "two"')).toEqual(found);
  });

  it('leaves open what cannot be known', async () => {
    expect(await of('v=spf1 mx -all exp=%{d}.e.example.com')).toEqual([]);
    expect(await of('v=spf1 mx -all exp=elsewhere.example')).toEqual([]);
  });
});
