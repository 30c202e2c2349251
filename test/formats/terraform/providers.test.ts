import { describe, expect, test } from 'vitest';
import { authorised, findings, holes, lines, problems, read } from './support/read.ts';

/** A block of a resource; `type name` and its body. */
const block = (type: string, name: string, body: string) => `resource "${type}" "${name}" {\n${body}\n}\n`;

describe('Cloudflare', () => {
  const zone = block('cloudflare_zone', 'main', 'name = "example.com"');
  const record = (name: string, body: string) =>
    block('cloudflare_dns_record', name, `zone_id = cloudflare_zone.main.id\nttl = 1\n${body}`);

  test('both resources, whole and relative names, plain and quoted texts', () => {
    expect(
      lines(
        `${zone}${record('mx', 'name = "example.com"\ntype = "MX"\npriority = 10\ncontent = "mail.example.com"')}
${record('spf', 'name = "@"\ntype = "TXT"\ncontent = "\\"v=spf1 mx -all\\""')}
${record('dmarc', 'name = "_dmarc"\ntype = "TXT"\ncontent = "v=DMARC1; p=reject"')}
${block('cloudflare_record', 'mail', 'zone_id = cloudflare_zone.main.id\nname = "mail"\ntype = "A"\nvalue = "192.0.2.25"')}`,
      ),
    ).toEqual([
      '_dmarc.example.com. 1 IN TXT "v=DMARC1\\059 p=reject"',
      'example.com. 1 IN MX 10 mail.example.com.',
      'example.com. 1 IN TXT "v=spf1 mx -all"',
      'mail.example.com. IN A 192.0.2.25',
    ]);
  });

  test('several resources of one name and type are normal', () => {
    const files = `${zone}${record('a', 'name = "mail"\ntype = "A"\ncontent = "192.0.2.1"')}${record('b', 'name = "mail"\ntype = "A"\ncontent = "192.0.2.2"')}`;
    expect(problems(files)).toEqual([]);
    expect(lines(files)).toHaveLength(2);
  });

  test('zones are found through data sources of both versions', () => {
    for (const data of [
      'data "cloudflare_zone" "main" {\n  name = "example.com"\n}',
      'data "cloudflare_zone" "main" {\n  filter = {\n    name = "example.com"\n  }\n}',
    ]) {
      const a = 'zone_id = data.cloudflare_zone.main.zone_id\nname = "mail"\ntype = "A"\ncontent = "192.0.2.1"';
      expect(lines(`${data}\n${block('cloudflare_dns_record', 'a', a)}`)).toEqual(['mail.example.com. IN A 192.0.2.1']);
    }
  });

  test('a mail host behind the proxy', async () => {
    const files = `${zone}${record('mx', 'name = "@"\ntype = "MX"\npriority = 10\ncontent = "mail.example.com"')}
${record('spf', 'name = "@"\ntype = "TXT"\ncontent = "v=spf1 mx -all"')}
${record('mail', 'name = "mail"\ntype = "A"\nproxied = true\ncontent = "192.0.2.25"')}`;
    expect(await findings(files)).toContain('warning mx-proxied example.com');
  });

  test('a preference that is missing', () => {
    expect(problems(zone + record('mx', 'name = "@"\ntype = "MX"\ncontent = "mail.example.com"'))).toEqual([
      'record-unreadable error example.com “"mail.example.com"”',
    ]);
  });
});

