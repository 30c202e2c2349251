import type { FileProblem, FileProblemRule } from '../model/file-problem.ts';
import type { Problem } from '../model/finding.ts';
import type { Proposal } from './proposal.ts';

/** What the readers found of one rule's defect. */
export function* problemsOf({ problems }: Proposal, rule: FileProblemRule): Generator<FileProblem> {
  for (const problem of problems) if (problem.rule === rule) yield problem;
}

/** A reader's problem as a rule says it; the reader knows the file's own words best, so they are kept. */
export function readerProblem({ rule: _, ...problem }: FileProblem): Problem {
  return problem;
}
