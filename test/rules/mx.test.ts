import { describe, expect, it } from 'vitest';
import type { Resolver } from '../../src/model/answer.ts';
import type { Edit, Finding } from '../../src/model/finding.ts';
import type { MailRule } from '../../src/proposal/proposal.ts';
import { Unanswered } from '../../src/proposal/unanswered.ts';
import { mxDuplicateHost } from '../../src/rules/mx-duplicate-host.ts';
import { mxIsAddress } from '../../src/rules/mx-is-address.ts';
import { mxNotAllowed } from '../../src/rules/mx-not-allowed.ts';
import { mxNullWithOthers } from '../../src/rules/mx-null-with-others.ts';
import { mxPointsToCname } from '../../src/rules/mx-points-to-cname.ts';
import { mxPrivateAddress } from '../../src/rules/mx-private-address.ts';
import { mxRemoved } from '../../src/rules/mx-removed.ts';
import { mxTargetMalformed } from '../../src/rules/mx-target-malformed.ts';
import { mxValidationLeftOver } from '../../src/rules/mx-validation-left-over.ts';
import { mxWithoutAddress } from '../../src/rules/mx-without-address.ts';
import { judgeZones, type ProposeOptions } from '../support/propose.ts';

const judgeOne = (rule: MailRule, zone: string, options?: ProposeOptions) =>
  judgeZones({ 'example.com': zone }, [rule], options);

const levels = (findings: readonly Finding[]) => findings.map(({ severity, subject }) => `${severity} ${subject}`);
const underlined = ({ place }: Finding) => place!.file.slice(place!.start, place!.end);

/** The file after a fix. */
function fixed({ fix, place }: Finding): string {
  const text = place!.file.text;
  return fix!.edits.reduceRight(
    (result, { place: at, text: other }: Edit) => result.slice(0, at.start) + other + result.slice(at.end),
    text,
  );
}

describe('mx-is-address', () => {
  it.each([
    ['192.0.2.25.', '192.0.2.25'],
    ['192.0.2.25', '192.0.2.25'],
    ['[192.0.2.25]', '192.0.2.25'],
    ['2001:db8::25', '2001:db8::25'],
    ['[IPv6:2001:db8::25].', '2001:db8::25'],
  ])('MX 10 %s', async (target, address) => {
    const [finding, ...more] = await judgeOne(mxIsAddress, `@ MX 10 ${target}`);
    expect(more).toEqual([]);
    expect(finding.severity).toBe('error');
    expect(finding.message).toContain(`the address ${address},`);
    expect(underlined(finding)).toBe(target);
  });

  it.each(['mail', 'mail.example.net.', '192.0.2.25.example.com.', '25.2.0.192.in-addr.arpa.', '192.0.2.256.', '.'])(
    'not MX 10 %s',
    async (target) => {
      expect(await judgeOne(mxIsAddress, `@ MX 10 ${target}`)).toEqual([]);
    },
  );

  it('says what an address without a final dot becomes, and which host has it', async () => {
    const [first, second] = await judgeOne(
      mxIsAddress,
      '@ MX 10 192.0.2.25\na MX 10 mail\nmail A 192.0.2.25\nb MX 20 198.51.100.1.',
    );
    expect(first.message).toContain('192.0.2.25.example.com');
    expect(first.advice).toContain('example.com. IN MX 10 mail.example.com.');
    expect(second.advice).toContain('mail.example.com. IN A 198.51.100.1');
  });
});

describe('mx-without-address', () => {
  it('finds the address at the name with the zone’s name twice', async () => {
    const [finding] = await judgeOne(mxWithoutAddress, '@ MX 10 mail\nmail.example.com A 192.0.2.25');
    expect(finding.advice).toContain('The address is at mail.example.com.example.com:');
    expect(finding.related!.map(({ message }) => message)).toEqual(['The address of mail.example.com.example.com.']);
  });
});

