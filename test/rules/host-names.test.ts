import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import type { MailRule, PolicyFacts } from '../../src/proposal/proposal.ts';
import { hostDoubledName } from '../../src/rules/host-doubled-name.ts';
import { hostGeneric } from '../../src/rules/host-generic.ts';
import { hostInvalidCharacters } from '../../src/rules/host-invalid-characters.ts';
import { hostNotFqdn } from '../../src/rules/host-not-fqdn.ts';
import { hostNotPublic } from '../../src/rules/host-not-public.ts';
import { hostUnknownTld } from '../../src/rules/host-unknown-tld.ts';
import { mxIsAddress } from '../../src/rules/mx-is-address.ts';
import { mxTargetMalformed } from '../../src/rules/mx-target-malformed.ts';
import { mxWithoutAddress } from '../../src/rules/mx-without-address.ts';
import { judgeZones, type ProposeOptions } from '../support/propose.ts';

const ALL = [
  mxIsAddress,
  mxWithoutAddress,
  mxTargetMalformed,
  hostNotFqdn,
  hostNotPublic,
  hostUnknownTld,
  hostInvalidCharacters,
  hostGeneric,
  hostDoubledName,
];

const judgeOne = (rule: MailRule, zone: string, options?: ProposeOptions) =>
  judgeZones({ 'example.com': zone }, [rule], options);
const said = (findings: readonly Finding[]) =>
  findings.map(({ severity, rule, subject }) => `${severity} ${rule} ${subject}`);
const underlined = ({ place }: Finding) => place!.file.slice(place!.start, place!.end);

function fixed({ fix, place }: Finding): string {
  const [{ place: at, text }] = fix!.edits;
  return place!.file.text.slice(0, at.start) + text + place!.file.text.slice(at.end);
}

function helo(...names: string[]): Partial<PolicyFacts> {
  return { senders: [{ domains: ['example.com'], hosts: [], helo: names, networks: [] }] };
}

describe('one defect, one rule', () => {
  it.each([
    ['192.0.2.25.', 'error mx-is-address example.com'],
    ['192.0.2.25', 'error mx-is-address example.com'],
    ['mail.', 'error host-not-fqdn example.com'],
    ['localhost.', 'error host-not-fqdn example.com'],
    ['mail.office.local.', 'error host-not-public example.com'],
    ['mail.example.con.', 'warning host-unknown-tld example.com'],
    ['mail_1.example.net.', 'error host-invalid-characters example.com'],
    ['https://mail.example.net/', 'error mx-target-malformed example.com'],
    ['mail.example.com', 'error host-doubled-name example.com'],
    ['gone', 'error mx-without-address example.com'],
    ['dsl-192-0-2-25.pool.example.net.', 'warning host-generic example.com'],
  ])('MX 10 %s', async (target, expected) => {
    expect(said(await judgeZones({ 'example.com': `@ MX 10 ${target}\nmail A 192.0.2.1` }, ALL))).toEqual([expected]);
  });

  it.each([
    'mail',
    'mail.example.com.',
    'example-com.mail.protection.outlook.com.',
    'aspmx.l.google.com.',
    'alt1.aspmx.l.google.com.',
    'mx1.messagingengine.com.',
    'd12345a.ess.barracudanetworks.com.',
    'mxa-00123456.gslb.pphosted.com.',
    'mx1-us1.ppe-hosted.com.',
    'cluster5.eu.messagelabs.com.',
    'eu-smtp-inbound-1.mimecast.com.',
    'inbound-smtp.eu-west-1.amazonaws.com.',
    'feedback-smtp.us-east-1.amazonses.com.',
    'mx.zoho.eu.',
    'route1.mx.cloudflare.net.',
    '10.mx.example.net.',
    'xn--mller-kva.de.',
  ])('nothing of MX 10 %s', async (target) => {
    expect(said(await judgeZones({ 'example.com': `@ MX 10 ${target}\nmail A 192.0.2.1` }, ALL))).toEqual([]);
  });
});

