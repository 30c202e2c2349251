import { type Context, fail, MAX_TEXT } from './context.ts';
import { convert, show, toText } from './convert.ts';
import { evaluate, tooMuch } from './evaluate.ts';
import { itemsOf, loopContext } from './evaluate-for.ts';
import { joinTexts } from './string-value.ts';
import type { ForDirective, IfDirective, Template, TemplatePart } from './syntax.ts';
import { type StringValue, type UnknownValue, unknown, type Value } from './value.ts';

/** The text of a template, every piece with its place; unknown as soon as one part is. */
export function evaluateTemplate(template: Template, context: Context): Value {
  const texts: StringValue[] = [];
  const notKnown = addParts(template.parts, context, texts);
  if (notKnown !== undefined) return unknown(notKnown.reason, template);
  const length = texts.reduce((sum, { value }) => sum + value.length, 0);
  if (length > MAX_TEXT)
    return fail(context, template, `This text has ${length} characters; no more than ${MAX_TEXT} are read.`);
  return context.run.spendText(length) ? joinTexts(texts) : tooMuch(template);
}

/** Adds the texts of the parts; the first unknown one is returned, after the others were looked at for mistakes. */
function addParts(parts: readonly TemplatePart[], context: Context, texts: StringValue[]): UnknownValue | undefined {
  let notKnown: UnknownValue | undefined;
  for (const part of parts) {
    if (part.kind === 'if-directive') notKnown ??= addIf(part, context, texts);
    else if (part.kind === 'for-directive') notKnown ??= addFor(part, context, texts);
    else {
      const value = evaluate(part, context);
      const shown = toText(value);
      if (shown !== undefined) texts.push(shown);
      else if (value.kind === 'unknown') notKnown ??= value;
      else
        notKnown ??= fail(
          context,
          part,
          `Only text, numbers, true and false can be put into a text, and this is ${article(value)}.`,
        );
    }
  }
  return notKnown;
}

function article(value: Value): string {
  return value.kind === 'null' ? 'null' : show(value);
}

function addIf(directive: IfDirective, context: Context, texts: StringValue[]): UnknownValue | undefined {
  const condition = convert(evaluate(directive.condition, context), 'bool');
  if (condition.kind === 'unknown') return condition;
  if (condition.kind !== 'bool') {
    const reason = condition.kind === 'failure' ? condition.message : 'this one is null';
    return fail(context, directive.condition, `The condition after “if” is true or false, but ${reason}.`);
  }
  return addParts(condition.value ? directive.whenTrue : directive.whenFalse, context, texts);
}

function addFor(directive: ForDirective, context: Context, texts: StringValue[]): UnknownValue | undefined {
  const items = itemsOf(evaluate(directive.collection, context), directive.collection, context);
  if (!Array.isArray(items)) return items;
  for (const item of items) {
    if (!context.run.spend(1)) return tooMuch(directive);
    const notKnown = addParts(directive.body, loopContext(directive, item, context), texts);
    if (notKnown !== undefined) return notKnown;
  }
  return undefined;
}
