import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { POINTER_RESOURCES, RECORD_RESOURCES, ZONE_RESOURCES } from '../../../src/formats/terraform/providers/index.ts';
import { textStrings } from '../../../src/formats/terraform/text-strings.ts';
import { findings, fixes, holes, lines, problems } from './support/read.ts';

let count = 0;
/** A resource that belongs to example.com; each has a name of its own. */
const resource = (type: string, body: string) => `resource "${type}" "r${++count}" {\n${body}\n}\n`;
const networks = Array.from({ length: 16 }, (_, i) => `ip4:45.10.1${i + 10}.7`);
const long = `v=spf1 ${networks.join(' ')} -all`;

interface Trap {
  readonly files: string;
  readonly records?: readonly string[];
  readonly problems?: readonly string[];
  readonly fixes?: readonly string[];
}

/** What each provider makes of a spelling that others take otherwise, from its documentation. */
const TRAPS: Record<string, Trap> = {
  'Route 53 ends the letters of a name, not its labels, in the zone': {
    files:
      resource('aws_route53_zone', 'name = "example.com"').replace(/"r\d+"/, '"z"') +
      resource(
        'aws_route53_record',
        'zone_id = aws_route53_zone.z.id\nname = "notexample.com"\ntype = "A"\nttl = 60\nrecords = ["192.0.2.1"]',
      ),
    problems: ['name-outside-zone  notexample.com “notexample.com”'],
  },
  'Route 53 takes overwriting for a second owner of a set': {
    files: `resource "aws_route53_zone" "z" {\n  name = "example.com"\n}\n${['a', 'b']
      .map((name) =>
        resource(
          'aws_route53_record',
          `zone_id = aws_route53_zone.z.id\nname = "${name === 'a' ? '' : 'example.com'}"\ntype = "TXT"\nttl = 60\nallow_overwrite = true\nrecords = ["${name}"]`,
        ),
      )
      .join('')}`,
    records: ['example.com. 60 IN TXT "a"', 'example.com. 60 IN TXT "b"'],
  },
  'Route 53, all records of a zone in one resource': {
    files: `resource "aws_route53_zone" "z" {\n  name = "example.com"\n}\n${resource(
      'aws_route53_records_exclusive',
      'zone_id = aws_route53_zone.z.id\nresource_record_set {\n  name = "example.com"\n  type = "MX"\n  ttl = 60\n  resource_records {\n    value = "10 mail.example.com"\n  }\n}',
    )}`,
    records: ['example.com. 60 IN MX 10 mail.example.com.'],
  },
  'Route 53 does not cut a text': {
    files: `resource "aws_route53_zone" "z" {\n  name = "example.com"\n}\n${resource(
      'aws_route53_record',
      `zone_id = aws_route53_zone.z.id\nname = ""\ntype = "TXT"\nttl = 60\nrecords = ["${long}"]`,
    )}`,
    problems: [`txt-string-too-long error example.com “${long}”`],
    fixes: ['“ ” → “ \\"\\"”'],
  },
  'Cloudflare puts a name that only looks like the zone’s below it': {
    files: `resource "cloudflare_zone" "z" {\n  name = "example.com"\n}\n${resource(
      'cloudflare_dns_record',
      'zone_id = cloudflare_zone.z.id\nname = "notexample.com"\ntype = "A"\nttl = 1\ncontent = "192.0.2.1"',
    )}`,
    records: ['notexample.com.example.com. 1 IN A 192.0.2.1'],
  },
  'Cloudflare cuts a text': {
    files: `resource "cloudflare_zone" "z" {\n  zone = "example.com"\n}\n${resource(
      'cloudflare_record',
      `zone_id = cloudflare_zone.z.id\nname = "@"\ntype = "TXT"\ncontent = "${long}"`,
    )}`,
    records: [`example.com. IN TXT "${long.slice(0, 255)}" "${long.slice(255)}"`],
  },
  'Google divides a text at its blanks': {
    files: `resource "google_dns_managed_zone" "z" {\n  name = "z"\n  dns_name = "example.com."\n}\n${resource(
      'google_dns_record_set',
      'managed_zone = google_dns_managed_zone.z.name\nname = "example.com."\ntype = "TXT"\nttl = 60\nrrdatas = ["v=spf1 mx -all"]',
    )}`,
    problems: ['txt-unquoted error example.com “v=spf1 mx -all”'],
    fixes: ['“v=spf1 mx -all” → “\\"v=spf1 mx -all\\"”'],
  },
  'Google wants every final dot': {
    files: `resource "google_dns_managed_zone" "z" {\n  name = "z"\n  dns_name = "example.com."\n}\n${resource(
      'google_dns_record_set',
      'managed_zone = google_dns_managed_zone.z.name\nname = "example.com."\ntype = "MX"\nttl = 60\nrrdatas = ["10 mail.example.com"]',
    )}`,
    problems: ['target-without-dot error example.com “mail.example.com”'],
    fixes: ['“m” → “m.”'],
  },
  'Azure names are below the zone, texts are plain and cut': {
    files:
      resource('azurerm_dns_zone', 'name = "example.com"') +
      resource(
        'azurerm_dns_a_record',
        'zone_name = "example.com"\nname = "mail.example.com"\nrecords = ["192.0.2.1"]',
      ) +
      resource('azurerm_dns_aaaa_record', 'zone_name = "example.com"\nname = "mail"\nrecords = ["2001:db8::1"]') +
      resource('azurerm_dns_cname_record', 'zone_name = "example.com"\nname = "w"\nrecord = "example.net"') +
      resource('azurerm_dns_ns_record', 'zone_name = "example.com"\nname = "d"\nrecords = ["ns1.example.net."]') +
      resource('azurerm_dns_ptr_record', 'zone_name = "example.com"\nname = "p"\nrecords = ["mail.example.com"]') +
      resource('azurerm_dns_txt_record', `zone_name = "example.com"\nname = "@"\nrecord {\n  value = "${long}"\n}`) +
      resource(
        'azurerm_dns_mx_record',
        'zone_name = "example.com"\nname = "@"\nrecord {\n  preference = 10\n  exchange = "mail.example.com"\n}',
      ),
    records: [
      'd.example.com. IN NS ns1.example.net.',
      'example.com. IN MX 10 mail.example.com.',
      `example.com. IN TXT "${long.slice(0, 255)}" "${long.slice(255)}"`,
      'mail.example.com. IN AAAA 2001:db8::1',
      'mail.example.com.example.com. IN A 192.0.2.1',
      'p.example.com. IN PTR mail.example.com.',
      'w.example.com. IN CNAME example.net.',
    ],
  },
  'DigitalOcean names are below the zone, targets have a final dot': {
    files:
      resource('digitalocean_domain', 'name = "example.com"\nip_address = "192.0.2.80"') +
      resource(
        'digitalocean_record',
        'domain = "example.com"\ntype = "A"\nname = "mail.example.com"\nvalue = "192.0.2.1"',
      ) +
      resource(
        'digitalocean_record',
        'domain = "example.com"\ntype = "A"\nname = "mail.example.com."\nvalue = "192.0.2.1"',
      ) +
      resource(
        'digitalocean_record',
        'domain = "example.com"\ntype = "MX"\nname = "@"\npriority = 10\nvalue = "mail.example.com"',
      ),
    records: [
      'example.com. IN A 192.0.2.80',
      'example.com. IN MX 10 mail.example.com.',
      'mail.example.com. IN A 192.0.2.1',
      'mail.example.com.example.com. IN A 192.0.2.1',
    ],
    problems: ['target-without-dot error example.com “mail.example.com”'],
    fixes: ['“m” → “m.”'],
  },
  'DNSimple has a preference of its own': {
    files:
      resource('dnsimple_domain', 'name = "example.com"') +
      resource('dnsimple_zone', 'name = "example.com"') +
      resource('dnsimple_zone_record', 'zone_name = "example.com"\nname = ""\ntype = "MX"\nvalue = "mx.example.net"') +
      resource('dnsimple_zone_record', 'zone_name = "example.com"\nname = ""\ntype = "ALIAS"\nvalue = "x.example.net"'),
    records: ['example.com. IN MX 0 mx.example.net.'],
  },
  'Gandi takes names and texts as a zone file does': {
    files:
      resource('gandi_livedns_domain', 'name = "example.com"') +
      resource(
        'gandi_livedns_record',
        'zone = "example.com"\nname = "@"\ntype = "TXT"\nttl = 60\nvalues = ["v=spf1 mx"]',
      ) +
      resource(
        'gandi_livedns_record',
        'zone = "example.com"\nname = "@"\ntype = "MX"\nttl = 60\nvalues = ["10 mail.example.com"]',
      ),
    records: ['example.com. 60 IN MX 10 mail.example.com.example.com.', 'example.com. 60 IN TXT "v=spf1" "mx"'],
    problems: ['txt-unquoted error example.com “v=spf1 mx”'],
    fixes: ['“v=spf1 mx” → “\\"v=spf1 mx\\"”'],
  },
  'Hetzner Cloud has a function for texts, and records of their own': {
    files:
      resource('hcloud_zone', 'name = "example.com"\nmode = "primary"') +
      resource(
        'hcloud_zone_rrset',
        `zone = "example.com"\nname = "@"\ntype = "TXT"\nrecords = [{ value = provider::hcloud::txt_record("${long}") }]`,
      ) +
      resource('hcloud_zone_record', 'zone = "example.com"\nname = "a"\ntype = "A"\nvalue = "192.0.2.1"') +
      resource('hcloud_zone_record', 'zone = "example.com"\nname = "a"\ntype = "A"\nvalue = "192.0.2.2"'),
    records: [
      'a.example.com. IN A 192.0.2.1',
      'a.example.com. IN A 192.0.2.2',
      `example.com. IN TXT "${long.slice(0, 255)}" "${long.slice(255)}"`,
    ],
  },
  'Hetzner Cloud has a function for names': {
    files: `resource "hcloud_zone" "z" {\n  name = provider::hcloud::idna("bücher.example")\n}\n${resource(
      'hcloud_zone_record',
      'zone = hcloud_zone.z.name\nname = "a"\ntype = "A"\nvalue = "192.0.2.1"',
    )}`,
    records: ['a.xn--bcher-kva.example. IN A 192.0.2.1'],
  },
  'Hetzner DNS': {
    files:
      'resource "hetznerdns_zone" "z" {\n  name = "example.com"\n}\n' +
      resource(
        'hetznerdns_record',
        'zone_id = hetznerdns_zone.z.id\nname = "@"\ntype = "MX"\nvalue = "10 mx.example.net"',
      ) +
      resource('hetznerdns_record', 'zone_id = hetznerdns_zone.z.id\nname = "@"\ntype = "MX"\nvalue = "20 mx"'),
    records: ['example.com. IN MX 10 mx.example.net.example.com.', 'example.com. IN MX 20 mx.example.com.'],
  },
  'Linode has a preference of its own': {
    files:
      'resource "linode_domain" "z" {\n  type = "master"\n  domain = "example.com"\n}\n' +
      resource(
        'linode_domain_record',
        'domain_id = linode_domain.z.id\nrecord_type = "MX"\ntarget = "mx.example.net"',
      ) +
      resource(
        'linode_domain_record',
        'domain_id = linode_domain.z.id\nrecord_type = "TXT"\ntarget = "v=spf1 mx -all"',
      ),
    records: ['example.com. IN MX 0 mx.example.net.', 'example.com. IN TXT "v=spf1 mx -all"'],
  },
  'Namecheap has a preference of its own, and names without a final dot are whole': {
    files: resource(
      'namecheap_domain_records',
      'domain = "example.com"\nrecord {\n  hostname = "@"\n  type = "MX"\n  address = "mx.example.net"\n}\nrecord {\n  hostname = "@"\n  type = "MXE"\n  address = "192.0.2.1"\n}',
    ),
    records: ['example.com. IN MX 10 mx.example.net.'],
  },
  'NS1 links records': {
    files:
      resource('ns1_zone', 'zone = "example.com"') +
      resource('ns1_record', 'zone = "example.com"\ndomain = "mail.example.com"\ntype = "A"\nlink = "x.example.com"') +
      resource(
        'ns1_record',
        'zone = "example.com"\ndomain = "example.com"\ntype = "TXT"\nanswers {\n  answer = "v=spf1 mx -all"\n}',
      ),
    records: ['example.com. IN TXT "v=spf1 mx -all"'],
  },
  'OVH has types for texts, and targets as in a zone file': {
    files:
      resource('ovh_domain_zone', 'name = "example.com"') +
      resource('ovh_domain_zone_record', 'zone = "example.com"\nfieldtype = "SPF"\ntarget = "v=spf1 mx -all"') +
      resource(
        'ovh_domain_zone_record',
        'zone = "example.com"\nsubdomain = "_dmarc"\nfieldtype = "DMARC"\ntarget = "v=DMARC1;p=none;"',
      ) +
      resource(
        'ovh_domain_zone_record',
        'zone = "example.com"\nsubdomain = "s._domainkey"\nfieldtype = "DKIM"\ntarget = "v=DKIM1;p="',
      ) +
      resource('ovh_domain_zone_record', 'zone = "example.com"\nfieldtype = "MX"\ntarget = "1 mx1.mail.ovh.net"'),
    records: [
      '_dmarc.example.com. IN TXT "v=DMARC1\\059p=none\\059"',
      'example.com. IN MX 1 mx1.mail.ovh.net.example.com.',
      'example.com. IN TXT "v=spf1 mx -all"',
      's._domainkey.example.com. IN TXT "v=DKIM1\\059p="',
    ],
  },
  'PowerDNS wants every final dot and quotation marks': {
    files:
      resource('powerdns_zone', 'name = "example.com."\nkind = "Native"') +
      resource(
        'powerdns_record',
        'zone = "example.com."\nname = "example.com."\ntype = "MX"\nttl = 60\nrecords = ["10 mail.example.com"]',
      ) +
      resource(
        'powerdns_record',
        `zone = "example.com."\nname = "example.com."\ntype = "TXT"\nttl = 60\nrecords = ["\\"${long}\\""]`,
      ),
    problems: [
      'target-without-dot error example.com “mail.example.com”',
      `txt-string-too-long error example.com “\\"${long}\\"”`,
    ],
    fixes: ['“m” → “m.”', '“ ” → “ \\" \\"”'],
  },
  'Vultr wants quotation marks around texts': {
    files:
      'resource "vultr_dns_domain" "z" {\n  domain = "example.com"\n  ip = vultr_instance.x.main_ip\n}\nresource "vultr_instance" "x" {}\n' +
      resource(
        'vultr_dns_record',
        'domain = vultr_dns_domain.z.id\nname = ""\ntype = "TXT"\ndata = "\\"v=spf1 mx -all\\""',
      ) +
      resource(
        'vultr_dns_record',
        'domain = "example.com"\nname = ""\ntype = "MX"\npriority = 5\ndata = "mx.example.net"',
      ),
    records: ['example.com. IN MX 5 mx.example.net.', 'example.com. IN TXT "v=spf1 mx -all"'],
  },
  'dynamic updates want every final dot': {
    files:
      resource('dns_a_record_set', 'zone = "example.com."\nname = "mail"\naddresses = ["192.0.2.1"]') +
      resource('dns_aaaa_record_set', 'zone = "example.com."\nname = "mail"\naddresses = ["2001:db8::1"]') +
      resource('dns_cname_record', 'zone = "example.com."\nname = "www"\ncname = "mail.example.com"') +
      resource('dns_ns_record_set', 'zone = "example.com."\nname = "d"\nnameservers = ["ns1.example.net."]') +
      resource('dns_ptr_record', 'zone = "2.0.192.in-addr.arpa."\nname = "1"\nptr = "mail.example.com."') +
      resource('dns_txt_record_set', 'zone = "example.com."\ntxt = ["v=spf1 mx -all"]') +
      resource(
        'dns_mx_record_set',
        'zone = "example.com."\nmx {\n  preference = 10\n  exchange = "mail.example.com."\n}',
      ),
    records: [
      '1.2.0.192.in-addr.arpa. IN PTR mail.example.com.',
      'd.example.com. IN NS ns1.example.net.',
      'example.com. IN MX 10 mail.example.com.',
      'example.com. IN TXT "v=spf1 mx -all"',
      'mail.example.com. IN A 192.0.2.1',
      'mail.example.com. IN AAAA 2001:db8::1',
      'www.example.com. IN CNAME mail.example.com.',
    ],
    problems: ['target-without-dot error www.example.com “mail.example.com”'],
    fixes: ['“m” → “m.”'],
  },
};

