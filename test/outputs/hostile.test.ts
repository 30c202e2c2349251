import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ShownMailPath } from '../../src/model/mail-path-shown.ts';
import type { Report } from '../../src/model/report.ts';
import { SourceFile } from '../../src/model/source-file.ts';
import type { ShownSpfChange } from '../../src/model/spf-shown.ts';
import { renderAnnotations } from '../../src/outputs/annotations.ts';
import { renderComment } from '../../src/outputs/comment.ts';
import { renderJson } from '../../src/outputs/json.ts';
import { renderJunit } from '../../src/outputs/junit.ts';
import type { PresentedReport } from '../../src/outputs/presented.ts';
import { readReport } from '../../src/outputs/read-json.ts';
import { renderSarif } from '../../src/outputs/sarif.ts';
import { suggestionsOf } from '../../src/outputs/suggestion.ts';
import { renderSummary } from '../../src/outputs/summary.ts';
import { renderText } from '../../src/outputs/text.ts';
import { CLEAN, DRIFT, finding, MAIL_PATH, presented, SAMPLE_HELP_URL, SPF_CHANGE } from '../support/sample-report.ts';
import { sarifProblems } from '../support/sarif-schema.ts';
import { parseXml } from '../support/xml.ts';

/** Stands for markup of ours, and for characters that are escaped. */
const SHOWN = '⁂';
const BLOB_URL = 'https://github.com/o/r/blob/abc/';

const PAYLOADS: readonly (readonly [name: string, text: string])[] = [
  ['HTML', '<script>alert(1)</script><img src=x onerror=alert(1)>'],
  ['the end of a fold', '</details></summary></details>'],
  ['the end of a comment', '--><b>bold</b><!--'],
  ['an HTML comment that swallows the rest', '<!-- '],
  ['a link', '[click](https://evil.example/?a=b)'],
  ['an image', '![x](https://evil.example/pixel.png)'],
  ['a reference link', '[a]: https://evil.example\n[a]'],
  ['autolinks', 'https://evil.example www.evil.example <https://evil.example> mail@evil.example'],
  ['a mention', '@octocat @org/team'],
  ['a mention as an entity', '&#64;octocat &commat;octocat'],
  ['issues', '#1 o/r#1 GH-1'],
  ['emoji', ':tada: 2001:db8:a:b::1'],
  ['a formula', '$\\unicode{x}$ $$x$$'],
  ['emphasis', '*a* _b_ **c** ~~d~~'],
  ['backticks', '` `` ``` ```` `'],
  ['a fence', '\n```\n</details>\n# heading\n```\n'],
  ['a fence of tildes', '\n~~~\n@octocat\n'],
  ['blocks', '\n# heading\n- item\n1. item\n> quote\n---\n===\n    code\n'],
  ['a table', '\n| a | b |\n|---|---|\n| @octocat | #1 |\n'],
  ['blank lines', '\n\n\n<b>\n\n'],
  ['quotes that close early', '” <b> “ @octocat ” “`”'],
  ['terminal escapes', '\u001b[31mred\u001b[0m\u001b]8;;https://evil.example\u0007x\u001b]8;;\u0007\u009b31m'],
  ['other controls', '\0\b\u007f\u0085\r\v\f'],
  ['right-to-left marks', '\u202e\u2066\u2069\u200f\u061c'],
  ['invisible characters', '\u200b\u200d\u2060\ufeff\u00ad\u{e0041}\u3164\u00a0\u2028\u2029'],
  ['half surrogate pairs', '\ud800 \udc00'],
  ['workflow commands', '::error::x\n::add-mask::secret\n  ::stop-commands::t\n##[add-mask]secret'],
  ['a workflow command after a carriage return', '\r::add-mask::secret\r\n::add-mask::secret'],
  ['a forged marker', '<!-- dns-mail-gate:default -->'],
  ['very long', `${'x'.repeat(3_000)}<b> @octocat`],
  ['a suggestion', '\n```suggestion\nevil\n```\n'],
  ['the end of a CDATA section', ']]> <failure message="x"/> &quot; \ufffe'],
  ['backslashes', '\\ \\\\ \\` \\<b> \\[a](b)'],
];

function hostileSpfChange(text: string): ShownSpfChange {
  const networks = [{ ...SPF_CHANGE.lost[0], networks: [text], terms: [text], domain: `x${text}` }];
  const [first, second] = SPF_CHANGE.tree.record.terms;
  const terms = [
    { ...first, term: text, outcome: text, addresses: [text] },
    { ...second, record: { ...SPF_CHANGE.tree.record, domain: text } },
  ];
  return {
    ...SPF_CHANGE,
    domain: text,
    lost: networks,
    gained: networks,
    senders: [{ ...SPF_CHANGE.senders[0], host: text, address: text }],
    tree: { ...SPF_CHANGE.tree, record: { ...SPF_CHANGE.tree.record, domain: text, terms } },
  };
}

function hostileMailPath(text: string): ShownMailPath {
  const pointers = [{ name: text, back: 'absent' as const }];
  const host = { ...MAIL_PATH.after!, alias: text, addresses: [{ address: text, state: 'found' as const, pointers }] };
  return { ...MAIL_PATH, host: text, domains: [text], before: host, after: host };
}

