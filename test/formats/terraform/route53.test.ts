import { describe, expect, test } from 'vitest';
import { cut, findings, fixes, holes, lines, problems, read } from './support/read.ts';

const ZONE = 'resource "aws_route53_zone" "main" {\n  name = "example.com"\n}\n';
const record = (name: string, type: string, records: string, more = '') => `
resource "aws_route53_record" "${type.toLowerCase()}${more.length}${records.length}" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "${name}"
  type    = "${type}"
  ttl     = 300
  records = ${records}
  ${more}
}
`;

describe('Route 53', () => {
  test('names are whole where they end in the zone, else below it', () => {
    expect(
      lines(
        ZONE +
          record('', 'MX', '["10 mail.example.com", "20 mail2.example.net."]') +
          record('mail', 'A', '["192.0.2.25"]') +
          record('WWW.Example.com', 'AAAA', '["2001:DB8::1"]'),
      ),
    ).toEqual([
      'example.com. 300 IN MX 10 mail.example.com.',
      'example.com. 300 IN MX 20 mail2.example.net.',
      'mail.example.com. 300 IN A 192.0.2.25',
      'www.example.com. 300 IN AAAA 2001:db8::1',
    ]);
  });

  test('texts: elements are records, quotation marks inside make strings, octets are in base 8', () => {
    expect(
      lines(ZONE + record('', 'TXT', String.raw`["v=spf1 mx \"\" a -all", "\"one\" \"two\"", "oct\\101l"]`)),
    ).toEqual([
      'example.com. 300 IN TXT "octAl"',
      'example.com. 300 IN TXT "one" "two"',
      'example.com. 300 IN TXT "v=spf1 mx " " a -all"',
    ]);
  });

  test('a string of more than 255 octets is refused when it is applied', () => {
    const long = `v=spf1 ${'ip4:192.0.2.100 '.repeat(20)}-all`;
    expect(problems(ZONE + record('', 'TXT', `["${long}"]`))).toEqual([
      `txt-string-too-long error example.com “${long}”`,
    ]);
    expect(problems(ZONE + record('', 'TXT', `["${long.slice(0, 200)}\\"\\"${long.slice(200)}"]`))).toEqual([]);
  });

  test('the text is divided only while nothing else in it changes, because that is how it was read again', async () => {
    const long = `v=spf1 ${'ip4:192.0.2.100 '.repeat(20)}-all`;
    const [{ fix }] = read(ZONE + record('', 'TXT', `["${long}"]`)).problems;
    const edits = fix!.edits;
    const [{ place, holdsAmong }] = edits;
    const edit = (start: number) => ({ place: { file: place.file, start, end: start + 1 }, text: 'x' });
    expect(holdsAmong!(edits)).toBe(true);
    expect(holdsAmong!([...edits, edit(place.file.text.indexOf('records'))])).toBe(true);
    expect(holdsAmong!([...edits, edit(place.file.text.indexOf('v=spf1'))])).toBe(false);
  });

  test('an alias has addresses that only Route 53 knows', () => {
    const alias = `
resource "aws_route53_record" "alias" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "mail.example.com"
  type    = "A"
  alias {
    name                   = aws_lb.x.dns_name
    zone_id                = aws_lb.x.zone_id
    evaluate_target_health = true
  }
}
`;
    expect(lines(ZONE + alias)).toEqual([]);
    expect(holes(ZONE + alias)).toEqual(['mail.example.com. 1']);
  });

  test('a second resource of one set is an error, except where a policy chooses between them', () => {
    const one = record('mail', 'A', '["192.0.2.25"]');
    expect(problems(ZONE + one + record('mail.example.com.', 'A', '["192.0.2.126"]'))).toEqual([
      'rrset-duplicated  mail.example.com “resource "aws_route53_record" "a015"”',
    ]);
    expect(
      problems(
        ZONE +
          record('mail', 'A', '["192.0.2.25"]', 'set_identifier = "a"') +
          record('mail', 'A', '["192.0.2.2"]', 'set_identifier = "bb"'),
      ),
    ).toEqual([]);
  });

  test('of a routing policy each address counts once, and one of the texts', async () => {
    const choice = (id: string, type: string, records: string) =>
      `resource "aws_route53_record" "${type}_${id}" {\n  zone_id = aws_route53_zone.main.zone_id\n  name = "example.com"\n  type = "${type}"\n  set_identifier = "${id}"\n  records = ${records}\n}\n`;
    const files = `${ZONE}${choice('a', 'A', '["203.0.113.1"]')}${choice('b', 'A', '["203.0.113.1", "203.0.113.2"]')}${choice('a', 'TXT', '["v=spf1 a -all", "x=1"]')}${choice('b', 'TXT', '["v=spf1 -all"]')}`;
    expect(lines(files)).toEqual([
      'example.com. IN A 203.0.113.1',
      'example.com. IN A 203.0.113.2',
      'example.com. IN TXT "v=spf1 a -all"',
      'example.com. IN TXT "x=1"',
    ]);
    expect(await findings(files)).toEqual([]);
  });

  test('a fix is offered only where it stands in the file as it is published', async () => {
    const heredoc = ZONE + record('', 'TXT', '[<<-EOT\n    v=spf1 a -all\n    EOT\n  ]');
    const macro = ZONE + record('', 'TXT', '["v=spf1 nclude:%%{i}._spf.example.net -all"]');
    const joined = `${ZONE}locals {\n  net = "203.0.113.1/24"\n}\n${record('', 'TXT', '["v=spf1 ip4:$' + '{local.net} nclude:$' + '{local.net}.example.net -all"]')}`;
    expect(await fixes(heredoc)).toEqual([]);
    expect(await fixes(macro)).toEqual([]);
    expect(await fixes(joined)).toEqual(['“203.0.113.1” → “203.0.113.0”']);
    expect(await fixes(ZONE + record('', 'TXT', '["v=spf1 nclude:_spf.example.net -all"]'))).toEqual([
      '“nclude:_spf.example.net” → “include:_spf.example.net”',
    ]);
  });

  test('what is known only after apply is a hole of its name and type', () => {
    const files = `${ZONE}${record('mail', 'A', '[aws_eip.mail.public_ip, "192.0.2.25"]')}${record('', 'MX', '["10 mail.example.com", local.x]')}locals {
  x = var.y
}
variable "y" {}
`;
    expect(lines(files)).toEqual(['example.com. 300 IN MX 10 mail.example.com.']);
    expect(holes(files)).toEqual(['mail.example.com. 1', 'example.com. 15']);
  });

  test('a private zone and one that cannot be named', () => {
    const { zones } = read(`${ZONE}resource "aws_route53_zone" "inside" {
  name = "example.com"
  vpc {
    vpc_id = "vpc-1"
  }
}
`);
    expect(zones.map((zone) => [zone.name, zone.public, zone.authoritative])).toEqual([
      ['example.com.', true, false],
      ['example.com.', false, false],
    ]);
    const nameless =
      'resource "aws_route53_record" "x" {\n  zone_id = var.z\n  name = "a.example.org"\n  type = "A"\n  records = ["192.0.2.1"]\n}\nvariable "z" {}\n';
    expect(read(nameless).remarks).toHaveLength(1);
    expect(lines(nameless, { hints: [{ name: 'example.org.', files: [], authoritative: undefined }] })).toEqual([
      'a.example.org. IN A 192.0.2.1',
    ]);
    expect(lines(nameless.replace('var.z', '"Z1"'), { zoneIds: new Map([['Z1', 'example.org.']]) })).toHaveLength(1);
  });

  test('places are in the literal, through locals and over an interpolation', () => {
    const { zones } = read(`${ZONE}locals {
  spf = "v=spf1 nclude:_spf.example.net -all"
}
${record('', 'TXT', '[local.spf]')}`);
    const spf = zones[0].records.record(0);
    if (spf.type !== 'TXT' || spf.textPlace === undefined) throw new Error('no text');
    expect(cut(spf.textPlace(7, 30))).toBe('nclude:_spf.example.net');
    expect(spf.textPlace(7, 30).file.position(spf.textPlace(7, 30).start).line).toBe(5);
  });

  test('the gate finds what is wrong with mail', async () => {
    const files =
      ZONE + record('', 'MX', '["10 mail.example.com"]') + record('', 'TXT', '["v=spf1 nclude:x.example.net -all"]');
    expect(await findings(files)).toEqual(['error spf-syntax example.com']);
  });
});