describe('what each provider takes otherwise than others', () => {
  test.each(Object.entries(TRAPS))('%s', async (_, trap) => {
    if (trap.records !== undefined) expect(lines(trap.files)).toEqual(trap.records);
    expect(problems(trap.files)).toEqual(trap.problems ?? []);
    expect(await fixes(trap.files)).toEqual(trap.fixes ?? []);
  });

  test('what it looks up by itself is not known', () => {
    expect(holes(TRAPS['NS1 links records'].files)).toEqual(['mail.example.com. 1']);
    expect(holes(TRAPS['DNSimple has a preference of its own'].files)).toEqual(['example.com. 1', 'example.com. 28']);
    expect(holes(TRAPS['Vultr wants quotation marks around texts'].files)).toEqual(['example.com. 1']);
  });
});

/** How often a second resource of one name and type is normal, by a resource with a value. */
const SECOND: Record<string, { readonly body: string; readonly isRefused: boolean }> = {
  azurerm_dns_a_record: { body: 'zone_name = "example.com"\nname = "a"\nrecords = ["192.0.2.N"]', isRefused: true },
  azurerm_dns_txt_record: {
    body: 'zone_name = "example.com"\nname = "a"\nrecord {\n  value = "N"\n}',
    isRefused: true,
  },
  digitalocean_record: {
    body: 'domain = "example.com"\nname = "a"\ntype = "A"\nvalue = "192.0.2.N"',
    isRefused: false,
  },
  dns_a_record_set: { body: 'zone = "example.com."\nname = "a"\naddresses = ["192.0.2.N"]', isRefused: true },
  dns_ptr_record: { body: 'zone = "example.com."\nname = "a"\nptr = "mN.example.com."', isRefused: false },
  dnsimple_zone_record: {
    body: 'zone_name = "example.com"\nname = "a"\ntype = "A"\nvalue = "192.0.2.N"',
    isRefused: false,
  },
  gandi_livedns_record: {
    body: 'zone = "example.com"\nname = "a"\ntype = "A"\nttl = 60\nvalues = ["192.0.2.N"]',
    isRefused: true,
  },
  hcloud_zone_record: { body: 'zone = "example.com"\nname = "a"\ntype = "A"\nvalue = "192.0.2.N"', isRefused: false },
  hcloud_zone_rrset: {
    body: 'zone = "example.com"\nname = "a"\ntype = "A"\nrecords = [{ value = "192.0.2.N" }]',
    isRefused: true,
  },
  ns1_record: {
    body: 'zone = "example.com"\ndomain = "a.example.com"\ntype = "A"\nanswers {\n  answer = "192.0.2.N"\n}',
    isRefused: true,
  },
  ovh_domain_zone_record: {
    body: 'zone = "example.com"\nsubdomain = "a"\nfieldtype = "A"\ntarget = "192.0.2.N"',
    isRefused: false,
  },
  powerdns_record: {
    body: 'zone = "example.com."\nname = "a.example.com."\ntype = "A"\nttl = 60\nrecords = ["192.0.2.N"]',
    isRefused: true,
  },
  vultr_dns_record: { body: 'domain = "example.com"\nname = "a"\ntype = "A"\ndata = "192.0.2.N"', isRefused: false },
};

