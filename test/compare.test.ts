import { describe, expect, it } from 'vitest';
import { compare } from '../src/compare.ts';
import type { Finding } from '../src/model/finding.ts';

function finding(fingerprint: string, more: Partial<Finding> = {}): Finding {
  return { rule: 'r', severity: 'warning', subject: 's', message: 'm', why: 'w', fingerprint, ...more };
}

describe('compare', () => {
  it('tells introduced, existing and fixed apart', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((fingerprint) => finding(fingerprint));
    expect(compare([a, b], [b, c])).toEqual({ introduced: [a], existing: [b], fixed: [c] });
  });

  it('takes a graver level or a higher count for introduced', () => {
    const worse = finding('a', { severity: 'error' });
    const more = finding('b', { count: 13 });
    const fewer = finding('c', { count: 11 });
    const base = [finding('a'), finding('b', { count: 12 }), finding('c', { count: 12 })];
    expect(compare([worse, more, fewer], base)).toEqual({ introduced: [worse, more], existing: [fewer], fixed: [] });
  });

  it('takes a second one of the same for introduced', () => {
    const [first, second] = [finding('a', { message: 'first' }), finding('a', { message: 'second' })];
    expect(compare([first, second], [first])).toEqual({ introduced: [second], existing: [first], fixed: [] });
  });
});
