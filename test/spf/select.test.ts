import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/model/answer.ts';
import { spfRecord } from '../../src/spf/record.ts';
import { select } from '../../src/spf/select.ts';

function found(...texts: readonly (readonly string[])[]): Answer<'TXT'> {
  return { state: 'found', records: texts.map((strings) => ({ type: 'TXT', strings })), chain: [], source: 'proposed' };
}

describe('select', () => {
  it('takes the one record that begins with the version, whatever stands beside it', () => {
    const selection = select(found(['token=v=spf1 +all'], ['V=SPF1', ' -all'], ['\xff'], ['v=spf10 +all']));
    expect(selection).toMatchObject({ state: 'one', source: 'proposed', record: { strings: ['V=SPF1', ' -all'] } });
    expect(selection.state === 'one' && selection.spf.terms.map(({ source }) => source)).toEqual(['-all']);
  });

  it('joins strings without a space', () => {
    expect(select(found(['v=spf1', 'mx']))).toMatchObject({ state: 'none', reason: 'no-spf-among-txt' });
  });

  it('knows several, but counts the same data once', () => {
    expect(select(found(['v=spf1 -all'], ['v=spf1 -all']))).toMatchObject({ state: 'one' });
    expect(select(found(['v=spf1 -all'], ['v=spf1 ~all']))).toMatchObject({ state: 'several' });
    // Other strings are other data (RFC 1035 §3.3.14), though they read the same.
    const several = select(found(['v=spf1 -all'], ['v=spf1 ', '-all'], ['v=spf1 -all'], ['x']));
    expect(several.state === 'several' && several.records).toHaveLength(2);
  });

  it('keeps absent and unknown apart', () => {
    expect(select({ state: 'absent', reason: 'nxdomain', chain: [], source: 'live' })).toEqual({
      state: 'none',
      reason: 'nxdomain',
      others: [],
    });
    expect(select({ state: 'unknown', reason: 'timeout', detail: 'x', chain: [] })).toEqual({
      state: 'unknown',
      reason: 'timeout',
      detail: 'x',
    });
    expect(select(found(['hello']))).toMatchObject({ state: 'none', others: [{ strings: ['hello'] }] });
  });

  it('reads with the parse that it is given', () => {
    const record = spfRecord('');
    expect(select(found(['v=spf1 -all']), () => record)).toMatchObject({ state: 'one', spf: record });
  });
});
