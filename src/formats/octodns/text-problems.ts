import type { Edit, Fix } from '../../model/finding.ts';
import type { YamlScalar } from '../../yaml/node.ts';
import { type Located, quotedText } from './located.ts';
import type { RecordContext } from './record-context.ts';
import { scalarUnits } from './scalar-units.ts';
import { isQuotedText } from './text-value.ts';

/** What OctoDNS refuses: a semicolon right behind a letter, digit or underscore. */
const UNESCAPED = /[\p{L}\p{N}_];/u;
const DOUBLY_ESCAPED = /\\\\;/;
/** A semicolon that no backslash stands before, and one with too many. */
const ALL_UNESCAPED = /(?<!\\);/g;
const ALL_DOUBLY_ESCAPED = /\\{2,};/g;
/** Zone-file spelling that became part of the text. */
const LITERAL_QUOTES = /\\"|" "|""/;
/** Texts are quoted around the defect. */
const CONTEXT = 20;

/** Says what OctoDNS refuses or publishes other than meant in one TXT value. */
export function checkText(context: RecordContext, at: Located<YamlScalar>): void {
  const { text } = at.node;
  if (!/[;"\\]|[^\x00-\x7f]/.test(text)) return;
  if (context.set.escaped) checkEscaped(context, at);
  else checkUnescaped(context, at);
  checkQuotes(context, at);
  checkAscii(context, at);
}

function checkEscaped(context: RecordContext, at: Located<YamlScalar>): void {
  const { text } = at.node;
  const doubled = DOUBLY_ESCAPED.exec(text);
  if (doubled !== null) {
    context.problem({
      rule: 'txt-escaping',
      at,
      severity: context.refusal,
      message: `The text of ${shownOwner(context)} escapes a semicolon twice: ${around(text, doubled.index)}. A backslash would be published with it.`,
      advice: `Write ${inStyle(at.node, '\\;')} for each semicolon.`,
      fix: fixOf(at, ALL_DOUBLY_ESCAPED, '\\;', 'Escape each semicolon once'),
    });
    return;
  }
  const raw = UNESCAPED.exec(text);
  if (raw === null) return;
  context.problem({
    rule: 'txt-escaping',
    at,
    severity: context.refusal,
    message: context.lenient
      ? `The text of ${shownOwner(context)} has a semicolon without a backslash before it: ${around(text, raw.index)}. OctoDNS lets it pass only because of “lenient”.`
      : `The text of ${shownOwner(context)} has a semicolon without a backslash before it: ${around(text, raw.index)}. OctoDNS refuses the record.`,
    advice: `Write ${inStyle(at.node, '\\;')} for each semicolon.`,
    fix: fixOf(at, ALL_UNESCAPED, '\\;', 'Put a backslash before each semicolon'),
  });
}

/** With `escaped_semicolons: false` OctoDNS puts the backslash itself. */
function checkUnescaped(context: RecordContext, at: Located<YamlScalar>): void {
  const { text } = at.node;
  const escaped = text.indexOf('\\;');
  if (escaped < 0) return;
  context.problem({
    rule: 'txt-escaping',
    at,
    severity: context.refusal,
    message: `The text of ${shownOwner(context)} has a backslash before a semicolon: ${around(text, escaped)}. The configuration says \`escaped_semicolons: false\`, so the backslash would be published.`,
    advice: 'Write the semicolon alone.',
    fix: fixOf(at, /\\+;/g, ';', 'Take the backslashes away'),
  });
}

function checkQuotes(context: RecordContext, at: Located<YamlScalar>): void {
  const { text } = at.node;
  if (isQuotedText(text)) return;
  const literal = LITERAL_QUOTES.exec(text);
  const opens = text.startsWith('"');
  if (literal === null && !opens) return;
  context.problem({
    rule: 'txt-escaping',
    at,
    severity: context.refusal,
    message: opens
      ? `The text of ${shownOwner(context)} begins with a quotation mark that is never closed: ${around(text, 0)}.`
      : `The text of ${shownOwner(context)} holds quotation marks of another file format: ${around(text, literal!.index)}. They would be published as part of the text.`,
    advice: 'Write the text without them: OctoDNS cuts long texts into strings by itself.',
  });
}

function checkAscii(context: RecordContext, at: Located<YamlScalar>): void {
  const { text } = at.node;
  const foreign = /[^\x00-\x7f]/u.exec(text);
  if (foreign === null) return;
  context.problem({
    rule: 'txt-escaping',
    at,
    severity: context.refusal,
    message: `The text of ${shownOwner(context)} holds ${quotedText(foreign[0])}, which is no ASCII character: ${around(text, foreign.index)}. ${context.lenient ? 'OctoDNS lets it pass only because of “lenient”.' : 'OctoDNS refuses the record.'}`,
    advice: 'Write plain characters, such as - for a dash and " for a quotation mark.',
  });
}

function shownOwner({ owner }: RecordContext): string {
  return owner.slice(0, -1);
}

function around(text: string, index: number): string {
  return quotedText(text.slice(Math.max(0, index - CONTEXT), index + CONTEXT));
}

/** In double quotes YAML takes a backslash for its own. */
function inStyle({ style }: YamlScalar, text: string): string {
  return style === 'double' ? `\`${text.replace(/\\/g, '\\\\')}\` (in double quotes)` : `\`${text}\``;
}

/** Edits of the scalar's source for every match in its text. */
function fixOf({ node, file }: Located<YamlScalar>, pattern: RegExp, replacement: string, description: string): Fix {
  const { starts, ends } = scalarUnits(node, file);
  const text = node.style === 'double' ? replacement.replace(/\\/g, '\\\\') : replacement;
  const edits: Edit[] = [];
  for (const { index, 0: match } of node.text.matchAll(pattern)) {
    edits.push({ place: { file, start: starts[index], end: ends[index + match.length - 1] }, text });
  }
  return { description, edits };
}
