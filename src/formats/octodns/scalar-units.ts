import type { SourceFile } from '../../model/source-file.ts';
import type { YamlScalar } from '../../yaml/node.ts';

/** Where each UTF-16 unit of a scalar's text begins and ends in its file, escapes and line breaks and all. */
export interface ScalarUnits {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Where the content ends. */
  readonly after: number;
}

/** Digits of the escapes that name a character by number (YAML 1.2.2 §5.7). */
const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Aligns a scalar's text with its source. Linear in both. */
export function scalarUnits(scalar: YamlScalar, file: SourceFile): ScalarUnits {
  return new Alignment(scalar, file.slice(scalar.contentStart, scalar.contentEnd)).units();
}

class Alignment {
  readonly #scalar: YamlScalar;
  readonly #source: string;
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  constructor(scalar: YamlScalar, source: string) {
    this.#scalar = scalar;
    this.#source = source;
  }

  units(): ScalarUnits {
    const { style, contentStart, contentEnd } = this.#scalar;
    if (style === 'literal' || style === 'folded') this.#block();
    else this.#flow();
    return { starts: this.#starts, ends: this.#ends, after: contentEnd < contentStart ? contentStart : contentEnd };
  }

  /** Plain and quoted: blanks around line breaks fold into one blank, or into one line break less (§6.5). */
  #flow(): void {
    const { style } = this.#scalar;
    const source = this.#source;
    for (let i = 0; i < source.length; ) {
      if (isBlank(source[i])) {
        const end = runEnd(source, i);
        const breaks = lineBreaks(source, i, end);
        if (breaks === 0) this.#each(i, end);
        else this.#spread(i, end, breaks === 1 ? 1 : breaks - 1);
        i = end;
      } else if (style === 'double' && source[i] === '\\') {
        i = this.#escape(i);
      } else {
        const length = style === 'single' && source[i] === "'" ? 2 : 1;
        this.#unit(i, i + length);
        i += length;
      }
    }
  }

  #escape(i: number): number {
    const source = this.#source;
    const next = source[i + 1];
    // A line that is continued leaves nothing.
    if (next === '\n' || next === '\r') return runEnd(source, i + 1);
    const digits = HEX_DIGITS[next] ?? 0;
    const end = i + 2 + digits;
    this.#unit(i, end);
    if (next === 'U' && Number.parseInt(source.slice(i + 2, end), 16) > 0xffff) this.#unit(i, end);
    return end;
  }

  /** Literal and folded: what is not blank stands as it is; blanks are matched run by run. */
  #block(): void {
    const source = this.#source;
    const { text } = this.#scalar;
    let at = 0;
    for (let i = 0; i < text.length; ) {
      const end = at < source.length && isBlank(source[at]) ? runEnd(source, at) : at;
      if (!isBlank(text[i])) {
        this.#unit(end, end + 1);
        at = end + 1;
        i++;
        continue;
      }
      const textEnd = runEnd(text, i);
      this.#spread(at, end, textEnd - i);
      at = end;
      i = textEnd;
    }
  }

  /** So many units for a stretch of blanks: one each, and the last one what remains. */
  #spread(start: number, end: number, count: number): void {
    for (let k = 0; k < count; k++) {
      const from = Math.min(start + k, end);
      this.#unit(from, k === count - 1 ? end : Math.min(from + 1, end));
    }
  }

  #each(start: number, end: number): void {
    for (let i = start; i < end; i++) this.#unit(i, i + 1);
  }

  #unit(start: number, end: number): void {
    const { contentStart } = this.#scalar;
    this.#starts.push(contentStart + start);
    this.#ends.push(contentStart + end);
  }
}

function isBlank(character: string): boolean {
  return character === ' ' || character === '\n' || character === '\t' || character === '\r';
}

function runEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && isBlank(text[end])) end++;
  return end;
}

function lineBreaks(text: string, start: number, end: number): number {
  let count = 0;
  for (let i = start; i < end; i++) {
    if (text[i] === '\n' || (text[i] === '\r' && text[i + 1] !== '\n')) count++;
  }
  return count;
}
