import type { PresentedReport } from './presented.ts';

/** Characters that a terminal or a reader's eye would be led astray by; in JSON their escapes mean the same. */
const HIDDEN = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{DI}]|(?! )\p{Zs}|\[(?<=##\[)/gu;

/** How much of a report is put together before it is handed on, in characters. */
const PIECE = 2 ** 20;

/** The JSON report, indented by two blanks, keys in the order of the interface. Hidden characters are `\u` escapes. */
export function renderJson(report: PresentedReport): string {
  return [...jsonPieces(report)].join('');
}

/** The same in pieces: of a whole estate it can be longer than a string may be. */
export function* jsonPieces(report: PresentedReport): Generator<string> {
  let piece = '';
  for (const part of parts(report, '\n')) {
    piece += part.replace(HIDDEN, escaped);
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}\n`;
}

/** What `JSON.stringify` gives, with each item of the lists in a report and in its sections as a part of its own. */
function* parts(value: unknown, newline: string, depth = 0): Generator<string> {
  const isList = Array.isArray(value);
  const entries = isList
    ? value.map((item) => ['', item] as const)
    : Object.entries((value ?? {}) as object).filter(([, item]) => item !== undefined);
  if (typeof value !== 'object' || entries.length === 0 || depth > MAX_DEPTH_OF_PARTS) {
    yield JSON.stringify(value, null, 2).replaceAll('\n', newline);
    return;
  }
  const inner = `${newline}  `;
  let before = isList ? '[' : '{';
  for (const [key, item] of entries) {
    yield `${before}${inner}${isList ? '' : `${JSON.stringify(key)}: `}`;
    yield* parts(item, inner, depth + 1);
    before = ',';
  }
  yield `${newline}${isList ? ']' : '}'}`;
}

/** The report, its sections, and the lists in a section. */
const MAX_DEPTH_OF_PARTS = 2;

/** Plain data as JSON in the same form. */
export function jsonText(data: unknown): string {
  return `${JSON.stringify(data, null, 2).replace(HIDDEN, escaped)}\n`;
}

function escaped(character: string): string {
  let text = '';
  for (let i = 0; i < character.length; i++) text += `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`;
  return text;
}
