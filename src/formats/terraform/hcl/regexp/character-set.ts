const MAX_CODE_POINT = 0x10ffff;

/** Code points as ranges, first and last inclusive. */
export type Ranges = readonly (readonly [number, number])[];

/** Which characters one step of a pattern takes. */
export type CharacterSet = (codePoint: number) => boolean;

const DIGITS: Ranges = [[0x30, 0x39]];
const WORD: Ranges = [...DIGITS, [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]];
const SPACE: Ranges = [
  [0x09, 0x0a],
  [0x0c, 0x0d],
  [0x20, 0x20],
];

/** `\d`, `\w`, `\s` and their opposites: ASCII only, as in RE2. */
export const ESCAPED_CLASSES: Readonly<Record<string, Ranges>> = {
  d: DIGITS,
  D: opposite(DIGITS),
  w: WORD,
  W: opposite(WORD),
  s: SPACE,
  S: opposite(SPACE),
};

/** The names in `[[:name:]]`. */
export const NAMED_CLASSES: Readonly<Record<string, Ranges>> = {
  alnum: [...DIGITS, [0x41, 0x5a], [0x61, 0x7a]],
  alpha: [
    [0x41, 0x5a],
    [0x61, 0x7a],
  ],
  ascii: [[0, 0x7f]],
  blank: [
    [0x09, 0x09],
    [0x20, 0x20],
  ],
  cntrl: [
    [0, 0x1f],
    [0x7f, 0x7f],
  ],
  digit: DIGITS,
  graph: [[0x21, 0x7e]],
  lower: [[0x61, 0x7a]],
  print: [[0x20, 0x7e]],
  punct: [
    [0x21, 0x2f],
    [0x3a, 0x40],
    [0x5b, 0x60],
    [0x7b, 0x7e],
  ],
  space: [
    [0x09, 0x0d],
    [0x20, 0x20],
  ],
  upper: [[0x41, 0x5a]],
  word: WORD,
  xdigit: [...DIGITS, [0x41, 0x46], [0x61, 0x66]],
};

/** All code points that the ranges leave out. */
export function opposite(ranges: Ranges): Ranges {
  const gaps: [number, number][] = [];
  let next = 0;
  for (const [first, last] of [...ranges].sort(([a], [b]) => a - b)) {
    if (first > next) gaps.push([next, first - 1]);
    next = Math.max(next, last + 1);
  }
  if (next <= MAX_CODE_POINT) gaps.push([next, MAX_CODE_POINT]);
  return gaps;
}

/** The characters of ranges; without regard to case, those whose other case is in them as well. */
export function setOf(ranges: Ranges, ignoresCase: boolean): CharacterSet {
  const sorted = opposite(opposite(ranges));
  const holds: CharacterSet = (codePoint) => sorted.some(([first, last]) => codePoint >= first && codePoint <= last);
  if (!ignoresCase) return holds;
  return (codePoint) => {
    if (holds(codePoint)) return true;
    const character = String.fromCodePoint(codePoint);
    return [character.toLowerCase(), character.toUpperCase()].some((other) => {
      const point = other.codePointAt(0)!;
      return other.length === (point > 0xffff ? 2 : 1) && holds(point);
    });
  };
}

/** The characters of a Unicode class such as `Greek` or `Lu`; undefined where there is none of that name. */
export function unicodeSet(name: string, isOpposite: boolean): CharacterSet | undefined {
  for (const property of [name, `Script=${name}`]) {
    if (!/^(?:Script=)?\w+$/.test(property)) return undefined;
    try {
      const pattern = new RegExp(`^\\p{${property}}$`, 'u');
      return (codePoint) => pattern.test(String.fromCodePoint(codePoint)) !== isOpposite;
    } catch {
      // Not that kind of property.
    }
  }
  return undefined;
}
