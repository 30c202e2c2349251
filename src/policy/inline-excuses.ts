import { nearest } from '../model/nearest.ts';
import type { Place } from '../model/place.ts';
import { quoted } from '../model/quoted.ts';
import type { FormatName } from '../model/report.ts';
import type { SourceFile } from '../model/source-file.ts';

const MARKER = 'dns-mail-gate:';
/** Characters of a line that are looked at on each side of the marker. */
const MAX_LOOK = 1_000;

/** How a comment begins, right before the marker. */
const COMMENT_SIGNS: Readonly<Record<FormatName, RegExp | undefined>> = {
  bind: /;[; \t]*$/,
  octodns: /(?:^|[ \t])#[# \t]*$/,
  terraform: /(?:#|\/\/)[#/ \t]*$/,
  // JSON has no comments.
  'terraform-plan': undefined,
};

/** `allow RULE[, RULE] — reason`. A rule's id holds hyphens, so it ends only where no further word follows. */
const EXCUSE =
  /^[ \t]*(\w+)(?:[ \t]+(\w+(?:-\w+)*(?!-?\w)(?:[ \t]*,[ \t]*\w+(?:-\w+)*(?!-?\w))*))?[ \t]*(?:(?:—|–|--|-|:)(.*))?$/;

/** A comment in a DNS file that accepts the findings of one rule on its line, or on the next where it stands alone. */
export interface InlineExcuse {
  readonly rule: string;
  readonly reason: string;
  readonly place: Place;
  /** The 1-based lines that it is for. */
  readonly first: number;
  readonly last: number;
  /** The text of the line that it excuses, without the comment. */
  readonly covered: string;
}

export interface InlineExcuses {
  readonly excuses: readonly InlineExcuse[];
  /** Comments that were meant as excuses and are none. */
  readonly faults: readonly { readonly place: Place; readonly message: string }[];
}

/** Finds the excuses in DNS files; `rules` are the ids of all rules. A quick look at the octets passes most files over. */
export function findInlineExcuses(
  files: ReadonlyMap<SourceFile, FormatName>,
  rules: ReadonlySet<string>,
): InlineExcuses {
  const excuses: InlineExcuse[] = [];
  const faults: { place: Place; message: string }[] = [];
  for (const [file, format] of files) {
    const sign = COMMENT_SIGNS[format];
    if (sign === undefined) continue;
    const octets = Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.length);
    for (let at = octets.indexOf(MARKER); at >= 0; ) {
      readComment(file, file.textOffset(at), sign);
      // One excuse a line; it can name several rules.
      const end = octets.indexOf(0x0a, at);
      at = end < 0 ? -1 : octets.indexOf(MARKER, end);
    }
  }
  return { excuses, faults };

  function readComment(file: SourceFile, marker: number, sign: RegExp): void {
    const { line } = file.position(marker);
    const lineStart = file.lineStart(line);
    const before = file.slice(Math.max(lineStart, marker - MAX_LOOK), marker);
    const comment = sign.exec(before);
    if (comment === null || isInsideQuotes(before.slice(0, comment.index))) return;
    const [text] = file.slice(marker + MARKER.length, marker + MARKER.length + MAX_LOOK).split(/\r?\n|\r/, 1);
    const place = { file, start: marker, end: marker + MARKER.length + text.trimEnd().length };
    const stated = parseExcuse(text, rules);
    if (typeof stated === 'string') {
      faults.push({ place, message: stated });
      return;
    }
    const isAlone = marker - lineStart <= MAX_LOOK && before.slice(0, comment.index).trim() === '';
    const last = isAlone ? line + 1 : line;
    const covered = (isAlone ? file.line(last) : before.slice(0, comment.index)).slice(0, MAX_LOOK).trim();
    for (const rule of stated.rules) excuses.push({ rule, reason: stated.reason, place, first: line, last, covered });
  }
}

/** The rules and the reason, or what is wrong. */
function parseExcuse(
  text: string,
  rules: ReadonlySet<string>,
): { readonly rules: readonly string[]; readonly reason: string } | string {
  const match = EXCUSE.exec(text);
  const form = 'Write it like this: `dns-mail-gate: allow ptr-missing — why that is right here`.';
  if (match === null || match[1] !== 'allow' || match[2] === undefined) {
    return `This comment is meant for the gate and cannot be read, so it excuses nothing. ${form}`;
  }
  const named = match[2].split(',').map((rule) => rule.trim());
  const unknown = named.find((rule) => !rules.has(rule));
  if (unknown !== undefined) {
    const near = nearest(unknown, [...rules]);
    const help = near === undefined ? '' : ` Do you mean “${near}”?`;
    return `There is no rule ${quoted(Buffer.from(unknown, 'utf8').toString('latin1'))}, so this comment excuses nothing.${help}`;
  }
  const reason = match[3]?.trim() ?? '';
  return reason === '' ? `This comment gives no reason, so it excuses nothing. ${form}` : { rules: named, reason };
}

function isInsideQuotes(text: string): boolean {
  return (text.replace(/\\./g, '').match(/"/g)?.length ?? 0) % 2 === 1;
}
