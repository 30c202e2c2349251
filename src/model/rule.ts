import type { Problem, Severity } from './finding.ts';

/**
 * A tree that shows a rule at work. `zone` stands for the one file `example.com.zone`; `files` names several. `dns` is
 * what the rest of the Internet answers, as zone-file lines with absolute owners; names that it lacks are unknown.
 */
export interface Example {
  readonly zone?: string;
  readonly files?: Readonly<Record<string, string>>;
  /** The same tree before the change, for rules that judge the change. */
  readonly base?: Readonly<Record<string, string>>;
  readonly dns?: string;
  readonly policy?: string;
}

/** What a rule's generator yields: problems, and promises that it waits for (see effect.ts). */
export type Judging = Generator<Problem | Promise<unknown>, void, unknown>;

/**
 * One defect. `check` is called for each subject that `over` finds and knows neither whether the rule is enabled nor how
 * a finding is printed; the runner runs the subjects concurrently where they wait for the DNS.
 */
export interface Rule<Proposal, Subject = unknown> {
  /** Names the defect; never changes. Also the file name and the anchor of the documentation. */
  readonly id: string;
  readonly severity: Severity;
  /** The defect in one line, for lists: `An SPF record with a term that no evaluator can read`. */
  readonly summary: string;
  /** Why it breaks mail, in one or two sentences for someone who is no mail expert. */
  readonly why: string;
  /** The norm: `RFC 7208 §4.6.4`; empty where none says it. */
  readonly norm: string;
  /** Rules that keep silent about the same place when this one speaks. */
  readonly over?: readonly string[];
  readonly examples: { readonly bad: Example; readonly good: Example };
  /** The things to look at, such as each MX RRset. */
  readonly subjects: (proposal: Proposal) => Iterable<Subject>;
  readonly check: (subject: Subject, proposal: Proposal) => Judging;
}

/** Gives a rule literal its subject type. */
export function rule<Proposal, Subject>(definition: Rule<Proposal, Subject>): Rule<Proposal> {
  return definition as Rule<Proposal>;
}
