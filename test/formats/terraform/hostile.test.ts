import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cpuMilliseconds } from '../../support/cpu-time.ts';
import { findings, lines, problems, read } from './support/read.ts';

const TYPES = ['A', 'AAAA', 'MX', 'TXT', 'CNAME', 'PTR', 'NS', 'SRV', 'ALIAS', 'SOA', 'URL', '', '*', 'TYPE65280'];
const RESOURCES = [
  'aws_route53_record',
  'aws_route53_zone',
  'cloudflare_dns_record',
  'google_dns_record_set',
  'azurerm_dns_mx_record',
  'azurerm_dns_txt_record',
  'digitalocean_record',
  'hcloud_zone_rrset',
  'hcloud_rdns',
  'namecheap_domain_records',
  'ns1_record',
  'dns_mx_record_set',
];
const ARGUMENTS = ['zone_id', 'zone', 'zone_name', 'name', 'type', 'records', 'content', 'value', 'priority', 'ttl'];
const MORE = [
  'rrdatas',
  'managed_zone',
  'record',
  'answers',
  'ip_address',
  'dns_ptr',
  'domain',
  'target',
  'mx',
  'alias',
];

const expression = fc.oneof(
  fc.string().map((text) => JSON.stringify(text)),
  fc.constantFrom(...TYPES.map((type) => JSON.stringify(type))),
  fc.constantFrom('"example.com"', '"10 mail.example.com."', 'null', 'true', '-1', '1e400', '[]', '{}', '[null, [1]]'),
  fc.constantFrom('var.x', 'local.y', 'aws_route53_zone.z.id', '[{ value = 1 }]', '{ exchange = null }', '"\\"', '['),
);
const resource = fc
  .tuple(
    fc.constantFrom(...RESOURCES),
    fc.nat(3),
    fc.array(fc.tuple(fc.constantFrom(...ARGUMENTS, ...MORE), expression, fc.boolean())),
  )
  .map(([type, name, body]) => {
    const inner = body.map(([key, value, isBlock]) =>
      isBlock ? `  ${key} {\n    name = ${value}\n    value = ${value}\n  }` : `  ${key} = ${value}`,
    );
    return `resource "${type}" "r${name}" {\n${inner.join('\n')}\n}\n`;
  });

describe('hostile configuration', () => {
  test('nothing that a file says is thrown, and every place lies in its file', () => {
    fc.assert(
      fc.property(fc.array(resource, { maxLength: 6 }), (blocks) => {
        const { zones, problems: told } = read(blocks.join(''));
        for (const { records } of zones) {
          for (let i = 0; i < records.length; i++) {
            const record = records.record(i);
            for (const { file, start, end } of [record.place, record.valuePlace]) {
              expect(start >= 0 && start <= end && end <= file.text.length).toBe(true);
            }
            if (record.type === 'TXT') {
              const { length } = record.strings.join('');
              const { file, start, end } = record.textPlace!(0, length);
              expect(start <= end && end <= file.text.length).toBe(true);
            }
          }
        }
        for (const { place } of told) expect(place.start <= place.end).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('files without anything of the DNS are not told of, whatever is wrong in them', () => {
    const { zones, problems: told, files } = read('resource "aws_instance" "x" {\n  ami = \n');
    expect([zones, told, files]).toEqual([[], [], []]);
  });

  test('a broken file beside a healthy one', async () => {
    const zone = 'resource "aws_route53_zone" "z" {\n  name = "example.com"\n}\n';
    const broken = 'resource "aws_route53_record" "a" {\n  name = "\n';
    expect(lines({ 'zone.tf': zone, 'a.tf': broken })).toEqual([]);
    expect(problems({ 'zone.tf': zone, 'a.tf': broken }).length).toBeGreaterThan(0);
    expect((await findings({ 'zone.tf': zone, 'a.tf': broken }))[0]).toContain('error record-unreadable');
  });

  // About a second on an idle machine; quadratic cost would be far beyond this.
  test('10,000 resources are read in bounded time', () => {
    let text = 'resource "aws_route53_zone" "z" {\n  name = "example.com"\n}\n';
    for (let i = 0; i < 10_000; i++) {
      text += `resource "aws_route53_record" "r${i}" {\n  zone_id = aws_route53_zone.z.zone_id\n  name    = "h${i}"\n  type    = "A"\n  ttl     = 300\n  records = ["192.0.2.${i % 256}"]\n}\n`;
    }
    const start = cpuMilliseconds();
    expect(read(text).zones[0].records.length).toBe(10_000);
    expect(cpuMilliseconds() - start).toBeLessThan(10_000);
  });
});