describe('Google Cloud DNS', () => {
  const zone = block('google_dns_managed_zone', 'main', 'name = "example-zone"\ndns_name = "example.com."');
  const record = (name: string, type: string, rdatas: string) =>
    block(
      'google_dns_record_set',
      `${type}${rdatas.length}`,
      `managed_zone = google_dns_managed_zone.main.name\nname = ${name}\ntype = "${type}"\nttl = 300\nrrdatas = ${rdatas}`,
    );
  const owner = '"mail.$' + '{google_dns_managed_zone.main.dns_name}"';

  test('whole names, data as in zone files', () => {
    expect(
      lines(
        zone +
          record(owner, 'A', '["192.0.2.25"]') +
          record('google_dns_managed_zone.main.dns_name', 'MX', '["10 mail.example.com.", "20 mail2.example.com."]') +
          record('"example.com."', 'TXT', '["\\"v=spf1 mx -all\\"", "one two"]'),
      ),
    ).toEqual([
      'example.com. 300 IN MX 10 mail.example.com.',
      'example.com. 300 IN MX 20 mail2.example.com.',
      'example.com. 300 IN TXT "one" "two"',
      'example.com. 300 IN TXT "v=spf1 mx -all"',
      'mail.example.com. 300 IN A 192.0.2.25',
    ]);
  });

  test('what Google splits or refuses', () => {
    expect(
      problems(
        zone +
          record('"example.com."', 'TXT', '["v=spf1 mx -all"]') +
          record('"example.com."', 'MX', '["10 mail.example.com"]') +
          record('"mail.example.com"', 'A', '["192.0.2.25"]') +
          record('"mail.example.org."', 'A', '[ "192.0.2.25" ]'),
      ),
    ).toEqual([
      'txt-unquoted error example.com “v=spf1 mx -all”',
      'target-without-dot error example.com “mail.example.com”',
      'record-unreadable  mail.example.com “mail.example.com”',
      'name-outside-zone  mail.example.org. “mail.example.org.”',
    ]);
  });

  test('a zone by its label, private or not', () => {
    const files = `data "google_dns_managed_zone" "x" {\n  name = "label"\n}\n${block('google_dns_managed_zone', 'y', 'name = "inner"\ndns_name = "example.net."\nvisibility = "private"')}
${block('google_dns_record_set', 'a', 'managed_zone = "inner"\nname = "a.example.net."\ntype = "A"\nrrdatas = ["10.0.0.1"]')}`;
    expect(read(files).zones.map(({ name, public: seen }) => [name, seen])).toEqual([['example.net.', false]]);
    expect(lines(files)).toEqual(['a.example.net. IN A 10.0.0.1']);
  });
});

describe('Azure DNS', () => {
  const zone = block('azurerm_dns_zone', 'main', 'name = "example.com"\nresource_group_name = "dns"');
  const record = (type: string, name: string, body: string) =>
    block(
      `azurerm_dns_${type}_record`,
      `${type}${body.length}`,
      `zone_name = azurerm_dns_zone.main.name\nresource_group_name = "dns"\nname = "${name}"\nttl = 300\n${body}`,
    );

  test('a resource for each type, names below the zone', () => {
    expect(
      lines(
        zone +
          record('a', 'mail', 'records = ["192.0.2.25"]') +
          record(
            'mx',
            '@',
            'record {\n preference = 10\n exchange = "mail.example.com"\n}\nrecord {\n preference = "20"\n exchange = "mail2.example.com."\n}',
          ) +
          record('txt', '@', 'record {\n value = "v=spf1 mx -all"\n}') +
          record('cname', 'www', 'record = "example.com"'),
      ),
    ).toEqual([
      'example.com. 300 IN MX 10 mail.example.com.',
      'example.com. 300 IN MX 20 mail2.example.com.',
      'example.com. 300 IN TXT "v=spf1 mx -all"',
      'mail.example.com. 300 IN A 192.0.2.25',
      'www.example.com. 300 IN CNAME example.com.',
    ]);
  });

  test('data of another resource, and sets that are there twice', () => {
    const files = `${zone}${block('azurerm_public_ip', 'mail', 'name = "mail"')}${record('a', 'mail', 'target_resource_id = azurerm_public_ip.mail.id')}${record('txt', '@', 'record {\n value = "a"\n}')}${record('txt', '@', 'record {\n value = "bb"\n}')}`;
    expect(holes(files)).toEqual(['mail.example.com. 1']);
    expect(problems(files)).toEqual(['rrset-duplicated  example.com “resource "azurerm_dns_txt_record" "txt24"”']);
  });

  test('private zones', () => {
    const [zoneRead] = read(
      block(
        'azurerm_private_dns_a_record',
        'a',
        'zone_name = "corp.example.com"\nname = "mail"\nrecords = ["10.0.0.1"]',
      ),
    ).zones;
    expect([zoneRead.name, zoneRead.public]).toEqual(['corp.example.com.', false]);
  });
});

