import type { FileProblem } from '../model/file-problem.ts';
import { defineRule } from '../proposal/proposal.ts';
import { problemsOf, readerProblem } from '../proposal/reader-problem.ts';

export const txtUnquoted = defineRule<FileProblem>({
  id: 'txt-unquoted',
  severity: 'error',
  summary: 'A mail policy without quotation marks',
  why: 'Without quotation marks every blank begins a new string and a semicolon begins a comment. Receivers join the strings without blanks, and what they read is no policy any more.',
  norm: 'RFC 1035 §5.1, RFC 7208 §3.3',
  over: [
    'spf-not-recognised',
    'spf-glued-strings',
    'spf-syntax',
    'spf-no-all',
    'dmarc-syntax',
    'dkim-syntax',
    'mta-sts-syntax',
    'tls-rpt-syntax',
  ],
  examples: {
    bad: { zone: '@ TXT v=spf1 ip4:192.0.2.25 -all\n' },
    good: { zone: '@ TXT "v=spf1 ip4:192.0.2.25 -all"\n' },
  },
  subjects: (proposal) => problemsOf(proposal, 'txt-unquoted'),
  *check(problem) {
    yield readerProblem(problem);
  },
});
