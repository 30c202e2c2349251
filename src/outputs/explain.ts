import type { Severity } from '../model/finding.ts';
import type { Example, Rule } from '../model/rule.ts';
import { visibleSource } from './escape.ts';
import { paintFor } from './text.ts';

/** What of a rule can be told without running it. */
export type ExplainedRule = Pick<Rule<unknown>, 'id' | 'severity' | 'summary' | 'why' | 'norm' | 'examples'>;

interface ExplainOptions {
  readonly color?: boolean;
  /** Columns to wrap prose at. */
  readonly width?: number;
}

const DEFAULT_WIDTH = 80;

/** What a level promises, in words. */
export const SEVERITY_MEANINGS: Readonly<Record<Severity, string>> = {
  error: 'mail will be refused, or the record cannot be published as written; blocks the merge',
  warning: 'works for some receivers or for today only; shown, does not block',
  notice: 'worth knowing, nothing to do now; shown folded',
};

/** One rule for a terminal: what it finds, why that matters, the norm, and an example of each kind. */
export function explainRule(
  rule: ExplainedRule,
  { color = false, width = DEFAULT_WIDTH }: ExplainOptions = {},
): string {
  const paint = paintFor(color);
  const { id, severity, summary, why, norm, examples } = rule;
  const parts = [
    `${paint('bold', id)}\n${wrap(summary, width)}`,
    `${paint('bold', 'Severity')}: ${severity} (${SEVERITY_MEANINGS[severity]})`,
    `${paint('bold', 'Why')}\n${wrap(why, width)}`,
    ...(norm === '' ? [] : [`${paint('bold', 'Norm')}: ${norm}`]),
    `${paint(['bold', 'red'], 'Wrong')}\n${exampleText(examples.bad)}`,
    `${paint(['bold', 'green'], 'Right')}\n${exampleText(examples.good)}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

/** All rules, one a line: id, severity, summary. */
export function explainList(rules: readonly ExplainedRule[], { color = false }: ExplainOptions = {}): string {
  const paint = paintFor(color);
  const idWidth = Math.max(0, ...rules.map(({ id }) => id.length));
  const lines = rules.map(
    ({ id, severity, summary }) => `${paint('bold', id.padEnd(idWidth))}  ${severity.padEnd(7)}  ${summary}`,
  );
  return `${lines.join('\n')}\n\nexplain RULE says more of one.\n`;
}

/** A part of an example under its heading: a file, what it was before, or the rest of the DNS. */
export interface ExamplePart {
  readonly title: string;
  readonly text: string;
}

/** An example as titled texts; a lone zone file needs no title. */
export function exampleParts({ zone, files, base, dns, policy }: Example): ExamplePart[] {
  const parts: ExamplePart[] = Object.entries(base ?? {}).map(([path, text]) => ({
    title: `${path} before the change`,
    text,
  }));
  if (zone !== undefined)
    parts.push({ title: base === undefined ? '' : 'example.com.zone after the change', text: zone });
  const after = base === undefined ? '' : ' after the change';
  parts.push(...Object.entries(files ?? {}).map(([path, text]) => ({ title: `${path}${after}`, text })));
  if (policy !== undefined) parts.push({ title: 'dns-mail-gate.yml', text: policy });
  if (dns !== undefined) parts.push({ title: 'Elsewhere in the DNS', text: dns });
  return parts;
}

function exampleText(example: Example): string {
  return exampleParts(example)
    .map(({ title, text }) => {
      const lines = text.replace(/^\n|\s+$/g, '').split('\n');
      return [...(title === '' ? [] : [`  ${title}:`]), ...lines.map((line) => `    ${visibleSource(line)}`)];
    })
    .map((lines) => lines.join('\n'))
    .join('\n');
}

/** Breaks prose at blanks. */
function wrap(text: string, width: number): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].join('\n');
}
