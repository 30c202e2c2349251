import type { Effect } from '../model/effect.ts';
import { textOf } from '../model/record.ts';
import type { Check } from './check.ts';
import { parseMacroString } from './macro-string.ts';
import { isProblem } from './problem.ts';
import type { Modifier } from './record.ts';
import { expandDomain, expandText } from './sender-macros.ts';
import { nameOfText } from './target-name.ts';

/** RFC 7208 §6.2: an explanation is ASCII, for it goes into an SMTP reply. */
const EXPLANATION = /^[\x20-\x7e]*$/;

/**
 * The explanation that an `exp` modifier leads to: RFC 7208 §6.2. Undefined where there is none, or several, or one that
 * cannot be read; its lookups never count and never change the result.
 */
export function* explanationOf(exp: Modifier, domain: string, check: Check): Effect<string | undefined> {
  const name = nameOfText(yield* expandDomain(exp.value, domain, check));
  if (name === undefined) return undefined;
  const answer = yield* check.ask(name, 'TXT');
  if (answer.state !== 'found' || answer.records.length !== 1) return undefined;
  const source = textOf(answer.records[0]);
  if (!EXPLANATION.test(source)) return undefined;
  const spec = parseMacroString(source, 0, true);
  if (isProblem(spec)) return undefined;
  const text = yield* expandText(spec, domain, check);
  return EXPLANATION.test(text) ? text : undefined;
}
