import { describe, expect, it } from 'vitest';
import { brief, fixed, judged } from '../support/judged.ts';

const GRAMMAR = /^spf-(?:syntax|mechanism-as-modifier|address-as-domain)$/;
const grammar = (records: string) => judged(records, GRAMMAR);
const briefs = async (records: string) => (await grammar(records)).map(brief);

describe('spf-syntax', () => {
  it.each([
    ['nclude:_spf.example.net', 'include:_spf.example.net'],
    ['ipv4:192.0.2.1', 'ip4:192.0.2.1'],
    ['ip4:2001:db8::1', 'ip6:2001:db8::1'],
    ['192.0.2.1', 'ip4:192.0.2.1'],
    ['include: _spf.example.net', 'include:_spf.example.net'],
    ['include _spf.example.net', 'include:_spf.example.net'],
    ['redirect _spf.example.net', 'redirect=_spf.example.net'],
    ['ip4 192.0.2.0 /24', 'ip4:192.0.2.0/24'],
    ['redirect:_spf.example.net', 'redirect=_spf.example.net'],
    ['--all', '-all'],
    ['–all', '-all'],
  ])('corrects %s', async (wrong, right) => {
    const tail = /all|redirect/.test(wrong) ? '' : ' -all';
    const found = await grammar(`@ TXT "v=spf1 mx ${wrong}${tail}"`);
    expect(found.map(({ rule, severity }) => [rule, severity])).toEqual([['spf-syntax', 'error']]);
    expect(fixed(found[0])).toContain(`@ TXT "v=spf1 mx ${right}${tail}"\n`);
  });

  it.each([
    '"v=spf1 MX INCLUDE:_SPF.example.net -ALL"',
    '"v=spf1   mx   -all   "',
    '"v=spf1 include:_spf.example.net. -all"',
    '"v=spf1 ra=postmaster rp=10 mx -all"',
    '"v=spf1 exp=why.example.com mx -all"',
    '"v=spf1 exists:%{ir}.%{v}._spf.%{d2} -all"',
    '"v=spf1 a/24//64 mx:example.com//48 -all"',
    '"v=spf1"',
    '"v=spf1 "',
  ])('is content with %s', async (text) => {
    expect(await briefs(`@ TXT ${text}`)).toEqual([]);
  });

  it('judges records that are only included', async () => {
    const found = await grammar(
      '@ TXT "v=spf1 include:_spf.example.com -all"\n_spf TXT "v=spf1 nclude:a.example -all"',
    );
    expect(found.map(({ subject }) => subject)).toEqual(['_spf.example.com']);
    expect(found[0].message).toContain('One other name includes it');
  });

  it('tells a hostile record’s first errors and counts the rest', async () => {
    const found = await grammar(`@ TXT ${'"v=spf1 '}${'x:y '.repeat(50)}"`);
    expect(found).toHaveLength(10);
    expect(found.some(({ message }) => message.includes('40 further errors'))).toBe(true);
  });

  it('offers no edit over the border of two strings', async () => {
    const [finding] = await grammar('@ TXT "v=spf1 ncl" "ude:_spf.example.net -all"');
    expect(finding.rule).toBe('spf-syntax');
    expect(finding.fix).toBeUndefined();
  });
});

describe('spf-address-as-domain', () => {
  it.each([
    ['a:192.0.2.1', 'ip4:192.0.2.1'],
    ['+mx:192.0.2.1', '+ip4:192.0.2.1'],
    ['include:192.0.2.1', 'ip4:192.0.2.1'],
    ['a:192.0.2.0/24', 'ip4:192.0.2.0/24'],
    ['a:2001:db8::1', 'ip6:2001:db8::1'],
  ])('sees %s', async (wrong, right) => {
    const found = await grammar(`@ TXT "v=spf1 ${wrong} -all"`);
    expect(found.map(brief)).toEqual([`spf-address-as-domain error example.com “${wrong}”`]);
    expect(fixed(found[0])).toContain(`"v=spf1 ${right} -all"`);
  });

  it('offers no address where a record must be named', async () => {
    const found = await grammar('@ TXT "v=spf1 redirect=192.0.2.1"');
    expect(found.map(brief)).toEqual(['spf-address-as-domain error example.com “redirect=192.0.2.1”']);
    expect(found[0].fix).toBeUndefined();
  });
});

describe('spf-mechanism-as-modifier', () => {
  it.each([
    ['include=_spf.example.net', 'include:_spf.example.net'],
    ['ip4=192.0.2.1', 'ip4:192.0.2.1'],
    ['IPv4=192.0.2.1', 'ip4:192.0.2.1'],
    ['a=mail.example.com', 'a:mail.example.com'],
  ])('sees %s', async (wrong, right) => {
    const found = await grammar(`@ TXT "v=spf1 ${wrong} -all"`);
    expect(found.map(brief)).toEqual([`spf-mechanism-as-modifier error example.com “${wrong}”`]);
    expect(fixed(found[0])).toContain(`"v=spf1 ${right} -all"`);
  });

  it('knows modifiers that others have invented', async () => {
    expect(await briefs('@ TXT "v=spf1 ra=a rp=100 rr=all match_subdomains=yes constructor=x -all"')).toEqual([]);
  });
});
