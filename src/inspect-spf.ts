import { proposedResolver } from './dns/proposed.ts';
import { cachedResolver } from './dns/resolver.ts';
import type { Answer, Resolver } from './model/answer.ts';
import { run, wait } from './model/effect.ts';
import type { ReadContext } from './model/format.ts';
import { type Name, plain } from './model/name.ts';
import { NameTable } from './model/name-table.ts';
import { noDnsFiles } from './model/no-dns-files.ts';
import type { ShownCheck, ShownSpf } from './model/spf-shown.ts';
import type { Tree } from './model/tree.ts';
import type { View } from './model/view.ts';
import { choosePolicy } from './policy/choose-policy.ts';
import { makeProposal } from './proposal/proposal.ts';
import { shownAuthorised, shownSpfChange } from './proposal/shown-spf-change.ts';
import { Unanswered } from './proposal/unanswered.ts';
import { viewPasts } from './proposal/view-pasts.ts';
import { assignViews } from './proposal/views.ts';
import { treeReader } from './read-with-policy.ts';
import { RULES } from './rules/index.ts';
import { checkHost, type SpfQuery } from './spf/evaluate.ts';
import { shownTree } from './spf/shown-tree.ts';
import type { Ask } from './spf/walk.ts';

export interface InspectOptions {
  readonly domain: Name;
  readonly head: Tree;
  readonly base?: Tree;
  readonly plans?: ReadContext['plans'];
  /** Answers for names outside the files. */
  readonly outside: Resolver;
  /** Whether files must be there: without any, only `outside` is asked. */
  readonly needsFiles: boolean;
  /** The mail to judge. */
  readonly mail?: { readonly ip: string; readonly sender: string; readonly helo: string };
}

/** All about the SPF of one domain, as the files propose it. Throws a UsageError where files are missing that must be there. */
export async function inspectSpf(options: InspectOptions): Promise<{ spf: ShownSpf; warnings: string[] }> {
  const { domain, mail } = options;
  const { policy } = choosePolicy(
    options.head,
    options.base,
    undefined,
    RULES.map(({ id }) => id),
  );
  const names = new NameTable();
  const { plans = [] } = options;
  const read = treeReader(policy, names, { plans });
  const head = read(options.head, { before: options.base });
  if (options.needsFiles && head.files.length === 0) throw noDnsFiles();
  const views = assignViews(head.zones, names);
  const { view, warnings } = viewOf(domain, views);
  const nothing = assignViews([], names)[0];
  const before = options.base ?? (plans.length > 0 ? options.head : undefined);
  const past = before && read(before, { planState: 'prior' });
  const base = past && (viewPasts(views, assignViews(past.zones, names)).get(view) ?? nothing);

  const outside = cachedResolver(options.outside);
  const unanswered = new Unanswered();
  const resolver = proposedResolver(view, outside, base);
  const baseResolver = base && proposedResolver(base, outside);
  const proposal = makeProposal({ view, base, baseResolver, policy: policy.facts, resolver, unanswered });

  const tree = await run(proposal.spfTree(domain));
  const change = await run(shownSpfChange(domain, proposal));
  const { selection } = tree.root;
  const spf: ShownSpf = {
    domain: plain(domain),
    record: selection.state === 'one' ? selection.spf.text : null,
    tree: shownTree(tree),
    authorised: shownAuthorised(tree),
    check:
      mail === undefined
        ? null
        : {
            ...mail,
            now: await shownCheck({ ...mail, domain: plain(domain) }, resolver),
            before: baseResolver ? await shownCheck({ ...mail, domain: plain(domain) }, baseResolver) : null,
          },
    change: change ?? null,
    unverified: unanswered.list().map(({ name, type, reason }) => ({ question: `${name} ${type}`, reason })),
  };
  return { spf, warnings };
}

/** The view in which the domain is judged, a public one first; any where no file describes it. */
function viewOf(domain: Name, views: readonly View[]): { view: View; warnings: string[] } {
  const holding = views.filter((view) => {
    const zone = view.zoneOf(domain);
    return zone !== undefined && view.judged.includes(zone);
  });
  const isPublic = (view: View) => view.zoneOf(domain)?.zone.public === true;
  const view = holding.find(isPublic) ?? holding[0] ?? views[0];
  const others = holding.filter((other) => other !== view).map(({ name }) => name);
  const warnings =
    others.length === 0
      ? []
      : [
          `${plain(domain)} is judged in several views of the files; this is view “${view.name}”, not ${others.join(', ')}`,
        ];
  return { view, warnings };
}

async function shownCheck(query: SpfQuery, resolver: Resolver): Promise<ShownCheck> {
  const ask: Ask = function* (name, type) {
    return (yield* wait(resolver({ name, type }))) as Answer<typeof type>;
  };
  const { result, path, lookups, voids, reason = null, explanation = null } = await run(checkHost(query, ask));
  return {
    result,
    path: path.map(({ domain, term }) => ({ domain, term: term.source })),
    lookups,
    voids,
    reason,
    explanation,
  };
}
