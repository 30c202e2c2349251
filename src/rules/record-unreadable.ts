import type { FileProblem } from '../model/file-problem.ts';
import { defineRule } from '../proposal/proposal.ts';
import { problemsOf, readerProblem } from '../proposal/reader-problem.ts';

export const recordUnreadable = defineRule<FileProblem>({
  id: 'record-unreadable',
  severity: 'error',
  summary: 'A record that cannot be read',
  why: 'A name server refuses a zone with a line that it cannot read, or leaves the record out. Either way mail that depends on it stops.',
  norm: 'RFC 1035 §5.1',
  examples: {
    bad: { zone: '@    MX 10 mail\nmail A  192.0.2.256\n' },
    good: { zone: '@    MX 10 mail\nmail A  192.0.2.25\n' },
  },
  subjects: (proposal) => problemsOf(proposal, 'record-unreadable'),
  *check(problem) {
    yield readerProblem(problem);
  },
});
