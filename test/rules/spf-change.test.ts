import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import type { Sender } from '../../src/proposal/proposal.ts';
import { spfAuthorisationLost } from '../../src/rules/spf-authorisation-lost.ts';
import { spfAuthorisationWidened } from '../../src/rules/spf-authorisation-widened.ts';
import { judgeZones, type ProposeOptions } from '../support/propose.ts';

const MAIL = '@ MX 10 mail\nmail A 192.0.2.25\n';
const RULES = [spfAuthorisationLost, spfAuthorisationWidened];

/** What a change of the one zone example.com is told of. */
function changed(before: string, after: string, options: ProposeOptions = {}): Promise<Finding[]> {
  return judgeZones({ 'example.com': after }, RULES, { ...options, base: { 'example.com': before } });
}

const spf = (text: string, rest = '') => `${MAIL}@ TXT "${text}"\n${rest}`;
const brief = ({ rule, severity, subject }: Finding) =>
  `${severity} ${rule.replace('spf-authorisation-', '')} ${subject}`;
const underlined = ({ place }: Finding) => place!.file.slice(place!.start, place!.end);
const sender = (parts: Partial<Sender>): Sender => ({ domains: [], hosts: [], helo: [], networks: [], ...parts });

describe('spf-authorisation-lost', () => {
  it('names the networks, the term that brought them and what receivers do', async () => {
    const [lost, ...more] = await changed(spf('v=spf1 mx ip4:198.51.100.16/28 ~all'), spf('v=spf1 mx ~all'));
    expect(more).toEqual([]);
    expect(brief(lost)).toBe('warning lost example.com');
    expect(lost.message).toBe(
      'The change takes away the right to send mail as example.com from 198.51.100.16/28 (by “ip4:198.51.100.16/28”): receivers then answer “softfail”, and many sort the mail out as suspicious.',
    );
    expect(lost.advice).toContain('put “ip4:198.51.100.16/28” back');
    expect(underlined(lost)).toBe('v=spf1 mx ~all');
    expect(lost.related).toHaveLength(1);
    expect(lost.related![0]).toMatchObject({ side: 'base', message: 'Lets 198.51.100.16/28 pass.' });
  });

  it('is an error where a declared sender loses its right', async () => {
    const policy = { senders: [sender({ domains: ['example.com'], networks: ['198.51.100.16/30'] })] };
    const [lost] = await changed(spf('v=spf1 mx ip4:198.51.100.16/28 -all'), spf('v=spf1 mx -all'), { policy });
    expect(brief(lost)).toBe('error lost example.com');
    expect(lost.message).toContain('198.51.100.16/30');
    const hosts = { senders: [sender({ domains: ['example.com'], hosts: ['mail.example.com.'] })] };
    const [host] = await changed(spf('v=spf1 mx -all'), spf('v=spf1 -all'), { policy: hosts });
    expect(host.severity).toBe('error');
    expect(host.message).toContain('mail.example.com (192.0.2.25)');
    const others = { senders: [sender({ domains: ['example.net'], networks: ['198.51.100.16/30'] })] };
    const [other] = await changed(spf('v=spf1 mx ip4:198.51.100.16/28 -all'), spf('v=spf1 mx -all'), {
      policy: others,
    });
    expect(other.severity).toBe('warning');
  });

  it('tells every domain that includes an edited record, also where its own file is untouched', async () => {
    const shared = (text: string) => `@ NS ns1.example.org.\n_spf TXT "${text}"\n`;
    const own = {
      'example.net': '@ TXT "v=spf1 include:_spf.example.com -all"\n',
      'example.org': '@ TXT "v=spf1 redirect=_spf.example.com"',
    };
    const found = await judgeZones({ 'example.com': shared('v=spf1 ip4:192.0.2.1 ~all'), ...own }, RULES, {
      base: { 'example.com': shared('v=spf1 ip4:192.0.2.1 ip4:192.0.2.2 ~all'), ...own },
    });
    expect(found.map(brief).sort()).toEqual(['warning lost example.net', 'warning lost example.org']);
    const net = found.find(({ subject }) => subject === 'example.net')!;
    expect(net.message).toContain('192.0.2.2 (by “ip4:192.0.2.2” in the record of _spf.example.com)');
    expect(net.message).toContain('“fail”');
    expect(found.find(({ subject }) => subject === 'example.org')!.message).toContain('“softfail”');
    expect(underlined(net)).toBe('v=spf1 ip4:192.0.2.1 ~all');
    expect(net.advice).toContain('put “ip4:192.0.2.2” back in the record of _spf.example.com');
  });

  it('sees an address move behind an untouched record, and shows where it was', async () => {
    const zone = (address: string) =>
      `@ MX 10 mail\n@ TXT "v=spf1 mx -all"\nmail A ${address}\nmail TXT "v=spf1 a -all"\n`;
    const found = await changed(zone('192.0.2.25'), zone('192.0.2.26'));
    // The record of the host itself is about nothing but the host, so its move takes nothing away.
    expect(found.map(brief)).toEqual(['warning lost example.com', 'notice widened example.com']);
    expect(underlined(found[0])).toBe('mx');
    expect(found[0].related![0]).toMatchObject({ side: 'base', message: 'mail.example.com had 192.0.2.25.' });
    expect(found[0].advice).toContain('add “ip4:192.0.2.25”');
  });

  it.each([
    [
      'a rewrite that lets the same addresses pass',
      'v=spf1 mx ip4:198.51.100.0/25 ip4:198.51.100.128/25 -all',
      'v=spf1 mx ip4:198.51.100.0/24 -all',
    ],
    [
      'a record that turned invalid, which the grammar rule tells',
      'v=spf1 mx ip4:198.51.100.0/24 -all',
      'v=spf1 nx -all',
    ],
    ['another word for everyone else', 'v=spf1 mx -all', 'v=spf1 mx ~all'],
    ['a record that was repaired', 'v=spf1 nx -all', 'v=spf1 mx -all'],
  ])('is silent about %s', async (_, before, after) => {
    expect(await changed(spf(before), spf(after))).toEqual([]);
  });

  it('leaves a record that is gone to spf-missing where the domain takes mail, and tells of it elsewhere', async () => {
    expect(await changed(spf('v=spf1 mx -all'), MAIL)).toEqual([]);
    const [lost, ...more] = await changed(
      `${MAIL}news TXT "v=spf1 ip4:192.0.2.9 -all"\nnews A 192.0.2.9`,
      `${MAIL}news A 192.0.2.9`,
    );
    expect(more).toEqual([]);
    expect(lost).toMatchObject({ subject: 'news.example.com', side: 'base' });
    expect(lost.message).toContain('then has no SPF record');
    expect(underlined(lost)).toBe('ip4:192.0.2.9');
  });

  it('leaves domains alone whose zone is gone and about which nobody knows', async () => {
    const base = { 'example.com': spf('v=spf1 mx -all'), 'example.net': '@ TXT "v=spf1 ip4:192.0.2.1 -all"' };
    expect(await judgeZones({ 'example.com': spf('v=spf1 mx -all') }, RULES, { base })).toEqual([]);
  });

  describe('where something is unknown', () => {
    it('never calls lost what a term may bring that could not be looked up', async () => {
      expect(await changed(spf('v=spf1 ip4:198.51.100.1 -all'), spf('v=spf1 include:spf.example.net -all'))).toEqual(
        [],
      );
    });

    it('says so as a notice where the open term was there before', async () => {
      const found = await changed(
        spf('v=spf1 ip4:198.51.100.1 include:spf.example.net -all'),
        spf('v=spf1 include:spf.example.net -all'),
      );
      expect(found.map(brief)).toEqual(['notice lost example.com']);
      expect(found[0].message).toContain('not known: that hangs on “include:spf.example.net”');
    });

    it('is sure of what an earlier term decides', async () => {
      const found = await changed(
        spf('v=spf1 ip4:198.51.100.1 include:spf.example.net -all'),
        spf('v=spf1 -ip4:198.51.100.0/24 include:spf.example.net -all'),
      );
      expect(found.map(brief)).toEqual(['warning lost example.com']);
    });

    it('asks the record itself about single addresses, macros and all', async () => {
      const list = '7.100.51.198.list A 127.0.0.2\nx.list A 127.0.0.2\n';
      const found = await changed(
        spf('v=spf1 ip4:198.51.100.7 ip4:198.51.100.8 exists:%{ir}.list.example.com -all', list),
        spf('v=spf1 exists:%{ir}.list.example.com -all', list),
      );
      expect(found.map(brief)).toEqual(['warning lost example.com']);
      expect(found[0].message).toContain('from 198.51.100.8 (by “ip4:198.51.100.8”)');
    });

    it('compares nothing with a base that nobody knows', async () => {
      const found = await judgeZones({ 'example.com': spf('v=spf1 mx -all') }, RULES, { base: {} });
      expect(found).toEqual([]);
    });

    it('does not call lost what the included record still lets pass', async () => {
      const dns = 'spf.example.net. TXT "v=spf1 ip4:198.51.100.0/24 -all"';
      const found = await changed(
        spf('v=spf1 ip4:198.51.100.1 include:spf.example.net -all'),
        spf('v=spf1 include:spf.example.net -all'),
        { dns },
      );
      expect(found).toEqual([]);
    });
  });
});

