import { describe, expect, it } from 'vitest';
import type { PresentedReport } from '../../src/outputs/presented.ts';
import { suggestionsOf } from '../../src/outputs/suggestion.ts';
import { FORWARD, finding, placeOf, presented, SAMPLE } from '../support/sample-report.ts';

function reportOf(...introduced: ReturnType<typeof finding>[]): PresentedReport {
  return presented({ ...SAMPLE, introduced });
}

function fixing(quoted: string, text: string, parts: object = {}) {
  const edits = [{ place: placeOf(FORWARD, quoted), text }];
  const place = placeOf(FORWARD, quoted);
  return finding({
    rule: 'spf-syntax',
    subject: 'example.com',
    message: 'm',
    place,
    fix: { description: 'd', edits },
    ...parts,
  });
}

describe('suggestionsOf', () => {
  it('offers fixes as whole lines, in the order of the report', () => {
    const [first, second, ...more] = suggestionsOf(presented(SAMPLE), 'default');
    expect(first.body).toContain('```suggestion\n@\tIN\tTXT\t"v=spf1 include:_spf.example.net -all"\n```');
    expect(first.lines).toMatchObject({ file: FORWARD.path, first: 6, last: 6 });
    expect(first.body.startsWith(first.marker)).toBe(true);
    expect(second.body).toContain('shop\tIN\tMX\t10 mx.example.net.\n');
    expect(more).toEqual([]);
  });

  it('tells suggestions apart by gate, finding and text, and not by line', () => {
    const marker = (id: string, parts = {}, text = 'include') =>
      suggestionsOf(reportOf(fixing('nclude', text, { fingerprint: 'f', ...parts })), id)[0].marker;
    expect(marker('one')).toBe(marker('one', { message: 'other words' }));
    expect(
      new Set([marker('one'), marker('two'), marker('one', { fingerprint: 'g' }), marker('one', {}, 'mx')]).size,
    ).toBe(4);
    expect(marker('a --> b')).toMatch(/^<!-- dns-mail-gate:a-b:fix:[0-9a-f]{32} -->$/);
  });

  it('takes a line away with an empty block', () => {
    const [{ body }] = suggestionsOf(reportOf(fixing('mail\tIN\tCNAME\tweb\n', '')), 'default');
    expect(body.endsWith('```suggestion\n```')).toBe(true);
  });

  it('offers one of two fixes of the same line', () => {
    const report = reportOf(fixing('nclude', 'include'), fixing('-all', '~all'));
    expect(suggestionsOf(report, 'default')).toHaveLength(1);
  });

  it('offers no half of a fix, nothing in base, and nothing that does not show', () => {
    const both = [placeOf(FORWARD, 'nclude'), placeOf(FORWARD, 'shop')].map((place) => ({ place, text: 'x' }));
    const report = reportOf(
      finding({ rule: 'r', subject: 's', message: 'm', fix: { description: 'd', edits: both } }),
      fixing('nclude', 'include', { side: 'base' }),
      fixing('mail\tIN', 'm\u202eail\tIN'),
    );
    expect(suggestionsOf(report, 'default')).toEqual([]);
  });

  it('keeps text that would end the block within it', () => {
    const [{ body }] = suggestionsOf(reportOf(fixing('nclude', '```\n<b>@all</b> nclude')), 'default');
    expect(body).toMatch(/\n````suggestion\n[\s\S]*\n````$/);
  });
});
