import type { FileProblem } from '../model/file-problem.ts';
import { defineRule } from '../proposal/proposal.ts';
import { problemsOf, readerProblem } from '../proposal/reader-problem.ts';

const BAD = `'':
  - type: MX
    value:
      preference: 10
      exchange: mail.example.com.
  - type: MX
    value:
      preference: 20
      exchange: mail.example.com.
mail:
  type: A
  value: 192.0.2.25
`;
const GOOD = `'':
  - type: MX
    values:
      - preference: 10
        exchange: mail.example.com.
mail:
  type: A
  value: 192.0.2.25
`;

export const rrsetDuplicated = defineRule<FileProblem>({
  id: 'rrset-duplicated',
  severity: 'error',
  summary: 'The same name and type declared twice where there can be one set of records only',
  why: 'The tool keeps one set of records for each name and type. A second one is refused, or takes the place of the first, and mail servers or policies are lost without a word.',
  norm: 'RFC 2181 §5',
  examples: {
    bad: { files: { 'example.com.yaml': BAD } },
    good: { files: { 'example.com.yaml': GOOD } },
  },
  subjects: (proposal) => problemsOf(proposal, 'rrset-duplicated'),
  *check(problem) {
    yield readerProblem(problem);
  },
});
