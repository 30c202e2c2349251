import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cut, findings, holes, lines, read } from './support/read.ts';

const ZONE = 'resource "aws_route53_zone" "main" {\n  name = "example.com"\n}\n';
const RECORD = (name: string, type: string, records: string, zone = 'aws_route53_zone.main.zone_id') =>
  `resource "aws_route53_record" "${type.toLowerCase()}_${name}" {\n  zone_id = ${zone}\n  name = "${name}"\n  type = "${type}"\n  ttl = 60\n  records = ${records}\n}\n`;

describe('modules and root modules', () => {
  test('a module that is given the zone is read through its callers', () => {
    const files = {
      'main.tf': `${ZONE}module "mail" {\n  source = "./mail"\n  zone = aws_route53_zone.main.zone_id\n  hosts = { mail = "192.0.2.25" }\n}\n`,
      'mail/main.tf': `variable "zone" {}\nvariable "hosts" {}\nresource "aws_route53_record" "a" {\n  for_each = var.hosts\n  zone_id = var.zone\n  name = each.key\n  type = "A"\n  ttl = 60\n  records = [each.value]\n}\n`,
    };
    expect(lines(files)).toEqual(['mail.example.com. 60 IN A 192.0.2.25']);
    expect(read(files).files.map(({ file, zones, records }) => [file.path, zones, records])).toEqual([
      ['main.tf', ['example.com.'], 0],
      ['mail/main.tf', ['example.com.'], 1],
    ]);
  });

  test('who only adds records joins the description of the zone', () => {
    const adder = `data "aws_route53_zone" "x" {\n  name = "example.com."\n}\n${RECORD('mail', 'A', '["192.0.2.25"]', 'data.aws_route53_zone.x.zone_id')}`;
    const { zones } = read({ 'dns/main.tf': ZONE, 'mail/main.tf': adder });
    expect(zones.map(({ name, records, files }) => [name, records.length, files.length])).toEqual([
      ['example.com.', 1, 2],
    ]);
  });

  test('two root modules that both make a zone describe it each for itself', () => {
    const root = ZONE + RECORD('mail', 'A', '["192.0.2.25"]');
    const { zones, problems } = read({ 'old/main.tf': root, 'new/main.tf': root });
    expect(zones.map(({ file, records }) => [file.path, records.length])).toEqual([
      ['new/main.tf', 1],
      ['old/main.tf', 1],
    ]);
    expect(problems).toEqual([]);
  });

  test('zones that are searched for', () => {
    const files = `data "cloudflare_zones" "main" {\n  filter {\n    name = "example.com"\n  }\n}
resource "cloudflare_record" "a" {\n  zone_id = data.cloudflare_zones.main.zones[0].id\n  name = "mail"\n  type = "A"\n  value = "192.0.2.1"\n}\n`;
    expect(lines(files)).toEqual(['mail.example.com. IN A 192.0.2.1']);
  });
});

describe('the whole name of a record, as others ask for it', () => {
  const mail = (name: string) =>
    `resource "aws_route53_record" "mail" {\n  zone_id = aws_route53_zone.main.zone_id\n  name = "${name}"\n  type = "A"\n  ttl = 60\n  records = ["192.0.2.25"]\n}\n`;
  const mx = RECORD('', 'MX', '["10 $' + '{aws_route53_record.mail.fqdn}"]');

  test.each(['mail', 'mail.example.com', 'Mail.example.com.'])('%s', (name) => {
    expect(lines(ZONE + mail(name) + mx)).toContain('example.com. 60 IN MX 10 mail.example.com.');
  });

  test('of several, in a module, and through a data source', () => {
    const files = {
      'main.tf': `data "aws_route53_zone" "z" {\n  name = "example.com"\n}\nmodule "m" {\n  source = "./m"\n  zone = data.aws_route53_zone.z.zone_id\n}\n`,
      'm/main.tf': `variable "zone" {}\nresource "aws_route53_record" "a" {\n  for_each = { mx1 = "192.0.2.1", mx2 = "192.0.2.2" }\n  zone_id = var.zone\n  name = each.key\n  type = "A"\n  ttl = 60\n  records = [each.value]\n}\nresource "aws_route53_record" "mx" {\n  zone_id = var.zone\n  name = ""\n  type = "MX"\n  ttl = 60\n  records = [for r in aws_route53_record.a : "10 $\{r.fqdn}"]\n}\n`,
    };
    expect(lines(files).filter((line) => line.includes(' MX '))).toEqual([
      'example.com. 60 IN MX 10 mx1.example.com.',
      'example.com. 60 IN MX 10 mx2.example.com.',
    ]);
  });

  test('is not known where the zone is not', () => {
    const files = ZONE + mail('mail').replace('aws_route53_zone.main.zone_id', '"Z1"') + mx;
    expect(holes(files)).toEqual(['example.com. 15']);
  });
});