describe('a second resource of one name and type', () => {
  test.each(Object.entries(SECOND))('%s', (type, { body, isRefused }) => {
    const files =
      resource(type, body.replaceAll('N"', '1"').replaceAll('mN', 'm1')) +
      resource(type, body.replaceAll('N"', '2"').replaceAll('mN', 'm2'));
    expect(lines(files)).toHaveLength(2);
    expect(problems(files).map((text) => text.split(' ')[0])).toEqual(isRefused ? ['rrset-duplicated'] : []);
  });
});

describe('private zones have no public mail', () => {
  const kinds: Record<string, string> = {
    azurerm_private_dns_a_record: 'records = ["10.0.0.1"]',
    azurerm_private_dns_aaaa_record: 'records = ["fd00::1"]',
    azurerm_private_dns_cname_record: 'record = "x.example.net"',
    azurerm_private_dns_mx_record: 'record {\n  preference = 10\n  exchange = "nowhere.local"\n}',
    azurerm_private_dns_ns_record: 'records = ["ns1.example.net."]',
    azurerm_private_dns_ptr_record: 'records = ["x.example.net"]',
    azurerm_private_dns_txt_record: 'record {\n  value = "v=spf1 nclude:x -all"\n}',
  };

  test.each(Object.entries(kinds))('%s', async (type, body) => {
    const zone = resource('azurerm_private_dns_zone', 'name = "example.com"');
    const files = zone + resource(type, `zone_name = "example.com"\nname = "x"\n${body}`);
    expect(lines(files)).toHaveLength(1);
    expect(await findings(files)).toEqual([]);
  });

  test('the same in a public zone is judged', async () => {
    const body = 'zone_name = "example.com"\nname = "@"\nrecord {\n  value = "v=spf1 nclude:x -all"\n}';
    expect(await findings(resource('azurerm_dns_txt_record', body))).toEqual(['error spf-syntax example.com']);
  });
});

