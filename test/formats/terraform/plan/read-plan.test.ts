import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { terraformFormat } from '../../../../src/formats/terraform/index.ts';
import { readPlan } from '../../../../src/formats/terraform/plan/read-plan.ts';
import { NameTable } from '../../../../src/model/name-table.ts';
import { SourceFile } from '../../../../src/model/source-file.ts';
import { UsageError } from '../../../../src/model/usage-error.ts';
import { memoryTree } from '../../../support/memory-tree.ts';
import { planJson } from './support/plan-json.ts';

const read = (text: string) => readPlan(new SourceFile('plan.json', text));
const plan = (more: object) => JSON.stringify({ format_version: '1.2', planned_values: { root_module: {} }, ...more });

describe('a file that is no plan', () => {
  test.each([
    ['PK\u0003\u0004…', 'it is the plan itself and not its JSON'],
    ['', 'it is no JSON'],
    ['password = "hunter2"', 'it is no JSON'],
    ['[]', 'it is no JSON object'],
    ['{}', 'it has no “format_version”'],
    ['{"@level":"info"}\n{"@level":"info"}', 'it is the log of “terraform plan -json”'],
    ['{"@level":"info"}', 'it is the log of “terraform plan -json”'],
    ['{"format_version":"1.0","values":{"root_module":{}}}', 'it is a state, not a plan'],
    ['{"format_version":"1.0"}', 'it has neither “planned_values” nor “resource_changes”'],
    [plan({ format_version: '2.0' }), 'its format version 2.0 is not known here'],
  ])('%j: what it is instead, and how to make one', (text, why) => {
    expect(() => read(text)).toThrow(UsageError);
    expect(() => read(text)).toThrow(`plan.json is no Terraform plan in JSON: ${why}.`);
    expect(() => read(text)).toThrow('terraform show -json tfplan > FILE');
    expect(() => read(text)).not.toThrow('hunter2');
  });

  test('or one of a run that failed', () => {
    expect(() => read(plan({ errored: true }))).toThrow('The run of Terraform that wrote plan.json failed');
  });

  test('with a byte order mark is read', () => {
    expect(read(`\ufeff${plan({})}`).planned).toEqual([]);
  });
});