describe('what is known only after apply', () => {
  test('a name hides its type in the whole zone, proofs for certificates hide nothing', () => {
    const unknownName = `resource "random_pet" "x" {}\nresource "aws_route53_record" "x" {\n  zone_id = aws_route53_zone.main.zone_id\n  name = random_pet.x.id\n  type = "A"\n  records = ["192.0.2.1"]\n}\n`;
    expect(holes(ZONE + unknownName)).toEqual(['*example.com. 1']);
    const proof = `resource "aws_acm_certificate" "c" {\n  domain_name = "example.com"\n}\nresource "aws_route53_record" "proof" {\n  for_each = {\n    for dvo in aws_acm_certificate.c.domain_validation_options : dvo.domain_name => dvo\n  }\n  zone_id = aws_route53_zone.main.zone_id\n  name = each.value.resource_record_name\n  type = each.value.resource_record_type\n  records = [each.value.resource_record_value]\n}\n`;
    expect(holes(ZONE + proof)).toEqual([]);
  });

  test('a module that is not in the repository may have what the change takes away', async () => {
    const served =
      'example.com. MX 10 mail.example.com.\nexample.com. TXT "v=spf1 mx -all"\nmail.example.com. A 203.0.113.25\n';
    const rest = ZONE + RECORD('', 'MX', '["10 mail.example.com"]') + RECORD('', 'TXT', '["v=spf1 mx -all"]');
    const base = rest + RECORD('mail', 'A', '["203.0.113.25"]');
    const module = (source: string, zone: string) =>
      `module "records" {\n  source = "${source}"\n  zone = ${zone}\n}\n`;
    const told = (source: string, zone: string) => findings(rest + module(source, zone), base, served);
    expect(await told('terraform-aws-modules/route53/aws//modules/records', '"example.com"')).toEqual([]);
    expect(await told('git::https://example.org/dns-records.git', 'aws_route53_zone.main.zone_id')).toEqual([]);
    const gone = 'error mx-without-address example.com';
    expect(await told('terraform-aws-modules/acm/aws', 'aws_route53_zone.main.zone_id')).toContain(gone);
    expect(await told('terraform-aws-modules/route53/aws', '"example.org"')).toContain(gone);
  });

  test('a set of which one text is not known is not said to lack SPF', async () => {
    const mail = RECORD('mail', 'A', '["203.0.113.25"]') + RECORD('', 'MX', '["10 mail.example.com"]');
    const files = `${ZONE}variable "spf" {}\n${mail}${RECORD('', 'TXT', '[var.spf, "office=1"]')}`;
    expect(await findings(files)).not.toContain('warning spf-missing example.com');
    expect(holes(files)).toEqual(['example.com. 16']);
  });
});

describe('what a change does', () => {
  const reverse = (target: string) => ({
    'reverse/113.0.203.in-addr.arpa.zone': `$TTL 60\n@ SOA ns1.example.net. h.example.net. 1 2 3 4 5\n@ NS ns1.example.net.\n25 PTR ${target}\n`,
  });
  const forward = (address: string) => ({
    'main.tf': `${ZONE}${RECORD('', 'MX', '["10 mail.example.com"]')}${RECORD('', 'TXT', '["v=spf1 mx -all"]')}${RECORD('mail', 'A', `["${address}"]`)}`,
  });

  test('the forward zone in Terraform and the reverse zone in a zone file answer one another', async () => {
    const base = { ...forward('203.0.113.25'), ...reverse('mail.example.com.') };
    expect(await findings(base, base)).toEqual([]);
    expect(await findings({ ...forward('203.0.113.26'), ...reverse('mail.example.com.') }, base)).toContain(
      'error ptr-out-of-step 203.0.113.25',
    );
  });

  test('records that are taken away are gone although the DNS still serves them', async () => {
    const base = forward('203.0.113.25');
    const head = { 'main.tf': base['main.tf'].replace(RECORD('', 'MX', '["10 mail.example.com"]'), '') };
    const served =
      'example.com. MX 10 mail.example.com.\nexample.com. TXT "v=spf1 mx -all"\nmail.example.com. A 203.0.113.25\n';
    expect(await findings(head, base, served)).toContain('warning mx-removed example.com');
  });
});

describe('places', () => {
  const words = fc.array(fc.constantFrom('ip4:192.0.2.1', 'include:_spf.example.net', 'a', 'mx', 'ü', '?all'), {
    minLength: 1,
    maxLength: 8,
  });
  const spelling = fc.constantFrom<(text: string) => string>(
    (text) => ZONE + RECORD('', 'TXT', `["${text}"]`),
    (text) => `${ZONE}locals {\n  spf = "${text}"\n}\n${RECORD('', 'TXT', '[local.spf]')}`,
    (text) => `${ZONE}variable "spf" {\n  default = "${text}"\n}\n${RECORD('', 'TXT', `["\${var.spf}"]`)}`,
    (text) => ZONE + RECORD('', 'TXT', `["\\"${text}\\""]`),
    (text) => `${ZONE}locals {\n  all = { txt = ["${text}"] }\n}\n${RECORD('', 'TXT', 'local.all["txt"]')}`,
  );

  test('each stretch of a text is found where it is written, wherever the value comes from', () => {
    fc.assert(
      fc.property(words, spelling, fc.nat(200), fc.nat(200), (list, write, a, b) => {
        const text = `v=spf1 ${list.join(' ')}`;
        const record = read(write(text)).zones[0].records.record(0);
        if (record.type !== 'TXT') throw new Error(record.type);
        const octets = record.strings.join('');
        expect(Buffer.from(octets, 'latin1').toString('utf8')).toBe(text);
        const [start, end] = [Math.min(a, b), Math.max(a, b) + 1].map((at) => Math.min(at, octets.length - 1));
        fc.pre(start < end);
        const stretch = octets.slice(start, end);
        // A character that begins or ends outside the stretch is underlined whole.
        if (!/[\x80-\xff]/.test(stretch)) expect(cut(record.textPlace!(start, end))).toBe(stretch);
      }),
    );
  });
});
