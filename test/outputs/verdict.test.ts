import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import type { Report, Settings } from '../../src/model/report.ts';
import { verdictOf } from '../../src/outputs/verdict.ts';
import { CLEAN, DRIFT, HELO_MISSING, MX_ALIAS, PTR_OUT_OF_STEP, presented, SAMPLE } from '../support/sample-report.ts';

function verdict(introduced: readonly Finding[], settings: Partial<Settings> = {}, rest: Partial<Report> = {}): string {
  const report = presented({ ...CLEAN, introduced, ...rest, settings: { ...CLEAN.settings, ...settings } });
  const { headline, detail } = verdictOf(report);
  return `${headline} ${detail}`.trimEnd();
}

describe('verdictOf', () => {
  it('says that mail would break', () => {
    expect(verdict([MX_ALIAS, MX_ALIAS], {}, { conclusion: 'fail' })).toBe('This change would break mail: 2 errors.');
  });

  it('says so too where nothing is blocked', () => {
    expect(verdict([MX_ALIAS], { failOn: 'never' })).toBe(
      'This change would break mail: 1 error. The gate is set not to fail, so nothing is blocked.',
    );
  });

  it('says beside warnings what could not be checked', () => {
    expect(verdict([PTR_OUT_OF_STEP], {}, { unverified: SAMPLE.unverified })).toBe(
      'No error found, one thing to look at: 1 warning. 1 DNS question had no answer, so not everything could be checked.',
    );
  });

  it('speaks of what others have changed where a snapshot is compared with', () => {
    expect(verdict([MX_ALIAS], {}, { conclusion: 'fail', drift: DRIFT })).toBe(
      'What others have changed since 2026-11-01 breaks mail: 1 error.',
    );
    expect(verdict([], {}, { drift: DRIFT, fixed: SAMPLE.fixed })).toBe(
      'All clear: nothing that others have changed since 2026-11-01 is a problem for mail.',
    );
  });

  it('does not call warnings broken mail, even where they block', () => {
    expect(verdict([PTR_OUT_OF_STEP], { failOn: 'warning' }, { conclusion: 'fail' })).toBe(
      'This change does not pass: 1 warning, and the gate is set to fail at that level.',
    );
    expect(verdict([PTR_OUT_OF_STEP, HELO_MISSING])).toBe(
      'No error found, some things to look at: 1 warning and 1 notice.',
    );
  });

  it('says what a change repairs', () => {
    expect(verdict([], {}, { fixed: SAMPLE.fixed })).toBe(
      'All clear: this change adds no mail problem, and it repairs 1 earlier one.',
    );
  });

  it('does not say “all clear” where questions had no answer', () => {
    expect(verdict([], {}, { unverified: SAMPLE.unverified })).toBe(
      'As far as could be checked, this change adds no mail problem. 1 DNS question had no answer, so not everything could be checked.',
    );
  });

  it('speaks of files where no change is judged', () => {
    expect(verdict([], { scope: 'all' }, { compared: false })).toBe('All clear: no mail problem found.');
    expect(verdict([MX_ALIAS], { scope: 'all' }, { compared: false, conclusion: 'fail' })).toBe(
      'These files would break mail: 1 error.',
    );
  });

  it('counts what was there before where that is in scope', () => {
    expect(verdict([], { scope: 'all' }, { existing: [MX_ALIAS], conclusion: 'fail' })).toBe(
      'These files would break mail: 1 error.',
    );
  });
});
