import { describe, expect, it } from 'vitest';
import type { ExplainedRule } from '../../src/outputs/explain.ts';
import { renderRulesPage } from '../../src/outputs/rules-page.ts';
import { RULES } from '../../src/rules/index.ts';
import { CLEAN, finding, presented } from '../support/sample-report.ts';

const RULE: ExplainedRule = {
  id: 'mx-is-address',
  severity: 'error',
  summary: 'An MX record that names an address',
  why: 'There is no host “192.0.2.25”.',
  norm: 'RFC 5321 §5.1',
  examples: { bad: { zone: '\n@ MX 10 192.0.2.25\n' }, good: { zone: '@ MX 10 mail\n', dns: 'x. A 192.0.2.1' } },
};
const { introduced: FINDINGS } = presented({
  ...CLEAN,
  introduced: [
    finding({ rule: 'host-not-fqdn', subject: 's', message: 'Another rule.' }),
    finding({ rule: 'mx-is-address', subject: 's', message: 'No host “192.0.2.25”.', advice: 'Name a host.' }),
  ],
});

describe('renderRulesPage', () => {
  it('documents a rule with its examples and what it says of the bad one', () => {
    const page = renderRulesPage([{ rule: RULE, findings: FINDINGS }]);
    expect(page.slice(page.indexOf('## MX'))).toBe(`## MX: where mail goes

- [mx-is-address](#mx-is-address) (error): An MX record that names an address

### mx-is-address

An MX record that names an address. Severity: **error**. Norm: RFC 5321 §5.1.

There is no host \`192.0.2.25\`.

**Wrong:**

\`\`\`
@ MX 10 192.0.2.25
\`\`\`

> The gate says (error): No host \`192.0.2.25\`.
>
> Name a host.

**Right:**

\`\`\`
@ MX 10 mail
\`\`\`

Elsewhere in the DNS:

\`\`\`
x. A 192.0.2.1
\`\`\`
`);
  });

  it('puts each rule into one chapter, in the order of the chapters', () => {
    const ids = ['txt-unquoted', 'ptr-missing', 'spf-syntax', 'dkim-syntax', 'mx-is-address'];
    const page = renderRulesPage(ids.map((id) => ({ rule: { ...RULE, id }, findings: [] })));
    expect([...page.matchAll(/^#{2,3} (.*)$/gm)].map(([, title]) => title)).toEqual([
      'SPF: who may send',
      'spf-syntax',
      'MX: where mail goes',
      'mx-is-address',
      'Reverse DNS',
      'ptr-missing',
      'DMARC, DKIM, MTA-STS and TLS reporting',
      'dkim-syntax',
      'Records as written',
      'txt-unquoted',
    ]);
  });

  it('has the anchor that the help link of each rule leads to', () => {
    const page = renderRulesPage(RULES.map((rule) => ({ rule, findings: [] })));
    const headings = [...page.matchAll(/^### (.*)$/gm)].map(([, heading]) => heading);
    expect(headings.sort()).toEqual(RULES.map(({ id }) => id).sort());
  });
});
