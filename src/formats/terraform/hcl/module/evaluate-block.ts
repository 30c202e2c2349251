import type { Place } from '../../../../model/place.ts';
import { type Context, withNames } from '../context.ts';
import { evaluate } from '../evaluate.ts';
import { itemsOf } from '../evaluate-for.ts';
import type { Block, Body, Expression } from '../syntax.ts';
import { object, unknown, type Value } from '../value.ts';
import type { AttributeValue, BlockValue } from './resource.ts';

/** What Terraform itself takes from a block; the rest is the provider's. */
const META_ARGUMENTS = new Set(['count', 'depends_on', 'for_each', 'provider', 'providers']);
const META_BLOCKS = new Set(['connection', 'lifecycle', 'provisioner']);

/** Evaluates what a block holds for the provider. */
export function evaluateBlock(type: string, header: Place, body: Body, context: Context): BlockValue {
  const { file, start, end } = header;
  const content = evaluateBody(body, context, META_ARGUMENTS, META_BLOCKS);
  return { type, ...content, file, start, end };
}

const NONE: ReadonlySet<string> = new Set();

function evaluateBody(
  body: Body,
  context: Context,
  ignoredAttributes: ReadonlySet<string>,
  ignoredBlocks: ReadonlySet<string>,
): Pick<BlockValue, 'attributes' | 'blocks'> {
  const attributes = new Map<string, AttributeValue>();
  for (const [name, { value: expression, namePlace }] of body.attributes) {
    if (ignoredAttributes.has(name)) continue;
    const value = evaluate(expression, context);
    attributes.set(name, {
      name,
      value,
      namePlace,
      file: expression.file,
      start: expression.start,
      end: expression.end,
    });
  }
  const blocks: BlockValue[] = [];
  for (const block of body.blocks) {
    if (ignoredBlocks.has(block.type)) continue;
    if (block.type === 'dynamic' && block.labels.length === 1) blocks.push(...evaluateDynamic(block, context));
    else blocks.push(nested(block.type, block.header, block.body, context));
  }
  return { attributes, blocks };
}

function nested(type: string, { file, start, end }: Place, body: Body, context: Context): BlockValue {
  return { type, ...evaluateBody(body, context, NONE, NONE), file, start, end };
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
