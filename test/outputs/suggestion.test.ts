import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import type { Report } from '../../src/model/report.ts';
import { type Suggestion, suggestionsOf } from '../../src/outputs/suggestion.ts';
import { FORWARD, finding, placeOf, SAMPLE, SAMPLE_HELP_URL } from '../support/sample-report.ts';

function reportOf(...introduced: Finding[]): Report {
  return { ...SAMPLE, introduced };
}

function offered(report: Report, id = 'default'): Suggestion[] {
  return suggestionsOf(report, { id, helpUrl: SAMPLE_HELP_URL });
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
    const [first, second, ...more] = offered(SAMPLE);
    expect(first.body).toContain('```suggestion\n@\tIN\tTXT\t"v=spf1 include:_spf.example.net -all"\n```');
    expect(first.lines).toMatchObject({ file: FORWARD.path, first: 6, last: 6 });
    expect(first.body.startsWith(first.marker)).toBe(true);
    expect(second.body).toContain('shop\tIN\tMX\t10 mx.example.net.\n');
    expect(more).toEqual([]);
  });

  it('tells suggestions apart by gate, finding and text, and not by line', () => {
    const marker = (id: string, parts = {}, text = 'include') =>
      offered(reportOf(fixing('nclude', text, { fingerprint: 'f', ...parts })), id)[0].marker;
    expect(marker('one')).toBe(marker('one', { message: 'other words' }));
    expect(
      new Set([marker('one'), marker('two'), marker('one', { fingerprint: 'g' }), marker('one', {}, 'mx')]).size,
    ).toBe(4);
    expect(marker('a --> b')).toMatch(/^<!-- dns-mail-gate:a-b:fix:[0-9a-f]{32} -->$/);
  });

  it('takes a line away with an empty block', () => {
    const [{ body }] = offered(reportOf(fixing('mail\tIN\tCNAME\tweb\n', '')));
    expect(body.endsWith('```suggestion\n```')).toBe(true);
  });

  it('keeps the marker of a single fix, by which those posted by earlier versions are known', () => {
    const [{ marker }] = offered(reportOf(fixing('nclude', 'include', { fingerprint: 'f' })));
    const text = JSON.stringify(['f', FORWARD.path, ['@\tIN\tTXT\t"v=spf1 include:_spf.example.net -all"']]);
    expect(marker).toContain(`:fix:${createHash('sha256').update(text).digest('hex').slice(0, 32)} `);
  });

  it('offers no half of a fix, nothing in base, and nothing that does not show', () => {
    const both = [placeOf(FORWARD, 'nclude'), placeOf(FORWARD, 'shop')].map((place) => ({ place, text: 'x' }));
    const report = reportOf(
      finding({ rule: 'r', subject: 's', message: 'm', fix: { description: 'd', edits: both } }),
      fixing('nclude', 'include', { side: 'base' }),
      fixing('mail\tIN', 'm\u202eail\tIN'),
    );
    expect(offered(report)).toEqual([]);
  });

  it('keeps text that would end the block within it', () => {
    const [{ body }] = offered(reportOf(fixing('nclude', '```\n<b>@all</b> nclude')));
    expect(body).toMatch(/\n````suggestion\n[\s\S]*\n````$/);
  });

  describe('of the same line', () => {
    const [first, second, third] = [
      fixing('nclude', 'include', { message: 'm1' }),
      fixing('-all', '~all', { message: 'm2', rule: 'spf-other', severity: 'warning' }),
      fixing('@\tIN\tTXT', '@\tTXT', { message: 'm3', severity: 'notice' }),
    ];

    it('are one suggestion that names all of them', () => {
      const [{ body, lines, marker }, ...more] = offered(reportOf(first, second));
      expect(more).toEqual([]);
      expect(lines).toMatchObject({ first: 6, last: 6 });
      expect(body).toBe(
        [
          `${marker}\nThis one change mends 2 findings.`,
          `**Error** [\`spf-syntax\`](${SAMPLE_HELP_URL}spf-syntax)`,
          'm1',
          `**Warning** [\`spf-other\`](${SAMPLE_HELP_URL}spf-other)`,
          'm2',
          '```suggestion\n@\tIN\tTXT\t"v=spf1 include:_spf.example.net ~all"\n```',
        ].join('\n\n'),
      );
      expect(marker).not.toBe(offered(reportOf(first))[0].marker);
    });

    it('may be three', () => {
      const [{ body }, ...more] = offered(reportOf(first, second, third));
      expect(more).toEqual([]);
      expect(body).toContain('```suggestion\n@\tTXT\t"v=spf1 include:_spf.example.net ~all"\n```');
      expect(body).toContain('mends 3 findings');
    });

    it('are made once where they are the same, and told once where they say the same', () => {
      const [{ body }, ...more] = offered(reportOf(first, { ...first, fingerprint: 'of another view' }));
      expect(more).toEqual([]);
      expect(body.match(/m1/g)).toHaveLength(1);
      expect(body).not.toContain('This one change');
      expect(body).toContain('include:_spf');
      const [other] = offered(reportOf(first, { ...first, message: 'm4' }));
      expect(other.body).toContain('mends 2 findings');
      expect(other.body).toContain('"v=spf1 include:_spf.example.net -all"');
    });

    it('stay apart where they overlap: the graver one is offered, and what can be joined to it', () => {
      const [{ body }, ...more] = offered(reportOf(first, fixing('nclude:_spf', 'mx'), second));
      expect(more).toEqual([]);
      expect(body).toContain('"v=spf1 include:_spf.example.net ~all"');
      expect(body).toContain('mends 2 findings');
    });

    it('stay apart where nobody can say which comes first', () => {
      const { start } = placeOf(FORWARD, '-all');
      const at = (text: string) => {
        const edits = [{ place: { file: FORWARD, start, end: start }, text }];
        return finding({ rule: 'r', subject: 's', message: text, fix: { description: 'd', edits } });
      };
      const [{ body }, ...more] = offered(reportOf(at('mx '), at('a ')));
      expect(more).toEqual([]);
      expect(body).toContain('example.net mx -all');
    });

    it('stay apart where one of them does not hold among the others', () => {
      const wary = fixing('-all', '~all');
      const [edit] = wary.fix!.edits;
      const holdsAmong = (edits: readonly unknown[]) => edits.length < 2;
      const fix = { description: 'd', edits: [{ ...edit, holdsAmong }] };
      expect(offered(reportOf({ ...wary, fix }))).toHaveLength(1);
      for (const report of [reportOf(first, { ...wary, fix }), reportOf({ ...wary, fix }, first)]) {
        expect(offered(report)).toHaveLength(1);
        expect(offered(report)[0].body).not.toContain('This one change');
      }
    });

    it('are joined over all the lines that they touch, with those of fewer lines kept for where these do not show', () => {
      const both = fixing('"v=spf1 nclude:_spf.example.net -all"\nmail', '"v=spf1"\npost', { message: 'two lines' });
      const name = { ...both.fix!.edits[0].place };
      const bridge = {
        ...both,
        fix: { description: 'd', edits: [{ place: { ...name, start: name.end - 5, end: name.end }, text: '\npost' }] },
      };
      const web = fixing('CNAME\tweb', 'CNAME\twww');
      const [{ body, lines, instead }, ...more] = offered(reportOf(first, web, bridge));
      expect(more).toEqual([]);
      expect(lines).toMatchObject({ first: 6, last: 7 });
      expect(body).toContain('"v=spf1 include:_spf.example.net -all"\npost\tIN\tCNAME\twww\n');
      expect(instead.map((one) => [one.lines.first, one.lines.last])).toEqual([
        [6, 6],
        [7, 7],
      ]);
      expect(instead.map((one) => one.marker)).toEqual(offered(reportOf(first, web)).map(({ marker }) => marker));
    });

    it('are ten at most', () => {
      const { start } = placeOf(FORWARD, '_spf.example.net');
      const many = Array.from({ length: 12 }, (_, i) => {
        const edits = [{ place: { file: FORWARD, start: start + i, end: start + i + 1 }, text: 'x' }];
        return finding({ rule: 'r', subject: 's', message: `m${i}`, fix: { description: 'd', edits } });
      });
      const [{ body }, ...more] = offered(reportOf(...many));
      expect(more).toEqual([]);
      expect(body).toContain('mends 10 findings');
      expect(body).toContain('nclude:xxxxxxxxxxle.net');
    });
  });
});
