import type { Edit, Finding } from '../model/finding.ts';
import { sideOf } from '../model/report.ts';
import { visibleSource } from './escape.ts';
import { fixLines } from './fix-lines.ts';
import type { PresentedLines } from './presented.ts';

/** More in one change nobody looks through. */
const MAX_TOGETHER = 10;

/** Fixes of one stretch of whole lines that can be made at once. */
export interface JoinedFix {
  /** In the order in which they were given. */
  readonly findings: readonly Finding[];
  readonly edits: readonly Edit[];
  readonly lines: PresentedLines;
  /** What there is where these lines cannot be changed together: the fixes of fewer lines that were joined to them. */
  readonly instead: readonly JoinedFix[];
}

/**
 * The fixes of findings in head that are one stretch (half of a fix is none) whose text shows all that it holds. Those
 * that touch the same line are joined where they do not overlap and hold together; else the first is kept, and the other
 * waits until that is made.
 */
export function joinFixes(findings: readonly Finding[]): JoinedFix[] {
  const joined = new Set<JoinedFix>();
  const byLine = new Map<string, JoinedFix>();
  for (const finding of findings) {
    const own = sideOf(finding) === 'head' ? fixOf([finding], finding.fix?.edits ?? []) : undefined;
    if (own === undefined) continue;
    const met = new Set(linesOf(own).flatMap((line) => byLine.get(line) ?? []));
    const whole = met.size === 0 ? own : together([...met, own]);
    if (whole === undefined) continue;
    for (const part of met) joined.delete(part);
    joined.add(whole);
    for (const line of linesOf(whole)) byLine.set(line, whole);
  }
  return inOrder([...joined], findings);
}

function linesOf({ lines: { file, first, before } }: JoinedFix): string[] {
  return before.map((_, i) => `${first + i} ${file}`);
}

function fixOf(
  findings: readonly Finding[],
  edits: readonly Edit[],
  instead: readonly JoinedFix[] = [],
): JoinedFix | undefined {
  const [lines, ...more] = fixLines(edits);
  if (lines === undefined || more.length > 0 || lines.before.length !== lines.last - lines.first + 1) return undefined;
  if (lines.after.some((line) => visibleSource(line) !== line)) return undefined;
  return { findings, edits, lines, instead };
}

function together(parts: readonly JoinedFix[]): JoinedFix | undefined {
  const findings = parts.flatMap((part) => part.findings);
  if (findings.length > MAX_TOGETHER) return undefined;
  const edits: Edit[] = [];
  for (const edit of parts.flatMap((part) => part.edits)) {
    if (edits.some((other) => isSame(edit, other))) continue;
    if (edits.some((other) => meets(edit, other))) return undefined;
    edits.push(edit);
  }
  if (edits.some(({ holdsAmong }) => holdsAmong?.(edits) === false)) return undefined;
  const [first] = parts;
  const whole = fixOf(findings, edits);
  const isNoLonger = whole?.lines.first === first.lines.first && whole.lines.last === first.lines.last;
  return whole && { ...whole, instead: isNoLonger ? first.instead : parts.slice(0, -1) };
}

function isSame({ place: a, text }: Edit, { place: b, text: other }: Edit): boolean {
  return a.file.path === b.file.path && a.start === b.start && a.end === b.end && text === other;
}

/** Whether two edits overlap. What is put between two characters has no certain side of an edit that ends there. */
function meets({ place: a }: Edit, { place: b }: Edit): boolean {
  if (a.file.path !== b.file.path) return false;
  const isBetween = a.start === a.end || b.start === b.end;
  return isBetween ? a.start <= b.end && b.start <= a.end : a.start < b.end && b.start < a.end;
}

/** By the first of their findings, which are in this order too. */
function inOrder(joined: readonly JoinedFix[], findings: readonly Finding[]): JoinedFix[] {
  const rank = new Map(findings.map((finding, i) => [finding, i]));
  const ranked = joined.map((fix) => ({
    ...fix,
    findings: [...fix.findings].sort((a, b) => rank.get(a)! - rank.get(b)!),
  }));
  return ranked.sort((a, b) => rank.get(a.findings[0])! - rank.get(b.findings[0])!);
}
