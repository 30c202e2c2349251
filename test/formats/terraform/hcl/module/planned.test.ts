import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jsonText } from '../../../../../src/formats/terraform/hcl/functions/json-text.ts';
import planned from '../support/planned.json' with { type: 'json' };
import { roots } from '../support/roots.ts';

const FOLDER = 'test/formats/terraform/hcl/fixtures/plan';

/** `scripts/terraform-console.js` writes what Terraform plans for the same files. */
describe('the resources of a module come to what Terraform plans', () => {
  const paths = (readdirSync(FOLDER, { recursive: true }) as string[]).filter((path) => path.includes('.'));
  const [module, ...others] = roots(
    Object.fromEntries(paths.map((path) => [path, readFileSync(join(FOLDER, path), 'utf8')])),
  );
  const inputs = new Map(module.instances.map(({ address, attributes }) => [address, attributes.get('input')!.value]));

  it('and there are no others', () => {
    expect(module.problems).toEqual([]);
    expect(others).toEqual([]);
    expect([...inputs.keys()].sort()).toEqual(Object.keys(planned).sort());
  });

  it.each(Object.entries(planned))('%s', (address, input) => {
    const value = inputs.get(address);
    expect(value && JSON.parse(jsonText(value) ?? '')).toEqual(input);
  });
});
