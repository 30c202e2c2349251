import type { FileProblem } from '../model/file-problem.ts';
import { defineRule } from '../proposal/proposal.ts';
import { problemsOf, readerProblem } from '../proposal/reader-problem.ts';

const BAD = `'':
  type: MX
  values:
    - preferences: 10
      exchange: mail.example.com.
mail:
  type: A
  value: 192.0.2.25
`;
const GOOD = `'':
  type: MX
  values:
    - preference: 10
      exchange: mail.example.com.
mail:
  type: A
  value: 192.0.2.25
`;

export const keyUnknown = defineRule<FileProblem>({
  id: 'key-unknown',
  severity: 'notice',
  summary: 'A key that is misspelt or stands in the wrong place',
  why: 'A tool that reads records from keys passes over a key it does not know. Where the value of a record hangs on it, the record is published without it, or not at all.',
  norm: '',
  examples: {
    bad: { files: { 'example.com.yaml': BAD } },
    good: { files: { 'example.com.yaml': GOOD } },
  },
  subjects: (proposal) => problemsOf(proposal, 'key-unknown'),
  *check(problem) {
    yield readerProblem(problem);
  },
});
