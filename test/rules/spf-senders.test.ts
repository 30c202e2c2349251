import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import type { Sender } from '../../src/proposal/proposal.ts';
import { spfMailHostNotAuthorised } from '../../src/rules/spf-mail-host-not-authorised.ts';
import { spfSenderNotAuthorised } from '../../src/rules/spf-sender-not-authorised.ts';
import { judgeZones, type ProposeOptions } from '../support/propose.ts';

const RULES = [spfSenderNotAuthorised, spfMailHostNotAuthorised];
const HOSTS = 'mail A 192.0.2.25\nmail AAAA 2001:db8::25\nout A 198.51.100.7\nout A 198.51.100.8\n';

function judged(zone: string, options?: ProposeOptions): Promise<Finding[]> {
  return judgeZones({ 'example.com': zone }, RULES, options);
}

function declared(text: string, parts: Partial<Sender>, rest = ''): Promise<Finding[]> {
  const senders = [{ domains: ['example.com'], hosts: [], helo: [], networks: [], ...parts }];
  return judged(`@ TXT "${text}"\n${HOSTS}${rest}`, { policy: { senders } });
}

const brief = ({ rule, severity, subject }: Finding) => `${severity} ${rule.replace('-not-authorised', '')} ${subject}`;

/** The record as it would be after the fix. */
function fixed({ fix, place }: Finding): string {
  const [edit] = fix!.edits;
  const { text } = place!.file;
  return text.slice(0, edit.place.start) + edit.text + text.slice(edit.place.end);
}

describe('spf-sender-not-authorised', () => {
  it('wants a pass for every address of a declared host, IPv6 too, and offers the record that gives it', async () => {
    const [found, ...more] = await declared('v=spf1 ip4:192.0.2.25 -all', { hosts: ['mail.example.com.'] });
    expect(more).toEqual([]);
    expect(brief(found)).toBe('error spf-sender example.com');
    expect(found.message).toBe(
      'mail.example.com at 2001:db8::25 is declared to send mail as example.com, but the SPF record of example.com does not let it (“-all” decides): receivers then answer “fail”, and many refuse the mail.',
    );
    expect(fixed(found)).toContain('@ TXT "v=spf1 ip6:2001:db8::25 ip4:192.0.2.25 -all"\n');
    expect(found.advice).toContain('example.com. IN TXT "v=spf1 ip6:2001:db8::25 ip4:192.0.2.25 -all"');
    const mended = fixed(found).replace('$TTL 3600\n', '');
    const senders = [{ domains: ['example.com'], hosts: ['mail.example.com.'], helo: [], networks: [] }];
    expect(await judged(mended, { policy: { senders } })).toEqual([]);
  });

  it('lists all addresses of a host in one finding', async () => {
    const [found, ...more] = await declared('v=spf1 -ip4:198.51.100.0/24 ?all', { hosts: ['out.example.com.'] });
    expect(more).toEqual([]);
    expect(found.names).toEqual(['out.example.com', '198.51.100.7', '198.51.100.8']);
    expect(fixed(found)).toContain('"v=spf1 ip4:198.51.100.7 ip4:198.51.100.8 -ip4:198.51.100.0/24 ?all"');
  });

  it('wants a pass for the whole of a declared network', async () => {
    const [found, ...more] = await declared('v=spf1 ip4:203.0.113.0/29 ~all', { networks: ['203.0.113.0/28'] });
    expect(more).toEqual([]);
    expect(found.message).toContain('203.0.113.8/29 of 203.0.113.0/28 is declared');
    expect(fixed(found)).toContain('"v=spf1 ip4:203.0.113.0/28 ip4:203.0.113.0/29 ~all"');
    expect(
      await declared('v=spf1 ip4:203.0.113.0/29 ip4:203.0.113.8/29 ~all', { networks: ['203.0.113.0/28'] }),
    ).toEqual([]);
  });

  it('asks the whole record about a single address, macros and all', async () => {
    const listed = '7.100.51.198.list A 127.0.0.2\n';
    const text = 'v=spf1 exists:%{ir}.list.example.com -all';
    expect(await declared(text, { networks: ['198.51.100.7'] }, listed)).toEqual([]);
    expect((await declared(text, { networks: ['198.51.100.8'] }, listed)).map(brief)).toEqual([
      'error spf-sender example.com',
    ]);
  });

  it.each([
    ['a record that lists it', 'v=spf1 a:mail.example.com -all'],
    ['what nobody could look up', 'v=spf1 include:spf.example.net -all'],
    ['an invalid record, which the grammar rule tells', 'v=spf1 nx -all'],
    ['a record that leads nowhere, which another rule tells', 'v=spf1 include:gone.example.com -all'],
  ])('is silent about %s', async (_, text) => {
    expect(await declared(text, { hosts: ['mail.example.com.'], networks: ['192.0.2.25/32'] })).toEqual([]);
  });

  it('takes a pattern for the names that mail comes from', async () => {
    const zone = `@ MX 10 mail
@ TXT "v=spf1 include:_spf.example.com -all"
_spf TXT "v=spf1 ip4:192.0.2.25 ip6:2001:db8::25 ~all"
news TXT "v=spf1 -all"
mail TXT "v=spf1 a -all"
out TXT "v=spf1 a -all"
${HOSTS}`;
    const senders = [{ domains: ['*'], hosts: ['mail.example.com.', 'out.example.com.'], helo: [], networks: [] }];
    const found = await judged(zone, { policy: { senders } });
    expect(found.map(({ subject, names }) => `${subject}: ${names![0]}`).sort()).toEqual([
      'example.com: out.example.com',
      'news.example.com: mail.example.com',
      'news.example.com: out.example.com',
    ]);
  });

  it('does not look at addresses that never meet a receiver', async () => {
    expect(await declared('v=spf1 -all', { hosts: ['lan.example.com.'] }, 'lan A 10.0.0.1\n')).toEqual([]);
  });
});

describe('spf-mail-host-not-authorised', () => {
  const mx = (text: string, rest = '') => `@ MX 10 mail\n@ TXT "${text}"\n${HOSTS}${rest}`;

  it('is a notice for an own mail host that may not send', async () => {
    const [found, ...more] = await judged(mx('v=spf1 ip4:192.0.2.25 -all'));
    expect(more).toEqual([]);
    expect(brief(found)).toBe('notice spf-mail-host example.com');
    expect(found.message).toContain('from 2001:db8::25, only from its other addresses.');
    expect(found.advice).toContain('“ip6:2001:db8::25”');
  });

  it.each([
    ['mx', 'v=spf1 mx -all', ''],
    ['mx behind another term', 'v=spf1 -ip4:203.0.113.0/24 a:out.example.com mx -all', ''],
    ['a domain that sends nothing', 'v=spf1 -all', ''],
    ['a host elsewhere', 'v=spf1 a -all', '@ MX 20 mx.example.net.\n'],
  ])('is silent about %s', async (_, text, rest) => {
    const zone = rest === '' ? mx(text) : `@ A 192.0.2.80\n@ TXT "${text}"\n${rest}`;
    expect(await judged(zone, { dns: 'mx.example.net. A 203.0.113.1' })).toEqual([]);
  });

  it('is silent where the policy declares the host, which is then an error', async () => {
    const senders = [{ domains: ['example.com'], hosts: ['mail.example.com.'], helo: [], networks: [] }];
    const found = await judged(mx('v=spf1 ip4:192.0.2.25 -all'), { policy: { senders } });
    expect(found.map(brief)).toEqual(['error spf-sender example.com']);
  });
});
