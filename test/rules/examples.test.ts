import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bySeverity } from '../../src/model/finding.ts';
import { RULES } from '../../src/rules/index.ts';
import { checkExample } from '../support/example.ts';

describe('every rule', () => {
  it('is a file of its name and is registered', () => {
    const files = readdirSync('src/rules', { recursive: true })
      .map((file) => String(file).split('/').at(-1)!)
      .filter((file) => /^[a-z0-9-]+\.ts$/.test(file) && file !== 'index.ts')
      .map((file) => file.slice(0, -3));
    const ids = RULES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !files.includes(id))).toEqual([]);
  });

  it('names only rules that exist as those it speaks over', () => {
    const ids = new Set(RULES.map(({ id }) => id));
    for (const { id, over = [] } of RULES)
      expect({ id, unknown: over.filter((other) => !ids.has(other)) }).toEqual({ id, unknown: [] });
  });

  describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
    it('finds its bad example', async () => {
      const { introduced } = await checkExample(rule.examples.bad);
      const own = introduced.filter((finding) => finding.rule === id);
      expect(
        own.length,
        introduced.map(({ rule: other, message }) => `${other}: ${message}`).join('\n'),
      ).toBeGreaterThan(0);
      for (const finding of own)
        expect(bySeverity(finding.severity, rule.severity), 'at its own level').toBeLessThanOrEqual(0);
    });

    it('is content with its good example', async () => {
      const { introduced } = await checkExample(rule.examples.good);
      expect(introduced.filter((finding) => finding.rule === id || finding.severity === 'error')).toEqual([]);
    });

    it('says what, why and by which norm', () => {
      expect(rule.summary).toMatch(/^[A-Z“`].*[^.]$/);
      expect(rule.why).toMatch(/\.$/s);
      expect(rule.norm).toBe(rule.norm.trim());
    });
  });
});