/** A report with the text in every field that can come from a file or from another run. */
function reportWith(text: string): Report {
  const file = new SourceFile(`zones/${text}.zone`, `before ${text} after\n`);
  const place = { file, start: 0, end: file.text.length };
  const one = finding({
    rule: 'hostile',
    subject: text,
    message: `The name “${text}” is wrong: ${text}`,
    why: text,
    advice: text,
    place,
    related: [{ place, message: text }],
    directions: [
      { from: text, type: 'PTR', to: [text, text], nothing: text },
      { from: text, type: 'A', to: [], nothing: text },
    ],
    fix: { description: text, edits: [{ place: { file, start: 0, end: 6 }, text }] },
  });
  // On the same line where the text has no line end: the two fixes are offered as one.
  const end = { place: { file, start: file.text.length - 6, end: file.text.length - 1 }, text };
  return {
    ...CLEAN,
    conclusion: 'fail',
    settings: { ...CLEAN.settings, lookups: text },
    introduced: [
      one,
      { ...one, severity: 'warning', message: text, fix: { description: text, edits: [end] } },
      { ...one, severity: 'notice', place: undefined },
    ],
    existing: [one],
    fixed: [{ ...one, side: 'base' }],
    excused: [{ ...one, reason: text, until: text }],
    deleted: [`zones/${text}.gone`],
    files: [{ file, format: 'bind', zones: [], records: 1 }],
    changes: { spf: [hostileSpfChange(text)], mailPaths: [hostileMailPath(text)] },
    unverified: [{ name: text, type: 'TXT', reason: text, subjects: [text] }],
    remarks: [text],
    policyChanges: [`The change adds “${text}”: ${text}`],
  };
}

/** The same with a snapshot that is compared with, whose path and answers are the text. */
function driftWith(text: string): Report {
  const answers = [{ name: text, type: 'TXT' as const, before: [text], after: [`new ${text}`] }];
  return { ...reportWith(text), drift: { ...DRIFT, file: text, answers } };
}

/** Markdown without its fenced blocks and code spans, found as GFM §4.5 and §6.3 say. */
function outsideCode(markdown: string): string {
  const lines: string[] = [];
  let fence: string | undefined;
  for (const line of markdown.split('\n')) {
    const [, marks, rest] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (fence === undefined && marks !== undefined && !rest.includes('`')) fence = marks;
    else if (fence === undefined) lines.push(line);
    else if (marks?.startsWith(fence) && rest.trim() === '') fence = undefined;
  }
  expect(fence, 'a fence is left open').toBeUndefined();
  return lines.map(withoutCodeSpans).join('\n');
}

function withoutCodeSpans(line: string): string {
  let text = '';
  let at = 0;
  while (at < line.length) {
    if (line[at] === '\\') {
      text += line.slice(at, at + 2);
      at += 2;
      continue;
    }
    const [run] = /^`+/.exec(line.slice(at)) ?? [''];
    const close = run === '' ? -1 : closing(line, at + run.length, run.length);
    if (run !== '' && close < 0) throw new Error(`a code span is left open: ${line}`);
    text += run === '' ? line[at] : 'CODE';
    at = run === '' ? at + 1 : close + run.length;
  }
  return text;
}

function closing(line: string, from: number, length: number): number {
  for (const { index, 0: run } of line.slice(from).matchAll(/`+/g)) if (run.length === length) return from + index;
  return -1;
}

