import type { Effect } from '../model/effect.ts';
import { type Check, type SpfQuery, startCheck } from './check.ts';
import { explanationOf } from './explanation.ts';
import { type Failure, match, matchWithoutLookup, type Plain, permerror, targetOf, temperror } from './match.ts';
import { parseSpf } from './parse.ts';
import { type Mechanism, type Modifier, modifierOf, type Qualifier, type SpfRecord, type Term } from './record.ts';
import { select } from './select.ts';
import { nameOfText } from './target-name.ts';
import { type Ask, reasonOf } from './term-lookup.ts';

export type { SpfQuery } from './check.ts';

/** RFC 7208 §2.6 */
export type SpfVerdict = 'none' | 'neutral' | 'pass' | 'fail' | 'softfail' | 'temperror' | 'permerror';

export interface SpfResult {
  readonly result: SpfVerdict;
  /** With `fail`, what the domain wants the sender to be told, where it says so (§6.2). */
  readonly explanation?: string;
  /** For none, temperror and permerror, why. */
  readonly reason?: string;
  /** The term that decided, last, and the includes and redirects that lead to it. Empty where none did. */
  readonly path: readonly Step[];
  /** Terms with lookups that were evaluated, and those whose lookup was void (§4.6.4). */
  readonly lookups: number;
  readonly voids: number;
}

/** A term on the way to the verdict, in the record of `domain`. */
export interface Step {
  readonly domain: string;
  readonly term: Term;
}

interface Outcome {
  readonly result: SpfVerdict;
  readonly path: readonly Step[];
  readonly reason?: string;
  /** The `exp` of the record that yields the result, and that record's domain. */
  readonly exp?: { readonly modifier: Modifier; readonly domain: string };
}

const RESULT_OF: Readonly<Record<Qualifier, SpfVerdict>> = {
  '+': 'pass',
  '-': 'fail',
  '~': 'softfail',
  '?': 'neutral',
};

/**
 * check_host() of RFC 7208 §4: what a domain's record says of a sender. Another `parse` can be given to read each text
 * only once over many checks.
 */
export function* checkHost(
  query: SpfQuery,
  ask: Ask,
  parse: (text: string) => SpfRecord = parseSpf,
): Effect<SpfResult> {
  const started = startCheck(query, ask, parse);
  if (started === undefined) {
    return { result: 'none', reason: 'the address is none', path: [], lookups: 0, voids: 0 };
  }
  const { check, domain } = started;
  const { result, path, reason, exp } = yield* checkDomain(domain, check);
  const { lookups, voids } = check;
  const explanation =
    result === 'fail' && exp !== undefined ? yield* explanationOf(exp.modifier, exp.domain, check) : undefined;
  return {
    result,
    path,
    lookups,
    voids,
    ...(reason === undefined ? {} : { reason }),
    ...(explanation === undefined ? {} : { explanation }),
  };
}

/** §4.3 to §4.6: the record of a domain, and what it says. */
function* checkDomain(domain: string, check: Check): Effect<Outcome> {
  const name = nameOfText(domain);
  // §4.3: malformed, or a single label.
  if (name === undefined || name.indexOf('.') === name.length - 1) {
    return { result: 'none', path: [], reason: `${domain} is not a full domain name` };
  }
  const selection = select(yield* check.ask(name, 'TXT'), check.parse);
  switch (selection.state) {
    case 'unknown':
      return { ...temperror(`the record of ${domain} could not be looked up: ${reasonOf(selection)}`), path: [] };
    case 'none':
      return { result: 'none', path: [], reason: `${domain} has no SPF record` };
    case 'several':
      return { ...permerror(`${domain} has several SPF records`), path: [] };
    case 'one': {
      const [error] = selection.spf.errors;
      // §4.6: a syntax error anywhere is found before any term is evaluated.
      if (error !== undefined)
        return { ...permerror(`the record of ${domain} is invalid: ${error.message}`), path: [] };
      return yield* evaluate(selection.spf, domain, check);
    }
  }
}

/** §4.6.2: the mechanisms from left to right until one matches, then a redirect, else neutral (§4.7). */
function* evaluate(record: SpfRecord, domain: string, check: Check): Effect<Outcome> {
  for (const term of record.terms) {
    if (term.kind === 'modifier') continue;
    const below: Outcome | boolean | Failure = isInclude(term)
      ? yield* include(term, domain, check)
      : (matchWithoutLookup(term, check) ?? (yield* match(term as Plain, domain, check)));
    if (below === false) continue;
    const step: Step = { domain, term };
    if (below === true) return { result: RESULT_OF[term.qualifier], path: [step], exp: expOf(record, domain) };
    const path = 'path' in below ? [step, ...below.path] : [step];
    if (below.result === 'pass') return { result: RESULT_OF[term.qualifier], path, exp: expOf(record, domain) };
    return { result: below.result, reason: below.reason, path };
  }
  const redirect = modifierOf(record, 'redirect');
  return redirect === undefined ? { result: 'neutral', path: [] } : yield* followRedirect(redirect, domain, check);
}

/** §5.2: the outcome below where it is a match or an error, false where it is none. */
function* include(term: Mechanism, domain: string, check: Check): Effect<Outcome | Failure | false> {
  const target = yield* targetOf(term.domain, domain, check);
  if (typeof target !== 'string') return target;
  const outcome = yield* checkDomain(target, check);
  switch (outcome.result) {
    case 'pass':
    case 'temperror':
    case 'permerror':
      return outcome;
    case 'none':
      return permerror(outcome.reason ?? `${target} has no SPF record`);
    default:
      return false;
  }
}

/** §6.1: the result of the target is the result, its `exp` counts, and a target without a record is an error. */
function* followRedirect(redirect: Modifier, domain: string, check: Check): Effect<Outcome> {
  const step: Step = { domain, term: redirect };
  const target = yield* targetOf(redirect.value, domain, check);
  if (typeof target !== 'string') return { ...target, path: [step] };
  const outcome = yield* checkDomain(target, check);
  const result = outcome.result === 'none' ? 'permerror' : outcome.result;
  return { ...outcome, result, path: [step, ...outcome.path] };
}

function isInclude(term: Mechanism): boolean {
  return term.name === 'include';
}

function expOf(record: SpfRecord, domain: string): Outcome['exp'] {
  const modifier = modifierOf(record, 'exp');
  return modifier === undefined ? undefined : { modifier, domain };
}
