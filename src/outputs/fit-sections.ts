import { count, listed } from './words.ts';

/** A part of a document whose items can be left out, whole, from the end. */
export interface Section {
  /** What its items are, for saying how many were left out. */
  readonly noun: string;
  readonly open: string;
  readonly close: string;
  /** Between items. */
  readonly separator: string;
  /** How many items there are, and the items, which are made only as long as they fit. */
  readonly total: number;
  readonly items: Iterable<string>;
  /** At most this many are shown, however much room there is. */
  readonly max: number;
}

export interface Fitted {
  readonly text: string;
  /** `3 warnings and 20 notices`; empty where everything fitted. */
  readonly leftOut: string;
}

/** Between sections, and around their items. */
const BLANK_LINE = '\n\n';

/**
 * The sections below one another, as many whole items from the front as fit into the budget; the first item that does
 * not fit ends the document. A section that was opened is always closed. `sizeOf` says how the budget is counted.
 */
export function fitSections(sections: readonly Section[], budget: number, sizeOf: (text: string) => number): Fitted {
  const parts: string[] = [];
  // Two sections may be of one kind.
  const leftOut = new Map<string, number>();
  let room = budget;
  let full = false;
  for (const { noun, open, close, separator, total, items, max } of sections) {
    const shown: string[] = [];
    let needed = sizeOf(open) + sizeOf(close) + 3 * BLANK_LINE.length;
    for (const item of full ? [] : items) {
      if (shown.length === max) break;
      needed += sizeOf(item) + separator.length;
      full = needed > room;
      if (full) break;
      shown.push(item);
      room -= needed;
      needed = 0;
    }
    if (shown.length > 0) parts.push(open, shown.join(separator), close);
    if (shown.length < total) leftOut.set(noun, (leftOut.get(noun) ?? 0) + total - shown.length);
  }
  return {
    text: parts.filter((part) => part !== '').join(BLANK_LINE),
    leftOut: listed([...leftOut].map(([noun, number]) => count(number, noun))),
  };
}

/** Characters as GitHub's limits count them: code points, not UTF-16 units. */
export function codePoints(text: string): number {
  return text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
}

export function octets(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}
