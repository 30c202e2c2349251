import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import type { ShownMailPath } from '../../src/model/mail-path-shown.ts';
import type { Report, Settings } from '../../src/model/report.ts';
import { mergeReports } from '../../src/outputs/merge-reports.ts';
import type { PresentedReport } from '../../src/outputs/presented.ts';
import {
  CLEAN,
  DRIFT,
  HOST_DOUBLED,
  MAIL_PATH,
  MX_ALIAS,
  PTR_OUT_OF_STEP,
  presented,
  SAMPLE,
  SPF_CHANGE,
  SPF_SYNTAX,
} from '../support/sample-report.ts';

function part(shard: string | null, rest: Partial<Report> = {}, settings: Partial<Settings> = {}): PresentedReport {
  return presented({ ...CLEAN, ...rest, settings: { ...CLEAN.settings, ...settings, shard } });
}

function merge(reports: readonly PresentedReport[], failOn?: Settings['failOn']) {
  return mergeReports(
    reports.map((report, i) => ({ name: `${i}.json`, report })),
    failOn,
  );
}

function merged(reports: readonly PresentedReport[], failOn?: Settings['failOn']): PresentedReport {
  const result = merge(reports, failOn);
  if ('problem' in result) throw new Error(result.problem);
  return result.report;
}

function problem(reports: readonly PresentedReport[]): string {
  const result = merge(reports);
  return 'problem' in result ? result.problem : '';
}

describe('what others have changed', () => {
  it('is joined, each question once, in order', () => {
    const [a, b] = DRIFT.answers;
    const report = merged([
      part('1/2', { drift: { ...DRIFT, answers: [a], lacking: 2 } }),
      part('2/2', { drift: { ...DRIFT, answers: [b, a] } }),
    ]);
    expect(report.drift).toMatchObject({ file: 'dns.json', taken: '2026-11-01', lacking: 2 });
    expect(report.drift?.answers.map(({ question }) => question)).toEqual([
      '_spf.example.net. TXT',
      'mx.example.net. A',
    ]);
  });

  it('has to be measured from one day', () => {
    expect(problem([part('1/2', { drift: DRIFT }), part('2/2', { drift: { ...DRIFT, taken: '2026-11-02' } })])).toMatch(
      /^1\.json was made with another --snapshot, or none, than 0\.json/,
    );
  });
});

const rulesOf = (findings: readonly { readonly rule: string }[]) => findings.map(({ rule }) => rule);

