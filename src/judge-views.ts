import { proposedResolver } from './dns/proposed.ts';
import type { TreeReading } from './formats/read-tree.ts';
import type { Resolver } from './model/answer.ts';
import type { ShownMailPath } from './model/mail-path-shown.ts';
import type { ShownSpfChange } from './model/spf-shown.ts';
import type { View } from './model/view.ts';
import { levelsFor } from './policy/levels.ts';
import type { Policy } from './policy/policy.ts';
import type { Blocklists } from './proposal/blocklists.ts';
import { judge } from './proposal/judge.ts';
import { mailPathChanges } from './proposal/mail-path-changes.ts';
import { makeProposal } from './proposal/proposal.ts';
import type { IsOwn } from './proposal/shard.ts';
import { shownSpfChanges } from './proposal/shown-spf-change.ts';
import { findStsPolicies } from './proposal/sts-policies.ts';
import type { JudgedView } from './proposal/tell-once.ts';
import type { Unanswered } from './proposal/unanswered.ts';
import { RULES } from './rules/index.ts';

/** Who is asked about what the files do not say, and which blocklists. */
export interface Answerers {
  readonly outside: Resolver;
  readonly blocklists: Blocklists;
}

export interface JudgeViewsOptions extends Answerers {
  readonly reading: TreeReading;
  readonly policy: Policy;
  /** The subjects of a part of a divided run. */
  readonly isOwn: IsOwn | undefined;
  /** Where unanswered questions are noted. */
  readonly unanswered: Unanswered;
  /** What a view was before the change; nothing where only the view itself is judged. */
  readonly before?: (view: View) => View | undefined;
  readonly pasts: ReadonlyMap<View, View>;
}

/** What one view is found to be, and what the change does to mail in it. */
export interface ViewVerdict extends JudgedView {
  readonly spf: readonly ShownSpfChange[];
  readonly mailPaths: readonly ShownMailPath[];
}

/** Judges the views of one tree side by side. */
export function judgeViews(views: readonly View[], options: JudgeViewsOptions): Promise<ViewVerdict[]> {
  const { reading, policy, isOwn, unanswered, before, pasts, outside, blocklists } = options;
  const stsPolicies = findStsPolicies(reading.tree);
  return Promise.all(
    views.map(async (view, i): Promise<ViewVerdict> => {
      const base = before?.(view);
      const resolver = proposedResolver(view, outside, base);
      const baseResolver = base && proposedResolver(base, outside);
      const proposal = makeProposal({
        view,
        base,
        baseResolver,
        policy: policy.facts,
        // What could not be read belongs to the tree, so one view speaks of it.
        problems: i === 0 ? reading.problems : [],
        resolver,
        unanswered,
        blocklists,
        stsPolicies,
      });
      return {
        view,
        past: pasts.get(view),
        findings: await judge(proposal, RULES, levelsFor(policy, view), isOwn),
        spf: await shownSpfChanges(proposal, isOwn),
        mailPaths:
          base && baseResolver
            ? await mailPathChanges({ view: base, resolver: baseResolver }, { view, resolver }, isOwn)
            : [],
      };
    }),
  );
}
