import { SEVERITIES } from '../model/finding.ts';
import { comparedWords } from './compared-words.ts';
import { findingsInScope, type PresentedFinding, type PresentedReport } from './presented.ts';
import { count, listed } from './words.ts';

export interface Verdict {
  /** How it went, for a mark or a colour: `bad` blocks or would break mail, `doubtful` wants a look. */
  readonly mood: 'bad' | 'doubtful' | 'good';
  /** The verdict in one sentence. */
  readonly headline: string;
  /** What has to be known with it, in further sentences; mostly empty. */
  readonly detail: string;
}

/** The part of a divided run; a report that was read back may say anything there. */
const SHARD = /^[0-9]{1,4}\/[0-9]{1,4}$/;

/** The verdict in words, the same in every output. */
export function verdictOf(report: PresentedReport): Verdict {
  const { mood, headline, detail } = wholeVerdict(report);
  const { shard } = report.settings;
  if (shard === null) return { mood, headline, detail };
  const part = `Only ${SHARD.test(shard) ? `part ${shard}` : 'a part'} of the zones was judged here.`;
  return { mood, headline, detail: detail === '' ? part : `${detail} ${part}` };
}

function wholeVerdict(report: PresentedReport): Verdict {
  const { settings, conclusion } = report;
  const inScope = findingsInScope(report);
  const words = comparedWords(report);
  const [subject, breaks] =
    settings.scope === 'introduced' ? [words.actor, words.breaks] : ['These files', 'would break mail'];
  const counts = countBySeverity(inScope);
  if (inScope.some(({ severity }) => severity === 'error')) {
    const detail = conclusion === 'pass' ? 'The gate is set not to fail, so nothing is blocked.' : '';
    return { mood: 'bad', headline: `${subject} ${breaks}: ${counts}.`, detail };
  }
  if (conclusion === 'fail') {
    const verb = settings.scope === 'introduced' ? 'does' : 'do';
    const headline = `${subject} ${verb} not pass: ${counts}, and the gate is set to fail at that level.`;
    return { mood: 'bad', headline, detail: '' };
  }
  if (inScope.length > 0) {
    const mood = inScope.some(({ severity }) => severity === 'warning') ? 'doubtful' : 'good';
    const headline = `No error found, ${inScope.length === 1 ? 'one thing' : 'some things'} to look at: ${counts}.`;
    return { mood, headline, detail: openSentence(report) };
  }
  return allClear(report);
}

/** Nothing in scope; what could not be looked up is not called clear. */
function allClear({ settings, drift, fixed, unverified }: PresentedReport): Verdict {
  const repaired = fixed.length === 0 || drift !== null ? '' : `, and it repairs ${count(fixed.length, 'earlier one')}`;
  const found =
    settings.scope === 'introduced' ? `${comparedWords({ drift }).nothing}${repaired}` : 'no mail problem found';
  if (unverified.length === 0) return { mood: 'good', headline: `All clear: ${found}.`, detail: '' };
  return { mood: 'good', headline: `As far as could be checked, ${found}.`, detail: openSentence({ unverified }) };
}

/** What could not be looked up, beside a sentence that says that nothing is wrong; empty where everything could. */
function openSentence({ unverified }: Pick<PresentedReport, 'unverified'>): string {
  if (unverified.length === 0) return '';
  return `${count(unverified.length, 'DNS question')} had no answer, so not everything could be checked.`;
}

/** `2 errors, 1 warning and 3 notices`; empty for no findings. */
export function countBySeverity(findings: readonly PresentedFinding[]): string {
  const numbers = SEVERITIES.map((severity) => ({
    severity,
    number: findings.filter((finding) => finding.severity === severity).length,
  }));
  return listed(numbers.filter(({ number }) => number > 0).map(({ severity, number }) => count(number, severity)));
}
