import type { FileProblem } from '../model/file-problem.ts';
import { defineRule } from '../proposal/proposal.ts';
import { problemsOf, readerProblem } from '../proposal/reader-problem.ts';

/** More than 255 octets in one string: eighteen networks. */
const NETWORKS = Array.from({ length: 18 }, (_, i) => `ip4:192.0.2.${i + 100}`);

export const txtStringTooLong = defineRule<FileProblem>({
  id: 'txt-string-too-long',
  severity: 'error',
  summary: 'A text of more than 255 characters in one string',
  why: 'A string in a DNS record has at most 255 characters. A longer text has to be written as several quoted strings, which receivers join again; as one string the zone is refused.',
  norm: 'RFC 1035 §3.3, RFC 7208 §3.3',
  examples: {
    bad: { zone: `@ TXT "v=spf1 ${NETWORKS.join(' ')} -all"\n` },
    good: { zone: `@ TXT "v=spf1 ${NETWORKS.slice(0, 9).join(' ')} " "${NETWORKS.slice(9).join(' ')} -all"\n` },
  },
  subjects: (proposal) => problemsOf(proposal, 'txt-string-too-long'),
  *check(problem) {
    yield readerProblem(problem);
  },
});
