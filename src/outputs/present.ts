import type { Finding, Fix, Related } from '../model/finding.ts';
import type { Place } from '../model/place.ts';
import { type Drift, type Excused, type Report, sideOf } from '../model/report.ts';
import { excerptOf } from './excerpt.ts';
import { fixLines } from './fix-lines.ts';
import {
  type PresentedDrift,
  type PresentedExcused,
  type PresentedFinding,
  type PresentedFix,
  type PresentedPosition,
  type PresentedRelated,
  type PresentedReport,
  REPORT_VERSION,
} from './presented.ts';

export interface PresentOptions {
  readonly tool: { readonly name: string; readonly version: string };
  /** Where the rules are explained, ending in `#`; a rule's id follows. */
  readonly helpUrl: string;
}

/** Turns a report into plain data: the JSON report itself, from which all other outputs are rendered. */
export function present(report: Report, { tool, helpUrl }: PresentOptions): PresentedReport {
  const finding = (one: Finding) => presentFinding(one, helpUrl);
  return {
    version: REPORT_VERSION,
    tool: { name: tool.name, version: tool.version },
    conclusion: report.conclusion,
    settings: {
      failOn: report.settings.failOn,
      scope: report.settings.scope,
      lookups: report.settings.lookups,
      shard: report.settings.shard,
    },
    compared: report.compared,
    introduced: report.introduced.map(finding),
    existing: report.existing.map(finding),
    fixed: report.fixed.map(finding),
    excused: report.excused.map((one) => presentExcused(one, helpUrl)),
    files: report.files.map(({ file, format, zones, records }) => ({
      path: file.path,
      format,
      zones: [...zones],
      records,
    })),
    deleted: [...report.deleted],
    changes: {
      spf: [...report.changes.spf],
      mailPaths: [...report.changes.mailPaths],
      policy: [...report.policyChanges],
    },
    drift: report.drift === undefined ? null : presentDrift(report.drift),
    unverified: report.unverified.map(({ name, type, reason, subjects }) => ({
      question: `${name} ${type}`,
      reason,
      subjects: [...subjects],
    })),
    remarks: [...report.remarks],
  };
}

function presentDrift({ file, taken, answers, lacking }: Drift): PresentedDrift {
  const questions = answers.map(({ name, type, before, after }) => ({
    question: `${name} ${type}`,
    before: [...before],
    after: [...after],
  }));
  return { file, taken, answers: questions, lacking };
}

function presentFinding(finding: Finding, helpUrl: string): PresentedFinding {
  const { place } = finding;
  const excerpt = place === undefined ? undefined : excerptOf(place);
  const span = place === undefined ? undefined : spanOf(place);
  return {
    rule: finding.rule,
    severity: finding.severity,
    subject: finding.subject,
    message: finding.message,
    why: finding.why,
    advice: finding.advice ?? null,
    help: helpUrl + finding.rule,
    side: sideOf(finding),
    file: place?.file.path ?? null,
    start: span?.start ?? null,
    end: span?.end ?? null,
    excerpt: excerpt?.text ?? '',
    excerptColumn: excerpt?.column ?? 1,
    related: (finding.related ?? []).map((one) => presentRelated(one, sideOf(finding))),
    directions: (finding.directions ?? []).map(({ from, type, to, nothing }) => ({ from, type, to: [...to], nothing })),
    fix: finding.fix === undefined ? null : presentFix(finding.fix),
    fingerprint: finding.fingerprint,
  };
}

function presentExcused(excused: Excused, helpUrl: string): PresentedExcused {
  return { ...presentFinding(excused, helpUrl), reason: excused.reason, until: excused.until };
}

/** A related place stands in the tree of its finding unless it says otherwise. */
function presentRelated({ place, side, message }: Related, ownSide: 'head' | 'base'): PresentedRelated {
  return { side: side ?? ownSide, file: place.file.path, ...spanOf(place), message };
}

function presentFix({ description, edits }: Fix): PresentedFix {
  return {
    description,
    edits: edits.map(({ place, text }) => ({ file: place.file.path, ...spanOf(place), text })),
    lines: fixLines(edits),
  };
}

function spanOf({ file, start, end }: Place): { start: PresentedPosition; end: PresentedPosition } {
  return { start: file.position(start), end: file.position(Math.max(start, end)) };
}
