import type { Place } from '../../model/place.ts';

/** Lines looked at above the place where the parser gave up. */
const LINES_ABOVE = 1;

/** What usually makes a YAML file unreadable at a place. */
export function syntaxAdvice({ file, start }: Place): string {
  const { line } = file.position(start);
  for (let number = line; number >= Math.max(1, line - LINES_ABOVE); number--) {
    if (/^ *\t/.test(file.line(number))) return `Line ${number} is indented with a tab: YAML wants blanks there.`;
  }
  return 'Look at this line and the one above for a quotation mark that is not closed, a missing colon, or wrong indentation.';
}
