import { usesMacro } from './expand.ts';
import type { Term } from './record.ts';

/** Whether a term counts among the ten that may make evaluators ask the DNS (§4.6.4). */
export function costsLookup(term: Term): boolean {
  if (term.kind === 'modifier') return term.name === 'redirect';
  return term.name !== 'all' && term.name !== 'ip4' && term.name !== 'ip6';
}

/**
 * §4.6.4: one lookup for include, a, mx, ptr, exists and redirect, and one more where the domain needs the sender's
 * validated name (the macro `p`). What an included record costs comes on top.
 */
export function lookupCost(term: Term): number {
  if (!costsLookup(term)) return 0;
  const spec = term.kind === 'modifier' ? term.value : term.domain;
  return spec !== undefined && usesMacro(spec, 'p') ? 2 : 1;
}