/** For each further provider: its configuration and the records that it comes to. */
const OTHERS: Record<string, { files: string; expected: string[] }> = {
  DigitalOcean: {
    files: `${block('digitalocean_domain', 'd', 'name = "example.com"')}${block('digitalocean_record', 'mx', 'domain = digitalocean_domain.d.id\ntype = "MX"\nname = "@"\npriority = 10\nvalue = "mail.example.com."')}${block('digitalocean_record', 'w', 'domain = "example.com"\ntype = "CNAME"\nname = "www"\nvalue = "@"')}`,
    expected: ['example.com. IN MX 10 mail.example.com.', 'www.example.com. IN CNAME example.com.'],
  },
  'Hetzner DNS': {
    files: `${block('hetznerdns_zone', 'z', 'name = "example.com"\nttl = 60')}${block('hetznerdns_record', 'mx', 'zone_id = hetznerdns_zone.z.id\nname = "@"\ntype = "MX"\nvalue = "10 mail"')}${block('hetznerdns_record', 't', 'zone_id = hetznerdns_zone.z.id\nname = "@"\ntype = "TXT"\nvalue = "v=spf1 mx -all"')}`,
    expected: ['example.com. IN MX 10 mail.example.com.', 'example.com. IN TXT "v=spf1 mx -all"'],
  },
  'Hetzner Cloud': {
    files: `${block('hcloud_zone', 'z', 'name = "example.com"\nmode = "primary"')}${block('hcloud_zone_rrset', 'mx', 'zone = hcloud_zone.z.name\nname = "@"\ntype = "MX"\nrecords = [{ value = "10 mail.example.com." }, { value = "20 mail2", comment = "spare" }]')}${block('hcloud_rdns', 'r', 'server_id = 1\nip_address = "192.0.2.25"\ndns_ptr = "mail.example.com"')}`,
    expected: [
      '25.2.0.192.in-addr.arpa. IN PTR mail.example.com.',
      'example.com. IN MX 10 mail.example.com.',
      'example.com. IN MX 20 mail2.example.com.',
    ],
  },
  Gandi: {
    files: block(
      'gandi_livedns_record',
      'mx',
      'zone = "example.com"\nname = "@"\ntype = "MX"\nttl = 10800\nvalues = ["10 spool.mail.gandi.net.", "50 fb"]',
    ),
    expected: ['example.com. 10800 IN MX 10 spool.mail.gandi.net.', 'example.com. 10800 IN MX 50 fb.example.com.'],
  },
  OVH: {
    files: `${block('ovh_domain_zone_record', 'mx', 'zone = "example.com"\nsubdomain = ""\nfieldtype = "MX"\ntarget = "1 mx1.mail.ovh.net."')}${block('ovh_ip_reverse', 'r', 'ip = "192.0.2.0/24"\nip_reverse = "192.0.2.25"\nreverse = "mail.example.com."')}`,
    expected: ['25.2.0.192.in-addr.arpa. IN PTR mail.example.com.', 'example.com. IN MX 1 mx1.mail.ovh.net.'],
  },
  DNSimple: {
    files: block(
      'dnsimple_zone_record',
      'mx',
      'zone_name = "example.com"\nname = ""\ntype = "MX"\nvalue = "mail.example.com"\npriority = 10\nttl = 3600',
    ),
    expected: ['example.com. 3600 IN MX 10 mail.example.com.'],
  },
  NS1: {
    files: `${block('ns1_zone', 'z', 'zone = "example.com"')}${block('ns1_record', 'mx', 'zone = ns1_zone.z.zone\ndomain = "example.com"\ntype = "MX"\nanswers {\n answer = "10 mail.example.com"\n}\nanswers {\n answer = "20 mail2.example.com"\n}')}`,
    expected: ['example.com. IN MX 10 mail.example.com.', 'example.com. IN MX 20 mail2.example.com.'],
  },
  Linode: {
    files: `${block('linode_domain', 'd', 'type = "master"\ndomain = "example.com"')}${block('linode_domain_record', 'a', 'domain_id = linode_domain.d.id\nname = "mail"\nrecord_type = "A"\ntarget = "192.0.2.25"\nttl_sec = 300')}${block('linode_rdns', 'r', 'address = "2001:db8::25"\nrdns = "mail.example.com"')}`,
    expected: [
      `5.2.0.0.${'0.'.repeat(20)}8.b.d.0.1.0.0.2.ip6.arpa. IN PTR mail.example.com.`,
      'mail.example.com. 300 IN A 192.0.2.25',
    ],
  },
  Vultr: {
    files: `${block('vultr_dns_domain', 'd', 'domain = "example.com"')}${block('vultr_dns_record', 't', 'domain = vultr_dns_domain.d.id\nname = ""\ntype = "TXT"\ndata = "\\"v=spf1 mx -all\\""')}${block('vultr_reverse_ipv4', 'r', 'instance_id = "x"\nip = "192.0.2.25"\nreverse = "mail.example.com"')}`,
    expected: ['25.2.0.192.in-addr.arpa. IN PTR mail.example.com.', 'example.com. IN TXT "v=spf1 mx -all"'],
  },
  Namecheap: {
    files: block(
      'namecheap_domain_records',
      'd',
      'domain = "example.com"\nmode = "OVERWRITE"\nrecord {\n hostname = "@"\n type = "MX"\n address = "mail.example.com."\n mx_pref = 10\n}\nrecord {\n hostname = "mail"\n type = "A"\n address = "192.0.2.25"\n ttl = 60\n}\nrecord {\n hostname = "old"\n type = "URL301"\n address = "https://example.com"\n}',
    ),
    expected: ['example.com. IN MX 10 mail.example.com.', 'mail.example.com. 60 IN A 192.0.2.25'],
  },
  PowerDNS: {
    files: block(
      'powerdns_record',
      't',
      'zone = "example.com."\nname = "example.com."\ntype = "TXT"\nttl = 300\nrecords = ["\\"v=spf1 mx -all\\"", "\\"two \\" \\"strings\\""]',
    ),
    expected: ['example.com. 300 IN TXT "two " "strings"', 'example.com. 300 IN TXT "v=spf1 mx -all"'],
  },
  'dynamic updates': {
    files: `${block('dns_mx_record_set', 'mx', 'zone = "example.com."\nttl = 300\nmx {\n preference = 10\n exchange = "mail.example.com."\n}')}${block('dns_a_record_set', 'a', 'zone = "example.com."\nname = "mail"\naddresses = ["192.0.2.25"]')}${block('dns_ptr_record', 'p', 'zone = "2.0.192.in-addr.arpa."\nname = "25"\nptr = "mail.example.com."')}${block('dns_txt_record_set', 't', 'zone = "example.com."\ntxt = ["v=spf1 mx -all"]')}`,
    expected: [
      '25.2.0.192.in-addr.arpa. IN PTR mail.example.com.',
      'example.com. 300 IN MX 10 mail.example.com.',
      'example.com. IN TXT "v=spf1 mx -all"',
      'mail.example.com. IN A 192.0.2.25',
    ],
  },
};

