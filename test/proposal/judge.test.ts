import { describe, expect, it } from 'vitest';
import { judge } from '../../src/proposal/judge.ts';
import { defineRule } from '../../src/proposal/proposal.ts';
import { propose } from '../support/propose.ts';

const EXAMPLE = { zone: '' };

/** A rule over numbers that waits a turn of the event loop for each of them. */
function waiting(count: number, look: (number: number) => string | undefined) {
  return defineRule<number>({
    id: 'waits',
    severity: 'warning',
    summary: 'waits',
    why: 'waits',
    norm: 'none',
    examples: { bad: EXAMPLE, good: EXAMPLE },
    subjects: () => Array.from({ length: count }, (_, i) => i),
    *check(number) {
      yield new Promise((resume) => setImmediate(resume));
      const subject = look(number);
      if (subject !== undefined) yield { subject, message: 'odd' };
    },
  });
}

describe('judging subjects that wait', () => {
  it('looks at each of very many, in time that grows with their number', async () => {
    const count = 20_000;
    const begin = process.cpuUsage();
    const findings = await judge(propose({ 'example.com': '' }), [waiting(count, (n) => `s${n}`)]);
    const { user } = process.cpuUsage(begin);
    expect(findings).toHaveLength(count);
    // A step for each of 2,000 that wait, whenever one settles, would be forty million.
    expect(user / 1e6).toBeLessThan(5);
  });

  it('throws what a rule throws late, once, after the others are done', async () => {
    let looked = 0;
    const bug = judge(propose({ 'example.com': '' }), [
      waiting(100, (n) => {
        looked++;
        if (n % 50 === 0) throw new Error(`bug ${n}`);
        return undefined;
      }),
    ]);
    await expect(bug).rejects.toThrow('bug 0');
    expect(looked).toBe(100);
  });
});
