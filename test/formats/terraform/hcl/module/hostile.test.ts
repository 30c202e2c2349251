import { describe, expect, it } from 'vitest';
import { cpuMilliseconds } from '../../../../support/cpu-time.ts';
import { argumentsOf, cut, root, roots } from '../support/roots.ts';

const messages = (module: ReturnType<typeof root>) => module.problems.map(({ message }) => message);

/** Bounds are wide, for slow machines: what they catch would take hours, or all memory. */
function timed<T>(run: () => T): { readonly result: T; readonly milliseconds: number } {
  const begin = cpuMilliseconds();
  const result = run();
  return { result, milliseconds: cpuMilliseconds() - begin };
}

describe('configurations that are broken or made to hurt', () => {
  it('say where a circle is, and go on', () => {
    const module = root(`
locals {
  a = local.b
  b = "x\${local.a}"
}
resource "r" "circle" {
  name = local.a
}
resource "r" "self" {
  name = r.self.name
}
resource "r" "fine" {
  name = "fine"
}
`);
    expect(messages(module)).toEqual([
      '“local.a” asks for its own value, directly or through others.',
      'The block “r.self” asks for its own values, directly or through others.',
    ]);
    expect(module.problems.map(({ place }) => cut(place))).toEqual(['a', 'resource "r" "self"']);
    expect(argumentsOf(module, 'name')).toEqual({
      'r.circle': '(known after apply)',
      'r.self': '(known after apply)',
      'r.fine': '"fine"',
    });
  });

  it('place the mistakes of expressions', () => {
    const module = root(`
resource "r" "x" {
  a = local.nothing
  b = var.nothing
  c = r.nothing.id
  d = upperr("x")
  e = bare
  f = "x\${[1]}"
  g = 1 + "x"
  h = { a = 1 }.b
}
`);
    expect(module.problems.map(({ place, message }) => `${cut(place)}: ${message}`)).toEqual([
      'local.nothing: There is no local value “nothing” in this module.',
      'var.nothing: There is no variable “nothing” in this module.',
      'r.nothing.id: There is no resource “r.nothing” in this module.',
      'upperr("x"): There is no function “upperr”.',
      'bare: “bare” means nothing here.',
      '[1]: Only text, numbers, true and false can be put into a text, and this is a tuple.',
      '1 + "x": This cannot be evaluated: “x” is not a number.',
      '{ a = 1 }.b: There is no “b” in this object.',
    ]);
    expect(module.problems[3].advice).toBe('Perhaps “upper” is meant.');
    expect(module.problems.every(({ rule, subject }) => rule === 'record-unreadable' && subject === 'main.tf')).toBe(
      true,
    );
  });

  it('tell a mistake once, however many resources show it', () => {
    const module = root('resource "r" "x" {\n  count = 1000\n  name = nonsense()\n}\n');
    expect(messages(module)).toEqual(['There is no function “nonsense”.']);
    expect(module.instances).toHaveLength(1000);
  });

  it('judge the rest of a file with a block that is not closed', () => {
    const module = root('resource "r" "a" {\n  name = "a"\n\nresource "r" "b" {\n  name = "b"\n}\n');
    expect(argumentsOf(module, 'name')).toEqual({ 'r.a': '"a"', 'r.b': '"b"' });
    expect(module.problems).toHaveLength(1);
  });

  it.each([
    ['for_each over a million', 'for_each = toset(split("", join("", [for i in range(1000) : format("%01000d", i)])))'],
    [
      'a product of ranges',
      'for_each = toset([for pair in setproduct(range(1000), range(1000)) : "${pair[0]}-${pair[1]}"])',
    ],
    ['count of a billion', 'count = 1000000000'],
  ])('bound %s', (_, argument) => {
    const { result, milliseconds } = timed(() =>
      root(`resource "r" "x" {\n  ${argument}\n  name = "x"\n}\nresource "r" "y" {\n  name = "y"\n}\n`),
    );
    expect(milliseconds).toBeLessThan(60_000);
    expect(result.instances.some(({ name }) => name === 'y')).toBe(true);
  });

  it('bound loops in loops, texts that double, and long chains', () => {
    const loops = `locals {\n  n = range(1000)\n  v = [for a in local.n : [for b in local.n : [for c in local.n : a + b + c]]]\n}\n`;
    const doubling = `locals {\n  s0 = "0123456789"\n${Array.from({ length: 60 }, (_, i) => `  s${i + 1} = "\${local.s${i}}\${local.s${i}}"\n`).join('')}}\n`;
    const lists = `locals {\n  l0 = ["x"]\n${Array.from({ length: 60 }, (_, i) => `  l${i + 1} = concat(local.l${i}, local.l${i})\n`).join('')}}\n`;
    const chain = `locals {\n  c0 = "x"\n${Array.from({ length: 5000 }, (_, i) => `  c${i + 1} = upper(local.c${i})\n`).join('')}}\n`;
    const operators = `resource "r" "o" {\n  name = ${'1 + '.repeat(20_000)}1\n}\n`;
    const uses = 'resource "r" "x" {\n  a = local.v\n  b = local.s60\n  c = local.l60\n  d = local.c5000\n}\n';
    const { result, milliseconds } = timed(() => root(`${doubling}${lists}${chain}${operators}${loops}${uses}`));
    expect(milliseconds).toBeLessThan(60_000);
    expect(result.problems.length).toBeGreaterThan(0);
    expect([...result.instances.at(-1)!.attributes.values()].map(({ value }) => value.kind)).toEqual([
      'unknown',
      'unknown',
      'unknown',
      'unknown',
    ]);
  });

  it.each([
    'jsonencode(local.o60)',
    'local.o40 == local.o40',
    'toset([local.o60])',
    'true ? local.o60 : local.o59',
    'distinct([local.o16, local.o16])',
    'tolist([local.o60, local.o59])',
    'merge(local.o60, local.o59)',
    'contains([local.o60], local.o60)',
    'format("%v", local.o60)',
  ])('bound values that share their parts many times over: %s', (expression) => {
    const doubling = Array.from({ length: 60 }, (_, i) => `  o${i + 1} = { a = local.o${i}, b = local.o${i} }\n`).join(
      '',
    );
    const { result, milliseconds } = timed(() =>
      root(`locals {\n  o0 = "x"\n${doubling}}\nresource "r" "x" {\n  v = ${expression}\n}\n`),
    );
    expect(milliseconds).toBeLessThan(60_000);
    expect(result.instances).toHaveLength(1);
  });

  it.each(['.b', '[0]', '[*]', '.*'])('bound %s in a chain of thousands', (access) => {
    const { result, milliseconds } = timed(() =>
      root(`locals {\n  a = {}\n}\nresource "r" "x" {\n  v = local.a${access.repeat(20_000)}\n}\n`),
    );
    expect(milliseconds).toBeLessThan(15_000);
    expect(result.problems.length).toBeGreaterThan(0);
  });

  it('bound modules that double at each step', () => {
    const files: Record<string, string> = { 'main.tf': 'module "a" {\n  source = "./m0"\n}\n' };
    for (let i = 0; i < 40; i++) {
      files[`m${i}/main.tf`] =
        `module "a" {\n  source = "../m${i + 1}"\n}\nmodule "b" {\n  source = "../m${i + 1}"\n}\n`;
    }
    files['m40/main.tf'] = 'resource "r" "x" {}\n';
    const { result, milliseconds } = timed(() => roots(files));
    expect(milliseconds).toBeLessThan(60_000);
    expect(result[0].problems.length).toBeGreaterThan(0);
  });

  it('bound patterns that make other engines go back and forth', () => {
    const { result, milliseconds } = timed(() =>
      root(
        `resource "r" "x" {\n  v = can(regex("^(a+)+$", "${'a'.repeat(5000)}!"))\n  w = can(regex("((a{0,100}){0,100}){0,100}", "a"))\n}\n`,
      ),
    );
    expect(milliseconds).toBeLessThan(15_000);
    expect(argumentsOf(result, 'v')).toEqual({ 'r.x': 'false' });
  });

  it('take time in proportion to the resources', () => {
    const block = (i: number) =>
      `resource "aws_route53_record" "r${i}" {\n  zone_id = aws_route53_zone.main.zone_id\n  name    = "host${i}.\${local.domain}"\n  type    = "A"\n  ttl     = 300\n  records = ["192.0.2.${i % 256}"]\n}\n`;
    const many = (count: number) =>
      `locals {\n  domain = "example.com"\n}\nresource "aws_route53_zone" "main" {\n  name = local.domain\n}\n${Array.from({ length: count }, (_, i) => block(i)).join('')}`;
    root(many(1_000));
    const { result, milliseconds } = timed(() => root(many(10_000)));
    expect(result.instances).toHaveLength(10_001);
    expect(messages(result)).toEqual([]);
    expect(milliseconds).toBeLessThan(15_000);
    const each = timed(() =>
      root(
        'resource "r" "x" {\n  for_each = { for pair in setproduct(range(100), range(100)) : "${pair[0]}-${pair[1]}" => pair }\n  name = "host-${each.key}"\n  n = each.value[0]\n}\n',
      ),
    );
    expect(each.result.instances).toHaveLength(10_000);
    expect(each.milliseconds).toBeLessThan(15_000);
  });
});
