import { isIP } from 'node:net';
import { type Comparison, compare } from './compare.ts';
import { type EarlierDay, earlierAnswers } from './dns/earlier-answers.ts';
import { cachedResolver } from './dns/resolver.ts';
import type { TreeReading } from './formats/read-tree.ts';
import { judgeViews } from './judge-views.ts';
import { knownBefore } from './known-before.ts';
import type { Resolver } from './model/answer.ts';
import { bySeverity, type Finding } from './model/finding.ts';
import type { ReadContext } from './model/format.ts';
import { NameTable } from './model/name-table.ts';
import { noDnsFiles } from './model/no-dns-files.ts';
import type { Report, Settings } from './model/report.ts';
import type { Tree } from './model/tree.ts';
import type { View } from './model/view.ts';
import { choosePolicy, type PolicySource } from './policy/choose-policy.ts';
import { commentExcuses } from './policy/comments.ts';
import { type ExcusedFindings, excuser } from './policy/excuse.ts';
import { mistakes } from './policy/policy-mistakes.ts';
import { type PolicyReading, unknownZones } from './policy/read-policy.ts';
import { findBlocklists } from './proposal/blocklists.ts';
import { sorted } from './proposal/judge.ts';
import { perDirective } from './proposal/per-directive.ts';
import { dealOut, parseShard } from './proposal/shard.ts';
import { distinctChanges } from './proposal/shown-spf-change.ts';
import { spfDrift } from './proposal/spf-drift.ts';
import { stillPublic } from './proposal/still-public.ts';
import { tellOnce } from './proposal/tell-once.ts';
import { Unanswered } from './proposal/unanswered.ts';
import { viewKinship, viewPasts } from './proposal/view-pasts.ts';
import { assignViews } from './proposal/views.ts';
import { treeReader } from './read-with-policy.ts';
import { RULES } from './rules/index.ts';

/** What a policy may name. */
const RULE_IDS = RULES.map(({ id }) => id);

export interface CheckOptions {
  readonly head: Tree;
  /** The tree that the merge would change; undefined judges head alone. */
  readonly base?: Tree;
  /** Answers for names outside the files. */
  readonly outside: Resolver;
  /** Answers of an earlier day, instead of a base: what is found counts as introduced where it was not found with those. */
  readonly earlier?: EarlierDay;
  /** Put around every resolver that is asked for names outside the files, to see the answers. */
  readonly record?: (resolver: Resolver) => Resolver;
  /** The environment: holds the key for blocklists where the policy file names a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly settings: Settings;
  /** Where the policy file is; the usual places unless said. */
  readonly policy?: PolicySource;
  /** Whether the trees are cut down to some paths, so that zones of the policy can be missing from them. */
  readonly partial?: boolean;
  /** YYYY-MM-DD, for exceptions that end; the day in UTC unless said. */
  readonly today?: string;
  /** Terraform plans in JSON: each replaces the module that it was made of, and tells what was there before. */
  readonly plans?: ReadContext['plans'];
  readonly progress?: ReadContext['progress'];
}

/**
 * The whole flow: files → records → views → findings, for head and for base, and one subtraction. Without a base, the
 * answers of an earlier day can take its place: the same files judged by what others answered then. Throws a UsageError
 * where neither tree has a DNS file, and for a plan that cannot be read.
 */
