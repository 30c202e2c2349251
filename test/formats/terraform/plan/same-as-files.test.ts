import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { check } from '../../../../src/check.ts';
import { offlineResolver } from '../../../../src/dns/resolver.ts';
import { canonicalLine } from '../../../../src/formats/bind/canonical.ts';
import { terraformFormat } from '../../../../src/formats/terraform/index.ts';
import type { GivenPlan } from '../../../../src/model/format.ts';
import { NameTable } from '../../../../src/model/name-table.ts';
import type { Place } from '../../../../src/model/place.ts';
import { SourceFile } from '../../../../src/model/source-file.ts';
import { memoryTree } from '../../../support/memory-tree.ts';
import { objectsOfFiles, planJson } from './support/plan-json.ts';

type Files = Readonly<Record<string, string>>;

const example = (side: string): Files => {
  const folder = `examples/terraform/${side}`;
  return Object.fromEntries(readdirSync(folder).map((file) => [file, readFileSync(`${folder}/${file}`, 'utf8')]));
};

const MODULES: Files = {
  'main.tf': `resource "aws_route53_zone" "main" {
  for_each = toset(["a.example", "b.example"])
  name     = each.key
}
module "mail" {
  source   = "./mail"
  for_each = aws_route53_zone.main
  zone_id  = each.value.zone_id
  host     = "203.0.113.\${each.key == "a.example" ? 25 : 26}"
}
resource "google_dns_managed_zone" "g" {
  name     = "g-zone"
  dns_name = "g.example."
}
resource "google_dns_record_set" "txt" {
  managed_zone = google_dns_managed_zone.g.name
  name         = google_dns_managed_zone.g.dns_name
  type         = "TXT"
  ttl          = 300
  rrdatas      = ["\\"v=spf1 nclude:x.example -all\\"", "\\"other\\""]
}
resource "azurerm_dns_zone" "z" {
  name = "z.example"
}
resource "azurerm_dns_mx_record" "mx" {
  zone_name = azurerm_dns_zone.z.name
  name      = "@"
  ttl       = 300
  record {
    preference = 10
    exchange   = "mail.z.example"
  }
  dynamic "record" {
    for_each = { second = 20 }
    content {
      preference = record.value
      exchange   = "\${record.key}.z.example"
    }
  }
}
`,
  'mail/main.tf': `variable "zone_id" {}
variable "host" {}
locals {
  terms = ["v=spf1", "ip4:\${var.host}", "inculde:_spf.example.net", "-all"]
}
resource "aws_route53_record" "mx" {
  zone_id = var.zone_id
  name    = ""
  type    = "MX"
  ttl     = 300
  records = ["10 mail", "20 mail2.example.net"]
}
resource "aws_route53_record" "spf" {
  zone_id = var.zone_id
  name    = ""
  type    = "TXT"
  ttl     = 300
  records = ["\${join(" ", local.terms)}"]
}
`,
};

const shown = ({ file, start, end }: Place) => `${file.path}:${start}-${end}`;

function read(files: Files, plans: readonly GivenPlan[]) {
  const tree = memoryTree(files);
  const format = terraformFormat();
  const names = new NameTable();
  const context = { names, hints: [], plans };
  const { zones } = format.read(format.claims(tree, tree.paths, context), tree, context);
  return zones.map(({ name, public: isPublic, records, holes }) => ({
    name,
    isPublic,
    holes: holes.map((hole) => `${hole.name} ${hole.type} ${hole.below}`).sort(),
    records: Array.from({ length: records.length }, (_, i) => {
      const record = records.record(i);
      return `${canonicalLine(records, i, names)} ${shown(record.place)} ${shown(record.valuePlace)}`;
    }).sort(),
  }));
}

async function findings(files: Files, plans: readonly GivenPlan[]) {
  const { introduced } = await check({
    head: memoryTree(files),
    plans,
    outside: offlineResolver,
    settings: { failOn: 'error', scope: 'all', lookups: 'offline', shard: null },
  });
  return introduced.map(({ rule, subject, severity, place, fix }) =>
    [
      severity,
      rule,
      subject,
      place && shown(place),
      ...(fix?.edits ?? []).map((edit) => `${shown(edit.place)} ${edit.text}`),
    ].join(' '),
  );
}

describe.each([
  ['the published example', example('published')],
  ['the proposed example', example('proposed')],
  ['modules, nested blocks and computed texts', MODULES],
])('a plan of %s', (_, files) => {
  const file = new SourceFile('plan.json', planJson({ planned: objectsOfFiles(files) }));

  test('gives the records that the files give, at the same places', () => {
    const withoutPlan = read(files, []);
    expect(withoutPlan.length).toBeGreaterThan(1);
    expect(read(files, [{ file }])).toEqual(withoutPlan);
  });

  test('gives the same findings and fixes', async () => {
    expect(await findings(files, [{ file }])).toEqual(await findings(files, []));
  });

  test('gives the same records where the files are not at hand', () => {
    const lines = (zones: ReturnType<typeof read>) =>
      zones.flatMap(({ records }) => records.map((record) => record.replace(/ \S+ \S+$/, ''))).sort();
    // Only references tell the zone then, and these plans have none: the records of zones that have a known name.
    const known = (zones: ReturnType<typeof read>) => lines(zones).filter((line) => /g\.example|z\.example/.test(line));
    expect(known(read({}, [{ file }]))).toEqual(known(read(files, [])));
  });
});
