import type { Fix } from '../../model/finding.ts';
import { nearest } from '../../model/nearest.ts';
import type { YamlMapping } from '../../yaml/node.ts';
import type { Field } from './fields.ts';
import { type Located, quotedText } from './located.ts';
import type { RecordContext } from './record-context.ts';

/** Keys of a record beside those of its type. */
export const RECORD_KEYS: readonly string[] = ['type', 'ttl', 'value', 'values', 'octodns', 'geo', 'dynamic'];

/** Keys that only look wrong are told up to this many a mapping. */
const MAX_UNKNOWN = 10;

/**
 * Says that a required key is missing, and which of the keys that are there was probably meant. Without such a key the
 * record is unreadable all the same.
 */
export function missingKey(
  context: RecordContext,
  at: Located<YamlMapping>,
  fields: ReadonlyMap<string, Field>,
  missing: string,
  known: readonly string[],
  older?: string,
): void {
  const { type } = context;
  const owner = context.owner.slice(0, -1);
  const wanted = `the ${type.mnemonic} record of ${owner} needs “${missing}”`;
  const outer = [missing, older].map((key) => (key === undefined ? undefined : context.fields.get(key)));
  const misplaced = fields === context.fields ? undefined : outer.find((field) => field !== undefined);
  if (misplaced !== undefined) {
    misplacedKey(context, at, misplaced);
    return;
  }
  const meant = misspelt(fields, missing, known);
  if (meant !== undefined) {
    context.told(meant.key);
    const key = { node: meant.key, file: meant.file };
    context.unreadable({
      rule: 'key-unknown',
      at: key,
      severity: 'error',
      names: [meant.key.text],
      message: `OctoDNS does not know the key ${quotedText(meant.key.text)}; ${wanted}.`,
      advice: `Write \`${missing}\` in its place.`,
      fix: renamed(meant, missing),
    });
    return;
  }
  context.unreadable({
    rule: 'record-unreadable',
    at,
    message: `${wanted[0].toUpperCase()}${wanted.slice(1)}, and it is not there.`,
    advice: `Add \`${missing}:\` with its value.`,
  });
}

/** A key of a value that stands beside the values; it is told once, however many values lack it. */
export function misplacedKey(context: RecordContext, at: Located, { key, file }: Field): void {
  if (context.isTold(key)) {
    context.hole(at, 'a key of its value is missing');
    return;
  }
  context.told(key);
  context.unreadable({
    rule: 'key-unknown',
    at: { node: key, file },
    severity: 'error',
    names: [key.text],
    message: `The key ${quotedText(key.text)} stands beside “type” in the ${context.type.mnemonic} record of ${context.owner.slice(0, -1)}; it belongs into each value, where it is missing.`,
    advice: `Put it one level deeper: below \`value:\`, or into each entry of \`values:\`.`,
  });
}

/** Keys that OctoDNS passes over. Where the record is unreadable because of one, that has been said. */
export function unknownKeys(
  context: RecordContext,
  fields: ReadonlyMap<string, Field>,
  known: readonly string[],
  isReported = false,
): void {
  if (isReported) return;
  let count = 0;
  for (const { key, file } of fields.values()) {
    if (known.includes(key.text) || context.isTold(key) || ++count > MAX_UNKNOWN) continue;
    const near = nearest(key.text, known);
    context.problem({
      rule: 'key-unknown',
      at: { node: key, file },
      severity: 'notice',
      names: [key.text],
      message: `OctoDNS does not know the key ${quotedText(key.text)} in the ${context.type.mnemonic} record of ${context.owner.slice(0, -1)} and passes it over.`,
      advice: near === undefined ? 'Take it away, or write it as a comment.' : `Did you mean “${near}”?`,
    });
  }
}

/** The key among those that are there which is not known and spelt most like the missing one. */
export function misspelt(
  fields: ReadonlyMap<string, Field>,
  missing: string,
  known: readonly string[],
): Field | undefined {
  const strangers = [...fields.keys()].filter((key) => !known.includes(key));
  if (strangers.length > MAX_UNKNOWN) return undefined;
  const near = nearest(missing, strangers);
  return near === undefined ? undefined : fields.get(near);
}

export function renamed({ key, file }: Field, name: string): Fix {
  return {
    description: `Rename the key to “${name}”`,
    edits: [{ place: { file, start: key.start, end: key.end }, text: name }],
  };
}