describe('mx-points-to-cname', () => {
  it('has nothing to write in the place of an alias for a host that is named already', async () => {
    const [finding] = await judgeOne(
      mxPointsToCname,
      '@ MX 10 mail\n@ MX 20 backup\nbackup CNAME mail\nmail A 192.0.2.25',
    );
    expect(finding.fix).toBeUndefined();
    expect(finding.advice).toBe('Take this MX record away: example.com names mail.example.com already.');
  });

  it('is an error where the alias is proposed, and can name the host itself', async () => {
    const [finding] = await judgeOne(mxPointsToCname, '@ MX 10 mail\nmail CNAME a\na CNAME server.example.net.', {
      dns: 'server.example.net. A 192.0.2.1',
    });
    expect(finding.severity).toBe('error');
    expect(underlined(finding)).toBe('mail');
    expect(fixed(finding)).toContain('@ MX 10 server.example.net.\n');
    expect(finding.related![0].message).toContain('a.example.com');
  });

  it('is certain also where nobody knows what is behind the alias, but offers no fix', async () => {
    const [finding] = await judgeOne(mxPointsToCname, '@ MX 10 mail\nmail CNAME server.example.net.');
    expect(finding.severity).toBe('error');
    expect(finding.fix).toBeUndefined();
  });

  it('is a warning where a third party has the alias', async () => {
    const found = await judgeOne(mxPointsToCname, '@ MX 10 mx.example.net.', {
      dns: 'mx.example.net. CNAME real.example.net.\nreal.example.net. A 192.0.2.1',
    });
    expect(levels(found)).toEqual(['warning example.com']);
    expect(found[0].fix).toBeUndefined();
  });

  it('says nothing of hosts with addresses or of which nothing is known', async () => {
    expect(await judgeOne(mxPointsToCname, '@ MX 10 mail\nmail A 192.0.2.1\n@ MX 20 mx.example.net.')).toEqual([]);
  });
});

describe('mx-without-address', () => {
  it('tells a name that does not exist from one without address', async () => {
    const found = await judgeOne(
      mxWithoutAddress,
      'a MX 10 gone\nb MX 10 mail\nmail TXT "x"\nb MX 20 other\nother A 192.0.2.1',
    );
    expect(found.map(({ message }) => message)).toEqual([
      'Mail to a.example.com goes to gone.example.com, which does not exist: senders cannot deliver and give up after some days.',
      'One of the 2 mail hosts of b.example.com, mail.example.com, has no address (neither an A nor an AAAA record): no mail can be delivered there.',
    ]);
    expect(levels(found)).toEqual(['error a.example.com', 'error b.example.com']);
  });

  it('is content with either family, an alias with an address, a wildcard', async () => {
    const zone =
      '@ MX 1 a\n@ MX 2 b\n@ MX 3 c\n@ MX 4 x.w\na A 192.0.2.1\nb AAAA 2001:db8::1\nc CNAME a\n*.w A 192.0.2.2';
    expect(await judgeOne(mxWithoutAddress, zone)).toEqual([]);
  });

  it('never says so of what is unknown, in either family', async () => {
    const unanswered = new Unanswered();
    expect(await judgeOne(mxWithoutAddress, '@ MX 10 mx.example.net.', { unanswered })).toEqual([]);
    expect(unanswered.list().map(({ name, type, subjects }) => `${name} ${type} ${subjects}`)).toEqual([
      'mx.example.net. A example.com',
      'mx.example.net. AAAA example.com',
    ]);
    for (const known of ['A', 'AAAA']) {
      const outside: Resolver = ({ type }) =>
        type === known
          ? { state: 'absent', reason: 'nodata', chain: [], source: 'live' }
          : { state: 'unknown', reason: 'timeout', chain: [] };
      expect(await judgeOne(mxWithoutAddress, '@ MX 10 mx.example.net.', { outside })).toEqual([]);
    }
  });

  it('says so of other people’s hosts that live DNS does not have', async () => {
    const found = await judgeOne(mxWithoutAddress, '@ MX 10 mx.example.net.', { dns: '; nxdomain mx.example.net.' });
    expect(levels(found)).toEqual(['error example.com']);
    expect(found[0].advice).toContain('misspelt');
  });

  it('reminds of the final dot where a full name seems meant', async () => {
    const [finding] = await judgeOne(mxWithoutAddress, '@ MX 10 aspmx.l.google.com');
    expect(finding.advice).toContain('If aspmx.l.google.com is meant, write it with a final dot: aspmx.l.google.com.');
  });
});

