import { describe, expect, test } from 'vitest';
import { findings, holes, lines, problems, read } from './support/read.ts';

const block = (type: string, name: string, body: string) => `resource "${type}" "${name}" {\n${body}\n}\n`;
const data = (type: string, name: string, body: string) => `data "${type}" "${name}" {\n${body}\n}\n`;
const PTR = '25.0.10.45.in-addr.arpa. IN PTR mail.example.com.';
const PTR6 = `5.2.0.0.${'0.'.repeat(20)}0.0.8.4.1.0.0.2.ip6.arpa. IN PTR mail.example.com.`;

/** By resource, a configuration in which the files know the address. */
const KNOWN: Record<string, string> = {
  'aws_eip_domain_name, an address of one’s own':
    block('aws_eip', 'm', 'domain = "vpc"\naddress = "45.10.0.25"') +
    block('aws_eip_domain_name', 'm', 'allocation_id = aws_eip.m.allocation_id\ndomain_name = "mail.example.com"'),
  'aws_eip_domain_name, an address that is looked up':
    data('aws_eip', 'm', 'public_ip = "45.10.0.25"') +
    block('aws_eip_domain_name', 'm', 'allocation_id = data.aws_eip.m.id\ndomain_name = "mail.example.com"'),
  hcloud_rdns: block('hcloud_rdns', 'r', 'server_id = 1\nip_address = "45.10.0.25"\ndns_ptr = "mail.example.com"'),
  ionoscloud_dns_reverse_record: block(
    'ionoscloud_dns_reverse_record',
    'r',
    'name = "mail.example.com"\nip = "45.10.0.25"',
  ),
  linode_rdns: block('linode_rdns', 'r', 'address = "45.10.0.25"\nrdns = "mail.example.com"'),
  ovh_ip_reverse: block(
    'ovh_ip_reverse',
    'r',
    'ip = "45.10.0.25/32"\nip_reverse = "45.10.0.25"\nreverse = "mail.example.com."',
  ),
  powerdns_ptr_record: block(
    'powerdns_ptr_record',
    'r',
    'ip_address = "45.10.0.25"\nhostname = "mail.example.com."\nttl = 30\nreverse_zone = "10.45.in-addr.arpa."',
  ),
  scaleway_instance_ip_reverse_dns:
    data('scaleway_instance_ip', 'ip', 'address = "45.10.0.25"') +
    block(
      'scaleway_instance_ip_reverse_dns',
      'r',
      'ip_id = data.scaleway_instance_ip.ip.id\nreverse = "mail.example.com"',
    ),
  scaleway_ipam_ip_reverse_dns: block(
    'scaleway_ipam_ip_reverse_dns',
    'r',
    'ipam_ip_id = "x"\nhostname = "mail.example.com"\naddress = "45.10.0.25"',
  ),
  scaleway_vpc_public_gateway_ip_reverse_dns:
    data('scaleway_vpc_public_gateway_ip', 'ip', 'address = "45.10.0.25"') +
    block(
      'scaleway_vpc_public_gateway_ip_reverse_dns',
      'r',
      'gateway_ip_id = data.scaleway_vpc_public_gateway_ip.ip.id\nreverse = "mail.example.com"',
    ),
  vultr_reverse_ipv4: block(
    'vultr_reverse_ipv4',
    'r',
    'instance_id = "x"\nip = "45.10.0.25"\nreverse = "mail.example.com"',
  ),
  google_compute_instance:
    block('google_compute_address', 'a', 'name = "mail"\naddress = "45.10.0.25"') +
    block(
      'google_compute_instance',
      'm',
      'network_interface {\n  access_config {\n    nat_ip = google_compute_address.a.address\n    public_ptr_domain_name = "mail.example.com."\n  }\n}',
    ),
};

