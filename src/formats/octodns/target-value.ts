import { endsWithDot, type Name, ROOT } from '../../model/name.ts';
import type { YamlScalar } from '../../yaml/node.ts';
import { isMapping, isScalar, type Located, quotedText } from './located.ts';
import { readName } from './names.ts';
import { pythonKind } from './python-scalar.ts';
import type { RecordContext } from './record-context.ts';
import { misread, ownerOf, shown } from './shown.ts';

/** A domain name; OctoDNS takes it as absolute whether or not it ends in a dot. */
export function readTarget(context: RecordContext, at: Located, dots: Located<YamlScalar>[]): Name | undefined {
  const text = isScalar(at) && pythonKind(at.node) === 'text' ? at.node.text : undefined;
  if (text === undefined || text === '') {
    if (isMapping(at)) misplacedMapping(context, at);
    else {
      context.unreadable({
        rule: 'record-unreadable',
        at,
        message: `${shown(at)} stands where the ${context.type.mnemonic} record of ${ownerOf(context)} needs a domain name.`,
        advice: misread(at),
      });
    }
    return undefined;
  }
  if (text === '.') return ROOT;
  const isAbsolute = endsWithDot(text);
  const { name, defect } = readName(isAbsolute ? text.slice(0, -1) : text);
  if (defect !== undefined) {
    context.unreadable({
      rule: 'record-unreadable',
      at,
      message: `The ${context.type.mnemonic} record of ${ownerOf(context)} points to ${shown(at)}, which ${defect}.`,
    });
    return undefined;
  }
  if (!isAbsolute) dots.push(at as Located<YamlScalar>);
  return name;
}

/** A mapping where a text or a name belongs: mostly a key too many. */
export function misplacedMapping(context: RecordContext, at: Located): void {
  const { type } = context;
  const first = isMapping(at) ? at.node.entries[0]?.key : undefined;
  const key = first?.kind === 'scalar' ? first.text : undefined;
  const what = type.shape === 'text' ? 'plain texts' : 'plain names';
  context.unreadable({
    rule: 'key-unknown',
    at: first === undefined ? at : { node: first, file: at.file },
    severity: 'error',
    names: key === undefined ? undefined : [key],
    message:
      key === undefined
        ? `${shown(at)} stands where the ${type.mnemonic} record of ${ownerOf(context)} needs a value.`
        : `The key ${quotedText(key)} stands inside a value of the ${type.mnemonic} record of ${ownerOf(context)}; values of this type are ${what}.`,
    advice: `Write the ${type.shape === 'text' ? 'text' : 'name'} itself after the hyphen in \`values\`, or after \`value:\`.`,
  });
}
