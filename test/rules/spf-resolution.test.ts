import { describe, expect, it } from 'vitest';
import { brief, fixed, judged } from '../support/judged.ts';

const RESOLUTION =
  /^spf-(?:too-many-lookups|near-lookup-limit|too-many-void-lookups|void-lookup|too-many-mx|include-without-record|redirect-without-record|loop|syntax|multiple-records|not-recognised|record-type-99)$/;
const resolution = (records: string, dns = '') => judged(records, RESOLUTION, dns);
const briefs = async (records: string, dns = '') => (await resolution(records, dns)).map(brief);

const hosts = (count: number, prefix = 'h') => Array.from({ length: count }, (_, i) => `${prefix}${i + 1}`);
const terms = (names: readonly string[]) => names.map((name) => `a:${name}.example.com`).join(' ');
const addresses = (names: readonly string[]) =>
  names.map((name, i) => `${name} A 192.0.2.${i + 1}\n${name} AAAA 2001:db8::${i + 1}`).join('\n');

describe('the lookup limit', () => {
  it.each([
    [8, []],
    [9, ['spf-near-lookup-limit warning']],
    [10, ['spf-near-lookup-limit warning']],
    [11, ['spf-too-many-lookups error']],
  ])('%i lookups', async (count, expected) => {
    const names = hosts(count);
    const found = await resolution(`@ TXT "v=spf1 ${terms(names)} -all"\n${addresses(names)}`);
    expect(found.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(expected);
    for (const finding of found) expect(finding.count).toBe(count);
  });

  it('shows what each term costs, the dearest first', async () => {
    const names = hosts(10);
    const [finding] = await resolution(
      `@ TXT "v=spf1 a:h1.example.com include:_spf.example.com -all"\n_spf TXT "v=spf1 ${terms(names)} -all"\n${addresses(names)}`,
    );
    expect(finding.message).toContain('“include:_spf.example.com” 11 and “a:h1.example.com” 1');
  });

  it('is told once, of the domain and not of the part that it includes', async () => {
    const names = hosts(11);
    const zone = `_spf TXT "v=spf1 ${terms(names)} -all"\n${addresses(names)}`;
    expect(
      (await resolution(`${zone}\n@ TXT "v=spf1 include:_spf.example.com -all"`)).map(({ subject }) => subject),
    ).toEqual(['example.com']);
    expect((await resolution(zone)).map(({ subject }) => subject)).toEqual(['_spf.example.com']);
  });

  it('is told of both where both have mail', async () => {
    const names = hosts(11);
    const found = await resolution(
      `sub TXT "v=spf1 ${terms(names)} -all"\nsub MX 10 h1\n@ TXT "v=spf1 include:sub.example.com -all"\n${addresses(names)}`,
    );
    expect(found.map(({ subject }) => subject).sort()).toEqual(['example.com', 'sub.example.com']);
  });

  it('counts what is known where something is not', async () => {
    const names = hosts(11);
    const [finding] = await resolution(
      `@ TXT "v=spf1 ${terms(names)} include:unknown.example -all"\n${addresses(names)}`,
    );
    expect(finding.rule).toBe('spf-too-many-lookups');
    expect(finding.message).toContain('at least 12 DNS lookups');
  });

  it('takes no count from terms after all', async () => {
    const names = hosts(11);
    expect(await briefs(`@ TXT "v=spf1 mx -all ${terms(names)}"\n${addresses(names)}\n@ MX 10 h1`)).toEqual([]);
  });
});

describe('void lookups', () => {
  it('warns of one, and names the missing host', async () => {
    const found = await resolution('@ TXT "v=spf1 a:gone.example.com -all"');
    expect(found.map(brief)).toEqual(['spf-void-lookup warning example.com “a:gone.example.com”']);
    expect(found[0].message).toContain('gone.example.com has no address');
    // Without the term nobody could send: that is for the author to say.
    expect(found[0].fix).toBeUndefined();
  });

  it('offers to leave the term out where others stay', async () => {
    const found = await resolution('@ TXT "v=spf1 ip4:192.0.2.9 a:gone.example.com -all"');
    expect(fixed(found[0])).toContain('"v=spf1 ip4:192.0.2.9 -all"');
  });

  it('is an error at the third, told once', async () => {
    const found = await resolution('@ TXT "v=spf1 a:g1.example.com a:g2.example.com a:g3.example.com -all"');
    expect(found.map(brief)).toEqual(['spf-too-many-void-lookups error example.com “a:g1.example.com”']);
    for (const name of ['g1', 'g2', 'g3']) expect(found[0].message).toContain(`“a:${name}.example.com”`);
    expect(found[0].related).toHaveLength(2);
  });

  it('is told once where the terms stand in parts', async () => {
    const found = await resolution(
      '@ TXT "v=spf1 a:g1.example.com include:_s.example.com -all"\n_s TXT "v=spf1 a:g2.example.com a:g3.example.com -all"',
    );
    expect(found.map(brief)).toEqual(['spf-too-many-void-lookups error example.com “a:g1.example.com”']);
    expect(found[0].message).toContain('“a:g3.example.com” in the record of _s.example.com');
  });

  it('is a warning where only senders with IPv6 meet three', async () => {
    const names = hosts(3);
    const found = await resolution(
      `@ TXT "v=spf1 ${terms(names)} -all"\n${names.map((name) => `${name} A 192.0.2.1`).join('\n')}`,
    );
    expect(found.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(['spf-too-many-void-lookups warning']);
  });

  it('says nothing of names that could not be asked for', async () => {
    expect(await briefs('@ TXT "v=spf1 a:u1.example a:u2.example mx:u3.example exists:u4.example -all"')).toEqual([]);
  });
});

describe('spf-too-many-mx', () => {
  it('is about the name, the domain itself or another', async () => {
    const names = hosts(11);
    const mx = names.map((name) => `big MX 10 ${name}`).join('\n');
    expect(await briefs(`@ TXT "v=spf1 mx:big.example.com -all"\n${mx}\n${addresses(names)}`)).toEqual([
      'spf-too-many-mx error example.com “mx:big.example.com”',
    ]);
  });
});

describe('spf-include-without-record', () => {
  it.each([
    ['none', 'v.example. TXT "hello"', 'has no SPF record'],
    ['no such name', '; nxdomain v.example.', 'does not exist'],
    ['several', 'v.example. TXT "v=spf1 -all"\nv.example. TXT "v=spf1 mx -all"', 'has 2 SPF records'],
    ['invalid', 'v.example. TXT "v=spf1 nclude:x.example -all"', 'is itself invalid at “nclude:x.example”'],
    ['meant as one', 'v.example. TXT "v=spf1; mx -all"', 'is not one'],
  ])('tells %s', async (_, dns, words) => {
    const found = await resolution('@ TXT "v=spf1 mx include:v.example -all"\n@ MX 10 mx.example.net.', dns);
    expect(found.map(brief)).toEqual(['spf-include-without-record error example.com “include:v.example”']);
    expect(found[0].message).toContain(words);
  });

  it('says nothing where the target could not be asked for', async () => {
    expect(await briefs('@ TXT "v=spf1 include:v.example -all"')).toEqual([]);
  });

  it('underlines the own term that leads to a defect inside others’ records', async () => {
    const dns = 'v.example. TXT "v=spf1 include:w.example -all"\nw.example. TXT "hello"';
    const found = await resolution('@ TXT "v=spf1 include:v.example -all"', dns);
    expect(found.map(brief)).toEqual(['spf-include-without-record error example.com “include:v.example”']);
    expect(found[0].message).toContain('w.example');
  });

  it.each([
    ['invalid', '_spf TXT "v=spf1 nclude:x.example -all"', 'spf-syntax'],
    ['several', '_spf TXT "v=spf1 -all"\n_spf TXT "v=spf1 mx:h1.example.com -all"', 'spf-multiple-records'],
    ['not recognised', '_spf TXT "v=spf1; -all"', 'spf-not-recognised'],
    ['of the wrong type', '_spf SPF "v=spf1 -all"', 'spf-record-type-99'],
  ])('leaves a proposed target that is %s to its own rule', async (_, target, rule) => {
    const found = await resolution(
      `@ TXT "v=spf1 include:_spf.example.com -all"\n${target}\nh1 MX 10 h1\nh1 A 192.0.2.1\nh1 AAAA 2001:db8::1`,
    );
    expect(found.map((finding) => [finding.rule, finding.subject])).toEqual([[rule, '_spf.example.com']]);
  });

  it('is told where it stands, not again where that record is included', async () => {
    const found = await resolution(
      '@ TXT "v=spf1 include:_spf.example.com -all"\n_spf TXT "v=spf1 include:gone.example.com -all"',
    );
    expect(found.map(brief)).toEqual(['spf-include-without-record error _spf.example.com “include:gone.example.com”']);
  });
});

describe('spf-redirect-without-record', () => {
  it('is about the redirect that counts', async () => {
    expect(await briefs('@ TXT "v=spf1 redirect=gone.example.com"')).toEqual([
      'spf-redirect-without-record error example.com “redirect=gone.example.com”',
    ]);
    expect(await briefs('@ TXT "v=spf1 redirect=gone.example.com -all"')).toEqual([]);
  });
});

describe('spf-loop', () => {
  it('sees a record that includes itself', async () => {
    expect(await briefs('@ TXT "v=spf1 include:example.com -all"')).toEqual([
      'spf-loop error example.com “include:example.com”',
    ]);
  });

  it('is told once of a circle, at the term that closes it', async () => {
    const circle = 'a TXT "v=spf1 include:b.example.com -all"\nb TXT "v=spf1 redirect=a.example.com"';
    expect(await briefs(circle)).toEqual(['spf-loop error a.example.com “redirect=a.example.com”']);
    expect(await briefs(`${circle}\n@ TXT "v=spf1 include:a.example.com -all"`)).toEqual([
      'spf-loop error a.example.com “redirect=a.example.com”',
    ]);
    expect((await resolution(`${circle}\nb MX 10 mx.example.net.`)).map(({ subject }) => subject)).toEqual([
      'b.example.com',
    ]);
  });

  it('is told at the own term where others’ records make it', async () => {
    const dns = 'v.example. TXT "v=spf1 include:w.example -all"\nw.example. TXT "v=spf1 include:v.example -all"';
    expect(await briefs('@ TXT "v=spf1 include:v.example -all"', dns)).toEqual([
      'spf-loop error example.com “include:v.example”',
    ]);
  });
});

describe('a record that the DNS does not answer with', () => {
  it('has no tree: its name lies below a zone cut', async () => {
    const dns = 'sub.example.com. TXT "v=spf1 include:w.example -all"\nw.example. TXT "hello"';
    expect(await briefs('sub NS ns1.example.net.\nsub TXT "v=spf1 -all"', dns)).toEqual([]);
  });
});
