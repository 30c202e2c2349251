import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpuMilliseconds } from '../support/cpu-time.ts';
import { propose } from '../support/propose.ts';

describe('View.rrsets', () => {
  it('gives each RRset once and whole, in the order of its first record', () => {
    const line = fc.record({ owner: fc.integer({ min: 0, max: 5 }), type: fc.constantFrom('MX', 'A') });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const zone = lines.map(
          ({ owner, type }, i) => `h${owner} ${type} ${type === 'MX' ? `${i} x${i}` : `192.0.2.${i}`}`,
        );
        const { view } = propose({ 'example.com': zone.join('\n') });
        const given = [...view.rrsets('MX')].map((rrset) =>
          rrset.map(({ owner, preference }) => `${owner} ${preference}`),
        );
        const expected = new Map<number, string[]>();
        lines.forEach(({ owner, type }, i) => {
          if (type !== 'MX') return;
          expected.set(owner, [...(expected.get(owner) ?? []), `h${owner}.example.com. ${i}`]);
        });
        expect(given).toEqual([...expected.values()]);
      }),
    );
  });

  it('stays linear at one name with very many records of several types', () => {
    const lines = Array.from({ length: 40_000 }, (_, i) =>
      i < 20_000 ? `a A 10.${i >> 16}.${(i >> 8) & 255}.${i & 255}` : `a MX 1 x${i}`,
    );
    const { view } = propose({ 'example.com': lines.join('\n') });
    // Looking back from each record would take 400 million steps.
    const start = cpuMilliseconds();
    expect([...view.rrsets('MX')].map(({ length }) => length)).toEqual([20_000]);
    expect(cpuMilliseconds() - start).toBeLessThan(2000);
  });
});
