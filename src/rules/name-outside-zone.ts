import type { FileProblem } from '../model/file-problem.ts';
import { defineRule } from '../proposal/proposal.ts';
import { problemsOf, readerProblem } from '../proposal/reader-problem.ts';

export const nameOutsideZone = defineRule<FileProblem>({
  id: 'name-outside-zone',
  severity: 'error',
  summary: 'A record whose name does not lie in its zone',
  why: 'A name server leaves out records of names that are not in the zone, so the record is written but nobody ever sees it.',
  norm: 'RFC 1035 §5.2',
  examples: {
    bad: { zone: '@ MX 10 mail\nmail.example.org. A 192.0.2.25\n' },
    good: { zone: '@ MX 10 mail\nmail.example.com. A 192.0.2.25\n' },
  },
  subjects: (proposal) => problemsOf(proposal, 'name-outside-zone'),
  *check(problem) {
    yield readerProblem(problem);
  },
});
