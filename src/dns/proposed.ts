import type { Alias, Answer, Answered, Question, Resolver } from '../model/answer.ts';
import type { Name } from '../model/name.ts';
import { isWithin, labelsOf } from '../model/name.ts';
import { type NameId, NO_NAME } from '../model/name-table.ts';
import { type QueryType, TYPE_NUMBER } from '../model/record.ts';
import type { View } from '../model/view.ts';
import type { Hole } from '../model/zone.ts';
import type { ZoneIndex } from '../model/zone-index.ts';
import { type Declared, withoutDeclared } from './without-declared.ts';

/** Aliases followed for one question before it counts as a loop; resolvers stop between 8 and 16. */
export const MAX_ALIASES = 16;

const WILDCARD_LABEL = Buffer.from('*');

/**
 * Answers as the DNS would after the merge: zones of the view answer as their authoritative server would (RFC 1034
 * §4.3.2, RFC 4592 wildcards, RFC 6672 DNAME, nothing below a zone cut), every other name is asked of `outside`.
 * Aliases are followed through both. Where a zone is described only in part, an RRset that the view does not declare
 * is what `outside` says without the values that `base`, the view before the change, declared: what a change deletes
 * is gone although the DNS still serves it.
 */
export function proposedResolver(view: View, outside: Resolver, base?: View): Resolver {
  return (question) => resolve(question, []);

  function resolve(question: Question, chain: readonly Alias[]): Answer | Promise<Answer> {
    if (chain.length > MAX_ALIASES) return { state: 'unknown', reason: 'alias-loop', chain };
    const step = stepOf(view, question);
    if (step.state === 'outside') return resolveOutside(question, chain);
    if (step.state === 'alias' && question.type === 'CNAME') return aliasItself(step.alias, chain);
    if (step.state === 'alias') {
      const next = [...chain, step.alias];
      return resolve({ name: step.alias.target, type: question.type }, next);
    }
    return chain.length === 0 ? step : { ...step, chain };
  }

  function resolveOutside(question: Question, chain: readonly Alias[]): Answer | Promise<Answer> {
    const answer = outside(question);
    return answer instanceof Promise
      ? answer.then((settled) => comeBack(withoutDeleted(settled, question), question, chain))
      : comeBack(withoutDeleted(answer, question), question, chain);
  }

  function withoutDeleted(answer: Answer, question: Question): Answer {
    if (answer.state !== 'unknown' && isNewlyDelegated(question)) return NEW_DELEGATION;
    const before = declaredBefore(question);
    return before === undefined ? answer : withoutDeclared(answer, question, before);
  }

  /** Whether base answered for the name itself: then the DNS that is asked does not know of the zone cut yet. */
  function isNewlyDelegated(question: Question): boolean {
    const [now, before] = [view.zoneOf(question.name), base?.zoneOf(question.name)];
    if (base === undefined || now?.zone.authoritative !== true || before?.zone.authoritative !== true) return false;
    return stepOf(base, question).state !== 'outside';
  }

  /** What base said of a name in a zone that it or the view describes in part; the view says nothing of it. */
  function declaredBefore(question: Question): Declared | undefined {
    const zone = base?.zoneOf(question.name);
    if (base === undefined || zone === undefined) return undefined;
    const isWhole = zone.zone.authoritative && (view.zoneOf(question.name)?.zone.authoritative ?? true);
    const step = isWhole ? OUTSIDE : stepOf(base, question);
    if (step.state === 'found') return step;
    return step.state === 'alias' ? { state: 'alias', target: step.alias.target } : undefined;
  }

  /** A live answer's aliases may lead into a proposed zone, and from there on the proposal decides. */
  function comeBack(answer: Answer, question: Question, chain: readonly Alias[]): Answer | Promise<Answer> {
    const entry = answer.chain.findIndex(({ target }) => {
      const asked = { name: target, type: question.type };
      if (stepOf(view, asked).state !== 'outside') return true;
      return declaredBefore(asked) !== undefined;
    });
    if (entry >= 0) {
      const followed = [...chain, ...answer.chain.slice(0, entry + 1)];
      return resolve({ name: answer.chain[entry].target, type: question.type }, followed);
    }
    return chain.length === 0 ? answer : { ...answer, chain: [...chain, ...answer.chain] };
  }
}