describe('spf-authorisation-widened', () => {
  it('is a notice of who may send now', async () => {
    const [found, ...more] = await changed(spf('v=spf1 mx -all'), spf('v=spf1 mx ip4:198.51.100.16/28 -all'));
    expect(more).toEqual([]);
    expect(brief(found)).toBe('notice widened example.com');
    expect(found.message).toBe(
      'The change lets 198.51.100.16/28 (by “ip4:198.51.100.16/28”) send mail as example.com.',
    );
    expect(underlined(found)).toBe('ip4:198.51.100.16/28');
  });

  it.each([
    ['notice', 'ip4:198.51.0.0/16'],
    ['warning', 'ip4:198.50.0.0/15'],
    ['notice', 'ip6:2001:db8::/32'],
    ['warning', 'ip6:2001:d00::/31'],
  ])('is a %s for %s', async (severity, term) => {
    const found = await changed(spf('v=spf1 mx -all'), spf(`v=spf1 mx ${term} -all`));
    expect(found.map(brief)).toEqual([`${severity} widened example.com`]);
  });

  it('is a notice however much a service’s own record brings', async () => {
    const dns = 'spf.example.net. TXT "v=spf1 ip4:198.0.0.0/8 -all"';
    const found = await changed(spf('v=spf1 mx -all'), spf('v=spf1 mx include:spf.example.net -all'), { dns });
    expect(found.map(brief)).toEqual(['notice widened example.com']);
    expect(found[0].message).toContain('“ip4:198.0.0.0/8” in the record of spf.example.net');
  });

  it.each([
    ['a first record', `${MAIL}@ TXT "something else"\n`, 'v=spf1 mx -all'],
    ['everyone, which has a rule of its own', spf('v=spf1 mx -all'), 'v=spf1 mx +all'],
    ['what a term may have let pass that nobody knows', spf('v=spf1 include:spf.example.net -all'), 'v=spf1 mx -all'],
  ])('is silent about %s', async (_, before, after) => {
    expect((await changed(before, spf(after))).filter(({ rule }) => rule === spfAuthorisationWidened.id)).toEqual([]);
  });
});
