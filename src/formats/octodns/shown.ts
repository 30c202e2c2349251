import { ROOT } from '../../model/name.ts';
import { isScalar, type Located, quotedText } from './located.ts';
import { pythonKind } from './python-scalar.ts';
import type { RecordContext } from './record-context.ts';

const KIND_IN_WORDS = { integer: 'a number', float: 'a number', boolean: 'yes or no', date: 'a date', null: 'nothing' };

/** Why YAML makes something else of a value that looks like text. */
export function misread(at: Located): string | undefined {
  if (!isScalar(at)) return undefined;
  const kind = pythonKind(at.node);
  if (kind === 'text') return undefined;
  if (kind === 'unknown') return `OctoDNS does not know the tag ${quotedText(at.node.tag ?? '')}.`;
  return kind === 'null'
    ? undefined
    : `YAML reads it as ${KIND_IN_WORDS[kind]}: put it in quotes, \`'${at.node.text.replace(/'/g, "''")}'\`.`;
}

/** A value as a message shows it. */
export function shown(at: Located): string {
  const { node } = at;
  if (node.kind === 'mapping') return 'A mapping';
  if (node.kind === 'sequence') return 'A list';
  return node.text === '' || pythonKind(node) === 'null' ? 'Nothing' : quotedText(node.text);
}

/** The name of a record, as people write it. */
export function ownerOf({ owner }: RecordContext): string {
  return owner === ROOT ? '.' : owner.slice(0, -1);
}
