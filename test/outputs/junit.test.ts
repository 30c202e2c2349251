import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import type { Report, Settings } from '../../src/model/report.ts';
import { SourceFile } from '../../src/model/source-file.ts';
import { MAX_CASES, renderJunit } from '../../src/outputs/junit.ts';
import { CLEAN, FORWARD, finding, PTR_OUT_OF_STEP, presented, SAMPLE, SPF_SYNTAX } from '../support/sample-report.ts';
import { parseXml, type XmlElement } from '../support/xml.ts';

const junit = (report: Report) => parseXml(renderJunit(presented(report)));
const casesOf = (document: XmlElement) => document.children.flatMap(({ children }) => children);
const kindOf = ({ children: [first] }: XmlElement) => first?.name ?? 'passed';

function kinds(introduced: readonly Finding[], settings: Partial<Settings> = {}, rest: Partial<Report> = {}): string[] {
  const report = { ...CLEAN, introduced, ...rest, settings: { ...CLEAN.settings, ...settings } };
  return casesOf(junit(report)).map(kindOf);
}

describe('renderJunit', () => {
  it('has a suite a file and a case a finding', () => {
    const document = junit(SAMPLE);
    expect(document.attributes).toMatchObject({ name: 'dns-mail-gate 1.2.3', tests: '7', failures: '3', skipped: '4' });
    expect(document.children.map(({ name, attributes }) => [name, attributes.name, attributes.tests])).toEqual([
      ['testsuite', 'zones/example.com.zone', '7'],
    ]);
    const [first] = casesOf(document);
    expect(first.attributes).toMatchObject({
      name: 'spf-syntax: example.com',
      classname: 'zones/example.com.zone',
      file: 'zones/example.com.zone',
      line: '6',
    });
    const [failure] = first.children;
    expect(failure.name).toBe('failure');
    expect(failure.attributes).toEqual({ type: 'error', message: SPF_SYNTAX.message });
    expect(failure.text).toContain('zones/example.com.zone:6\n');
    expect(failure.text).toContain('\nWrite “include:_spf.example.net”.\n');
    expect(failure.text).toContain('|                                 ^^^^^^^^^^^^^^^^^^^^^^^\n');
  });

  it('has a passed case for a file in which nothing was found, so that an all-clear is no empty result', () => {
    const other = new SourceFile('other.zone', '');
    const files = [...CLEAN.files, { file: other, format: 'bind' as const, zones: [], records: 0 }];
    const document = junit({ ...CLEAN, files, introduced: [SPF_SYNTAX] });
    expect(document.children.map(({ attributes }) => [attributes.name, attributes.failures])).toEqual([
      ['zones/example.com.zone', '1'],
      ['other.zone', '0'],
    ]);
    expect(kindOf(document.children[1].children[0])).toBe('passed');
  });

  it('is red where the gate fails and nowhere else', () => {
    const [error, warning] = [SPF_SYNTAX, PTR_OUT_OF_STEP];
    const failed = { conclusion: 'fail' } as const;
    expect(kinds([error, warning], {}, failed)).toEqual(['failure', 'skipped']);
    expect(kinds([error, warning], { failOn: 'warning' }, failed)).toEqual(['failure', 'failure']);
    expect(kinds([error, warning], { failOn: 'never' })).toEqual(['skipped', 'skipped']);
    expect(kinds([], {}, { existing: [error] })).toEqual(['skipped']);
    expect(kinds([], { scope: 'all' }, { existing: [error], ...failed })).toEqual(['failure']);
    // The gate passes: what is at this level is behind an exception that has ended.
    expect(kinds([], { scope: 'all', failOn: 'warning' }, { existing: [warning] })).toEqual(['skipped']);
  });

  it('says why a finding does not fail', () => {
    const messages = casesOf(junit(SAMPLE))
      .filter((one) => kindOf(one) === 'skipped')
      .map(({ children: [skipped] }) => skipped.attributes.message);
    expect(messages).toEqual([
      'warning: The change removes the reverse name of 192.0.2.80, but web.example.com still points there.',
      'notice: mail.example.com has no SPF record of its own.',
      'warning, there before this change: The SPF record of old.example.org has no “all”.',
      'warning, excused until 2027-01-31 (The block moves in January.): 192.0.2.9 has no reverse name.',
    ]);
  });

  it('gives no line of head for what stood in base', () => {
    const [removed] = casesOf(junit({ ...CLEAN, introduced: [PTR_OUT_OF_STEP] }));
    expect(removed.attributes.line).toBeUndefined();
    expect(removed.children[1].text).toMatch(/^zones\/2\.0\.192\.in-addr\.arpa\.zone:3 \(before the change\)\n/);
  });

  it('leaves out what viewers cannot show, what fails last of all, and says so', () => {
    const warnings = Array.from({ length: MAX_CASES }, (_, i) =>
      finding({ rule: 'r', severity: 'warning', subject: `s${i}`, message: 'm' }),
    );
    const report: Report = { ...CLEAN, conclusion: 'fail', introduced: [...warnings, SPF_SYNTAX] };
    const cases = casesOf(junit(report));
    expect(cases).toHaveLength(MAX_CASES + 1);
    expect(kindOf(cases[0])).toBe('failure');
    expect(cases.at(-1)?.children[0].attributes.message).toBe(
      '1 further case not listed here; the JSON report has all findings.',
    );
  });

  it('writes what XML cannot hold as something that shows', () => {
    const message = 'a\0b\u001b[31m\ufffe\uffff]]> & <b> "quoted" \'too\'';
    const [one] = casesOf(junit({ ...CLEAN, introduced: [{ ...SPF_SYNTAX, message }] }));
    expect(one.children[0].attributes.message).toBe('a␀b␛[31m\ufffd\ufffd]]> & <b> "quoted" \'too\'');
  });

  it('takes a report without files', () => {
    expect(casesOf(junit({ ...CLEAN, files: [] }))).toEqual([]);
    expect(FORWARD.path).toBe(junit(CLEAN).children[0].attributes.name);
  });
});
