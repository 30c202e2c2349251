import type { Place } from '../../../../model/place.ts';
import { SourceFile } from '../../../../model/source-file.ts';
import type { YamlNode, YamlScalar } from '../../../../yaml/node.ts';
import { readYaml } from '../../../../yaml/tree.ts';
import { type Failure, failure } from '../convert.ts';
import { parseDecimal } from '../number.ts';
import { placesOf, sliceText, text, textAt } from '../string-value.ts';
import { bool, nullValue, number, object, type StringValue, tuple, type Value } from '../value.ts';

/** Of YAML 1.1, as Terraform reads it. */
const TRUE = /^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const FALSE = /^(?:n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const NULL = /^(?:|~|null|Null|NULL)$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const NUMBER = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/;
const PREFIXED = /^0(?:x[0-9a-fA-F]+|o[0-7]+)$/;

/** The value of a YAML document; what stands in it on one line keeps its place. */
export function decodeYaml(source: StringValue): Value | Failure {
  const { documents, problems } = readYaml(new SourceFile('yaml', source.value));
  // Of a key that is there twice the last one counts.
  const mistake = problems.find(({ code }) => code !== 'duplicate-key');
  if (mistake !== undefined) return failure(`the YAML cannot be read: ${mistake.message.replace(/\.$/, '')}`);
  if (documents.length > 1) return failure('the YAML has more than one document');
  return documents.length === 0 ? failure('the YAML is empty') : valueFrom(documents[0], source);
}

function valueFrom(node: YamlNode, source: StringValue): Value | Failure {
  const place = placesOf(source, node.start, node.end)[0];
  if (node.kind === 'scalar') return scalarFrom(node, source, place);
  if (node.kind === 'sequence') {
    const elements: Value[] = [];
    for (const item of node.items) {
      const value = valueFrom(item, source);
      if (value.kind === 'failure') return value;
      elements.push(value);
    }
    return tuple(elements, place);
  }
  const entries = new Map<string, Value>();
  for (const { key, value: member } of node.entries) {
    const value = valueFrom(member, source);
    if (value.kind === 'failure') return value;
    if (key.kind !== 'scalar') return failure('a key of the YAML is a list or a mapping');
    if (key.text === '<<' && key.style === 'plain') {
      if (!('entries' in value)) return failure('“<<” in the YAML takes one mapping');
      for (const [name, merged] of value.entries) entries.set(name, merged);
    } else entries.set(key.text, value);
  }
  return object(entries, place);
}

function scalarFrom(scalar: YamlScalar, source: StringValue, place: Place | undefined): Value | Failure {
  const { text: written, tag, style } = scalar;
  if (tag !== undefined && !/^!!(?:str|bool|int|float|null)$/.test(tag)) {
    return failure(`the tag “${tag.slice(0, 40)}” of the YAML is not known`);
  }
  if (tag === '!!str' || style !== 'plain') return textFrom(scalar, source);
  if (NULL.test(written)) return nullValue(place);
  if (TRUE.test(written)) return bool(true, place);
  if (FALSE.test(written)) return bool(false, place);
  if (DATE.test(written)) return textAt(`${written}T00:00:00Z`, place);
  const value = numberFrom(written);
  if (value !== undefined) return number(value, place);
  return tag === undefined
    ? textFrom(scalar, source)
    : failure(`“${written.slice(0, 40)}” in the YAML is not what its tag says`);
}

function numberFrom(written: string) {
  if (PREFIXED.test(written)) return parseDecimal(BigInt(written).toString());
  return NUMBER.test(written) ? parseDecimal(written) : undefined;
}

function textFrom({ text: written, contentStart, contentEnd }: YamlScalar, source: StringValue): StringValue {
  if (source.value.slice(contentStart, contentEnd) === written) return sliceText(source, contentStart, contentEnd);
  const place = placesOf(source, contentStart, contentEnd)[0];
  return place === undefined ? text(written) : textAt(written, place);
}