describe('a plan', () => {
  const zone = { address: 'module.a["x.y"].module.b[0].aws_route53_zone.main[2]', values: { name: 'example.com' } };

  test('names the module, the key and the kind of each object', () => {
    const [one] = read(planJson({ planned: [zone] })).planned;
    expect(one).toMatchObject({
      address: zone.address,
      module: 'module.a["x.y"].module.b[0]',
      mode: 'managed',
      type: 'aws_route53_zone',
      name: 'main',
      key: 2,
    });
  });

  test('that was cut down to its changes says the same', () => {
    const text = planJson({ planned: [zone], prior: [zone, { ...zone, address: 'aws_route53_zone.gone' }] });
    const { planned_values, prior_state, ...rest } = JSON.parse(text) as Record<string, unknown>;
    expect([planned_values, prior_state]).not.toContain(undefined);
    const [whole, cut] = [read(text), read(JSON.stringify(rest))];
    const addresses = (objects: typeof cut.planned = []) => objects.map(({ address }) => address).sort();
    expect(addresses(cut.planned)).toEqual(addresses(whole.planned));
    expect(addresses(cut.prior)).toEqual(addresses(whole.prior));
    expect(addresses(cut.prior)).toHaveLength(2);
  });

  const change = (actions: string[], more = {}) => ({
    ...{ address: 'aws_route53_zone.x', mode: 'managed', type: 'aws_route53_zone', name: 'x', ...more },
    change: { actions, before: { name: 'example.com' }, after: null },
  });
  const state = (...resources: object[]) => ({ values: { root_module: { resources } } });
  const held = { address: 'aws_route53_zone.x', mode: 'managed', type: 'aws_route53_zone', name: 'x' };
  const names = (objects: ReturnType<typeof read>['planned'] = []) => objects.map(({ values }) => values.name);

  test.each([
    ['forgets stays', ['forget'], ['example.com']],
    ['deletes is gone', ['delete'], []],
  ])('what it %s, whether it has its state or was cut down to its changes', (_, actions, left) => {
    const changes = { resource_changes: [change(actions)], planned_values: undefined };
    const whole = plan({
      ...changes,
      planned_values: {},
      prior_state: state({ ...held, values: { name: 'example.com' } }),
    });
    for (const text of [whole, plan(changes)]) {
      const { planned, prior } = read(text);
      expect([names(planned), names(prior)]).toEqual([left, ['example.com']]);
    }
  });

  test('has no word of what is left of an object that was replaced before', () => {
    const values = { name: 'example.com' };
    const resources = [
      { ...held, values },
      { ...held, values: { name: 'example.net' }, deposed_key: 'a1b2c3d4' },
    ];
    const resource_changes = [
      { ...held, change: { actions: ['no-op'], before: values, after: values, after_unknown: {} } },
      change(['delete'], { deposed: 'a1b2c3d4' }),
    ];
    const root_module = { resources: [resources[0]] };
    for (const more of [
      { prior_state: state(...resources), planned_values: { root_module } },
      { planned_values: undefined },
    ]) {
      const { planned, prior } = read(plan({ ...more, resource_changes }));
      expect([names(planned), names(prior)]).toEqual([['example.com'], ['example.com']]);
    }
  });

  test('has no state where only data sources were read', () => {
    const zoneRead = {
      address: 'data.aws_route53_zone.x',
      mode: 'data',
      type: 'aws_route53_zone',
      name: 'x',
      values: {},
    };
    expect(read(plan({ prior_state: state(zoneRead) })).prior).toBeUndefined();
    expect(read(plan({ prior_state: state(zoneRead, { ...held, values: {} }) })).prior).toHaveLength(2);
  });

  test('leaves for later what Terraform defers', () => {
    const change = { actions: ['create'], after: { name: 'example.com' }, after_unknown: {} };
    const resource_change = {
      address: 'aws_route53_zone.x',
      mode: 'managed',
      type: 'aws_route53_zone',
      name: 'x',
      change,
    };
    const [one] = read(plan({ deferred_changes: [{ reason: 'instance_count_unknown', resource_change }] })).planned;
    expect(one.deferred).toBe('Terraform leaves it for a later plan');
  });
});

test('whatever JSON has the keys of a plan is read or refused, and never a bug', () => {
  const key = fc.constantFrom(
    'format_version',
    'planned_values',
    'root_module',
    'resources',
    'child_modules',
    'address',
    'type',
    'name',
    'mode',
    'values',
    'records',
    'zone_id',
    'resource_changes',
    'change',
    'after',
    'after_unknown',
    'after_sensitive',
    'before',
    'prior_state',
    'configuration',
    'expressions',
    'references',
    'module_calls',
    'module',
    'outputs',
    'index',
  );
  const leaf = fc.oneof(
    fc.constantFrom<unknown>(
      null,
      true,
      false,
      1,
      '',
      'example.com',
      'aws_route53_record',
      'aws_route53_zone',
      'TXT',
      'v=spf1 -all',
      'managed',
      'aws_route53_record.x',
      'var.x',
      'module.a.b',
      'each.value',
    ),
    fc.string(),
    fc.double(),
  );
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'medium' },
      leaf,
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(key, tie('tree'), { maxKeys: 6 }),
    ),
  }));
  const parts = fc.record({
    planned_values: fc.record({ root_module: tree }),
    resource_changes: tree,
    prior_state: tree,
    configuration: fc.record({ root_module: tree }),
  });
  fc.assert(
    fc.property(parts, (json) => {
      const file = new SourceFile('plan.json', JSON.stringify({ format_version: '1.2', ...json }));
      const format = terraformFormat();
      const context = { names: new NameTable(), hints: [], plans: [{ file }] };
      const files = memoryTree({ 'main.tf': 'resource "aws_route53_zone" "x" {\n  name = "example.com"\n}\n' });
      expect(format.read(['plan.json'], files, context).zones).toBeDefined();
    }),
    { numRuns: 500 },
  );
});
