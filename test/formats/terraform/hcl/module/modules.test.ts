import { describe, expect, it } from 'vitest';
import { evaluateRoot } from '../../../../../src/formats/terraform/hcl/module/evaluate-root.ts';
import { ModuleReader } from '../../../../../src/formats/terraform/hcl/module/module-source.ts';
import { rootFolders } from '../../../../../src/formats/terraform/hcl/module/roots.ts';
import { restrict } from '../../../../../src/sources/restrict.ts';
import { memoryTree } from '../../../../support/memory-tree.ts';
import { argumentsOf, cut, origins, root, roots, shown } from '../support/roots.ts';

const messages = (module: ReturnType<typeof root>) => module.problems.map(({ message }) => message);
const RECORD_MODULE = `
variable "zone" { type = string }
variable "hosts" { default = ["www"] }
resource "record" "this" {
  for_each = toset(var.hosts)
  name     = "\${each.key}.\${var.zone}"
}
output "names" {
  value = [for record in record.this : record.name]
}
output "id" {
  value = record.this[var.hosts[0]].id
}
`;

describe('modules', () => {
  it('are read through their callers, with inputs and outputs', () => {
    const found = roots({
      'main.tf': `
module "one" {
  source = "./modules/records"
  zone   = "example.com"
  hosts  = ["a", "b"]
}
module "two" {
  source   = "./modules/records/"
  for_each = toset(["example.net", "example.org"])
  zone     = each.key
}
resource "use" "x" {
  names = module.one.names
  other = module.two["example.net"].names[0]
  id    = module.two["example.org"].id
  all   = flatten(values(module.two)[*].names)
}
`,
      'modules/records/main.tf': RECORD_MODULE,
    });
    expect(found.map(({ folder }) => folder)).toEqual(['']);
    const [module] = found;
    expect(messages(module)).toEqual([]);
    const names = argumentsOf(module, 'name');
    expect(names).toMatchObject({
      'module.one.record.this["a"]': '"a.example.com"',
      'module.one.record.this["b"]': '"b.example.com"',
      'module.two["example.net"].record.this["www"]': '"www.example.net"',
      'module.two["example.org"].record.this["www"]': '"www.example.org"',
    });
    const use = module.instances.find(({ resourceType }) => resourceType === 'use')!;
    expect(shown(use, 'names')).toBe('[\n  "a.example.com",\n  "b.example.com",\n]');
    expect(shown(use, 'other')).toBe('"www.example.net"');
    expect(shown(use, 'all')).toBe('[\n  "www.example.net",\n  "www.example.org",\n]');
    expect(use.attributes.get('id')!.value).toMatchObject({
      attribute: { address: 'module.two["example.org"].record.this["www"]', name: 'id' },
    });
    const record = module.instances.find(({ address }) => address === 'module.one.record.this["a"]')!;
    expect(record.module).toBe('module.one');
    expect(origins(record, 'name')).toEqual(['a', '.', 'example.com']);
    expect(cut(record)).toBe('resource "record" "this"');
    expect(module.files.map(({ path }) => path)).toEqual(['main.tf', 'modules/records/main.tf']);
  });

  it('have roots that nobody calls, and are read from several roots', () => {
    const found = roots({
      'envs/a/main.tf': 'module "m" {\n  source = "../../shared"\n  zone = "a.example"\n}\n',
      'envs/b/main.tf': 'module "m" {\n  source = "../../shared"\n  zone = "b.example"\n}\n',
      'shared/main.tf': RECORD_MODULE,
      'README.md': '',
    });
    expect(found.map(({ folder }) => folder)).toEqual(['envs/a', 'envs/b']);
    expect(found.map((module) => argumentsOf(module, 'name'))).toEqual([
      { 'module.m.record.this["www"]': '"www.a.example"' },
      { 'module.m.record.this["www"]': '"www.b.example"' },
    ]);
  });

  it('that call themselves or one another in a circle are a problem, and the rest is read', () => {
    const self = root({ 'main.tf': 'module "m" {\n  source = "./"\n}\nresource "a" "x" {\n  name = "x"\n}\n' });
    expect(messages(self)).toEqual(['The module at “./” calls itself, directly or through others.']);
    expect(argumentsOf(self, 'name')).toEqual({ 'a.x': '"x"' });
    expect(cut(self.problems[0].place)).toBe('"./"');

    const circle = roots({
      'a/main.tf': 'module "b" {\n  source = "../b"\n}\nresource "r" "a" {\n  n = 1\n}\n',
      'b/main.tf': 'module "a" {\n  source = "../a"\n}\nresource "r" "b" {\n  n = 2\n}\n',
    });
    expect(circle.map(({ folder }) => folder)).toEqual(['a']);
    expect(argumentsOf(circle[0], 'n')).toEqual({ 'r.a': '1', 'module.b.r.b': '2' });
    expect(messages(circle[0])).toEqual(['The module at “../a” calls itself, directly or through others.']);
  });

  it('that are not in the repository have unknown outputs', () => {
    const module = root(`
module "dns" {
  source  = "example/dns/aws"
  zone    = "example.com"
}
resource "a" "x" {
  id = module.dns.zone_id
}
module "gone" {
  source = "../../outside"
}
`);
    expect(messages(module)).toEqual(['There is no module at “../../outside” in the repository.']);
    expect(module.remoteModules).toHaveLength(1);
    const [dns] = module.remoteModules;
    expect([dns.address, dns.source]).toEqual(['module.dns', 'example/dns/aws']);
    expect(dns.attributes.get('zone')!.value).toMatchObject({ value: 'example.com' });
    const id = module.instances[0].attributes.get('id')!.value;
    expect(id.kind === 'unknown' && id.attribute!.of).toBe(dns);
  });

  it('without a value for a variable say so at the call', () => {
    const module = root({
      'main.tf': 'module "m" {\n  source = "./m"\n}\n',
      'm/main.tf': 'variable "zone" {}\nresource "a" "x" {\n  name = var.zone\n}\n',
    });
    expect(messages(module)).toEqual(['This call gives the module no value for its variable “zone”.']);
    expect(cut(module.problems[0].place)).toBe('module "m"');
    expect(argumentsOf(module, 'name')).toEqual({ 'module.m.a.x': '(known after apply)' });
  });

  it('are found beside the paths that were asked for, but are then no roots', () => {
    const whole = memoryTree({
      'live/main.tf': 'module "m" {\n  source = "../shared"\n  zone = "example.com"\n}\n',
      'shared/main.tf': RECORD_MODULE,
      'other/main.tf': 'resource "a" "x" {}\n',
    });
    const reader = new ModuleReader(restrict(whole, ['live']));
    expect(rootFolders(reader)).toEqual(['live']);
    const module = evaluateRoot('live', reader, () => true);
    expect(messages(module)).toEqual([]);
    expect(module.instances.map(({ address }) => address)).toEqual(['module.m.record.this["www"]']);
  });

  it('know their folder, and read files from there', () => {
    const module = root({
      'live/main.tf': 'module "m" {\n  source = "../m"\n}\n',
      'm/main.tf': `
locals {
  data = yamldecode(file("\${path.module}/hosts.yaml"))
}
resource "a" "x" {
  for_each = local.data.hosts
  name     = each.value.name
  text     = templatefile("\${path.module}/spf.tftpl", { includes = each.value.includes })
  rows     = [for row in csvdecode(file("\${path.module}/rows.csv")) : row.host]
  json     = jsondecode(file("\${path.module}/x.json")).deep[0]
  files    = fileset(path.module, "*.{yaml,csv}")
  outside  = try(file("../../etc/passwd"), "refused")
  absolute = try(file("/etc/passwd"), "refused")
  exists   = fileexists("\${path.module}/none")
}
`,
      'm/hosts.yaml': 'hosts:\n  one:\n    name: mail.example.com\n    includes: [a.example, b.example]\n',
      'm/spf.tftpl': 'v=spf1%{ for name in includes } include:${name}%{ endfor } -all',
      'm/rows.csv': 'host,ip\nmx1,192.0.2.1\n',
      'm/x.json': '{"deep": ["value"]}',
    });
    expect(messages(module)).toEqual([]);
    const [x] = module.instances;
    expect(shown(x, 'name')).toBe('"mail.example.com"');
    expect(origins(x, 'name')).toEqual(['mail.example.com']);
    expect(x.attributes.get('name')!.value).toMatchObject({ pieces: [{ place: { file: { path: 'm/hosts.yaml' } } }] });
    expect(shown(x, 'text')).toBe('"v=spf1 include:a.example include:b.example -all"');
    expect(origins(x, 'text')).toEqual(['v=spf1', ' include:', 'a.example', ' include:', 'b.example', ' -all']);
    expect(shown(x, 'rows')).toBe('[\n  "mx1",\n]');
    expect(shown(x, 'json')).toBe('"value"');
    expect(origins(x, 'json')).toEqual(['value']);
    expect(shown(x, 'files')).toBe('toset([\n  "hosts.yaml",\n  "rows.csv",\n])');
    expect([shown(x, 'outside'), shown(x, 'absolute'), shown(x, 'exists')]).toEqual([
      '"refused"',
      '"refused"',
      'false',
    ]);
  });
});