describe('further providers', () => {
  test.each(Object.entries(OTHERS))('%s', (_, { files, expected }) => {
    expect(lines(files)).toEqual(expected);
    expect(problems(files)).toEqual([]);
  });
});

describe('a name behind the proxy in SPF', () => {
  const zone = block('cloudflare_zone', 'main', 'name = "example.com"');
  const record = (name: string, body: string) =>
    block('cloudflare_dns_record', name, `zone_id = cloudflare_zone.main.id\nttl = 1\n${body}`);
  const mx = record('mx', 'name = "@"\ntype = "MX"\npriority = 10\ncontent = "mail.example.com"');
  const mail = record('mail', 'name = "mail"\ntype = "A"\ncontent = "203.0.113.25"');
  const ptr = `${block('hcloud_rdns', 'r', 'server_id = 1\nip_address = "203.0.113.25"\ndns_ptr = "mail.example.com"')}`;
  const spf = (text: string) => record('spf', `name = "@"\ntype = "TXT"\ncontent = "${text}"`);
  const web = (proxied: boolean) =>
    record('web', `name = "www"\ntype = "A"\nproxied = ${proxied}\ncontent = "203.0.113.80"`);

  test('its networks are not known, so the change is not said to authorise them', async () => {
    const base = `${zone}${mx}${mail}${ptr}${web(false)}${spf('v=spf1 mx -all')}`;
    const open = `${zone}${mx}${mail}${ptr}${web(false)}${spf('v=spf1 mx a:www.example.com -all')}`;
    const hidden = `${zone}${mx}${mail}${ptr}${web(true)}${spf('v=spf1 mx a:www.example.com -all')}`;
    expect(await authorised(open, base)).toContain('203.0.113.80');
    expect(await authorised(hidden, base)).not.toContain('203.0.113.80');
  });
});
