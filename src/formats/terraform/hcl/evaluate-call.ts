import { nearest } from '../../../model/nearest.ts';
import { type Context, fail } from './context.ts';
import { evaluate, orFail, tooMuch } from './evaluate.ts';
import { callFunction } from './functions/call.ts';
import { FUNCTIONS, providerFunction } from './functions/index.ts';
import { ProblemLog } from './problem-log.ts';
import type { Call } from './syntax.ts';
import { bool, unknown, type Value } from './value.ts';

/** To find what a misspelled name was meant to be takes as long as many expressions. */
const WORK_OF_A_HINT = 1000;

/** A function call. `try` and `can` are no functions: they look at whether their arguments can be evaluated. */
export function evaluateCall(call: Call, context: Context): Value {
  const name = call.name.replace(/^core::/, '');
  if (name === 'try') return evaluateTry(call, context);
  if (name === 'can') return evaluateCan(call, context);
  const known = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : providerFunction(name);
  const values = argumentsOf(call, context);
  if (!Array.isArray(values)) return values;
  if (known === undefined) {
    if (name.startsWith('provider::')) return unknown(`only the provider can compute ${name}`, call);
    if (!context.run.spend(WORK_OF_A_HINT)) return tooMuch(call);
    const meant = nearest(name, [...Object.keys(FUNCTIONS), 'try', 'can']);
    const advice = meant === undefined ? undefined : `Perhaps “${meant}” is meant.`;
    return fail(context, call, `There is no function “${name}”.`, advice);
  }
  return orFail(callFunction(name, known, values, { place: call, context }), call, context);
}

function argumentsOf(call: Call, context: Context): Value[] | Value {
  const values = call.arguments.map((argument) => evaluate(argument, context));
  if (!call.expandsLast) return values;
  const last = values.pop();
  if (last === undefined || last.kind === 'unknown') return unknown(last?.reason ?? '', call);
  if (!('elements' in last)) return fail(context, call, 'Only a list can be taken apart into arguments with “...”.');
  // Not `push(...elements)`: every element would be an argument on the stack.
  return values.concat(last.elements);
}

/** The first argument that can be evaluated. */
function evaluateTry(call: Call, context: Context): Value {
  let problems = new ProblemLog();
  for (const argument of call.arguments) {
    problems = new ProblemLog();
    const value = evaluate(argument, { ...context, problems });
    if (problems.isEmpty) return value;
  }
  return fail(
    context,
    call,
    `None of the arguments of “try” can be evaluated. ${problems.problems[0]?.message ?? 'There are none.'}`,
  );
}

function evaluateCan(call: Call, context: Context): Value {
  if (call.arguments.length !== 1) return fail(context, call, 'The function “can” has one argument.');
  const problems = new ProblemLog();
  const value = evaluate(call.arguments[0], { ...context, problems });
  if (problems.isEmpty && value.kind === 'unknown') return unknown(value.reason, call);
  return bool(problems.isEmpty, call);
}
