import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { type ExplainedRule, exampleParts, explainList, explainRule } from '../../src/outputs/explain.ts';

const RULE: ExplainedRule = {
  id: 'mx-is-address',
  severity: 'error',
  summary: 'An MX record that names an address instead of a host',
  why: 'Mail servers look the target up as a name, and there is no such name, so mail to the domain is not delivered by any of them.',
  norm: 'RFC 5321 §5.1',
  examples: {
    bad: { zone: '@\tMX\t10 192.0.2.25\n' },
    good: {
      base: { 'a.zone': 'old' },
      files: { 'a.zone': 'new' },
      dns: 'mail.example.net. A 192.0.2.25',
      policy: 'rules: {}',
    },
  },
};

describe('explainRule', () => {
  it('says what a rule finds, why, by which norm, and shows its examples', () => {
    expect(explainRule(RULE)).toBe(`mx-is-address
An MX record that names an address instead of a host

Severity: error (mail will be refused, or the record cannot be published as written; blocks the merge)

Why
Mail servers look the target up as a name, and there is no such name, so mail to
the domain is not delivered by any of them.

Norm: RFC 5321 §5.1

Wrong
    @	MX	10 192.0.2.25

Right
  a.zone before the change:
    old
  a.zone after the change:
    new
  dns-mail-gate.yml:
    rules: {}
  Elsewhere in the DNS:
    mail.example.net. A 192.0.2.25
`);
  });

  it('says nothing of a norm where there is none', () => {
    expect(explainRule({ ...RULE, norm: '' })).not.toContain('Norm');
  });

  it('says the same in colour', () => {
    const coloured = explainRule(RULE, { color: true });
    expect(coloured).not.toBe(explainRule(RULE));
    expect(stripVTControlCharacters(coloured)).toBe(explainRule(RULE));
  });
});

describe('explainList', () => {
  it('has one aligned line for each rule', () => {
    const rules = [RULE, { ...RULE, id: 'ptr', severity: 'notice' as const, summary: 'Short' }];
    expect(explainList(rules)).toBe(`mx-is-address  error    An MX record that names an address instead of a host
ptr            notice   Short

explain RULE says more of one.
`);
  });
});

describe('exampleParts', () => {
  it('names a lone zone only where there is something beside it', () => {
    expect(exampleParts({ zone: 'x' })).toEqual([{ title: '', text: 'x' }]);
    expect(exampleParts({ zone: 'x', base: { 'example.com.zone': 'y' } }).map(({ title }) => title)).toEqual([
      'example.com.zone before the change',
      'example.com.zone after the change',
    ]);
  });
});
