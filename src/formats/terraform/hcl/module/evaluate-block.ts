import type { Place } from '../../../../model/place.ts';
import { type Context, withNames } from '../context.ts';
import { evaluate } from '../evaluate.ts';
import { itemsOf } from '../evaluate-for.ts';
import { ProblemLog } from '../problem-log.ts';
import type { Attribute, Block, Body, Expression } from '../syntax.ts';
import { object, unknown, type Value } from '../value.ts';
import type { AttributeValue, BlockValue, Mistakes } from './resource.ts';

/** What Terraform itself takes from a block; the rest is the provider's. */
const META_ARGUMENTS = new Set(['count', 'depends_on', 'for_each', 'provider', 'providers']);
const NO_MISTAKES: Mistakes = new Map();
const META_BLOCKS = new Set(['connection', 'lifecycle', 'provisioner']);

/** Evaluates what a block holds for the provider. What cannot be evaluated is kept apart: not all of it is asked for. */
export function evaluateBlock(
  type: string,
  header: Place,
  body: Body,
  context: Context,
): BlockValue & { readonly mistakes: Mistakes } {
  const { file, start, end } = header;
  const own = new OwnMistakes(context);
  const attributes = new Map<string, AttributeValue>();
  for (const [name, attribute] of body.attributes) {
    if (META_ARGUMENTS.has(name)) continue;
    own.of(name, (inner) => attributes.set(name, evaluateAttribute(name, attribute, inner)));
  }
  const blocks: BlockValue[] = [];
  for (const block of body.blocks) {
    if (META_BLOCKS.has(block.type)) continue;
    const name = block.type === 'dynamic' ? (block.labels[0] ?? '') : block.type;
    own.of(name, (inner) => blocks.push(...evaluateNested(block, inner)));
  }
  return { type, attributes, blocks, file, start, end, mistakes: own.mistakes };
}

/** Keeps the problems of each part of a block by the name of the part. */
class OwnMistakes {
  mistakes: Mistakes = NO_MISTAKES;
  #context: Context & { readonly problems: ProblemLog };

  constructor(context: Context) {
    this.#context = { ...context, problems: new ProblemLog() };
  }

  of(name: string, evaluatePart: (context: Context) => void): void {
    evaluatePart(this.#context);
    const { problems } = this.#context.problems;
    if (problems.length === 0) return;
    this.mistakes = new Map([...this.mistakes, [name, [...(this.mistakes.get(name) ?? []), ...problems]]]);
    this.#context = { ...this.#context, problems: new ProblemLog() };
  }
}

function evaluateAttribute(name: string, { value: expression, namePlace }: Attribute, context: Context) {
  const { file, start, end } = expression;
  return { name, value: evaluate(expression, context), namePlace, file, start, end };
}

function evaluateNested(block: Block, context: Context): readonly BlockValue[] {
  return block.type === 'dynamic' && block.labels.length === 1
    ? evaluateDynamic(block, context)
    : [nested(block.type, block.header, block.body, context)];
}

function nested(type: string, { file, start, end }: Place, body: Body, context: Context): BlockValue {
  const attributes = new Map<string, AttributeValue>();
  for (const [name, attribute] of body.attributes) attributes.set(name, evaluateAttribute(name, attribute, context));
  const blocks = body.blocks.flatMap((block) => evaluateNested(block, context));
  return { type, attributes, blocks, file, start, end };
}

/** `dynamic "alias" { for_each = … content { … } }`: a block for each element. */
function evaluateDynamic({ labels, header, body }: Block, context: Context): readonly BlockValue[] {
  const [type] = labels;
  const content = body.blocks.find((block) => block.type === 'content')?.body;
  const each = body.attributes.get('for_each')?.value;
  if (content === undefined || each === undefined) return [];
  const iterator = iteratorName(body.attributes.get('iterator')?.value) ?? type;
  const evaluateCopy = (key: Value, value: Value) => {
    const element = object(
      new Map([
        ['key', key],
        ['value', value],
      ]),
    );
    return nested(type, header, content, {
      ...context,
      scope: withNames(context.scope, new Map([[iterator, element]])),
    });
  };
  const items = itemsOf(evaluate(each, context), each, context);
  if (Array.isArray(items)) return items.map(([key, value]) => evaluateCopy(key, value));
  const value = unknown(items.reason);
  return [{ ...evaluateCopy(value, value), expansion: items }];
}

/** The name is written as a bare word. */
function iteratorName(expression: Expression | undefined): string | undefined {
  if (expression?.kind === 'traversal') return expression.names[0];
  return expression?.kind === 'literal' && expression.value.kind === 'string' ? expression.value.value : undefined;
}
