import type { FileProblem } from '../model/file-problem.ts';
import { defineRule } from '../proposal/proposal.ts';
import { problemsOf, readerProblem } from '../proposal/reader-problem.ts';

const BAD = `'':
  type: MX
  value:
    preference: 10
    exchange: mail.example.com
mail:
  type: A
  value: 192.0.2.25
`;
const GOOD = `'':
  type: MX
  value:
    preference: 10
    exchange: mail.example.com.
mail:
  type: A
  value: 192.0.2.25
`;

export const targetWithoutDot = defineRule<FileProblem>({
  id: 'target-without-dot',
  severity: 'warning',
  summary: 'A domain name that a record points to lacks its final dot',
  why: 'A name without the final dot is the whole name for OctoDNS, but relative to the zone for nearly every other tool. Strict checks refuse it, and a move to another tool would change where mail goes.',
  norm: 'RFC 1035 §5.1',
  examples: {
    bad: { files: { 'example.com.yaml': BAD } },
    good: { files: { 'example.com.yaml': GOOD } },
  },
  subjects: (proposal) => problemsOf(proposal, 'target-without-dot'),
  *check(problem) {
    yield readerProblem(problem);
  },
});
