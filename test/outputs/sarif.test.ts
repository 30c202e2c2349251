import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import type { Report } from '../../src/model/report.ts';
import { SourceFile } from '../../src/model/source-file.ts';
import { KEPT_RESULTS, MAX_PACKED, MAX_RESULTS, renderSarif } from '../../src/outputs/sarif.ts';
import { RULES } from '../../src/rules/index.ts';
import {
  CLEAN,
  FORWARD,
  finding,
  MX_ALIAS,
  PTR_OUT_OF_STEP,
  placeOf,
  presented,
  REVERSE_BEFORE,
  SAMPLE,
  SAMPLE_HELP_URL,
  SPF_SYNTAX,
} from '../support/sample-report.ts';
import { sarifProblems } from '../support/sarif-schema.ts';

/** Renders, checks against the schemas, and gives the one run. */
// biome-ignore lint/suspicious/noExplicitAny: the schema says what it is
function runOf(report: Report, excused = true): any {
  const data = JSON.parse(renderSarif(presented(report), { rules: RULES, helpUrl: SAMPLE_HELP_URL, excused }));
  expect(sarifProblems(data)).toEqual([]);
  const [run] = data.runs;
  for (const result of run.results) expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
  return run;
}

const resultsOf = (introduced: readonly Finding[], rest: Partial<Report> = {}) =>
  runOf({ ...CLEAN, introduced, ...rest }).results;
const notesOf = (run: { invocations: { toolExecutionNotifications: { message: { text: string } }[] }[] }) =>
  run.invocations[0].toolExecutionNotifications.map(({ message }) => message.text);
const many = (number: number, make: (i: number) => Partial<Finding> = () => ({})) =>
  Array.from({ length: number }, (_, i) => finding({ rule: 'r', subject: `s${i}`, message: 'm', ...make(i) }));