/** What a provider tells of its own resources only once they are there, so that a plan alone can place them. */
const COMPUTED: Record<string, string> = {
  aws_eip_domain_name:
    block('aws_eip', 'm', 'domain = "vpc"') +
    block('aws_eip_domain_name', 'm', 'allocation_id = aws_eip.m.id\ndomain_name = "mail.example.com"'),
  'aws_eip_domain_name by its id': block(
    'aws_eip_domain_name',
    'm',
    'allocation_id = "eipalloc-0123"\ndomain_name = "mail.example.com"',
  ),
  azurerm_public_ip: block('azurerm_public_ip', 'm', 'name = "m"\nreverse_fqdn = "mail.example.com."'),
  digitalocean_droplet: block('digitalocean_droplet', 'm', 'image = "x"\nname = "mail.example.com"'),
  exoscale_elastic_ip: block('exoscale_elastic_ip', 'm', 'zone = "de-fra-1"\nreverse_dns = "mail.example.com."'),
  exoscale_compute_instance: block('exoscale_compute_instance', 'm', 'name = "m"\nreverse_dns = "mail.example.com."'),
  scaleway_flexible_ip: block('scaleway_flexible_ip', 'm', 'reverse = "mail.example.com"'),
  scaleway_lb_ip: block('scaleway_lb_ip', 'm', 'reverse = "mail.example.com"'),
  scaleway_vpc_public_gateway_ip: block('scaleway_vpc_public_gateway_ip', 'm', 'reverse = "mail.example.com"'),
  hcloud_rdns:
    block('hcloud_server', 'm', 'name = "m"') +
    block('hcloud_rdns', 'm', 'ip_address = hcloud_server.m.ipv4_address\ndns_ptr = "mail.example.com"'),
};

describe('PTR records of addresses that a company gave out', () => {
  test.each(Object.entries(KNOWN))('%s', (_, files) => {
    expect(lines(files)).toEqual([PTR]);
    expect(problems(files)).toEqual([]);
  });

  test('of a computer with two families of addresses', () => {
    const files = block(
      'google_compute_instance',
      'm',
      'network_interface {\n  access_config {\n    nat_ip = "45.10.0.25"\n    public_ptr_domain_name = "mail.example.com."\n  }\n  ipv6_access_config {\n    external_ipv6 = "2001:4800::25"\n    public_ptr_domain_name = "mail.example.com."\n  }\n}',
    );
    expect(lines(files)).toEqual([PTR, PTR6]);
  });

  test('of an IPv6 address', () => {
    const body = 'instance_id = "x"\nip = "2001:4800::25"\nreverse = "mail.example.com"';
    expect(lines(block('vultr_reverse_ipv6', 'r', body))).toEqual([PTR6]);
  });

  test.each(Object.entries(COMPUTED))('%s, of an address that nobody knows yet, is placed nowhere', (_, files) => {
    const { zones, problems: told, remarks } = read(files);
    expect([zones, told, remarks]).toEqual([[], [], []]);
  });

  test('without a name there is no record', () => {
    expect(lines(block('google_compute_instance', 'm', 'network_interface {\n  access_config {}\n}'))).toEqual([]);
    expect(read(block('azurerm_public_ip', 'm', 'name = "m"\nreverse_fqdn = null')).zones).toEqual([]);
    expect(read(block('digitalocean_droplet', 'm', 'name = "mail"')).zones).toEqual([]);
  });

  test('the file of a computer without such a name is none of the gate’s', () => {
    const { files } = read(block('google_compute_instance', 'm', 'network_interface {\n  access_config {}\n}'));
    expect(files).toEqual([]);
  });
});