describe('a preference that is left out', () => {
  const lacking: Record<string, string> = {
    azurerm_dns_mx_record: 'zone_name = "example.com"\nname = "@"\nrecord {\n  exchange = "mail.example.com"\n}',
    digitalocean_record: 'domain = "example.com"\nname = "@"\ntype = "MX"\nvalue = "mail.example.com."',
    dns_mx_record_set: 'zone = "example.com."\nmx {\n  exchange = "mail.example.com."\n}',
    vultr_dns_record: 'domain = "example.com"\nname = ""\ntype = "MX"\ndata = "mail.example.com"',
  };

  test.each(Object.entries(lacking))('%s', async (type, body) => {
    const advice = await findings(resource(type, body), undefined, '', (finding) => finding.advice);
    const name = type.endsWith('dns_record') || type.startsWith('digital') ? 'priority' : 'preference';
    expect(advice).toEqual([`Add \`${name} = 10\`; of several hosts the lowest number is tried first.`]);
  });

  test('is missing in the text where both stand there', async () => {
    const body = 'zone = "example.com"\nname = "@"\ntype = "MX"\nttl = 60\nvalues = ["mail.example.com."]';
    const advice = await findings(resource('gandi_livedns_record', body), undefined, '', (finding) => finding.advice);
    expect(advice).toEqual(['Write both in one text, such as "10 mail.example.com.".']);
  });
});

