import { type Effect, wait } from '../model/effect.ts';
import type { Name } from '../model/name.ts';
import { expand } from './expand.ts';
import type { MacroString, SpfRecord, Term } from './record.ts';
import { select } from './select.ts';
import { nameOfText, textOfName, truncatedDomain } from './target-name.ts';
import { type Ask, type LookUp, type LookUpKind, type TermLookup, withoutLookup } from './term-lookup.ts';
import type { Selection } from './tree.ts';

/** A domain's record and what the DNS says of each term, without what lies behind includes and redirects. */
export interface DomainLookup {
  readonly domain: Name;
  readonly selection: Selection;
  readonly terms: readonly LookedUpTerm[];
  /** Whether it is the same in every walk: every answer was had, and nothing depends on where the walk began. */
  readonly isShared: boolean;
}

export interface LookedUpTerm extends TermLookup {
  readonly term: Term;
  /** See `TermNode`. */
  readonly target: Name | undefined;
  /** For a reachable include or redirect with a known target that can be asked for: the record to walk on to. */
  readonly next: Name | undefined;
}

export interface DomainLookupOptions {
  /** The domain that the walk began with, which is the sender's (the macro `o`). */
  readonly root: Name;
  readonly ask: Ask;
  readonly lookUp: LookUp;
  readonly parse: (text: string) => SpfRecord;
}

/** Looks up one domain. The questions of all its terms are put before the first answer is waited for. */
export function* lookUpDomain(domain: Name, options: DomainLookupOptions): Effect<DomainLookup> {
  const selection = select(yield* options.ask(domain, 'TXT'), options.parse);
  if (selection.state !== 'one') return { domain, selection, terms: [], isShared: selection.state !== 'unknown' };
  const { terms } = selection.spf;
  const isIgnored = ignoredTerms(terms);
  const started = terms.map((term, index) => {
    const target = targetOf(term, domain, options.root);
    return { term, target, lookup: isIgnored(term, index) ? IGNORED : lookUpTerm(term, target, options.lookUp) };
  });
  const looked = new Array<LookedUpTerm>(started.length);
  let isShared = true;
  for (let i = 0; i < started.length; i++) {
    const { term, target, lookup } = started[i];
    const found = yield* wait(lookup);
    const goesOn = isReference(term) && found.outcome === 'ok' && target.asked !== undefined;
    if (found.outcome === 'unverified' || target.isOfRoot) isShared = false;
    looked[i] = lookedUp(found, term, target.name, goesOn ? target.asked : undefined);
  }
  return { domain, selection, terms: looked, isShared };
}

/** Spelt out: an object put together by spreading costs a hidden class of its own. */
function lookedUp(found: TermLookup, term: Term, target: Name | undefined, next: Name | undefined): LookedUpTerm {
  const { outcome, void4, void6, addresses4, addresses6, exchanges, reason } = found;
  return { term, target, next, outcome, void4, void6, addresses4, addresses6, exchanges, reason };
}

const IGNORED = withoutLookup('ignored');
const NOTHING_TO_ASK = withoutLookup('ok');

/** Whether a term hands over to another record. */
export function isReference(term: Term): boolean {
  return term.kind === 'mechanism' ? term.name === 'include' : term.name === 'redirect';
}

/** §5.1: mechanisms after `all` are never tested, and a redirect anywhere in a record with `all` is ignored. */
function ignoredTerms(terms: readonly Term[]): (term: Term, index: number) => boolean {
  const all = terms.findIndex((term) => term.kind === 'mechanism' && term.name === 'all');
  if (all < 0) return () => false;
  return (term, index) => (term.kind === 'mechanism' ? index > all : term.name === 'redirect');
}

interface Target {
  /** As `TermNode` shows it. */
  readonly name: Name | undefined;
  /** The name to ask for; undefined where there is none or no question can be put. */
  readonly asked: Name | undefined;
  readonly isDynamic: boolean;
  /** Whether it depends on the domain that the walk began with. */
  readonly isOfRoot: boolean;
}

const NO_TARGET: Target = { name: undefined, asked: undefined, isDynamic: false, isOfRoot: false };
const DYNAMIC: Target = { name: undefined, asked: undefined, isDynamic: true, isOfRoot: false };

function targetOf(term: Term, domain: Name, root: Name): Target {
  if (term.kind === 'modifier') {
    return term.name === 'redirect' || term.name === 'exp' ? namedBy(term.value, domain, root) : NO_TARGET;
  }
  if (term.domain !== undefined) return namedBy(term.domain, domain, root);
  const takesDomain = term.name === 'a' || term.name === 'mx' || term.name === 'ptr';
  return takesDomain ? { name: domain, asked: domain, isDynamic: false, isOfRoot: false } : NO_TARGET;
}

/** The macros `d` and `o` are the same for every sender: the domain of the record, and the one that the walk began with. */
function namedBy(spec: MacroString, domain: Name, root: Name): Target {
  const isStatic = spec.pieces.every(
    (piece) => piece.kind === 'literal' || piece.letter === 'd' || piece.letter === 'o',
  );
  if (!isStatic) return DYNAMIC;
  const text = truncatedDomain(expand(spec, (letter) => textOfName(letter === 'd' ? domain : root)));
  const asked = nameOfText(text);
  const isOfRoot = spec.pieces.some((piece) => piece.kind === 'macro' && piece.letter === 'o');
  return { name: asked ?? `${text.toLowerCase()}.`, asked, isDynamic: false, isOfRoot };
}

/** What one reachable term's own lookup yields; includes and redirects are looked up when the walk goes on to them. */
function lookUpTerm(term: Term, target: Target, lookUp: LookUp): TermLookup | Promise<TermLookup> {
  if (target.isDynamic) return withoutLookup('dynamic');
  const { name } = term;
  const asks = term.kind === 'mechanism' && (name === 'a' || name === 'mx' || name === 'exists');
  if (!asks && !isReference(term)) return NOTHING_TO_ASK;
  // A name that no question can be put for is one that does not exist (§4.3, §5.2).
  if (target.asked === undefined) return withoutLookup('void', true);
  return asks ? lookUp(name as LookUpKind, target.asked) : NOTHING_TO_ASK;
}
