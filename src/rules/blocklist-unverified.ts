import type { Unasked } from '../dns/blocklists.ts';
import type { Blocklist } from '../model/blocklist.ts';
import type { Effect } from '../model/effect.ts';
import { plain } from '../model/name.ts';
import { withCommas } from '../model/with-commas.ts';
import { listTitle, unaskedClause } from '../proposal/blocklist-words.ts';
import { type AskedAddresses, type AskedList, addressesToAsk, type Blocklists } from '../proposal/blocklists.ts';
import { defineRule } from '../proposal/proposal.ts';
import { listed } from '../proposal/reverse-words.ts';

interface Subject extends AskedAddresses {
  readonly to: AskedList;
}

/** What the variable is called in advice. */
const KEY_VARIABLE = 'SPAMHAUS_DQS_KEY';
/** Nobody was asked, and the report says so by itself. */
const NOT_ASKED: ReadonlySet<string> = new Set(['offline', 'not-in-snapshot']);

export const blocklistUnverified = defineRule<Subject>({
  id: 'blocklist-unverified',
  severity: 'notice',
  summary: 'A blocklist could not be asked, so nobody knows whether it lists the mail hosts',
  why: 'A list that refuses, is silent, or lists everything says nothing about an address. It is not taken for a listing, and not for a clean record either.',
  norm: 'RFC 5782 §5',
  examples: {
    bad: {
      zone: '@     MX  10 mail\nmail  A   192.52.193.25\n',
      dns: `2.0.0.127.zen.spamhaus.org.  A  127.255.255.254
1.0.0.127.zen.spamhaus.org.  A  127.255.255.254
`,
    },
    good: {
      zone: '@     MX  10 mail\nmail  A   192.52.193.25\n',
      dns: `2.0.0.127.zen.spamhaus.org.  A  127.0.0.2
; nxdomain 1.0.0.127.zen.spamhaus.org.
; nxdomain 25.193.52.192.zen.spamhaus.org.
`,
    },
  },
  *subjects(proposal) {
    const { lists } = proposal.blocklists;
    if (lists.length === 0) return;
    const addresses = addressesToAsk(proposal);
    for (const to of lists) yield { to, ...addresses };
  },
  *check({ to, asked, leftOut }, { blocklists }) {
    const { list } = to;
    const title = listTitle(list);
    const sentences: string[] = [];
    const doubts: Unasked[] = [];
    // What makes the notice another one: the families that stay open, and single addresses.
    const open: string[] = [];
    let isAsked = false;
    for (const family of list.families) {
      const own = asked.filter(({ address }) => address.family === family).map(({ mail }) => mail.address);
      if (own.length === 0) continue;
      const why = yield* to.lookups.doubt(family);
      if (why !== undefined) {
        if (why.kind === 'no-answer' && NOT_ASKED.has(why.reason)) continue;
        isAsked = true;
        doubts.push(why);
        open.push(`IPv${family}`);
        sentences.push(`${title} could not be asked about IPv${family} addresses: ${unaskedClause(why, family)}.`);
        continue;
      }
      isAsked = true;
      const unanswered = yield* unansweredOf(to, own);
      if (unanswered === undefined) continue;
      open.push(...unanswered.addresses);
      const clause = unaskedClause(unanswered.why, family);
      sentences.push(`${title} did not tell about ${listed(unanswered.addresses)}: ${clause}.`);
      doubts.push(unanswered.why);
    }
    // Where nobody is asked, nobody is left out.
    if (!isAsked || (sentences.length === 0 && leftOut === 0)) return;
    if (leftOut > 0) {
      const all = asked.length + leftOut;
      sentences.push(
        `${title} was asked about ${withCommas(asked.length)} of ${withCommas(all)} addresses, those that the change brings first: such lists are not there for more.`,
      );
    }
    yield {
      subject: plain(list.zone),
      names: open,
      message: sentences.join(' '),
      advice: adviceFor(list, doubts, blocklists.key),
    };
  },
});

/** The addresses that a list in good order did not tell about, and why it did not of the first one. */
function* unansweredOf(
  { lookups }: AskedList,
  addresses: readonly string[],
): Effect<{ addresses: readonly string[]; why: Unasked } | undefined> {
  const open: string[] = [];
  let why: Unasked | undefined;
  for (const address of addresses) {
    const answer = yield* lookups.ask(address);
    if (answer.state !== 'unknown') continue;
    why ??= answer.why;
    open.push(address);
  }
  return why === undefined ? undefined : { addresses: open, why };
}

function adviceFor(list: Blocklist, doubts: readonly Unasked[], key: Blocklists['key']): string | undefined {
  const name = plain(list.zone);
  const [first] = doubts;
  if (first === undefined) return undefined;
  if (list.closed !== undefined) return `Take ${name} out of the policy file: it was given up in ${list.closed}.`;
  if (first.kind === 'no-answer' && (first.reason === 'timeout' || first.reason === 'deadline')) return undefined;
  if (list.keyed !== undefined) return keyAdvice(list, key);
  return `Where it stays so, take ${name} out of “lists” under “blocklists” in the policy file, or ask its operator how it is asked.`;
}

function keyAdvice({ operator }: Blocklist, key: Blocklists['key']): string {
  const secret = (variable: string) => `“env: { ${variable}: "\${{ secrets.${variable} }}" }”`;
  if (key === undefined) {
    return (
      `${operator} answers such questions only with a key, which is free for small use. Put it into a secret, name the variable in the policy file: ` +
      `“blocklists: { key-env: ${KEY_VARIABLE} }”, and give it to the step in the workflow: ${secret(KEY_VARIABLE)}.`
    );
  }
  return key.isSet
    ? `Look up whether the key in ${key.variable} still holds.`
    : `The environment variable ${key.variable}, which the policy file names, is empty. Pull requests from forks have no secrets; elsewhere give it to the step: ${secret(key.variable)}.`;
}