describe('corrections', () => {
  const zone = 'resource "aws_route53_zone" "z" {\n  name = "example.com"\n}\n';
  const text = (records: string) =>
    zone +
    resource(
      'aws_route53_record',
      `zone_id = aws_route53_zone.z.id\nname = ""\ntype = "TXT"\nttl = 60\nrecords = ${records}`,
    );

  test('a key without blanks is divided after 255 characters, and is the same one then', async () => {
    const key = `v=DKIM1; p=${'A'.repeat(600)}`;
    const [first, second] = await fixes(text(`["${key}"]`));
    expect([first, second]).toEqual(['“ ” → “ \\"\\"”', '“A” → “A\\"\\"”']);
    const corrected = `${key.slice(0, 9)}""${key.slice(9, 264)}""${key.slice(264)}`;
    expect(textStrings(corrected, 'route53').strings.join('')).toBe(key);
  });

  test('what is not written as one text in quotation marks has none', async () => {
    expect(await fixes(text(`[<<-EOT\n    ${long}\n    EOT\n  ]`))).toEqual([]);
    expect(await fixes(text(`["${long.slice(0, 100)}\${"x"}${long.slice(100)}"]`))).toEqual([]);
    expect(await fixes(text(`[join("", ["${long.slice(0, 100)}", "${long.slice(100)}"])]`))).toEqual([]);
    expect(await fixes(text(`["${long.replace('v=spf1', 'ü')}"]`))).toEqual([]);
  });
});

test('every resource that is read is in a test', () => {
  const folder = 'test/formats/terraform';
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
    .join('');
  const resources = [RECORD_RESOURCES, ZONE_RESOURCES, POINTER_RESOURCES].flatMap((map) => [...map.keys()]);
  expect(resources.filter((name) => !new RegExp(`['"\`.]${name}\\b|^ +${name}:`, 'm').test(texts))).toEqual([]);
});