describe('mx-target-malformed', () => {
  it.each([
    ['100\\032mx.example.net.', 'a number and a blank'],
    ['https://mail.example.net/', 'web address'],
    ['postmaster@example.net.', 'e-mail address'],
    ['mail.example.net:25', 'port number'],
    ['mail:25', 'port number'],
    ['mx1.example.net,mx2.example.net.', 'more than one word'],
    ['mx1.example.net\\032mx2.example.net.', 'more than one word'],
    ['mail.example.net/mail.', 'slash'],
    ['*.example.net.', 'wildcard'],
    ['*', 'wildcard'],
  ])('MX 10 %s', async (target, what) => {
    const found = await judgeOne(mxTargetMalformed, `@ MX 10 ${target}`);
    expect(levels(found)).toEqual(['error example.com']);
    expect(found[0].message).toContain(what);
    expect(underlined(found[0])).toBe(target);
  });

  it.each(['mail', 'mail.example.net.', 'mail_1', '_dc-mx.0a1b.example.com.', 'm\\252ller', '.'])(
    'not MX 10 %s',
    async (target) => {
      expect(await judgeOne(mxTargetMalformed, `@ MX 10 ${target}`)).toEqual([]);
    },
  );
});

describe('mx-null-with-others', () => {
  it('is an error beside a real host', async () => {
    const found = await judgeOne(mxNullWithOthers, '@ MX 0 .\n@ MX 10 a\n@ MX 20 b');
    expect(levels(found)).toEqual(['error example.com']);
    expect(found[0].message).toContain('a.example.com and 1 more');
  });

  it('warns of another preference than 0 and can set it', async () => {
    const [finding] = await judgeOne(mxNullWithOthers, '@ MX 10 .');
    expect(finding.severity).toBe('warning');
    expect(fixed(finding)).toContain('@ MX 0 .\n');
  });

  it('is content with one null MX', async () => {
    expect(await judgeOne(mxNullWithOthers, '@ MX 0 .\na MX 10 mail')).toEqual([]);
  });
});

describe('mx-duplicate-host', () => {
  it('names each repetition once, whatever the spelling', async () => {
    const found = await judgeOne(
      mxDuplicateHost,
      '@ MX 10 mail\n@ MX 20 MAIL.example.com.\n@ MX 30 mail\na MX 10 mail',
    );
    expect(levels(found)).toEqual(['warning example.com', 'warning example.com']);
    expect(found[0].message).toContain('10 and 20');
  });
});

describe('mx-private-address', () => {
  it('is an error where no address is left, a warning where one is', async () => {
    const zone = 'a MX 10 in\nb MX 10 both\nin A 10.0.0.1\nin AAAA fd00::1\nboth A 192.168.0.1\nboth A 192.0.2.1';
    const found = await judgeOne(mxPrivateAddress, zone);
    expect(levels(found)).toEqual(['error a.example.com', 'warning b.example.com']);
    expect(found[0].message).toContain('10.0.0.1 (a private address), fd00::1');
    expect(found[1].related!.map(({ place }) => place.file.slice(place.start, place.end))).toEqual([
      'both A 192.168.0.1',
    ]);
  });

  it('is a warning where an address may be unknown', async () => {
    const zone = '@ MX 10 mail\nmail CNAME x.example.net.';
    expect(levels(await judgeOne(mxPrivateAddress, zone, { dns: 'x.example.net. A 127.0.0.1' }))).toEqual([
      'error example.com',
    ]);
    expect(await judgeOne(mxPrivateAddress, zone)).toEqual([]);
    const outside: Resolver = ({ type }) =>
      type === 'A'
        ? { state: 'found', records: [{ type: 'A', address: '10.0.0.1' }], chain: [], source: 'live' }
        : { state: 'unknown', reason: 'timeout', chain: [] };
    expect(levels(await judgeOne(mxPrivateAddress, zone, { outside }))).toEqual(['warning example.com']);
  });

  it('lets the addresses of examples pass', async () => {
    expect(await judgeOne(mxPrivateAddress, '@ MX 10 mail\nmail A 192.0.2.1\nmail AAAA 2001:db8::1')).toEqual([]);
  });
});

