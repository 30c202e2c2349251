import type { PresentedReport } from './presented.ts';

/** Characters that a terminal or a reader's eye would be led astray by; in JSON their escapes mean the same. */
const HIDDEN = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{DI}]|(?! )\p{Zs}|\[(?<=##\[)/gu;

/** The JSON report, indented by two blanks, keys in the order of the interface. Hidden characters are `\u` escapes. */
export function renderJson(report: PresentedReport): string {
  return jsonText(report);
}

/** Plain data as JSON in the same form. */
export function jsonText(data: unknown): string {
  return `${JSON.stringify(data, null, 2).replace(HIDDEN, escaped)}\n`;
}

function escaped(character: string): string {
  let text = '';
  for (let i = 0; i < character.length; i++) text += `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`;
  return text;
}
