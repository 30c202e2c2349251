import type { ShownRecord, ShownTerm, ShownTree } from '../model/spf-shown.ts';
import { clip, visible } from './escape.ts';
import { count } from './words.ts';

/** RFC 7208 §4.6.4 */
export const MAX_LOOKUPS = 10;
/** Longer terms are cut. */
const MAX_TERM = 100;
/** More `ip4` and `ip6` terms in a row are counted, as in the records of large services. */
const MAX_NETWORK_RUN = 6;
const MAX_ADDRESSES = 4;

/** The include tree as text, each term below its record with its lookups and what became of it. */
export function treeText({ record, lookups, atLeast, voids4, voids6, left }: ShownTree): string {
  const cost = `${atLeast ? 'at least ' : ''}${lookups} of ${MAX_LOOKUPS} lookups`;
  const lines = [
    `${visible(record.domain)}: ${stateText(record)}${cost}, ${voidsText(voids4, voids6)} without an answer`,
  ];
  if (record.state === 'valid' || record.state === 'invalid') addTerms(record, '', lines);
  if (left > 0) lines.push(`… ${count(left, 'more term')} not shown`);
  return `${lines.join('\n')}\n`;
}

/** `1`, `1 (3 for an IPv6 sender)`. */
export function voidsText(voids4: number, voids6: number): string {
  return `${voids4}${voids4 === voids6 ? '' : ` (${voids6} for an IPv6 sender)`}`;
}

/** What became of a term in words; empty where there is nothing to say. */
export function outcomeText({ outcome, void4, void6 }: ShownTerm): string {
  switch (outcome) {
    case 'ignored':
      return 'never looked at';
    case 'void':
      return 'does not exist';
    case 'dynamic':
      return 'depends on the sender';
    case 'unverified':
      return 'could not be looked up';
    case 'no-record':
      return 'leads to no usable record';
    case 'loop':
      return 'leads back to itself';
    case 'too-many-mx':
      return 'more than 10 MX records';
    default:
      return void4 ? 'no IPv4 address' : void6 ? 'no IPv6 address' : '';
  }
}

function stateText({ state }: ShownRecord): string {
  switch (state) {
    case 'valid':
      return '';
    case 'invalid':
      return 'an invalid record, ';
    case 'several':
      return 'several SPF records where one is allowed, ';
    case 'none':
      return 'no SPF record, ';
    case 'unknown':
      return 'could not be looked up, ';
  }
}

function addTerms({ terms }: ShownRecord, indent: string, lines: string[]): void {
  const shown = withoutLongRuns(terms);
  for (const [i, entry] of shown.entries()) {
    const isLast = i === shown.length - 1;
    const branch = `${indent}${isLast ? '└─ ' : '├─ '}`;
    if (typeof entry === 'number') {
      lines.push(`${branch}… ${count(entry, 'more network')}`);
      continue;
    }
    lines.push(branch + termText(entry));
    if (entry.record !== null) addTerms(entry.record, `${indent}${isLast ? '   ' : '│  '}`, lines);
  }
}

function termText(term: ShownTerm): string {
  const { addresses, record, lookups } = term;
  const parts = [clip(visible(term.term), MAX_TERM)];
  if (lookups > 0) parts.push(`(${count(lookups, 'lookup')})`);
  const shown = addresses.slice(0, MAX_ADDRESSES).map(visible);
  if (shown.length > 0) {
    parts.push(
      `= ${shown.join(', ')}${addresses.length > shown.length ? ` and ${addresses.length - shown.length} more` : ''}`,
    );
  }
  const outcome = record !== null && record.state === 'several' ? 'several SPF records' : outcomeText(term);
  if (outcome !== '') parts.push(`— ${outcome}`);
  return parts.join(' ');
}

/** Terms in order; of a long run of networks the first ones and then how many are left. */
function withoutLongRuns(terms: readonly ShownTerm[]): (ShownTerm | number)[] {
  const shown: (ShownTerm | number)[] = [];
  for (let at = 0; at < terms.length; ) {
    let end = at;
    while (end < terms.length && isNetwork(terms[end])) end++;
    const run = terms.slice(at, Math.max(end, at + 1));
    if (run.length > MAX_NETWORK_RUN)
      shown.push(...run.slice(0, MAX_NETWORK_RUN - 1), run.length - MAX_NETWORK_RUN + 1);
    else shown.push(...run);
    at += run.length;
  }
  return shown;
}

/** Whether a term is a network by its own words. */
export function isNetwork({ term }: ShownTerm): boolean {
  return /^[+?~-]?ip[46]:/i.test(term);
}
