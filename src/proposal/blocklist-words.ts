import type { ListAnswer, Unasked } from '../dns/blocklists.ts';
import type { Family } from '../model/address.ts';
import type { Blocklist } from '../model/blocklist.ts';
import { plain } from '../model/name.ts';
import { quoted } from '../model/quoted.ts';

/** What a list says of a listing in its own words is cut after so many characters, and so many texts of it are shown. */
const MAX_REASON = 200;
const MAX_REASONS = 2;

const REFUSALS: Readonly<Record<string, string>> = {
  '127.255.255.252': 'the name of the list is misspelt',
  '127.255.255.254':
    'it does not answer questions that come through a public DNS server or from the network of a cloud provider, where hosted runners are',
  '127.255.255.255': 'too many questions come to it through this DNS server',
};

const NO_ANSWERS: Readonly<Record<string, string>> = {
  timeout: 'no answer came in time',
  deadline: 'the time for all lookups had run out',
  servfail: 'the DNS server failed to get an answer (SERVFAIL)',
  refused: 'the DNS server refused the question (REFUSED)',
  'not-in-snapshot': 'the snapshot does not have the answer',
};

/** A list with who runs it: `zen.spamhaus.org (Spamhaus)`. */
export function listTitle({ zone, operator }: Blocklist): string {
  return operator === undefined ? plain(zone) : `${plain(zone)} (${operator})`;
}

/** What the codes of a listing stand for: `Its answer is 127.0.0.4, which stands for XBL (a machine …).` */
export function codeWords({ codes }: Blocklist, answers: readonly string[]): string {
  const known = new Map(
    answers.flatMap((code) => (codes[code] === undefined ? [] : [[codes[code].name, codes[code]]])),
  );
  const words = [...known.values()].map(({ name, meaning }) => `${name} (${meaning})`);
  const answer = answers.length === 1 ? `Its answer is ${answers[0]}` : `Its answers are ${answers.join(', ')}`;
  return words.length === 0
    ? `${answer}, which is not explained here.`
    : `${answer}, which stands for ${words.join(' and ')}.`;
}

/** What to do besides asking for removal, a sentence for each code that calls for it. */
export function codeAdvice({ codes }: Blocklist, answers: readonly string[]): string[] {
  return [...new Set(answers.flatMap((code) => codes[code]?.advice ?? []))];
}

/** ` The list says: “…”.` from its TXT records; empty where there are none. */
export function reasonSentence({ reasons }: Extract<ListAnswer, { state: 'listed' }>): string {
  if (reasons.length === 0) return '';
  return ` The list says: ${reasons
    .slice(0, MAX_REASONS)
    .map((reason) => quoted(reason, MAX_REASON))
    .join(' and ')}.`;
}

/** Why a list could not be asked, as a clause about it. */
export function unaskedClause(why: Unasked, family: Family): string {
  switch (why.kind) {
    case 'no-answer':
      return (
        NO_ANSWERS[why.reason] ?? (why.detail === undefined ? `no answer could be had (${why.reason})` : why.detail)
      );
    case 'refused':
      return `it refuses the question with ${why.code}${REFUSALS[why.code] === undefined ? '' : `: ${REFUSALS[why.code]}`}`;
    case 'no-code':
      return why.data === '127.0.0.1'
        ? 'its answer is 127.0.0.1, which stands for no listing; some lists refuse a question with it'
        : `its answer is ${why.data}, and lists answer from 127.0.0.0/8 only: either nobody runs a list under this name any longer, or the DNS server puts addresses of its own in place of answers`;
    case 'test-missing':
      return `it does not list ${testAddress(family, 2)}, which every list has for tests: it was given up, its name is misspelt, or it has nothing about IPv${family}`;
    case 'lists-everything':
      return `it lists ${testAddress(family, 1)}, which no list may: it lists everything`;
  }
}

function testAddress(family: Family, last: number): string {
  return family === 4 ? `127.0.0.${last}` : `::ffff:127.0.0.${last}`;
}
