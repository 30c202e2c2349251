import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Of so many resources one zone is made, with what mail needs in it. */
const RESOURCES_PER_ZONE = 100;

const block = (type, name, lines) =>
  `resource "${type}" "${name}" {\n${lines.map((line) => `  ${line}\n`).join('')}}\n\n`;

function record(zone, name, lines) {
  return block('aws_route53_record', `z${zone}_${name}`, [
    `zone_id = aws_route53_zone.z${zone}.zone_id`,
    ...lines,
    'ttl = 300',
  ]);
}

function zoneText(n) {
  const network = `45.${n >> 8}.${n & 0xff}`;
  let text = block('aws_route53_zone', `z${n}`, [`name = "zone${n}.example"`]);
  text += record(n, 'mx', ['name = ""', 'type = "MX"', `records = ["10 mail.zone${n}.example"]`]);
  text += record(n, 'txt', [
    'name = ""',
    'type = "TXT"',
    `records = ["v=spf1 ip4:${network}.0/24 -all", "site=\${local.site}${n}"]`,
  ]);
  text += record(n, 'helo', ['name = "mail"', 'type = "TXT"', 'records = ["v=spf1 a -all"]']);
  text += record(n, 'mail', ['name = "mail"', 'type = "A"', `records = ["${network}.25"]`]);
  for (let host = 5; host < RESOURCES_PER_ZONE; host++) {
    text += record(n, `h${host}`, [
      `name = "h${host}"`,
      'type = "A"',
      `records = [cidrhost("${network}.0/24", ${host}), "${network}.${host + 100}"]`,
    ]);
  }
  return text;
}

/** Writes a root module with so many resources, a file for each zone. */
export function writeModule(folder, resources) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'locals.tf'), 'locals {\n  site = "0123456789abcdef"\n}\n');
  for (let n = 0; n * RESOURCES_PER_ZONE < resources; n++) writeFileSync(join(folder, `zone${n}.tf`), zoneText(n));
}