export async function check(options: CheckOptions): Promise<Report> {
  const { settings } = options;
  const chosen = choosePolicy(options.head, options.base, options.policy, RULE_IDS);
  const { policy } = chosen;
  const names = new NameTable();
  const { plans = [], progress } = options;
  const read = treeReader(policy, names, { plans, progress });
  const head = read(options.head, { before: options.base });
  const base = options.base === undefined ? undefined : read(options.base, { planState: 'prior' });
  // A plan is a change by itself: what it takes away is gone, although nothing is compared.
  const past = base ?? (plans.length > 0 ? read(options.head, { planState: 'prior' }) : undefined);
  if (head.files.length === 0 && (base?.files.length ?? 0) === 0) throw noDnsFiles();
  if (chosen.proposed !== undefined && options.partial !== true) refuseUnknownZones(chosen.proposed, head);

  const shard = settings.shard === null ? undefined : parseShard(settings.shard);
  const isOwn = shard && dealOut(shard, new Set([...head.zones, ...(base?.zones ?? [])].map(({ name }) => name)));
  const earlier = options.earlier && base === undefined ? earlierAnswers(options.earlier) : undefined;
  const record = options.record ?? earlier?.watch ?? ((resolver) => resolver);
  const lists = { settings: policy.blocklists, env: options.env ?? {} };
  const now = {
    outside: cachedResolver(record(options.outside)),
    blocklists: findBlocklists({ ...lists, outside: options.outside, record, live: settings.lookups === 'live' }),
  };
  const unanswered = new Unanswered();
  const headViews = assignViews(stillPublic(head.zones, past?.zones ?? []), names);
  const baseViews = past === undefined ? [] : assignViews(past.zones, names);
  const pasts = viewPasts(headViews, baseViews);
  const nothing = assignViews([], names)[0];
  const before = (view: View) => (past === undefined ? undefined : (pasts.get(view) ?? nothing));
  const common = { policy, isOwn, pasts };

  const judged = await judgeViews(headViews, { ...common, ...now, reading: head, unanswered, before });
  let spf = judged.flatMap((view) => view.spf);
  const unansweredBefore = new Unanswered();
  let judgedBase: typeof judged | undefined;
  if (base !== undefined) {
    judgedBase = await judgeViews(baseViews, { ...common, ...now, reading: base, unanswered: unansweredBefore });
  } else if (earlier !== undefined) {
    const then = earlier.resolver;
    const blocklists = findBlocklists({ ...lists, outside: then, record: (resolver) => resolver, live: false });
    const that = { outside: then, blocklists, reading: head, unanswered: unansweredBefore };
    judgedBase = await judgeViews(headViews, { ...common, ...that });
    const days = { then, now: now.outside };
    spf = (await Promise.all(headViews.map((view) => spfDrift(view, days, policy.facts, isOwn)))).flat();
  }
  const told = tellOnce(judged, head.problems, base === undefined ? [] : judgedBase);
  const toldBase = judgedBase && tellOnce(judgedBase, (base ?? head).problems);
  const [found, known] = [told, toldBase].map((list) => list?.map(({ finding }) => finding) ?? []);
  const kinship = base && toldBase && viewKinship(told, toldBase, pasts);
  const compared: Comparison =
    judgedBase === undefined ? { introduced: found, existing: [], fixed: [] } : compare(found, known, kinship);
  const fixed = withoutOpen(compared.fixed, unanswered, unansweredBefore);
  const notBlamed = base && (await knownBefore(compared.introduced, head, base, now.outside));
  const isBlamed = (finding: Finding) => notBlamed?.findings.has(finding) !== true;
  const comments = commentExcuses(head, base, RULE_IDS);
  const excuse = excuser(policy.exceptions, comments.excuses, options.today ?? new Date().toISOString().slice(0, 10));
  const introduced = excuse(compared.introduced.filter(isBlamed));
  const existing = excuse([...compared.existing, ...(notBlamed?.findings ?? [])]);

  const headPaths = new Set(head.files.map(({ file }) => file.path));
  return {
    conclusion: conclude(introduced, existing, settings),
    settings,
    introduced: perDirective(sorted(introduced.findings)),
    existing: perDirective(sorted(existing.findings)),
    fixed: perDirective(sorted(fixed)).map((finding) =>
      base === undefined ? finding : { ...finding, side: 'base' as const },
    ),
    excused: sorted([...introduced.excused, ...existing.excused]),
    files: head.files,
    deleted: (base?.files ?? []).map(({ file }) => file.path).filter((path) => !headPaths.has(path)),
    unverified: unanswered.list(),
    remarks: [
      ...chosen.remarks,
      ...comments.remarks,
      ...head.remarks,
      ...(notBlamed?.remarks ?? []),
      ...unanswered.remarks(),
      ...(earlier?.remarks() ?? []),
    ],
    drift: earlier?.drift(),
    changes: { spf: distinctChanges(spf), mailPaths: judged.flatMap(({ mailPaths }) => mailPaths) },
    policyChanges: [...chosen.changes, ...comments.changes],
    compared: judgedBase !== undefined,
  };
}

/** A reverse name that can no longer be looked up is not repaired; such questions are open for the address. */
function withoutOpen(fixed: readonly Finding[], now: Unanswered, before: Unanswered): readonly Finding[] {
  if (fixed.length === 0) return fixed;
  const open = now.subjectsOpenSince(before);
  return fixed.filter(
    ({ subject, names = [] }) => ![subject, ...names].some((name) => isIP(name) > 0 && open.has(name)),
  );
}

/**
 * `fail` where a finding in scope is at or above the level that fails. One that was there before, and whose exception
 * has ended since, turns no change red that does not touch it.
 */
function conclude(introduced: ExcusedFindings, existing: ExcusedFindings, { failOn, scope }: Settings) {
  if (failOn === 'never') return 'pass';
  const before = scope === 'all' ? existing.findings.filter((finding) => !existing.expired.has(finding)) : [];
  const fails = ({ severity }: Finding) => bySeverity(severity, failOn) <= 0;
  return introduced.findings.some(fails) || before.some(fails) ? 'fail' : 'pass';
}

/** Holds the zones that the policy names against those of the files, all of which were read. */
function refuseUnknownZones(policy: PolicyReading, { zones }: TreeReading): void {
  const unknown = unknownZones(policy, new Set(zones.map(({ name }) => name)));
  if (unknown.length > 0) throw mistakes(unknown);
}
