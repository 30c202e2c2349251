import { proposedResolver } from '../dns/proposed.ts';
import type { Resolver } from '../model/answer.ts';
import type { ShownSpfChange } from '../model/spf-shown.ts';
import type { View } from '../model/view.ts';
import { makeProposal, type PolicyFacts } from './proposal.ts';
import type { IsOwn } from './shard.ts';
import { shownSpfChanges } from './shown-spf-change.ts';
import { Unanswered } from './unanswered.ts';

/** What others answer, on two days. */
export interface TwoDays {
  readonly then: Resolver;
  readonly now: Resolver;
}

/** What others have done to the SPF of each domain of a view whose own files are the same: shown as the effect of a change is. */
export function spfDrift(
  view: View,
  { then, now }: TwoDays,
  policy: PolicyFacts,
  isOwn: IsOwn | undefined,
): Promise<ShownSpfChange[]> {
  const proposal = makeProposal({
    view,
    base: view,
    baseResolver: proposedResolver(view, then),
    policy,
    resolver: proposedResolver(view, now),
    unanswered: new Unanswered(),
  });
  return shownSpfChanges(proposal, isOwn);
}