describe('host-not-fqdn', () => {
  it('writes the full name where the zone has that host', async () => {
    const [finding] = await judgeOne(hostNotFqdn, '@ MX 10 mail.\nmail A 192.0.2.1');
    expect(underlined(finding)).toBe('mail.');
    expect(fixed(finding)).toContain('@ MX 10 mail.example.com.\n');
    expect((await judgeOne(hostNotFqdn, '@ MX 10 other.\nmail A 192.0.2.1'))[0].fix).toBeUndefined();
  });

  it('looks at HELO names and PTR records', async () => {
    const zones = { 'example.com': '@ MX 10 mail\nmail A 192.0.2.1', '2.0.192.in-addr.arpa': '1 PTR mail.' };
    const found = await judgeZones(zones, [hostNotFqdn], { policy: helo('localhost.') });
    expect(said(found)).toEqual(['error host-not-fqdn 192.0.2.1', 'error host-not-fqdn localhost'].sort().reverse());
  });

  it('looks at PTR records that live DNS has', async () => {
    const options = { dns: '1.2.0.192.in-addr.arpa. PTR localhost.' };
    const found = await judgeOne(hostNotFqdn, '@ MX 10 mail\nmail A 192.0.2.1', options);
    expect(said(found)).toEqual(['error host-not-fqdn 192.0.2.1']);
    expect(underlined(found[0])).toBe('mail A 192.0.2.1');
  });

  it('says nothing of addresses that handle no mail', async () => {
    const zones = { 'example.com': '@ MX 10 mail\nmail A 192.0.2.1', '2.0.192.in-addr.arpa': '9 PTR printer.' };
    expect(await judgeZones(zones, [hostNotFqdn])).toEqual([]);
  });
});

describe('host-not-public', () => {
  it('says what the name is set aside for', async () => {
    const [finding] = await judgeOne(hostNotPublic, '@ MX 10 mail.home.arpa.');
    expect(finding.message).toContain('.home.arpa is a name for home networks (RFC 8375)');
  });

  it('says nothing of domains that are under such a name themselves', async () => {
    expect(await judgeZones({ 'corp.test': '@ MX 10 mail\nmail A 192.0.2.1' }, [hostNotPublic])).toEqual([]);
  });
});

describe('host-unknown-tld', () => {
  const zone = '@ MX 10 mail.example.con.';

  it('says the date of the list while nothing is confirmed', async () => {
    const [finding] = await judgeOne(hostUnknownTld, zone);
    expect(finding.severity).toBe('warning');
    expect(finding.message).toMatch(/\(20\d\d-\d\d-\d\d\)/);
  });

  it.each(['; nxdomain con.', '; nxdomain mail.example.con.'])(
    'is an error where live DNS confirms it: %s',
    async (dns) => {
      expect(said(await judgeOne(hostUnknownTld, zone, { dns }))).toEqual(['error host-unknown-tld example.com']);
    },
  );

  it('takes a name without name servers, or without an address, for no denial', async () => {
    // Some DNS servers answer so of every top-level domain.
    const dns = 'con. TXT "here"\nmail.example.con. TXT "here"';
    expect(said(await judgeOne(hostUnknownTld, zone, { dns }))).toEqual(['warning host-unknown-tld example.com']);
  });

  it('keeps silent where the host is found', async () => {
    expect(await judgeOne(hostUnknownTld, zone, { dns: 'mail.example.con. A 192.0.2.1' })).toEqual([]);
  });

  it('keeps silent where the list is older than the domain', async () => {
    expect(await judgeOne(hostUnknownTld, zone, { dns: 'con. NS ns.nic.con.\n; nxdomain mail.example.con.' })).toEqual(
      [],
    );
  });
});

describe('host-invalid-characters', () => {
  it.each([
    ['mail_1', 'underscore'],
    ['-mail', 'begins with a hyphen'],
    ['mail-.example.net.', 'ends with a hyphen'],
    ['mail.example.123.', 'number “123”'],
    ['mail+x.example.net.', 'character “+”'],
    ['m\\195\\188ller.example.net.', 'ASCII'],
    ['mail\\.x.example.net.', 'character “.”'],
    [`${'a.'.repeat(10)}${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.${'e'.repeat(42)}.`, undefined],
  ])('%s', async (target, what) => {
    const found = await judgeOne(hostInvalidCharacters, `@ MX 10 ${target}`);
    if (what === undefined) expect(found).toEqual([]);
    else {
      expect(said(found)).toEqual(['error host-invalid-characters example.com']);
      expect(found[0].message).toContain(what);
    }
  });

  it('gives the ASCII form of a name in another script', async () => {
    const [finding] = await judgeOne(hostInvalidCharacters, '@ MX 10 m\\195\\188ller.example.net.');
    expect(finding.message).toContain('“müller”');
    expect(finding.advice).toContain('xn--mller-kva.example.net');
  });

  it('finds labels and names that are too long in the policy file', async () => {
    const label = `${'a'.repeat(64)}.example.com.`;
    const name = `${'a.'.repeat(125)}example.com.`;
    const found = await judgeOne(hostInvalidCharacters, '', { policy: helo(label, name) });
    expect(found.map(({ message }) => /is (\d+) characters long/.exec(message)?.[1]).sort()).toEqual(['261', '64']);
  });
});

