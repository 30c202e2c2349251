import { type Failure, failure } from '../convert.ts';
import { type JsonNode, parseJson } from '../json.ts';
import { parseDecimal } from '../number.ts';
import { placesOf, sliceText, text, textAt } from '../string-value.ts';
import { bool, list, nullValue, number, object, type StringValue, tuple, type Value } from '../value.ts';
import { decodeCsv } from './csv.ts';
import { fixed, type HclFunction } from './define.ts';
import { jsonText } from './json-text.ts';
import { decodeYaml } from './yaml.ts';

/** Octets as text, where they are valid UTF-8. */
const strict = new TextDecoder('utf-8', { fatal: true });

/** The functions between texts and what they encode. */
export const ENCODING_FUNCTIONS: Readonly<Record<string, HclFunction>> = {
  base64decode: fixed(['string'], ([source]) => {
    if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(source.value.replace(/[\r\n]/g, ''))) {
      return failure('the text is not Base64');
    }
    try {
      return text(strict.decode(Buffer.from(source.value, 'base64')));
    } catch {
      return failure('what the Base64 stands for is no text');
    }
  }),
  base64encode: fixed(['string'], ([source]) => text(Buffer.from(source.value, 'utf8').toString('base64'))),
  csvdecode: fixed(['string'], ([source]) => {
    const rows = decodeCsv(source);
    return 'kind' in rows ? rows : list(rows.map((row) => object(row)));
  }),
  jsondecode: fixed(['string'], ([source]) => {
    const node = parseJson(source.value);
    return node.kind === 'mistake'
      ? failure(`the text is no JSON: ${node.message.replace(/\.$/, '')}`)
      : decoded(node, source);
  }),
  jsonencode: fixed(['known'], ([value]) => {
    const written = jsonText(value);
    return written === undefined ? failure('the value is not known') : text(written);
  }),
  textdecodebase64: fixed(['string', 'string'], ([source, encoding]) => {
    try {
      return text(new TextDecoder(encoding.value, { fatal: true }).decode(Buffer.from(source.value, 'base64')));
    } catch {
      return failure('the text is not in that encoding');
    }
  }),
  urlencode: fixed(['string'], ([source]) =>
    text(
      encodeURIComponent(source.value.replace(/[\ud800-\udfff]/gu, '\ufffd'))
        .replace(/%20/g, '+')
        .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`),
    ),
  ),
  yamldecode: fixed(['string'], ([source]) => decodeYaml(source)),
};

/** The value of JSON, its texts with their places. */
function decoded(node: JsonNode, source: StringValue): Value | Failure {
  const place = placesOf(source, node.start, node.end)[0];
  switch (node.kind) {
    case 'string': {
      if (node.offsets === undefined) return sliceText(source, node.start + 1, node.end - 1);
      return textAt(node.value, placesOf(source, node.start + 1, node.end - 1)[0]);
    }
    case 'number': {
      const value = parseDecimal(node.value);
      return value === undefined ? failure('a number in the JSON is too long') : number(value, place);
    }
    case 'word':
      return node.value === null ? nullValue(place) : bool(node.value, place);
    case 'array': {
      const elements: Value[] = [];
      for (const element of node.elements) {
        const value = decoded(element, source);
        if (value.kind === 'failure') return value;
        elements.push(value);
      }
      return tuple(elements, place);
    }
    default: {
      const entries = new Map<string, Value>();
      for (const { key, value: member } of node.members) {
        const value = decoded(member, source);
        if (value.kind === 'failure') return value;
        entries.set(key.value, value);
      }
      return object(entries, place);
    }
  }
}