describe('mergeReports', () => {
  it('joins findings in the order of a report, each place once', () => {
    const report = merged([
      part('2/2', { introduced: [HOST_DOUBLED, PTR_OUT_OF_STEP, MX_ALIAS] }),
      part('1/2', {
        introduced: [SPF_SYNTAX, MX_ALIAS],
        existing: [MX_ALIAS],
        fixed: [SPF_SYNTAX],
        conclusion: 'fail',
      }),
    ]);
    expect(rulesOf(report.introduced)).toEqual([
      'mx-points-to-cname',
      'spf-syntax',
      'host-doubled-name',
      'ptr-out-of-step',
    ]);
    expect(report.existing).toEqual([]);
    expect(rulesOf(report.fixed)).toEqual(['spf-syntax']);
    expect(report.settings.shard).toBeNull();
  });

  it('keeps what has one fingerprint at several places', () => {
    const again: Finding = { ...SPF_SYNTAX, place: { ...SPF_SYNTAX.place!, start: 0 } };
    expect(
      merged([part('1/2', { introduced: [again] }), part('2/2', { introduced: [SPF_SYNTAX] })]).introduced,
    ).toHaveLength(2);
  });

  it('joins the domains that a divided run has for the same way of mail', () => {
    const paths = (...mailPaths: ShownMailPath[]) => ({ changes: { spf: [], mailPaths } });
    const other = { ...MAIL_PATH, host: 'a.example.com' };
    const report = merged([
      part('1/2', paths({ ...MAIL_PATH, domains: ['z.example'], more: 2 }, other)),
      part('2/2', paths({ ...MAIL_PATH, domains: ['a.example'] }, { ...MAIL_PATH, before: null })),
    ]);
    expect(report.changes.mailPaths).toEqual([
      other,
      { ...MAIL_PATH, domains: ['a.example', 'z.example'], more: 2 },
      { ...MAIL_PATH, before: null },
    ]);
  });

  it('puts several ways to one host in one order, whichever part has them', () => {
    const ways = [
      { ...MAIL_PATH, domains: ['z.example'], before: null },
      { ...MAIL_PATH, domains: ['a.example'], after: null },
    ];
    const inOrder = (first: ShownMailPath, second: ShownMailPath) =>
      merged([
        part('1/2', { changes: { spf: [], mailPaths: [first] } }),
        part('2/2', { changes: { spf: [], mailPaths: [second] } }),
      ]).changes.mailPaths;
    expect(inOrder(ways[0], ways[1])).toEqual(inOrder(ways[1], ways[0]));
  });

  it('joins questions, remarks and changes', () => {
    const question = { name: 'a.example.', type: 'A', reason: 'timeout', subjects: ['b.example'] } as const;
    const report = merged([
      part('1/2', {
        unverified: [{ ...question, name: 'z.example.' }, question],
        remarks: ['same', 'first'],
        policyChanges: ['same'],
        changes: { spf: [{ ...SPF_CHANGE, domain: 'z.example' }], mailPaths: [] },
      }),
      part('2/2', {
        unverified: [{ ...question, subjects: ['b.example', 'a.example'] }],
        remarks: ['same', 'second'],
        policyChanges: ['same'],
        changes: { spf: [{ ...SPF_CHANGE, domain: 'a.example' }], mailPaths: [] },
      }),
    ]);
    expect(report.unverified).toEqual([
      { question: 'a.example. A', reason: 'timeout', subjects: ['a.example', 'b.example'] },
      { question: 'z.example. A', reason: 'timeout', subjects: ['b.example'] },
    ]);
    expect(report.remarks).toEqual(['same', 'first', 'second']);
    expect(report.changes.policy).toEqual(['same']);
    expect(report.changes.spf.map(({ domain }) => domain)).toEqual(['a.example', 'z.example']);
  });

  it('fails where a part fails', () => {
    const failing = part('2/2', { introduced: [SPF_SYNTAX], conclusion: 'fail' });
    expect(merged([part('1/2'), failing]).conclusion).toBe('fail');
    expect(merged([part('1/2'), part('2/2')]).conclusion).toBe('pass');
  });

  it('judges anew by another level', () => {
    const warned = [part('1/2'), part('2/2', { introduced: [PTR_OUT_OF_STEP] })];
    expect(merged(warned).conclusion).toBe('pass');
    expect(merged(warned, 'warning')).toMatchObject({ conclusion: 'fail', settings: { failOn: 'warning' } });
    const failing = [part('1/2'), part('2/2', { introduced: [SPF_SYNTAX], conclusion: 'fail' })];
    expect(merged(failing, 'never').conclusion).toBe('pass');
    const old = [part('1/1', { existing: [SPF_SYNTAX] })];
    expect(merged(old, 'warning').conclusion).toBe('pass');
    expect(merged([part('1/1', { existing: [SPF_SYNTAX] }, { scope: 'all' })], 'warning').conclusion).toBe('fail');
  });

  it('gives a report that was not divided back', () => {
    const whole = presented(SAMPLE);
    const again = merged([whole]);
    expect({ ...again, introduced: [], changes: null }).toEqual({ ...whole, introduced: [], changes: null });
    expect(new Set(again.introduced)).toEqual(new Set(whole.introduced));
  });

  it.each([
    ['no report', [], 'There is no report to join.'],
    [
      'a part that is missing',
      [part('1/3'), part('3/3')],
      'The report of shard 2/3 is missing; without it nobody knows whether the change passes.',
    ],
    [
      'many parts that are missing',
      [part('1/9999')],
      'The reports of shards 2/9999, 3/9999, 4/9999, 5/9999, 6/9999 and 9993 more are missing; without them nobody knows whether the change passes.',
    ],
    ['a part that is there twice', [part('1/2'), part('1/2')], '0.json and 1.json are both reports of shard 1/2.'],
    ['parts of two divisions', [part('1/2'), part('2/3')], '1.json is a report of shard 2/3, 0.json is one of 2.'],
    [
      'a report that was not divided',
      [part('1/2'), part(null)],
      '1.json is no report of a shard: it was made without --shard and is joined with nothing.',
    ],
    ['a shard that is none', [part('\u001b[31m')], '0.json is a report of shard ␛[31m, which is none.'],
    [
      'another level',
      [part('1/2'), part('2/2', {}, { failOn: 'warning' })],
      '1.json was made with another --fail-on than 0.json; make all parts alike.',
    ],
    [
      'another scope',
      [part('1/2'), part('2/2', {}, { scope: 'all' })],
      '1.json was made with another --scope than 0.json; make all parts alike.',
    ],
    [
      'other lookups',
      [part('1/2'), part('2/2', {}, { lookups: 'offline' })],
      '1.json was made with other --lookups than 0.json; make all parts alike.',
    ],
    [
      'no base',
      [part('1/2'), part('2/2', { compared: false })],
      '1.json was made with another --base, or none, than 0.json; make all parts alike.',
    ],
    [
      'other files',
      [part('1/2'), part('2/2', { files: [] })],
      '1.json was made with other DNS files than 0.json; make all parts alike.',
    ],
    [
      'another version',
      [part('1/2'), { ...part('2/2'), tool: { name: 'dns-mail-gate', version: '9' } }],
      '1.json was made with another version of the program than 0.json; make all parts alike.',
    ],
  ] as const)('refuses %s', (_, reports, message) => {
    expect(problem(reports)).toBe(message);
  });
});