describe('host-doubled-name', () => {
  it('adds the final dot', async () => {
    const [finding] = await judgeOne(hostDoubledName, '@ MX 10 mail.example.com\nmail A 192.0.2.1');
    expect(underlined(finding)).toBe('mail.example.com');
    expect(fixed(finding)).toContain('@ MX 10 mail.example.com.\n');
    expect(finding.message).toContain('mail.example.com.example.com');
  });

  it('finds it below another origin, and where the domain is written twice', async () => {
    const zone =
      '@ MX 10 mail.example.com.example.com.\nmail A 192.0.2.1\n$ORIGIN sub.example.com.\n@ MX 10 mail.example.com';
    const found = await judgeOne(hostDoubledName, zone);
    expect(found.map(({ subject }) => subject)).toEqual(['example.com', 'sub.example.com']);
    expect(fixed(found[0])).toContain('@ MX 10 mail.example.com.\nmail');
    expect(fixed(found[1])).toMatch(/@ MX 10 mail\.example\.com\.\n$/);
  });

  it('is not fooled by a wildcard', async () => {
    const zone = '@ MX 10 mail.example.com\nmail A 192.0.2.1\n* A 192.0.2.80';
    expect(said(await judgeOne(hostDoubledName, zone))).toEqual(['error host-doubled-name example.com']);
  });

  it('believes a host that is really there, and what cannot be known', async () => {
    expect(await judgeOne(hostDoubledName, '@ MX 10 mail.example.com\nmail.example.com A 192.0.2.1')).toEqual([]);
    expect(await judgeOne(hostDoubledName, '@ MX 10 mail.example.com\ncom NS ns.example.net.')).toEqual([]);
    expect(await judgeOne(hostDoubledName, '@ MX 10 example.com\n@ MX 20 com')).toEqual([
      expect.objectContaining({ names: ['example.com.example.com'] }),
    ]);
  });
});

describe('host-generic', () => {
  it('leaves PTR records to ptr-generic', async () => {
    const zones = {
      'example.com': '@ MX 10 mail\nmail A 192.0.2.1',
      '2.0.192.in-addr.arpa': '1 PTR dsl-192-0-2-1.pool.example.net.',
    };
    expect(await judgeZones(zones, [hostGeneric])).toEqual([]);
  });

  it('names the evidence', async () => {
    const [finding] = await judgeOne(hostGeneric, '@ MX 10 dsl-192-0-2-25.pool.example.net.');
    expect(finding.message).toContain('192-0-2-25');
  });
});

describe('names that nobody wrote by hand', () => {
  const octet = fc.integer({ min: 0, max: 255 }).map((value) => `\\${String(value).padStart(3, '0')}`);
  const anyLabel = fc.array(octet, { minLength: 1, maxLength: 12 }).map((octets) => octets.join(''));
  const goodLabel = fc.stringMatching(/^[a-z][a-z0-9]{0,10}(-[a-z0-9]{1,10})?$/);

  it('are judged whatever octets they have, and in at least one way where they are no host names', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyLabel, { minLength: 1, maxLength: 4 }), async (labels) => {
        const found = await judgeZones({ 'example.com': `@ MX 10 ${labels.join('.')}.example.net.` }, ALL);
        const octets = labels.map((label) => label.split('\\').slice(1).map(Number));
        const isHostName = octets.every((label) =>
          /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i.test(String.fromCharCode(...label)),
        );
        expect(found.some(({ severity }) => severity === 'error')).toBe(!isHostName);
        expect(found.length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('pass where they are host names under a public domain', async () => {
    await fc.assert(
      fc.asyncProperty(
        goodLabel,
        goodLabel,
        fc.constantFrom('com', 'org', 'de', 'email'),
        async (host, domain, top) => {
          const found = await judgeZones({ 'example.com': `@ MX 10 ${host}.${domain}.${top}.` }, ALL);
          expect(said(found).filter((text) => !text.includes('host-generic'))).toEqual([]);
        },
      ),
    );
  });
});