function expectHarmlessMarkdown(markdown: string): void {
  expect(markdown).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{DI}]/u);
  const text = outsideCode(markdown);
  // A line that is only a tag, or begins a comment, begins a block of HTML, in which no escape counts (GFM §4.6).
  const tagged = text.split('\n').filter((line) => /^\s*</.test(line));
  const known =
    /^(?:<!-- dns-mail-gate:default -->|<details><summary>[\w ()-]+<\/summary>|<\/details>|<sub>.+|<span>\$.+)$/;
  expect(tagged.filter((line) => !known.test(line))).toEqual([]);
  const plain = text
    .replace(/^<!-- dns-mail-gate:default -->\n/, '')
    .replace(/<!-- -->|<br>|<\/?sub>|<span>\$<\/span>|<details><summary>[\w ()-]+<\/summary>$|^<\/details>$/gm, SHOWN)
    .replace(
      /\]\(https:\/\/(?:example\.com\/docs\/rules\.md#hostile|github\.com\/o\/r\/blob\/abc\/[^\s()<>`*_[\]]*)\)/g,
      `]${SHOWN}`,
    )
    .replace(/\\[!-/:-@[-`{-~]/g, SHOWN)
    .replace(/<\/?code>/g, SHOWN)
    // Rows of our tables have three cells, whatever is in them.
    .replace(/^\|[^|\n]*\|[^|\n]*\|[^|\n]*\|$/gm, (row) => row.replaceAll('|', SHOWN));
  // What is left stands there as itself, so nothing of it may mean anything.
  expect(plain).not.toMatch(/[<>`~|$]|\]\(|!\[|\]:/);
  expect(plain).not.toMatch(/@(?!⁂)|#\d|GH-\d|www\.|:\/\/|:[\w+-]+:/i);
  expect(plain).not.toMatch(/&(?!(?:amp|lt|gt);)/);
  expect(plain.replace(/\[CODE(?: \(before the change\))?\]⁂/g, '')).not.toMatch(/[[\]]/);
  const ours =
    /^(?:### [⛔⚠✅]|#### CODE$|\*\*(?:Who may send mail, (?:before and after this change|on 2026-11-01 and now) \(SPF\)|Where mail goes, before and after this change \(MX → address → PTR → back\)|Error|Warning|Notice|Why:|What to do:|Fix:)\*\*|- )/;
  const block = /^\s*(?:#{1,6}(?:\s|$)|[-+=>*]|\d+[.)](?:\s|$))|^(?: {4}|\t)\S/;
  expect(plain.split('\n').filter((line) => !ours.test(line) && block.test(line))).toEqual([]);
}

function expectHarmlessText(text: string): void {
  expect(text).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{DI}]/u);
  expect(text).not.toMatch(/^\s*::[a-z-]+( .*)?::|##\[/m);
}

function expectHarmless(payload: string): void {
  for (const report of [reportWith(payload), driftWith(payload)]) {
    expectHarmlessReport(presented(report));
    const suggestions = suggestionsOf(report, { id: payload, helpUrl: SAMPLE_HELP_URL });
    for (const { body } of suggestions) expectHarmlessSuggestion(body);
  }
}

function expectHarmlessReport(report: PresentedReport): void {
  expectHarmlessMarkdown(renderComment(report, { id: 'default', blobUrl: BLOB_URL, baseBlobUrl: BLOB_URL }));
  expectHarmlessMarkdown(renderSummary(report, { blobUrl: BLOB_URL }));
  expectHarmlessText(renderText(report));

  const commands = renderAnnotations(report).split('\n');
  expect(commands.pop()).toBe('');
  expect(commands).toHaveLength(3);
  for (const command of commands) {
    // Properties up to the first `::` after the name; the runner splits them at `,` and `=`.
    expect(command).toMatch(/^::(?:error|warning|notice) (?:(?:file|line|endLine|col|endColumn|title)=[^,:]*,?)+::/);
    expect(command).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|##\[/u);
  }

  const json = renderJson(report);
  expectHarmlessText(json);
  expect(readReport(json, SAMPLE_HELP_URL)).toEqual({ report });

  expectHarmlessSarif(renderSarif(report, { rules: [], helpUrl: SAMPLE_HELP_URL, excused: true }));
  // Throws where it is not well-formed, or holds what XML forbids.
  expect(parseXml(renderJunit(report)).name).toBe('testsuites');
  expectHarmlessText(renderJunit(report));
}

/** A marker, a line of ours, the message, and the block that GitHub offers: nothing after it. */
function expectHarmlessSuggestion(body: string): void {
  const [marker, ...rest] = body.split('\n');
  expect(marker).toMatch(/^<!-- dns-mail-gate:[\w.-]*:fix:[0-9a-f]{32} -->$/);
  const text = rest.join('\n');
  const [, fence, content] = /\n\n(`{3,})suggestion\n([\s\S]*)\n\1$/.exec(text) ?? [];
  expect(fence, text).toBeDefined();
  const closes = new RegExp(`^ {0,3}${fence}`);
  expect(content.split('\n').filter((line) => closes.test(line))).toEqual([]);
  expectHarmlessMarkdown(text);
}

/** Takes what it says by the schemas of SARIF, and shows no text that hides, or links, or commands. */
function expectHarmlessSarif(text: string): void {
  expectHarmlessText(text);
  const document = JSON.parse(text);
  expect(sarifProblems(document)).toEqual([]);
  for (const { message, relatedLocations = [] } of document.runs[0].results) {
    for (const shown of [message, ...relatedLocations.map((one: { message: object }) => one.message)]) {
      expect(shown.text).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      // §3.11.6: a bracket that no backslash stands before would begin a link.
      expect(shown.text.replace(/\\[\s\S]/g, '')).not.toMatch(/[[\]]/);
    }
  }
}

describe('hostile text', () => {
  it.each(PAYLOADS)('%s is shown as itself by every output', (_, payload) => {
    expectHarmless(payload);
  });

  it('stays harmless however it is put together', () => {
    const part = fc.oneof(
      fc.constantFrom(...PAYLOADS.filter(([name]) => name !== 'very long').map(([, text]) => text)),
      fc.constantFrom(
        '`',
        '``',
        '\n',
        '“',
        '”',
        '\\',
        '<',
        ' ',
        '[',
        ']',
        '(',
        ')',
        '#',
        '@',
        ':',
        '1',
        '$',
        '|',
        '~',
        '-',
        '&',
        'www',
        '.',
      ),
      fc.string({ unit: 'binary', maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => expectHarmless(parts.join(''))),
      { numRuns: 100 },
    );
  }, 60_000);
});
