import { visible, visibleSource } from './escape.ts';

/** Characters that mean something anywhere in a line of GitHub's Markdown, or in HTML. */
const SPECIAL = /[\\`*_[\]~|&<>$]/g;
/** What would make a heading, a list, a rule or an underline of a heading of a line that begins with it. */
const LINE_START = /^(\s*)([#+=-]|\d{1,9}(?=[.)](?:\s|$)))/;
/**
 * Where GitHub makes links out of plain text after the Markdown is read, so that a backslash does not help: mentions,
 * issue numbers, addresses of web pages and mailboxes, `:emoji:` (which would turn 2001:db8:a:b:: into pictures; a colon of
 * ours may follow the text).
 */
const AUTOLINK = /(@|#(?=\d)|\bGH(?=-\d)|www(?=\.)|:(?=\/\/|[\w+-]+(?::|$)))/gi;
/** An empty HTML comment ends such a link and, unlike a zero-width space, is not copied along. */
const NOTHING = '<!-- -->';

/** What messages quote from files, “ ” around it, words to write, and zone-file data to paste, whose own quotes belong to it. */
const QUOTED = /“([^“”]+)”|`([^`]+)`|"(?:[^"\\]|\\.)*"(?: "(?:[^"\\]|\\.)*")*/g;

/** A whole line that is a record, or the data of one. */
const RECORD = /^(?:\S+ (?:\d+ )?IN [A-Z]+ \S|"(?:[^"\\]|\\.)*"(?: "(?:[^"\\]|\\.)*")*$)/;

/** Text from a file as inline Markdown that shows just this text: no markup, HTML, mention, link, formula or emoji. */
export function escapeMarkdown(text: string): string {
  return visible(text)
    .split(AUTOLINK)
    .map((part, i) => escapeCharacters(part) + (i % 2 === 1 ? NOTHING : ''))
    .join('')
    .replace(
      LINE_START,
      (_, blanks: string, mark: string) => `${blanks}${/\d/.test(mark) ? `${mark}\\` : `\\${mark}`}`,
    );
}

function escapeCharacters(text: string): string {
  return text.replace(SPECIAL, (character) => {
    switch (character) {
      case '&':
        return '&amp;';
      case '<':
        return '&lt;';
      case '>':
        return '&gt;';
      case '$':
        // The one way that GitHub documents to keep a dollar sign from beginning a formula.
        return '<span>$</span>';
      default:
        return `\\${character}`;
    }
  });
}

/**
 * A message of ours as inline Markdown: what it quotes becomes code, the rest is escaped; lines stay lines. Blank ones
 * are dropped: a line with nothing but `<br>` would begin a block of HTML, in which escapes mean nothing (GFM §4.6).
 */
export function escapeMessage(text: string): string {
  return text
    .split(/\r?\n/)
    .map(escapeLine)
    .filter((line) => line !== '')
    .join('<br>\n');
}

/** Advice as Markdown blocks: as escapeMessage, but lines that are a record to paste stand in a code block. */
export function escapeAdvice(text: string): string {
  const blocks: { readonly isRecord: boolean; readonly lines: string[] }[] = [];
  for (const line of text.split(/\r?\n/)) {
    const isRecord = RECORD.test(line);
    const open = blocks.at(-1);
    if (open?.isRecord === isRecord) open.lines.push(line);
    else blocks.push({ isRecord, lines: [line] });
  }
  return blocks
    .map(({ isRecord, lines }) => (isRecord ? codeBlock(lines.map(visibleSource)) : escapeMessage(lines.join('\n'))))
    .filter((block) => block !== '')
    .join('\n\n');
}

function escapeLine(text: string): string {
  // Blanks at the beginning show nothing, and four of them would make a code block.
  const line = text.replace(/^[ \t]+/, '');
  let markdown = '';
  let at = 0;
  for (const match of line.matchAll(QUOTED)) {
    const between = escapeMarkdown(line.slice(at, match.index));
    // The fences of two code spans side by side would be read as one.
    const gap = between === '' && markdown !== '' ? NOTHING : between;
    markdown += gap + codeSpan(match[1] ?? match[2] ?? match[0]);
    at = match.index + match[0].length;
  }
  return markdown + escapeMarkdown(line.slice(at));
}

/** A code span that holds just this text, whatever backticks are in it (GFM §6.3). Blanks alone are shown as `␠`. */
export function codeSpan(text: string): string {
  const content = /^ *$/.test(text) ? '␠'.repeat(text.length) : visible(text);
  if (content === '') return '';
  const fence = '`'.repeat(longestRun(content) + 1);
  // Blanks or backticks at the ends would be taken for the span's own.
  const padding = /^[ `]|[ `]$/.test(content) ? ' ' : '';
  return fence + padding + content + padding + fence;
}

/** A fenced code block of lines that are visible already, with a fence that no line of it can close (GFM §4.5). */
export function codeBlock(lines: readonly string[], language = ''): string {
  const content = lines.join('\n');
  const fence = '`'.repeat(Math.max(3, longestRun(content) + 1));
  return `${fence}${language}\n${content}\n${fence}`;
}

/**
 * A link; the label is Markdown already, the address is made safe. What is no `https:` address is not linked, nor is a
 * label with brackets: not every reader of Markdown agrees where it ends.
 */
export function link(label: string, url: string): string {
  return /^https:\/\//i.test(url) && !/[[\]]/.test(label) ? `[${label}](${safeUrl(url)})` : label;
}

/** A path as part of an address: percent-encoded but for its slashes, with what would close a Markdown link. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeSegment).join('/');
}

function encodeSegment(segment: string): string {
  // Through UTF-8, because half a surrogate pair would make encodeURIComponent throw.
  return encodeURIComponent(Buffer.from(segment, 'utf8').toString('utf8')).replace(/[!'()*~_]/g, percent);
}

function safeUrl(url: string): string {
  return url.replace(/[^\w.~:/?#@!$&+,;=%-]/gu, (character) => encodeSegment(character));
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

function longestRun(text: string): number {
  let longest = 0;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return longest;
}
