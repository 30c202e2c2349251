import type { FileProblem } from '../model/file-problem.ts';
import { defineRule } from '../proposal/proposal.ts';
import { problemsOf, readerProblem } from '../proposal/reader-problem.ts';

const BAD = `_mta-sts:
  type: TXT
  value: v=STSv1; id=20261101
mta-sts:
  type: A
  value: 192.0.2.80
`;
const GOOD = `_mta-sts:
  type: TXT
  value: v=STSv1\\; id=20261101
mta-sts:
  type: A
  value: 192.0.2.80
`;

export const txtEscaping = defineRule<FileProblem>({
  id: 'txt-escaping',
  severity: 'error',
  summary: 'A semicolon or a quotation mark of a text that is escaped wrongly',
  why: 'In OctoDNS files a semicolon is written with a backslash before it. Without it the tool refuses the record, and with two a backslash becomes part of the published text, which no receiver understands.',
  norm: '',
  examples: {
    bad: { files: { 'example.com.yaml': BAD } },
    good: { files: { 'example.com.yaml': GOOD } },
  },
  subjects: (proposal) => problemsOf(proposal, 'txt-escaping'),
  *check(problem) {
    yield readerProblem(problem);
  },
});
