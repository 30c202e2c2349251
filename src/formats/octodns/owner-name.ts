import { isWithin, MAX_NAME_LENGTH, type Name, plain, ROOT } from '../../model/name.ts';
import type { YamlScalar } from '../../yaml/node.ts';
import { type Located, placeOf, quotedText } from './located.ts';
import { readName } from './names.ts';
import { pythonKind, pythonText } from './python-scalar.ts';
import type { ZoneContext } from './record-context.ts';

/**
 * The absolute name that a key of a zone file stands for. What OctoDNS or the DNS refuses is said, and undefined; what
 * YAML makes another name of is said as well.
 */
export function ownerName(context: ZoneContext, key: Located<YamlScalar>): Name | undefined {
  const { zone } = context;
  const written = key.node.text;
  const kind = pythonKind(key.node);
  const text = kind === 'text' ? written : kind === 'null' ? '' : pythonText(key.node);
  if (text === '') return zone;
  if (text !== written && text.toLowerCase() !== written.toLowerCase()) misread(context, key, text);
  if (text === '@') atSign(context, key);
  if (text.endsWith('.')) {
    const inZone = relativeName(text, zone);
    refuse(
      context,
      key,
      `The name ${quotedText(written)} ends in a dot, but names are written without the zone ${plain(zone)}.`,
      inZone === undefined ? undefined : `Write \`${inZone}\`.`,
    );
    return undefined;
  }
  const { name, defect } = readName(text);
  if (defect !== undefined) {
    refuse(context, key, `The name ${quotedText(written)} ${defect}.`);
    return undefined;
  }
  const absolute = zone === ROOT ? name : `${name}${zone}`;
  // Escapes make the text longer than the name: only what is too long without them is refused.
  if (absolute.length > MAX_NAME_LENGTH && absolute.replace(/\\(?:[0-9]{3}|.)/g, '_').length - 1 > MAX_NAME_LENGTH) {
    refuse(
      context,
      key,
      `The name ${quotedText(written)} is too long: with its zone a name has at most ${MAX_NAME_LENGTH} characters.`,
    );
    return undefined;
  }
  return absolute;
}

/** A name of the zone written as a whole, as OctoDNS wants it. */
function relativeName(text: string, zone: Name): string | undefined {
  const name = text.toLowerCase();
  if (!isWithin(name, zone)) return undefined;
  return name === zone ? "''" : name.slice(0, -zone.length - 1);
}

function refuse(context: ZoneContext, key: Located<YamlScalar>, message: string, advice?: string): void {
  const names = [key.node.text];
  context.log.problem({
    rule: 'record-unreadable',
    place: placeOf(key),
    subject: plain(context.zone),
    names,
    message,
    advice,
  });
}

/** `010`, `1.10`, `1:30` and `on` without quotes are no text. */
function misread({ log, zone }: ZoneContext, key: Located<YamlScalar>, text: string): void {
  const written = key.node.text;
  log.problem({
    rule: 'key-unknown',
    place: placeOf(key),
    subject: plain(zone),
    names: [written],
    severity: 'warning',
    message: `YAML reads the name ${quotedText(written)} as ${quotedText(text)}, so its records are published at ${text}.${plain(zone)}.`,
    advice: `Put it in quotes: \`'${written}'\`.`,
  });
}

function atSign({ log, zone, settings }: ZoneContext, key: Located<YamlScalar>): void {
  log.problem({
    rule: 'key-unknown',
    place: placeOf(key),
    subject: plain(zone),
    names: ['@'],
    severity: settings.lenient ? 'warning' : 'error',
    message: `OctoDNS does not know the name “@”; the records below it would not be those of ${plain(zone)}.`,
    advice: "Write the empty name, `''`, for the zone itself.",
    fix: { description: 'Write the empty name', edits: [{ place: placeOf(key), text: "''" }] },
  });
}
