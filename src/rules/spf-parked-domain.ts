import type { Problem } from '../model/finding.ts';
import { type Name, plain } from '../model/name.ts';
import type { Place } from '../model/place.ts';
import { quoted, txtData } from '../model/quoted.ts';
import { textOf } from '../model/record.ts';
import { isDeclaredSender } from '../proposal/declared-senders.ts';
import { takesMail } from '../proposal/mail-domains.ts';
import { defineRule } from '../proposal/proposal.ts';
import type { SpfTextOf } from '../proposal/spf-domains.ts';
import { firstSender } from '../proposal/spf-policy.ts';
import { placeOfText } from '../proposal/spf-words.ts';
import { isSpf } from '../spf/parse.ts';
import { modifierOf, type SpfRecord } from '../spf/record.ts';

/** §10.1.2 */
const NO_MAIL = 'v=spf1 -all';

interface Parked {
  readonly owner: Name;
  /** Whether the domain says itself that it takes no mail. */
  readonly nullMx: boolean;
  readonly place: Place;
}

export const spfParkedDomain = defineRule<Parked>({
  id: 'spf-parked-domain',
  severity: 'notice',
  summary: 'A domain without mail does not say “v=spf1 -all”',
  why: 'Forgers like domains that send no mail, because nobody watches them. “v=spf1 -all” tells receivers to refuse everything in their name.',
  norm: 'RFC 7208 §10.1.2',
  examples: {
    bad: { zone: '@ MX 0 .\n@ TXT "v=spf1 ~all"\n' },
    good: { zone: '@ MX 0 .\n@ TXT "v=spf1 -all"\n' },
  },
  *subjects(proposal) {
    for (const [owner, mx] of proposal.mailDomains) {
      if (!takesMail(mx)) yield { owner, nullMx: true, place: mx[0].place };
    }
    for (const { owner, records } of proposal.spfDomains.byName.values()) {
      const isApex = proposal.view.zoneOf(owner)?.zone.name === owner;
      if (isApex && records.length === 1 && !proposal.mailDomains.has(owner)) {
        yield { owner, nullMx: false, place: placeOfText(records[0]) };
      }
    }
  },
  *check(parked, proposal) {
    const { owner, nullMx } = parked;
    if (isDeclaredSender(proposal.policy, owner)) return;
    const { records = [], meant = [] } = proposal.spfDomains.byName.get(owner) ?? {};
    if (records.length > 0) {
      if (records.length === 1 && isOtherwise(records[0].spf, nullMx)) yield problem(parked, records[0]);
      return;
    }
    if (!nullMx || meant.length > 0) return;
    const answer = yield* proposal.ask(owner, 'TXT', plain(owner));
    if (answer.state === 'unknown') return;
    if (answer.state === 'absent' || !answer.records.some((record) => isSpf(textOf(record)))) {
      yield problem(parked, undefined);
    }
  },
});

/**
 * Whether a record lets nobody pass, but not in the words that refuse everyone. Without a null MX only `~all` and `-all`
 * are certain: what ends otherwise has a rule of its own, and may be about to get senders.
 */
function isOtherwise(spf: SpfRecord, nullMx: boolean): boolean {
  if (spf.errors.length > 0 || modifierOf(spf, 'redirect') !== undefined) return false;
  if (firstSender(spf, !nullMx) !== undefined) return false;
  const { tested, all } = spf.order;
  if (all?.qualifier === '-' && tested.length === 0) return false;
  return nullMx || all?.qualifier === '~' || all?.qualifier === '-';
}

function problem({ owner, nullMx, place }: Parked, txt: SpfTextOf<'spf'> | undefined): Problem {
  const subject = plain(owner);
  const fact = nullMx
    ? `${subject} says that it takes no mail (null MX)`
    : `${subject} has no MX record and its SPF record lists no sender`;
  return {
    subject,
    place: txt === undefined ? place : placeOfText(txt),
    message:
      txt === undefined
        ? `${fact}, but it has no SPF record, so forged mail in its name is not refused.`
        : `${fact}. Its record ${quoted(txt.text)} says so less clearly than “${NO_MAIL}”, which makes receivers refuse all forged mail in its name.`,
    advice: `A domain that sends no mail should say so with exactly this TXT record:\n${owner} IN TXT ${txtData(NO_MAIL)}`,
  };
}
