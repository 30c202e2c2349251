import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../src/model/source-file.ts';
import { renderText } from '../../src/outputs/text.ts';
import { CLEAN, finding, placeOf, presented, SAMPLE } from '../support/sample-report.ts';

/** The text of a report with one finding on some text of a file. */
function textOf(content: string, marked: string): string[] {
  const file = new SourceFile('a.zone', content);
  const one = finding({ rule: 'r', subject: 's', message: 'm', place: placeOf(file, marked) });
  return renderText(presented({ ...CLEAN, introduced: [one] })).split('\n');
}

describe('renderText', () => {
  const text = renderText(presented(SAMPLE));

  it('shows a finding with its line, the place underlined, why, advice and fix', () => {
    expect(text.split('\n\n')[0]).toBe(`error[spf-syntax] zones/example.com.zone:6:18
  “nclude:_spf.example.net” is no SPF term: there is no mechanism “nclude”.
  6 | @       IN      TXT     "v=spf1 nclude:_spf.example.net -all"
    |                                 ^^^^^^^^^^^^^^^^^^^^^^^
  why:  One term that cannot be read makes the whole record an error, and receivers then ignore or refuse the mail.
  do:   Write “include:_spf.example.net”.
  fix:  Write “include” for “nclude”
        - @	IN	TXT	"v=spf1 nclude:_spf.example.net -all"
        + @	IN	TXT	"v=spf1 include:_spf.example.net -all"`);
  });

  it('shows the ways from names to addresses and back', () => {
    expect(renderText(presented(SAMPLE))).toContain(
      '  dns:  web.example.com  A    192.0.2.80\n        192.0.2.80       PTR  (no name)\n',
    );
  });

  it('shows related places, and says which places are from before the change', () => {
    expect(text).toContain('  see:  zones/example.com.zone:7:1: The alias.\n');
    expect(text).toContain('warning[ptr-out-of-step] zones/2.0.192.in-addr.arpa.zone:3:1 (before the change)\n');
  });

  it('says why once for each rule', () => {
    const twice = ['a.example', 'b.example'].map((subject) =>
      finding({ rule: 'r', subject, message: 'm', why: 'Once.' }),
    );
    expect(renderText(presented({ ...CLEAN, introduced: twice })).split('Once.')).toHaveLength(2);
  });

  it('counts what it does not show, and ends with the verdict', () => {
    expect(text.split('\n').slice(-3)).toEqual([
      'Not shown: 1 finding there before, 1 repaired by this change, 1 excused by the policy and 1 DNS question without an answer.',
      'This change would break mail: 3 errors, 1 warning and 1 notice.',
      '',
    ]);
  });

  it('shows what was there before where the scope is all', () => {
    const all = renderText(presented({ ...SAMPLE, settings: { ...SAMPLE.settings, scope: 'all' } }));
    expect(all).toContain('There before this change:\n\nwarning[spf-no-all] old.example.org\n');
    expect(all).not.toContain('there before,');
  });

  it('is one line for a clean run', () => {
    expect(renderText(presented(CLEAN))).toBe('All clear: this change adds no mail problem.\n');
  });

  it('has colours only when asked, and says the same with them', () => {
    const coloured = renderText(presented(SAMPLE), { color: true });
    expect(text).not.toContain('\u001b');
    expect(coloured).toContain('\u001b[31m');
    expect(stripVTControlCharacters(coloured)).toBe(text);
  });
});

describe('a run with very many findings', () => {
  it('shows the first ones and says how many more there are', () => {
    const introduced = Array.from({ length: 1_203 }, (_, i) =>
      finding({ rule: 'mx-is-address', subject: `d${i}.example.com`, message: `message ${i}.` }),
    );
    const text = renderText(presented({ ...CLEAN, conclusion: 'fail', introduced }));
    expect(text).toContain('message 499.');
    expect(text).not.toContain('message 500.');
    expect(text).toContain('… and 703 further findings; --format json lists all of them.');
    expect(text).toContain('1,203 errors');
  });
});

describe('the underline', () => {
  it('stands below its text after tabs and wide characters', () => {
    expect(textOf('@\t例え\tTXT x\n', 'TXT').slice(2, 4)).toEqual([
      '  1 | @       例え    TXT x',
      '    |                 ^^^',
    ]);
  });

  it('is as wide as wide characters and as characters that were made visible', () => {
    expect(textOf('a 例え b', '例え').slice(2, 4)).toEqual(['  1 | a 例え b', '    |   ^^^^']);
    expect(textOf('a\u202eb c', 'a\u202eb').slice(2, 4)).toEqual(['  1 | a<U+202E>b c', '    | ^^^^^^^^^^']);
  });

  it('counts a combining mark with its letter', () => {
    expect(textOf('cafe\u0301 x', 'x').slice(2, 4)).toEqual(['  1 | cafe\u0301 x', '    |      ^']);
  });

  it('runs over the lines of a place', () => {
    expect(textOf('@ TXT ( "a"\n    "b" )\nnext', '( "a"\n    "b" )').slice(2, 6)).toEqual([
      '  1 | @ TXT ( "a"',
      '    |       ^^^^^',
      '  2 |     "b" )',
      '    |     ^^^^^',
    ]);
  });

  it('says where lines are left out', () => {
    const lines = textOf(`${'x\n'.repeat(12)}y`, 'x\n'.repeat(9));
    expect(lines.filter((line) => /^ +\d+ \| x$/.test(line))).toHaveLength(5);
    expect(lines).toContain('    | …');
  });

  it('stays within a window of a line of 10 MB', () => {
    const lines = textOf(`${'x'.repeat(5_000_000)} HERE ${'y'.repeat(5_000_000)}`, 'HERE');
    expect(lines[0]).toBe('error[r] a.zone:1:5000002');
    expect(lines[2].length).toBeLessThan(300);
    expect(lines[2].slice(lines[3].indexOf('^'), lines[3].lastIndexOf('^') + 1)).toBe('HERE');
  });

  it('is one mark for an empty place', () => {
    const file = new SourceFile('a.zone', 'abc');
    const one = finding({ rule: 'r', subject: 's', message: 'm', place: { file, start: 3, end: 3 } });
    expect(renderText(presented({ ...CLEAN, introduced: [one] }))).toContain('  1 | abc\n    |    ^\n');
  });
});