describe('renderSarif', () => {
  it('writes a full report and a clean one as SARIF says and GitHub takes it', () => {
    expect(runOf(SAMPLE).results).toHaveLength(7);
    expect(runOf(CLEAN).results).toEqual([]);
  });

  it('is refused by the schema with a key that SARIF lacks', () => {
    const data = JSON.parse(renderSarif(presented(SAMPLE), { rules: [], helpUrl: SAMPLE_HELP_URL, excused: true }));
    data.runs[0].results[0].surprise = 1;
    // By SARIF itself, and by what GitHub takes.
    expect(sarifProblems(data)).toHaveLength(2);
  });

  it('lists all rules with their help, also those that found nothing', () => {
    const { driver } = runOf(CLEAN).tool;
    expect(driver).toMatchObject({ name: 'dns-mail-gate', version: '1.2.3' });
    expect(driver.rules.map(({ id }: { id: string }) => id)).toEqual(RULES.map(({ id }) => id));
    const rule = driver.rules.find(({ id }: { id: string }) => id === 'spf-syntax');
    expect(rule.helpUri).toBe(`${SAMPLE_HELP_URL}spf-syntax`);
    expect(rule.defaultConfiguration).toEqual({ level: 'error' });
    expect(rule.help.text).toContain('\nWrong\n');
    expect(rule.help.markdown).toMatch(/\*\*Wrong:\*\*\n\n```\n/);
  });

  it('places a finding and its fix by line and UTF-16 column, ends exclusive', () => {
    const [result] = resultsOf([SPF_SYNTAX]);
    expect(result).toMatchObject({
      ruleId: 'spf-syntax',
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'zones/example.com.zone', uriBaseId: '%SRCROOT%' },
            region: { startLine: 6, startColumn: 18, endLine: 6, endColumn: 41 },
          },
        },
      ],
      fixes: [
        {
          artifactChanges: [
            {
              replacements: [
                {
                  deletedRegion: { startLine: 6, startColumn: 18, endLine: 6, endColumn: 24 },
                  insertedContent: { text: 'include' },
                },
              ],
            },
          ],
        },
      ],
    });
  });

  it('names the levels as SARIF does', () => {
    const levels = (['error', 'warning', 'notice'] as const).map((severity) => ({ ...SPF_SYNTAX, severity }));
    expect(resultsOf(levels).map(({ level }: { level: string }) => level)).toEqual(['error', 'warning', 'note']);
  });

  it('percent-encodes paths', () => {
    const file = new SourceFile('zones/a b:ü%[x]#?.zone', 'x\n');
    const [result] = resultsOf([{ ...SPF_SYNTAX, place: placeOf(file, 'x'), fix: undefined }]);
    expect(result.locations[0].physicalLocation.artifactLocation.uri).toBe('zones/a%20b%3A%C3%BC%25%5Bx%5D%23%3F.zone');
  });

  it('lists related places of head, and tells of those of base in words', () => {
    const before = { place: placeOf(REVERSE_BEFORE, '80'), side: 'base' as const, message: 'The name it had.' };
    const [result] = resultsOf([{ ...MX_ALIAS, related: [...(MX_ALIAS.related ?? []), before] }]);
    expect(result.relatedLocations).toHaveLength(1);
    expect(result.relatedLocations[0]).toMatchObject({
      id: 1,
      physicalLocation: { region: { startLine: 7 } },
      message: { text: 'The alias.' },
    });
    expect(result.message.text).toContain('At zones/2.0.192.in-addr.arpa.zone:3 before the change: The name it had.');
  });

  it('lists as many related places as GitHub shows and says how many more there are', () => {
    const related = Array.from({ length: 150 }, () => ({ place: placeOf(FORWARD, 'mail\tIN'), message: 'Here.' }));
    const [result] = resultsOf([{ ...MX_ALIAS, related }]);
    expect(result.relatedLocations).toHaveLength(99);
    expect(result.message.text).toContain('51 further places not listed here.');
  });

  it('makes no links of brackets in messages', () => {
    const [result] = resultsOf([{ ...SPF_SYNTAX, message: 'See [here](1) and \\ and %{i}' }]);
    expect(result.message.text).toContain('See \\[here\\](1) and \\\\ and %{i}');
  });
});

describe('a finding without a place in head', () => {
  const home = (one: Finding, files = CLEAN.files, deleted: readonly string[] = []) => {
    const [result] = resultsOf([one], { files, deleted });
    const { artifactLocation, region } = result.locations[0].physicalLocation;
    expect(region).toEqual({ startLine: 1 });
    return artifactLocation.uri;
  };
  const read = (file: SourceFile, ...zones: string[]) => ({ file, format: 'bind' as const, zones, records: 1 });
  const other = new SourceFile('a.zone', '');
  const files = [read(other, 'org.'), read(FORWARD, 'example.com.'), read(REVERSE_BEFORE, '2.0.192.in-addr.arpa.')];
  const unplaced = (subject: string) => finding({ rule: 'r', subject, message: 'm' });

  it('stands at line 1 of the zone that its subject lies in', () => {
    expect(home(unplaced('Mail.example.com'), files)).toBe('zones/example.com.zone');
    expect(home(unplaced('192.0.2.80'), files)).toBe('zones/2.0.192.in-addr.arpa.zone');
  });

  it('stands in the file that it was in before, while that is there, and says where', () => {
    expect(home(PTR_OUT_OF_STEP, files)).toBe('zones/2.0.192.in-addr.arpa.zone');
    const [result] = resultsOf([PTR_OUT_OF_STEP], { files });
    expect(result.message.text).toMatch(/^The change removes/);
    expect(result.message.text).toContain('It stood at zones/2.0.192.in-addr.arpa.zone:3 before the change.');
  });

  it('has a location whatever is left', () => {
    expect(home(unplaced('example.net'), files)).toBe('a.zone');
    expect(home(PTR_OUT_OF_STEP, [])).toBe('zones/2.0.192.in-addr.arpa.zone');
    expect(home(unplaced('example.net'), [], ['gone.zone'])).toBe('gone.zone');
    expect(home(unplaced('example.net'), [])).toBe('.');
  });

  it('offers no fix for lines that are gone', () => {
    const [result] = resultsOf([{ ...SPF_SYNTAX, side: 'base' }]);
    expect(result.fixes).toBeUndefined();
  });
});

describe('fingerprints', () => {
  const hashes = (findings: readonly Finding[]): string[] =>
    resultsOf(findings).map(
      (result: { partialFingerprints: Record<string, string> }) => result.partialFingerprints.primaryLocationLineHash,
    );

  it('stay when the finding moves, and when its words and its level change', () => {
    const moved = new SourceFile(FORWARD.path, `; a new line\n${FORWARD.text}`);
    const again = {
      ...SPF_SYNTAX,
      severity: 'notice',
      message: 'Other words.',
      place: placeOf(moved, 'nclude'),
    } as const;
    expect(hashes([again])).toEqual(hashes([SPF_SYNTAX]));
  });

  it('tell two findings of one rule on one line apart', () => {
    const [first, second] = hashes([SPF_SYNTAX, { ...SPF_SYNTAX, fingerprint: 'spf-syntax example.com a:b:c' }]);
    expect(first).not.toBe(second);
  });

  it('number what is the same at several places of a file from the top', () => {
    const [at9, at5] = [placeOf(FORWARD, 'mx.example.net'), placeOf(FORWARD, '10 mail')];
    const [first, second] = hashes([
      { ...SPF_SYNTAX, place: at9 },
      { ...SPF_SYNTAX, place: at5 },
    ]);
    expect(first).toBe(second.replace(/1$/, '2'));
  });
});

describe('what is in the file', () => {
  it('is what is wrong in head, the gravest first, and not what the change repairs', () => {
    const { results } = runOf(SAMPLE);
    expect(results.map(({ level }: { level: string }) => level).join(' ')).toBe(
      'error error error warning warning warning note',
    );
    const states = results.map(({ properties }: { properties: { introduced?: boolean } }) => properties.introduced);
    expect(states).toEqual([true, true, true, true, false, undefined, true]);
    expect(JSON.stringify(results)).not.toContain('mx-without-address');
  });

  it('has excused findings as suppressed', () => {
    const excused = runOf(SAMPLE).results.filter((result: { suppressions?: unknown }) => result.suppressions);
    expect(excused).toHaveLength(1);
    expect(excused[0]).toMatchObject({
      ruleId: 'ptr-missing',
      suppressions: [{ kind: 'external', status: 'accepted', justification: 'The block moves in January.' }],
    });
  });

  it('leaves excused findings out for GitHub, and says so', () => {
    const run = runOf(SAMPLE, false);
    expect(JSON.stringify(run.results)).not.toContain('suppressions');
    expect(run.results).toHaveLength(6);
    expect(notesOf(run)).toContain('1 excused finding left out, because GitHub would open an alert for each.');
  });

  it('tells of open questions and of remarks beside the results', () => {
    const notes = notesOf(runOf(SAMPLE));
    expect(notes).toContain('1 DNS question had no answer: _spf.example.net. TXT (timeout).');
    expect(notes).toContain('2 template lines in zones/example.com.zone were skipped.');
  });

  it('describes a rule that this program does not know from its finding', () => {
    const { driver } = runOf({
      ...CLEAN,
      introduced: [finding({ rule: 'newer-rule', subject: 's', message: 'm' })],
    }).tool;
    expect(driver.rules).toHaveLength(RULES.length + 1);
    expect(driver.rules.at(-1)).toMatchObject({ id: 'newer-rule', helpUri: `${SAMPLE_HELP_URL}newer-rule` });
  });
});

describe('the limits of GitHub', () => {
  it('keeps the gravest of too many results and says how many are missing', () => {
    const notices = many(MAX_RESULTS, () => ({ severity: 'notice' }));
    const errors = many(10, (i) => ({ subject: `e${i}` }));
    const run = runOf({ ...CLEAN, introduced: notices, existing: errors });
    expect(run.results).toHaveLength(MAX_RESULTS);
    expect(run.results.slice(0, 11).map(({ level }: { level: string }) => level)).toEqual([
      ...Array(10).fill('error'),
      'note',
    ]);
    expect(notesOf(run)).toEqual([
      '10 findings left out: GitHub refuses more than 25,000 findings or 10 MB (packed). The gravest are here.',
      'GitHub shows 5,000 of the 25,000 findings in this file, the gravest.',
    ]);
  });

  it('says so where GitHub keeps only some', () => {
    expect(notesOf(runOf({ ...CLEAN, introduced: many(KEPT_RESULTS) }))).toEqual([]);
    expect(notesOf(runOf({ ...CLEAN, introduced: many(KEPT_RESULTS + 1) }))).toHaveLength(1);
  });

  it('is never too large to be uploaded, however much there is to say', () => {
    const introduced = many(6_000, () => ({ message: randomBytes(1_800).toString('base64') }));
    const report = presented({ ...CLEAN, introduced });
    const text = renderSarif(report, { rules: RULES, helpUrl: SAMPLE_HELP_URL, excused: true });
    expect(gzipSync(text).length).toBeLessThanOrEqual(MAX_PACKED);
    const [{ results, ...run }] = JSON.parse(text).runs;
    expect(results.length).toBeGreaterThan(2_000);
    expect(notesOf(run)[0]).toBe(
      `${(6_000 - results.length).toLocaleString('en-US')} findings left out: GitHub refuses more than 25,000 findings or 10 MB (packed). The gravest are here.`,
    );
  }, 60_000);

  it('stays bounded where every finding has much of everything', () => {
    const long = 'x'.repeat(60_000);
    const related = Array.from({ length: 100 }, () => ({ place: placeOf(FORWARD, 'mail'), message: long }));
    const fix = { description: long, edits: [{ place: placeOf(FORWARD, 'mail'), text: long }] };
    const introduced = many(3_000, () => ({
      message: long,
      advice: long,
      related,
      fix,
      place: placeOf(FORWARD, 'mail'),
    }));
    const text = renderSarif(presented({ ...CLEAN, introduced }), {
      rules: [],
      helpUrl: SAMPLE_HELP_URL,
      excused: true,
    });
    expect(text.length).toBeLessThan(400_000_000);
  }, 180_000);
});