describe('mx-validation-left-over', () => {
  it('speaks instead of mx-without-address', async () => {
    const rules = [mxWithoutAddress, mxValidationLeftOver];
    const zone = '@ MX 10 mail\nmail A 192.0.2.1\n@ MX 32767 ms123.msv1.invalid.';
    const found = await judgeZones({ 'example.com': zone }, rules, { dns: '; nxdomain ms123.msv1.invalid.' });
    expect(found.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual(['warning mx-validation-left-over']);
  });
});

describe('mx-not-allowed', () => {
  const policy = {
    mailExchangers: [
      { domains: ['example.com', '*.sub.example.com'], hosts: ['*.mail.protection.outlook.com', 'mail.example.com'] },
      { domains: ['example.com'], hosts: ['backup.example.net'] },
    ],
  };

  it('knows exact hosts, patterns, several lists and domains without a list', async () => {
    const zone = `@ MX 1 mail
@ MX 2 example-com.mail.protection.outlook.com.
@ MX 3 backup.example.net.
@ MX 4 mail.protection.outlook.com.
@ MX 5 mail.evil.example.net.
x.sub MX 1 backup.example.net.
other MX 1 mail.evil.example.net.
n.sub MX 0 .`;
    const found = await judgeOne(mxNotAllowed, zone, { policy });
    expect(found.map(({ subject, names }) => `${subject} ${names}`)).toEqual([
      'example.com mail.protection.outlook.com',
      'example.com mail.evil.example.net',
      'x.sub.example.com backup.example.net',
    ]);
    expect(await judgeOne(mxNotAllowed, zone)).toEqual([]);
  });
});

describe('mx-removed', () => {
  const base = { 'example.com': '@ A 192.0.2.80\n@ MX 10 mail\nsub MX 10 mail\nsub TXT "x"\nmail A 192.0.2.25' };

  it('says where the mail goes now, and points to the record in base', async () => {
    const found = await judgeOne(mxRemoved, '@ A 192.0.2.80\nsub TXT "x"', { base });
    expect(levels(found)).toEqual(['warning example.com', 'warning sub.example.com']);
    expect(found[0].message).toContain('its own address 192.0.2.80');
    expect(found[1].message).toContain('no address either');
    expect(found[0].side).toBe('base');
    expect(underlined(found[0])).toBe('@ MX 10 mail');
  });

  it.each([
    ['another MX', '@ A 192.0.2.80\n@ MX 10 mx.example.net.\nsub MX 10 mail'],
    ['a null MX', '@ MX 0 .\nsub MX 0 .'],
    ['the name taken away', '@ MX 10 mail'],
    ['an alias to a name with MX', '@ MX 10 mail\nsub CNAME example.com.'],
    ['a delegation', '@ MX 10 mail\nsub NS ns.example.net.'],
  ])('is content with %s', async (_, zone) => {
    expect(await judgeOne(mxRemoved, zone, { base })).toEqual([]);
  });

  it('says nothing of a zone that is gone, and without a base', async () => {
    expect(await judgeZones({ 'example.org': '@ TXT "x"' }, [mxRemoved], { base })).toEqual([]);
    expect(await judgeOne(mxRemoved, '@ TXT "x"')).toEqual([]);
  });

  it('says nothing where base took no mail', async () => {
    expect(await judgeOne(mxRemoved, '@ TXT "x"', { base: { 'example.com': '@ MX 0 .' } })).toEqual([]);
  });
});
