/** Made when it is first needed: it loads tables that most runs have no use for. */
let segmenter: Intl.Segmenter | undefined;

/** The characters of a text as people count them: letters with their accents, whole emoji (UAX #29). */
export function graphemes(value: string): string[] {
  // Only ASCII has none of them, but for CR LF, which is one.
  if (/^[\x00-\x0c\x0e-\x7f]*$/.test(value)) return value.split('');
  segmenter ??= new Intl.Segmenter('und', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(value), ({ segment }) => segment);
}
