import type { PresentedReport } from './presented.ts';

/** How to speak of the two sides of a comparison. */
export interface ComparedWords {
  /** Who did it, and what an error of theirs does: `This change`, `would break mail`. */
  readonly actor: string;
  readonly breaks: string;
  /** That nothing was found, as a clause. */
  readonly nothing: string;
  /** Of findings: `there before this change`, `repaired by this change`. */
  readonly there: string;
  readonly repaired: string;
  /** The two sides, as heads of columns and in a line. */
  readonly before: string;
  readonly after: string;
  readonly sides: string;
  /** The later of them: `after the change`. */
  readonly later: string;
  /** Over what the two sides mean for SPF. */
  readonly spf: string;
}

/** Of a change of the files. */
export const CHANGE_WORDS: ComparedWords = {
  actor: 'This change',
  breaks: 'would break mail',
  nothing: 'this change adds no mail problem',
  there: 'there before this change',
  repaired: 'repaired by this change',
  before: 'before',
  after: 'after',
  sides: 'before → after this change',
  later: 'after the change',
  spf: 'Who may send mail, before and after this change (SPF)',
};

/** A change of the files, or what others have done to them since the day of a snapshot. */
export function comparedWords({ drift }: Pick<PresentedReport, 'drift'>): ComparedWords {
  if (drift === null) return CHANGE_WORDS;
  const { taken } = drift;
  return {
    actor: `What others have changed since ${taken}`,
    breaks: 'breaks mail',
    nothing: `nothing that others have changed since ${taken} is a problem for mail`,
    there: `there already on ${taken}`,
    repaired: `gone since ${taken}`,
    before: taken,
    after: 'now',
    sides: `${taken} → now`,
    later: 'now',
    spf: `Who may send mail, on ${taken} and now (SPF)`,
  };
}
