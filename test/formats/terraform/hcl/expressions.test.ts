import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { consoleText } from './support/console-text.ts';
import { evaluateText } from './support/evaluate-text.ts';

const FILE = 'test/formats/terraform/hcl/support/expressions.txt';

/** What Terraform makes of each expression; `scripts/terraform-console.js` writes the file. */
const cases = readFileSync(FILE, 'utf8')
  .split(/\n(?! )/)
  .filter((one) => one !== '' && !one.startsWith('#'))
  .map((one) => {
    const [expression, ...result] = one.split('\n');
    return { expression, result: result.map((line) => line.slice(2)).join('\n') };
  });

/** Values have no type here, so a null has none either. */
const withoutTypeOfNull = (text: string) => text.replace(/\bto(?:string|number|bool|list|set|map)\(null\)/g, 'null');

describe('expressions come to what Terraform makes of them', () => {
  it.each(cases)('$expression', ({ expression, result }) => {
    const source = expression.startsWith('<<') ? expression.replaceAll('\\n', '\n') : expression;
    const { value, problems } = evaluateText(source);
    if (result === 'error') {
      expect(problems.length, `${value && consoleText(value)}`).toBeGreaterThan(0);
      return;
    }
    expect(problems.map(({ message }) => message)).toEqual([]);
    expect(value && consoleText(value)).toBe(withoutTypeOfNull(result));
  });
});
