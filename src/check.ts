import { type Comparison, compare } from './compare.ts';
import { proposedResolver } from './dns/proposed.ts';
import { cachedResolver } from './dns/resolver.ts';
import { formats } from './formats/index.ts';
import { readTree, type TreeReading } from './formats/read-tree.ts';
import type { Resolver } from './model/answer.ts';
import { bySeverity } from './model/finding.ts';
import type { ReadContext, ZoneHint } from './model/format.ts';
import { NameTable } from './model/name-table.ts';
import type { Report, Settings } from './model/report.ts';
import type { Tree } from './model/tree.ts';
import { UsageError } from './model/usage-error.ts';
import type { View } from './model/view.ts';
import { judge, sorted } from './proposal/judge.ts';
import { makeProposal, NO_POLICY, type PolicyFacts } from './proposal/proposal.ts';
import { Unanswered } from './proposal/unanswered.ts';
import { assignViews, counterpart } from './proposal/views.ts';
import { RULES } from './rules/index.ts';

export interface CheckOptions {
  readonly head: Tree;
  /** The tree that the merge would change; undefined judges head alone. */
  readonly base?: Tree;
  /** Answers for names outside the files. */
  readonly outside: Resolver;
  readonly settings: Settings;
  readonly policy?: PolicyFacts;
  readonly hints?: readonly ZoneHint[];
  readonly progress?: ReadContext['progress'];
}

/**
 * The whole flow: files → records → views → findings, for head and for base, and one subtraction. Throws a UsageError
 * where neither tree has a DNS file.
 */
export async function check(options: CheckOptions): Promise<Report> {
  const { settings, policy = NO_POLICY } = options;
  const context: ReadContext = { names: new NameTable(), hints: options.hints ?? [], progress: options.progress };
  const formatList = formats();
  const head = readTree(options.head, formatList, context);
  const base = options.base === undefined ? undefined : readTree(options.base, formatList, context);
  if (head.files.length === 0 && (base?.files.length ?? 0) === 0) throw noDnsFiles();

  const outside = cachedResolver(options.outside);
  const unanswered = new Unanswered();
  const headViews = assignViews(head.zones, context.names);
  const baseViews = base === undefined ? [] : assignViews(base.zones, context.names);
  const nothing = assignViews([], context.names)[0];
  const before = (view: View) => (base === undefined ? undefined : (counterpart(view, baseViews) ?? nothing));
  const judgeAll = (
    views: readonly View[],
    reading: TreeReading,
    notes: Unanswered,
    baseOf: (view: View) => View | undefined,
  ) =>
    Promise.all(
      views.map((view, i) =>
        judge(
          makeProposal({
            view,
            base: baseOf(view),
            policy,
            // What could not be read belongs to the tree, so one view speaks of it.
            problems: i === 0 ? reading.problems : [],
            resolver: proposedResolver(view, outside),
            unanswered: notes,
          }),
          RULES,
        ),
      ),
    );

  const found = (await judgeAll(headViews, head, unanswered, before)).flat();
  const known = base === undefined ? [] : (await judgeAll(baseViews, base, new Unanswered(), () => undefined)).flat();
  const compared: Comparison =
    base === undefined ? { introduced: found, existing: [], fixed: [] } : compare(found, known);

  const headPaths = new Set(head.files.map(({ file }) => file.path));
  return {
    conclusion: conclude(compared, settings),
    settings,
    introduced: sorted(compared.introduced),
    existing: sorted(compared.existing),
    fixed: sorted(compared.fixed).map((finding) => ({ ...finding, side: 'base' as const })),
    excused: [],
    files: head.files,
    deleted: (base?.files ?? []).map(({ file }) => file.path).filter((path) => !headPaths.has(path)),
    unverified: unanswered.list(),
    remarks: [...head.remarks, ...unanswered.remarks()],
    compared: base !== undefined,
  };
}

/** `fail` where a finding in scope is at or above the level that fails. */
function conclude({ introduced, existing }: Comparison, { failOn, scope }: Settings): Report['conclusion'] {
  if (failOn === 'never') return 'pass';
  const inScope = scope === 'all' ? [...introduced, ...existing] : introduced;
  return inScope.some(({ severity }) => bySeverity(severity, failOn) <= 0) ? 'fail' : 'pass';
}

function noDnsFiles(): UsageError {
  return new UsageError(
    'No DNS file was found. Zone files are recognised by name (*.zone, *.db, db.*) and by content; ' +
      'name the folder that holds them, or list them under “zones” in dns-mail-gate.yml.',
  );
}