describe('an address that is known only after apply', () => {
  const zone = block('aws_route53_zone', 'z', 'name = "example.com"');
  const record = (name: string, type: string, records: string) =>
    block(
      'aws_route53_record',
      `${type}${name}`,
      `zone_id = aws_route53_zone.z.id\nname = "${name}"\ntype = "${type}"\nttl = 60\nrecords = ${records}`,
    );
  const estate =
    zone +
    record('', 'MX', '["10 mail.example.com"]') +
    record('', 'TXT', '["v=spf1 mx -all"]') +
    record('mail', 'TXT', '["v=spf1 a -all"]') +
    record('mail', 'A', '["45.10.0.25"]');
  // What the DNS says today: the PTR record is not there yet.
  const served = '25.0.10.45.in-addr.arpa. TXT "nothing"\n';

  test('the PTR record of the name that it is given is not called missing', async () => {
    expect(await findings(estate, undefined, served)).toEqual(['warning ptr-missing mail.example.com']);
    const files = estate + COMPUTED.hcloud_rdns;
    expect(await findings(files, undefined, served)).toEqual([]);
    expect(holes(files)).toEqual(['25.0.10.45.in-addr.arpa. 12']);
  });

  test('what is known of the address stays known', async () => {
    expect(holes(estate + COMPUTED.hcloud_rdns + KNOWN.linode_rdns)).toEqual([]);
    expect(await findings(estate + COMPUTED.hcloud_rdns + KNOWN.linode_rdns)).toEqual([]);
  });

  test('other names are not touched', async () => {
    const other = COMPUTED.hcloud_rdns.replaceAll('mail.example.com', 'www.example.com');
    expect(await findings(estate + other, undefined, served)).toEqual(['warning ptr-missing mail.example.com']);
  });
});

describe('what the change does', () => {
  const forward = (address: string) =>
    `$TTL 60\n@ SOA ns1.example.net. h.example.net. 1 2 3 4 5\n@ NS ns1.example.net.\n@ MX 10 mail\n@ TXT "v=spf1 mx -all"\nmail A ${address}\nmail TXT "v=spf1 a -all"\n`;

  test('an address in a zone file that moves away from its PTR record in Terraform', async () => {
    const base = { 'example.com.zone': forward('45.10.0.25'), 'ptr.tf': KNOWN.hcloud_rdns };
    expect(await findings(base, base)).toEqual([]);
    expect(await findings({ ...base, 'example.com.zone': forward('45.10.0.26') }, base)).toContain(
      'error ptr-out-of-step 45.10.0.25',
    );
  });

  test('the advice is in the words of the file', async () => {
    const files = {
      'example.com.zone': `${forward('45.10.0.25')}relay A 45.10.0.25\n`,
      'ptr.tf': KNOWN.hcloud_rdns.replace('mail.', 'relay.'),
    };
    expect(await findings(files, undefined, '', ({ advice }) => advice)).toEqual([
      expect.stringContaining('Set the PTR record of 45.10.0.25 to mail.example.com (ptr.tf).'),
    ]);
  });
});

describe('what is wrong in a configuration beside its DNS', () => {
  const zone = block('aws_route53_zone', 'z', 'name = "example.com"');
  const record = (records: string) =>
    block(
      'aws_route53_record',
      'a',
      `zone_id = aws_route53_zone.z.id\nname = "www"\ntype = "A"\nttl = 60\nrecords = [${records}]`,
    );
  const broken = 'user_data = file("made-by-the-build.sh")\ntags = merge(local.nothing, {})';

  test('is not told', () => {
    expect(
      problems(
        zone +
          record('aws_instance.web.public_ip') +
          block('aws_instance', 'web', broken) +
          block('aws_instance', 'other', broken) +
          `provider "kubernetes" {\n  ca = file("made-by-the-build.pem")\n}\n` +
          `module "far" {\n  source = "terraform-aws-modules/vpc/aws"\n  key = file("made-by-the-build.pub")\n}\n` +
          KNOWN.google_compute_instance.replace('network_interface', 'metadata = file("x")\nnetwork_interface'),
      ),
    ).toEqual([]);
  });

  test('is told where a record needs it', () => {
    expect(problems(zone + record('aws_instance.web.user_data') + block('aws_instance', 'web', broken))).toEqual([
      'record-unreadable  main.tf “file("made-by-the-build.sh")”',
    ]);
    expect(problems(zone + record('file("made-by-the-build.txt")'))).toHaveLength(1);
    // “try” takes the next one, as it does in Terraform.
    const files = zone + record('try(aws_instance.web.user_data, "192.0.2.1")') + block('aws_instance', 'web', broken);
    expect([problems(files), lines(files)]).toEqual([[], ['www.example.com. 60 IN A 192.0.2.1']]);
  });
});
