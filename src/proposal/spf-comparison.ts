import type { Family } from '../model/address.ts';
import { type AddressSet, countOf, intersect, isEmpty, subtract } from '../model/address-set.ts';
import { broughtBy, type NetworkVerdict } from '../spf/brought-by.ts';
import { isOpen, mostGenerous } from '../spf/may-pass.ts';
import { type Authorisation, authorised } from '../spf/networks.ts';
import { reachedTerms } from '../spf/reached.ts';
import { stateOf } from '../spf/shown-tree.ts';
import type { DomainNode, SpfTree, TermNode } from '../spf/tree.ts';

/** A domain's SPF in one of the two trees. */
export interface SpfSide {
  readonly tree: SpfTree;
  readonly state: Authorisation['state'];
  /** What most addresses get, those that no term names. */
  readonly others: NetworkVerdict;
}

/** The same with what every address gets: worked out where it is needed, because an estate of them does not fit into memory. */
export interface WorkedOutSide extends SpfSide {
  readonly authorisation: Authorisation;
  /** The same where everything that is not known lets senders pass. */
  readonly mayPass: Authorisation;
}

/** Addresses of one family that got another verdict, by the terms that let them pass on the side on which they pass. */
export interface NetworkChange {
  readonly set: AddressSet;
  /** From the domain's own record to the term that names them. */
  readonly path: readonly TermNode[];
  /** The record that the last of them stands in. */
  readonly record: DomainNode;
  readonly before: NetworkVerdict;
  /** `unknown` where a term that could not be looked up may still let them pass. */
  readonly after: NetworkVerdict;
}

/** The SPF of one domain before and after. */
export interface SpfComparison {
  readonly before: SpfSide;
  readonly after: SpfSide;
  /** Passed before and do not, or not surely, pass after. */
  readonly lost: readonly NetworkChange[];
  /** Pass after and surely did not before. */
  readonly gained: readonly NetworkChange[];
  /** Whether all that is unknown after was unknown before, so that it is not the change that hides a verdict. */
  readonly openBefore: boolean;
}

const FAMILIES = [4, 6] as const;
const NOT_PASS = ['fail', 'softfail', 'neutral', 'permerror'] as const;

/** Compares two trees. n log n in their networks. */
export function compareSpf(before: SpfTree, after: SpfTree): SpfComparison {
  const [was, is] = [sideOf(before), sideOf(after)];
  return {
    before: withoutSets(was),
    after: withoutSets(is),
    lost: FAMILIES.flatMap((family) => lostOf(family, was, is)),
    gained: FAMILIES.flatMap((family) => gainedOf(family, was, is)),
    openBefore: isOpenBefore(before, after),
  };
}

/** Whether anything that a reader is told of differs. */
export function hasEffect({ before, after, lost, gained }: SpfComparison): boolean {
  if (lost.length > 0 || gained.length > 0 || before.others !== after.others) return true;
  if (stateOf(before.tree.root.selection) !== stateOf(after.tree.root.selection)) return true;
  const { lookups, atLeast, voids4, voids6 } = before.tree;
  const now = after.tree;
  if (lookups !== now.lookups || atLeast !== now.atLeast) return true;
  return voids4.length !== now.voids4.length || voids6.length !== now.voids6.length;
}

/** Works a tree out. */
export function sideOf(tree: SpfTree): WorkedOutSide {
  const authorisation = authorised(tree);
  const mayPass = authorisation.complete ? authorisation : authorised(mostGenerous(tree));
  return { tree, state: authorisation.state, authorisation, mayPass, others: othersOf(authorisation) };
}

function withoutSets({ tree, state, others }: WorkedOutSide): SpfSide {
  return { tree, state, others };
}

function lostOf(family: Family, was: WorkedOutSide, is: WorkedOutSide): NetworkChange[] {
  const gone = subtract(passOf(was.authorisation, family), passOf(is.authorisation, family));
  if (isEmpty(gone)) return [];
  const sure = subtract(gone, passOf(is.mayPass, family));
  const unsure = subtract(gone, sure);
  const lost = byVerdict(is.authorisation, sure).flatMap(({ verdict, set }) =>
    broughtBy(was.tree, set).map((brought) => ({ ...brought, before: 'pass' as const, after: verdict })),
  );
  const open = broughtBy(was.tree, unsure).map((brought) => ({
    ...brought,
    before: 'pass' as const,
    after: 'unknown' as const,
  }));
  return [...lost, ...open];
}

function gainedOf(family: Family, was: WorkedOutSide, is: WorkedOutSide): NetworkChange[] {
  const gained = subtract(passOf(is.authorisation, family), passOf(was.mayPass, family));
  return byVerdict(was.authorisation, gained).flatMap(({ verdict, set }) =>
    broughtBy(is.tree, set).map((brought) => ({ ...brought, before: verdict, after: 'pass' as const })),
  );
}

/** A set of addresses that do not pass, by what they get. */
export function byVerdict(
  authorisation: Authorisation,
  set: AddressSet,
): { verdict: NetworkVerdict; set: AddressSet }[] {
  if (isEmpty(set)) return [];
  if (authorisation.state !== 'record') return [{ verdict: authorisation.state, set }];
  return NOT_PASS.map((verdict) => ({
    verdict,
    set: intersect(set, authorisation[`${verdict}${set.family}`]),
  })).filter((part) => !isEmpty(part.set));
}

function passOf(authorisation: Authorisation, family: Family): AddressSet {
  return family === 4 ? authorisation.pass4 : authorisation.pass6;
}

/** The verdict of most IPv4 addresses. */
function othersOf(authorisation: Authorisation): NetworkVerdict {
  if (authorisation.state !== 'record') return authorisation.state;
  const sizes = (['pass', ...NOT_PASS] as const).map((verdict) => ({
    verdict,
    size: countOf(authorisation[`${verdict}4`]),
  }));
  return sizes.reduce((largest, one) => (one.size > largest.size ? one : largest)).verdict;
}

function isOpenBefore(before: SpfTree, after: SpfTree): boolean {
  const known = new Set(openTerms(before));
  return openTerms(after).every((term) => known.has(term));
}

function openTerms({ root }: SpfTree): string[] {
  return [...reachedTerms(root)]
    .filter(({ node }) => isOpen(node))
    .map(({ node, domain }) => `${domain.domain} ${node.term.source.toLowerCase()}`);
}
