import type { Place } from '../../../model/place.ts';
import { accessAttribute, accessIndex } from './access.ts';
import { type Context, fail, MAX_SIZE } from './context.ts';
import { convert, type Failure, show } from './convert.ts';
import { evaluateCall } from './evaluate-call.ts';
import { evaluateFor } from './evaluate-for.ts';
import { evaluateTemplate } from './evaluate-template.ts';
import { applyBinary, applyUnary, areEqual } from './operators.ts';
import { ProblemLog } from './problem-log.ts';
import type { Binary, Conditional, Expression, ObjectConstructor, Splat, Traversal } from './syntax.ts';
import { typeOf, unifyTypes } from './type.ts';
import { list, nullValue, object, placed, tuple, type UnknownValue, unknown, type Value } from './value.ts';

/**
 * What an expression comes to. What cannot be evaluated is recorded among the problems of the context and unknown; so
 * is what only the apply can say, without a problem.
 */
export function evaluate(expression: Expression, context: Context): Value {
  const { run } = context;
  if (expression.kind === 'literal') return expression.value;
  if (!run.spend(1)) return tooMuch(expression);
  if (!run.enter()) {
    return fail(
      context,
      expression,
      'Too many values have to be known before this one: they ask for one another in a long chain.',
    );
  }
  const value = evaluateNode(expression, context);
  run.leave();
  if (!('elements' in value || 'entries' in value) || run.sizeOf(value) <= MAX_SIZE) return value;
  return fail(context, expression, `This holds more than ${MAX_SIZE} values in all; no more are looked at.`);
}

/** What everything is once the budget is spent. */
export function tooMuch(place: Place): UnknownValue {
  return unknown('the expressions of this module ask for too much work', place);
}

function evaluateNode(expression: Exclude<Expression, { kind: 'literal' }>, context: Context): Value {
  switch (expression.kind) {
    case 'template':
      return evaluateTemplate(expression, context);
    case 'traversal':
      return evaluateTraversal(expression, context);
    case 'attribute':
      return accessAttribute(evaluate(expression.target, context), expression.name, expression, context);
    case 'index':
      return accessIndex(evaluate(expression.target, context), evaluate(expression.key, context), expression, context);
    case 'splat':
      return evaluateSplat(expression, context);
    case 'splat-item':
      return context.item ?? nullValue(expression);
    case 'call':
      return evaluateCall(expression, context);
    case 'conditional':
      return evaluateConditional(expression, context);
    case 'binary':
      return evaluateBinary(expression, context);
    case 'unary':
      return orFail(applyUnary(expression.operator, evaluate(expression.operand, context)), expression, context);
    case 'tuple':
      return tuple(
        expression.elements.map((element) => evaluate(element, context)),
        expression,
      );
    case 'object':
      return evaluateObject(expression, context);
    default:
      return evaluateFor(expression, context);
  }
}

/** The value, with a place if it has none; a failure as a problem at the place. */
export function orFail(result: Value | Failure, place: Place, context: Context): Value {
  if (result.kind === 'failure') return fail(context, place, `This cannot be evaluated: ${result.message}.`);
  return placed(result, place);
}

function evaluateTraversal(expression: Traversal, context: Context): Value {
  const { names } = expression;
  const found = context.scope.lookup(names, expression, context);
  if (found === undefined) {
    return fail(context, expression, `“${names[0]}” means nothing here.`, 'If it is a text, put it in quotes.');
  }
  let { value } = found;
  for (let i = found.used; i < names.length; i++) value = accessAttribute(value, names[i], expression, context);
  return value;
}

/** A chain of operators is taken from its left end, so that its length is no depth. */
function evaluateBinary(expression: Binary, context: Context): Value {
  const chain: Binary[] = [];
  let first: Expression = expression;
  while (first.kind === 'binary') {
    chain.push(first);
    first = first.left;
  }
  let value = evaluate(first, context);
  for (let i = chain.length - 1; i >= 0; i--) {
    const right = evaluate(chain[i].right, context);
    if (!context.run.spendOn(value, right)) return tooMuch(expression);
    value = orFail(applyBinary(chain[i].operator, value, right), chain[i], context);
  }
  return value;
}

/** Terraform looks at both sides for their type, but only mistakes on the side that is taken count. */
function evaluateConditional(expression: Conditional, context: Context): Value {
  const condition = convert(evaluate(expression.condition, context), 'bool');
  if (condition.kind === 'failure') {
    return fail(context, expression.condition, `A condition is true or false, but ${condition.message}.`);
  }
  if (condition.kind === 'null')
    return fail(context, expression.condition, 'A condition is true or false, but this one is null.');
  const unheard: Context = { ...context, problems: new ProblemLog() };
  if (condition.kind !== 'bool') {
    const whenTrue = evaluate(expression.whenTrue, unheard);
    const whenFalse = evaluate(expression.whenFalse, unheard);
    if (context.run.spendOn(whenTrue, whenFalse) && areEqual(whenTrue, whenFalse) === true) return whenTrue;
    return unknown(condition.kind === 'unknown' ? condition.reason : show(condition), expression);
  }
  const taken = evaluate(condition.value ? expression.whenTrue : expression.whenFalse, context);
  const other = evaluate(condition.value ? expression.whenFalse : expression.whenTrue, unheard);
  if (!context.run.spendOn(taken, other)) return tooMuch(expression);
  const type = unifyTypes([typeOf(taken), typeOf(other)]);
  const converted = type === undefined ? taken : convert(taken, type);
  return converted.kind === 'failure' ? taken : converted;
}

function evaluateObject(expression: ObjectConstructor, context: Context): Value {
  const entries = new Map<string, Value>();
  let unknownKey: UnknownValue | undefined;
  for (const item of expression.items) {
    const key = convert(evaluate(item.key, context), 'string');
    const value = evaluate(item.value, context);
    if (key.kind === 'failure') unknownKey = fail(context, item.key, `A key is text, but ${key.message}.`);
    else if (key.kind === 'null') unknownKey = fail(context, item.key, 'A key is text, but this one is null.');
    else if (key.kind === 'unknown') unknownKey = key;
    else if (key.kind === 'string') entries.set(key.value, value);
  }
  return unknownKey === undefined ? object(entries, expression) : unknown(unknownKey.reason, expression);
}

/** `[*]` of null has no elements, and of anything but a list, set or tuple one. */
function evaluateSplat(expression: Splat, context: Context): Value {
  const target = evaluate(expression.target, context);
  if (target.kind === 'unknown') return unknown(target.reason, expression);
  if (target.kind === 'null') return tuple([], expression);
  const items = 'elements' in target ? target.elements : [target];
  const elements = items.map((item) => evaluate(expression.each, { ...context, item }));
  return target.kind === 'list' || target.kind === 'set' ? list(elements, expression) : tuple(elements, expression);
}
