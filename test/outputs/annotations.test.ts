import { describe, expect, it } from 'vitest';
import type { Severity } from '../../src/model/finding.ts';
import { SourceFile } from '../../src/model/source-file.ts';
import { renderAnnotations } from '../../src/outputs/annotations.ts';
import { CLEAN, finding, placeOf, presented, REVERSE_BEFORE, SAMPLE } from '../support/sample-report.ts';

const many = (severity: Severity, number: number) =>
  Array.from({ length: number }, (_, i) => finding({ rule: 'r', severity, subject: `${severity}${i}`, message: 'm' }));
const annotate = (introduced: Parameters<typeof finding>[0][], rest = {}) =>
  renderAnnotations(presented({ ...CLEAN, introduced: introduced.map(finding), ...rest }))
    .split('\n')
    .slice(0, -1);

describe('renderAnnotations', () => {
  it('writes a workflow command for each finding', () => {
    expect(renderAnnotations(presented(SAMPLE)).split('\n')[0]).toBe(
      '::error file=zones/example.com.zone,line=6,endLine=6,col=18,endColumn=41,title=spf-syntax%3A example.com::' +
        '“nclude:_spf.example.net” is no SPF term: there is no mechanism “nclude”.%0AWrite “include:_spf.example.net”.%0A' +
        'https://example.com/docs/rules.md#spf-syntax',
    );
  });

  it('escapes data and properties', () => {
    const file = new SourceFile('a,b:c%.zone', 'x');
    const [line] = annotate([
      { rule: 'r', subject: '50%,a:b', message: '100%\r\n::error::x', place: placeOf(file, 'x') },
    ]);
    expect(line).toBe(
      '::error file=a%2Cb%3Ac%25.zone,line=1,endLine=1,col=1,endColumn=2,title=r%3A 50%25%2Ca%3Ab::' +
        '100%25%0A<U+003A>:error::x%0Ahttps://example.com/docs/rules.md#r',
    );
  });

  it('makes none of a notice about the run', () => {
    const about = { rule: 'blocklist-unverified', subject: 'bl.example.org', message: 'It could not be asked.' };
    expect(annotate([{ ...about, severity: 'notice' }]).join('')).toBe('');
    expect(annotate([{ ...about, severity: 'warning' }]).join('')).toContain('It could not be asked.');
  });

  it('gives no columns for a place of several lines', () => {
    const place = placeOf(REVERSE_BEFORE, '25\tIN\tPTR\tmail.example.com.\n80');
    const [line] = annotate([{ rule: 'r', subject: 's', message: 'm', place }]);
    expect(line).toMatch(/^::error file=zones\/2\.0\.192\.in-addr\.arpa\.zone,line=2,endLine=3,title=/);
  });

  it('does not put lines of the base on files of head', () => {
    const gone = { rule: 'r', subject: 's', message: 'm', side: 'base', place: placeOf(REVERSE_BEFORE, '80') } as const;
    expect(annotate([gone])[0]).toMatch(
      /^::error title=r%3A s::Before the change, zones\/2\.0\.192\.in-addr\.arpa\.zone:3:%0Am%0A/,
    );
    const files = [{ file: REVERSE_BEFORE, format: 'bind' as const, zones: [], records: 1 }];
    expect(annotate([gone], { files })[0]).toMatch(
      /^::error file=zones\/2\.0\.192\.in-addr\.arpa\.zone,title=r%3A s::Before/,
    );
  });

  it('shows ten of each level, errors first, and says how many are left', () => {
    const lines = annotate([...many('notice', 12), ...many('warning', 11), ...many('error', 30)]);
    const levels = lines.map((line) => /^::(\w+) /.exec(line)?.[1]);
    expect(levels).toEqual([...Array(10).fill('error'), ...Array(10).fill('warning'), ...Array(10).fill('notice')]);
    expect(lines[0]).toContain('title=r%3A error0::');
    expect(lines.at(-1)).toMatch(/^::notice title=dns-mail-gate::24 more findings are not shown as annotations/);
  });

  it('keeps no notice free where all can be shown', () => {
    expect(annotate([...many('notice', 10), ...many('error', 10)])).toHaveLength(20);
  });

  it('leaves out what was there before, unless the scope is all', () => {
    const existing = many('error', 1);
    expect(annotate([], { existing })).toEqual([]);
    expect(annotate([], { existing, settings: { ...CLEAN.settings, scope: 'all' } })).toHaveLength(1);
  });

  it('is empty for a clean run', () => {
    expect(renderAnnotations(presented(CLEAN))).toBe('');
  });
});