/** Asked for the CNAME, the one that a DNAME makes is the answer (RFC 6672 §3.1). */
function aliasItself({ target, place }: Alias, chain: readonly Alias[]): Answer {
  return { state: 'found', records: [{ type: 'CNAME', target, place }], chain, source: 'proposed' };
}

type Step = Answer | { readonly state: 'alias'; readonly alias: Alias } | { readonly state: 'outside' };

const NEW_DELEGATION: Answer = {
  state: 'unknown',
  reason: 'hole',
  detail: 'the change delegates the name to other servers',
  chain: [],
};
const OUTSIDE: Step = { state: 'outside' };
const NO_CHAIN: readonly Alias[] = [];

/** What the zone that holds a name says about it, one step: no alias is followed. */
function stepOf(view: View, { name, type }: Question): Step {
  const { names } = view;
  const deepest = names.findDeepest(name);
  const zone = view.zoneOfId(deepest.id);
  if (zone === undefined) return OUTSIDE;
  // The names from the deepest known one up to the apex; the name itself is the first only where nothing is missing.
  const path: NameId[] = [];
  for (let id = deepest.id; id !== zone.apex; id = names.parent(id)) path.push(id);
  path.push(zone.apex);

  for (let i = path.length - 1; i >= 0; i--) {
    const id = path[i];
    const isName = i === 0 && deepest.rest === 0;
    if (id !== zone.apex && zone.hasNs(id)) return OUTSIDE;
    if (!isName && zone.hasDname(id)) return dnameStep(zone, id, name);
  }

  if (deepest.rest === 0 && zone.exists(deepest.id)) return atName(zone, deepest.id, name, type);

  const encloser = path.find((id) => zone.exists(id)) ?? zone.apex;
  const wildcard = names.findChild(encloser, WILDCARD_LABEL, 0, 1);
  if (wildcard !== NO_NAME && zone.exists(wildcard)) return atName(zone, wildcard, name, type);
  return absence(zone, name, type, 'nxdomain');
}

function atName(zone: ZoneIndex, id: NameId, name: Name, type: QueryType): Step {
  const records = zone.at(id, type);
  if (records.length > 0) {
    return { state: 'found', records: records as readonly Answered[], chain: NO_CHAIN, source: 'proposed' };
  }
  if (type !== 'CNAME' && zone.hasCname(id)) {
    const [cname] = zone.at(id, 'CNAME');
    return { state: 'alias', alias: { owner: name, target: cname.target, source: 'proposed', place: cname.place } };
  }
  return absence(zone, name, type, 'nodata');
}

/** Absent where the description is whole and has no hole there; else whoever knows the rest of the zone is asked. */
function absence(zone: ZoneIndex, name: Name, type: QueryType, reason: 'nxdomain' | 'nodata'): Step {
  const hole = zone.zone.holes.find((candidate) => covers(candidate, name, type));
  if (hole !== undefined) return { state: 'unknown', reason: 'hole', detail: hole.reason, chain: NO_CHAIN };
  if (!zone.zone.authoritative) return OUTSIDE;
  return { state: 'absent', reason, chain: NO_CHAIN, source: 'proposed' };
}

function covers(hole: Hole, name: Name, type: QueryType): boolean {
  if (hole.type !== undefined && hole.type !== TYPE_NUMBER[type]) return false;
  return hole.below ? isWithin(name, hole.name) : name === hole.name;
}

/** RFC 6672 §3.1: the labels below the DNAME's owner are put before its target. */
function dnameStep(zone: ZoneIndex, id: NameId, name: Name): Step {
  const [dname] = zone.at(id, 'DNAME');
  const kept = labelsOf(name).slice(0, labelsOf(name).length - labelsOf(dname.owner).length);
  const target = dname.target === '.' ? `${kept.join('.')}.` : `${kept.join('.')}.${dname.target}`;
  return { state: 'alias', alias: { owner: name, target, source: 'proposed', place: dname.place } };
}
