import type { Finding } from '../model/finding.ts';
import type { Place } from '../model/place.ts';

const GENERATE = /^\$GENERATE\s/i;

/**
 * The findings with those of one rule on the records of one `$GENERATE` told once, of the first record and with their
 * number: the line is one to mend, however many records it makes.
 */
export function perDirective(findings: readonly Finding[]): Finding[] {
  const groups = new Map<string, Finding[]>();
  const told: Finding[][] = [];
  for (const finding of findings) {
    const { place, rule, severity, side } = finding;
    const key = place !== undefined && isGenerated(place) ? `${rule} ${severity} ${side} ${lineOf(place)}` : undefined;
    const group = key === undefined ? undefined : groups.get(key);
    if (group !== undefined) {
      group.push(finding);
      continue;
    }
    const own = [finding];
    told.push(own);
    if (key !== undefined) groups.set(key, own);
  }
  return told.map((group) => (group.length === 1 ? group[0] : withNumber(group)));
}

function isGenerated({ file, start }: Place): boolean {
  const begin = file.text.lastIndexOf('\n', start - 1) + 1;
  return file.text.charCodeAt(begin) === DOLLAR && GENERATE.test(file.text.slice(begin, begin + 11));
}

const DOLLAR = '$'.charCodeAt(0);

function lineOf({ file, start }: Place): string {
  return `${file.path}:${file.position(start).line}`;
}

function withNumber(group: readonly Finding[]): Finding {
  // In the order of the range: `host9` before `host10`. Made here, because it loads tables that few runs need.
  const { compare } = new Intl.Collator('en', { numeric: true });
  let [first, last] = [group[0], group[0]];
  for (const finding of group) {
    if (compare(finding.subject, first.subject) < 0) first = finding;
    if (compare(finding.subject, last.subject) > 0) last = finding;
  }
  const records = group.length === 2 ? 'one more record' : `${group.length - 1} more records`;
  return {
    ...first,
    message: `${first.message} The same goes for ${records} of this $GENERATE, up to ${last.subject}.`,
  };
}
