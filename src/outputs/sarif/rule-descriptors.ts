import type { Severity } from '../../model/finding.ts';
import { clip, visible } from '../escape.ts';
import { escapeMarkdown, escapeMessage } from '../escape-markdown.ts';
import { type ExplainedRule, explainRule } from '../explain.ts';
import type { PresentedFinding } from '../presented.ts';
import { exampleMarkdown } from '../rules-page.ts';

/** What GitHub takes of a rule's descriptions, in characters. */
const MAX_DESCRIPTION = 1_024;

/** SARIF 2.1.0 §3.27.10. */
export const SARIF_LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  notice: 'note',
};

/** What code scanning calls a problem's severity where it is no security hole. */
const PROBLEM_SEVERITIES: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  notice: 'recommendation',
};

/** A rule as SARIF tells it (§3.49), with its help as plain text and as Markdown. `helpUrl` ends in `#`. */
export function ruleDescriptor(rule: ExplainedRule, helpUrl: string): object {
  return {
    ...descriptor(rule, helpUrl + rule.id, rule.summary),
    help: { text: explainRule(rule), markdown: helpMarkdown(rule) },
  };
}

/** A rule of which only a finding is known, because the report was made by another version. */
export function unknownRuleDescriptor({ rule, severity, why, help }: PresentedFinding): object {
  // A text may not be empty, and a report of another version may hold anything.
  const text = why === '' ? rule : why;
  return { ...descriptor({ id: rule, severity, why: text }, help, rule), help: { text: visible(text) } };
}

function descriptor({ id, severity, why }: Pick<ExplainedRule, 'id' | 'severity' | 'why'>, url: string, short: string) {
  return {
    id,
    shortDescription: { text: clip(visible(short), MAX_DESCRIPTION) },
    fullDescription: { text: clip(visible(why), MAX_DESCRIPTION) },
    helpUri: url,
    defaultConfiguration: { level: SARIF_LEVELS[severity] },
    properties: { tags: ['dns', 'email', id.split('-')[0]], 'problem.severity': PROBLEM_SEVERITIES[severity] },
  };
}

function helpMarkdown({ summary, why, norm, examples }: ExplainedRule): string {
  return [
    `${escapeMessage(summary)}.${norm === '' ? '' : ` Norm: ${escapeMarkdown(norm)}.`}`,
    escapeMessage(why),
    '**Wrong:**',
    ...exampleMarkdown(examples.bad),
    '**Right:**',
    ...exampleMarkdown(examples.good),
  ].join('\n\n');
}
