import { plain } from '../../model/name.ts';
import { nearest } from '../../model/nearest.ts';
import type { YamlMapping } from '../../yaml/node.ts';
import type { Field } from './fields.ts';
import { misplacedKey, missingKey, misspelt, RECORD_KEYS } from './key-problems.ts';
import type { Located } from './located.ts';
import type { RecordContext } from './record-context.ts';

/** Says what is wrong with a record that has neither `value` nor `values`. */
export function missingValue(
  context: RecordContext,
  at: Located<YamlMapping>,
  fields: ReadonlyMap<string, Field>,
): void {
  const { type } = context;
  const plural = fields.get('values');
  if (type.isSingle && plural !== undefined) {
    onlyOne(context, plural);
    return;
  }
  const inner = type.keys.flatMap(({ key, also }) => (also === undefined ? [key] : [key, also]));
  const known = [...RECORD_KEYS, ...inner];
  const meant = misspelt(fields, 'value', known) ?? misspelt(fields, 'values', known);
  const misplaced = inner.map((key) => fields.get(key)).find((field) => field !== undefined);
  if (meant === undefined && misplaced !== undefined) {
    misplacedKey(context, at, misplaced);
    return;
  }
  const wanted =
    meant === undefined ? 'value' : nearest(meant.key.text, type.isSingle ? ['value'] : ['value', 'values']);
  missingKey(context, at, fields, wanted ?? 'value', known);
}

/** An empty list of values. */
export function noValues(context: RecordContext, at: Located): void {
  context.unreadable({
    rule: 'record-unreadable',
    at,
    message: `The ${context.type.mnemonic} record of ${plain(context.owner)} has an empty list of values.`,
    advice: 'Add a value, or take the record away.',
  });
}

function onlyOne(context: RecordContext, { key, file }: Field): void {
  const { mnemonic } = context.type;
  context.unreadable({
    rule: 'key-unknown',
    at: { node: key, file },
    severity: 'error',
    names: ['values'],
    message: `The ${mnemonic} record of ${plain(context.owner)} has “values”, but a ${mnemonic} record has one “value”.`,
    advice: 'Write `value:` and one name.',
  });
}
