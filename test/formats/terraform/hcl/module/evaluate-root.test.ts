import { describe, expect, it } from 'vitest';
import { blocksOf } from '../../../../../src/formats/terraform/hcl/module/resource.ts';
import { argumentsOf, cut, origins, root, roots, shown } from '../support/roots.ts';

const messages = (module: ReturnType<typeof root>) => module.problems.map(({ message }) => message);

describe('the resources of a root module', () => {
  it('are evaluated with locals and variables, and say where every part of a text stands', () => {
    const module = root({
      'main.tf': `
variable "domain" {
  type    = string
  default = "example.com"
}
locals {
  senders = ["include:_spf.example.net", "ip4:192.0.2.1"]
}
resource "dns_txt" "spf" {
  name    = "\${var.domain}."
  records = [join(" ", concat(["v=spf1"], local.senders, ["-all"]))]
}
`,
    });
    expect(messages(module)).toEqual([]);
    const [spf] = module.instances;
    expect(spf.address).toBe('dns_txt.spf');
    expect(shown(spf, 'name')).toBe('"example.com."');
    expect(origins(spf, 'name')).toEqual(['example.com', '.']);
    const records = spf.attributes.get('records')!.value;
    const text = 'elements' in records ? records.elements[0] : records;
    expect(text.kind === 'string' && text.value).toBe('v=spf1 include:_spf.example.net ip4:192.0.2.1 -all');
    expect(text.kind === 'string' && text.pieces.map(({ place }) => cut(place))).toEqual([
      'v=spf1',
      ' ',
      'include:_spf.example.net',
      ' ',
      'ip4:192.0.2.1',
      ' ',
      '-all',
    ]);
    expect(cut(spf)).toBe('resource "dns_txt" "spf"');
    expect(cut(spf.attributes.get('name')!)).toBe('"${var.domain}."');
  });

  it('are there once for each element of count and for_each', () => {
    const module = root(`
resource "a" "counted" {
  count = 2
  name  = "host\${count.index}"
}
resource "a" "each" {
  for_each = { b = "2", a = "1" }
  name     = "\${each.key}=\${each.value}"
}
resource "a" "set" {
  for_each = toset(["y", "x", "y"])
  name     = each.value
}
resource "a" "none" {
  count = 0
}
`);
    expect(messages(module)).toEqual([]);
    expect(argumentsOf(module, 'name')).toEqual({
      'a.counted[0]': '"host0"',
      'a.counted[1]': '"host1"',
      'a.each["a"]': '"1"'.replace('1', 'a=1'),
      'a.each["b"]': '"b=2"',
      'a.set["x"]': '"x"',
      'a.set["y"]': '"y"',
    });
  });

  it('say by an unknown value which attribute of which resource they take', () => {
    const module = root(`
resource "zone" "main" {
  name = "example.com"
}
data "zone" "other" {
  name = "example.org"
}
resource "record" "one" {
  zone_id = zone.main.zone_id
  name    = zone.main.name
}
resource "record" "two" {
  zone_id = data.zone.other.id
  name    = "\${data.zone.other.name}"
  text    = "x \${zone.main.zone_id}"
}
`);
    expect(messages(module)).toEqual([]);
    const [main, one, two, other] = module.instances;
    const id = one.attributes.get('zone_id')!.value;
    expect(id).toMatchObject({ kind: 'unknown', attribute: { address: 'zone.main', name: 'zone_id' } });
    expect(id.kind === 'unknown' && id.attribute!.of).toBe(main);
    expect(shown(one, 'name')).toBe('"example.com"');
    const otherId = two.attributes.get('zone_id')!.value;
    expect(otherId.kind === 'unknown' && otherId.attribute!.of).toBe(other);
    expect(shown(two, 'name')).toBe('"example.org"');
    expect(two.attributes.get('text')!.value).toMatchObject({ kind: 'unknown', attribute: undefined });
  });

  it('refer to instances by number, key and splat', () => {
    const module = root(`
resource "zone" "c" {
  count = 2
  name  = "c\${count.index}.example"
}
resource "zone" "e" {
  for_each = toset(["a.example", "b.example"])
  name     = each.key
}
resource "record" "r" {
  first = zone.c[0].name
  all   = zone.c[*].name
  key   = zone.e["a.example"].name
  every = [for key, zone in zone.e : zone.name]
  ids   = zone.c[1].zone_id
}
`);
    const record = module.instances.find(({ resourceType }) => resourceType === 'record');
    expect(shown(record, 'first')).toBe('"c0.example"');
    expect(shown(record, 'all')).toBe('[\n  "c0.example",\n  "c1.example",\n]');
    expect(shown(record, 'key')).toBe('"a.example"');
    expect(shown(record, 'every')).toBe('[\n  "a.example",\n  "b.example",\n]');
    expect(record!.attributes.get('ids')!.value).toMatchObject({
      attribute: { address: 'zone.c[1]', name: 'zone_id' },
    });
    expect(messages(module)).toEqual([]);
  });

  it('have nested blocks, dynamic ones as often as they are there', () => {
    const module = root(`
resource "record" "r" {
  alias {
    name = "x"
  }
  dynamic "route" {
    for_each = { a = 1, b = 2 }
    content {
      key = route.key
      value = route.value
      inner {
        deep = route.value + 1
      }
    }
  }
  dynamic "named" {
    for_each = ["u", "v"]
    iterator = it
    content {
      v = "\${it.key}\${it.value}"
    }
  }
  dynamic "open" {
    for_each = var.none
    content {
      v = open.value
    }
  }
  lifecycle {
    ignore_changes = [name]
  }
}
variable "none" {}
`);
    expect(messages(module)).toEqual([]);
    const [record] = module.instances;
    const value = (type: string, name: string) =>
      blocksOf(record, type).map((block) => {
        const { value } = block.attributes.get(name)!;
        return value.kind === 'string'
          ? value.value
          : value.kind === 'number'
            ? Number(value.value.digits)
            : value.kind;
      });
    expect(record.blocks.map(({ type }) => type)).toEqual(['alias', 'route', 'route', 'named', 'named', 'open']);
    expect(value('route', 'key')).toEqual(['a', 'b']);
    expect(value('route', 'value')).toEqual([1, 2]);
    expect(value('named', 'v')).toEqual(['0u', '1v']);
    expect(value('open', 'v')).toEqual(['unknown']);
    expect(blocksOf(record, 'open')[0].expansion).toMatchObject({ kind: 'unknown' });
    const [inner] = blocksOf(blocksOf(record, 'route')[1], 'inner');
    expect(inner.attributes.get('deep')!.value).toMatchObject({ value: { digits: 3n } });
  });

  it('have one instance for any number where how many there are is not known', () => {
    const module = root(`
variable "hosts" {}
resource "a" "x" {
  for_each = var.hosts
  name     = each.key
  fixed    = "f"
}
resource "a" "y" {
  count = var.hosts ? 1 : 0
  name  = "y"
}
resource "b" "z" {
  name = a.y[0].name
  id   = a.y[0].id
}
`);
    expect(messages(module)).toEqual([]);
    const [x, y, z] = module.instances;
    expect(x.expansion?.reason).toContain('var.hosts');
    expect([shown(x, 'name'), shown(x, 'fixed')]).toEqual(['(known after apply)', '"f"']);
    expect(y.expansion?.kind).toBe('unknown');
    expect(shown(z, 'name')).toBe('"y"');
    expect(z.attributes.get('id')!.value).toMatchObject({ attribute: { name: 'id' } });
  });

  it('take values from terraform.tfvars and *.auto.tfvars, the later before the earlier, and from no other file', () => {
    const module = root({
      'main.tf':
        'variable "a" {}\nvariable "b" {}\nvariable "c" { default = "default" }\nvariable "d" {}\nresource "r" "x" {\n  v = [var.a, var.b, var.c, var.d]\n}\n',
      'terraform.tfvars': 'a = "tfvars"\nb = "tfvars"\n',
      'z.auto.tfvars': 'b = "z"\n',
      'a.auto.tfvars.json': '{ "b": "json ${no} template", "c": "json" }',
      'prod.tfvars': 'd = "prod"\n',
    });
    expect(messages(module)).toEqual([]);
    expect(shown(module.instances[0], 'v')).toBe('[\n  "tfvars",\n  "z",\n  "json",\n  (known after apply),\n]');
  });

  it('convert variables to their types, with defaults of optional attributes', () => {
    const module = root({
      'main.tf': `
variable "records" {
  type = map(object({
    type = optional(string, "A")
    ttl  = optional(number)
    data = list(string)
  }))
  default = {
    www = { data = ["192.0.2.1"], ttl = "300" }
    mx  = { type = "MX", data = [10] }
  }
}
variable "flag" {
  type     = bool
  default  = true
  nullable = false
}
resource "r" "x" {
  for_each = var.records
  type     = each.value.type
  ttl      = each.value.ttl
  data     = each.value.data
  flag     = var.flag
}
`,
      'terraform.tfvars': 'flag = null\n',
    });
    expect(messages(module)).toEqual([]);
    const [mx, www] = module.instances;
    expect([shown(mx, 'type'), shown(mx, 'ttl'), shown(mx, 'data')]).toEqual(['"MX"', 'null', 'tolist([\n  "10",\n])']);
    expect([shown(www, 'type'), shown(www, 'ttl'), shown(www, 'flag')]).toEqual(['"A"', '300', 'true']);
  });

  it('read the JSON syntax as the native one, with places in the texts', () => {
    const text = JSON.stringify(
      {
        '//': 'generated',
        locals: { domain: 'example.com' },
        resource: {
          zone: { main: { name: '${local.domain}' } },
          record: {
            www: {
              name: 'www.${local.domain}',
              zone_id: '${zone.main.zone_id}',
              ttl: 300,
              on: true,
              quoted: '${lookup({a = "b"}, "a")} "x"',
              records: ['192.0.2.1'],
              alias: [{ name: 'x' }],
              dynamic: { geo: { for_each: ['u', 'v'], content: { at: '${geo.value}' } } },
            },
          },
        },
        variable: { v: { type: 'list(string)', default: ['${literal}'] } },
        output: { o: { value: '${var.v}' } },
      },
      null,
      2,
    );
    const module = root({ 'main.tf.json': text });
    expect(messages(module)).toEqual([]);
    const record = module.instances.find(({ resourceType }) => resourceType === 'record')!;
    expect(record.address).toBe('record.www');
    expect([shown(record, 'name'), shown(record, 'ttl'), shown(record, 'on')]).toEqual([
      '"www.example.com"',
      '300',
      'true',
    ]);
    expect(shown(record, 'quoted')).toBe('"b \\"x\\""');
    expect(origins(record, 'name')).toEqual(['www.', 'example.com']);
    expect(record.attributes.get('zone_id')!.value).toMatchObject({
      attribute: { address: 'zone.main', name: 'zone_id' },
    });
    expect(blocksOf(record, 'alias').map((block) => shown({ ...record, ...block }, 'name'))).toEqual(['"x"']);
    expect(blocksOf(record, 'geo').map((block) => shown({ ...record, ...block }, 'at'))).toEqual(['"u"', '"v"']);
    expect(cut(record)).toBe('"www"');
  });

  it('tell providers with their aliases', () => {
    const module = root(`
provider "aws" {
  region = "x"
}
provider "aws" {
  alias = "east"
}
resource "aws_x" "y" {
  provider = aws.east
}
`);
    expect(module.providers.map(({ name }) => name)).toEqual(['aws', 'aws.east']);
    expect(module.instances[0].provider).toBe('aws.east');
    expect([...module.instances[0].attributes.keys()]).toEqual([]);
  });

  it('let override files replace arguments and blocks', () => {
    const module = root({
      'main.tf': 'resource "a" "x" {\n  name = "one"\n  ttl = 1\n  b {\n    c = 1\n  }\n}\n',
      'x_override.tf': 'resource "a" "x" {\n  ttl = 2\n  b {\n    c = 2\n  }\n}\n',
    });
    const [x] = module.instances;
    expect([shown(x, 'name'), shown(x, 'ttl')]).toEqual(['"one"', '2']);
    expect(blocksOf(x, 'b').map(({ attributes }) => attributes.get('c')!.value)).toMatchObject([
      { value: { digits: 2n } },
    ]);
    expect(messages(module)).toEqual([]);
  });

  it('are evaluated only where they are wanted or asked for', () => {
    const module = roots({
      'main.tf': 'resource "a" "x" {\n  v = nonsense(1)\n}\nlocals {\n  unused = [][0]\n}\nresource "b" "y" {}\n',
    })[0];
    expect(messages(module)).toEqual(['There is no function “nonsense”.']);
  });
});
