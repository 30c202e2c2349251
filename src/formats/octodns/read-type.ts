import { type Name, plain } from '../../model/name.ts';
import { nearest } from '../../model/nearest.ts';
import type { YamlMapping } from '../../yaml/node.ts';
import { typeNumber } from '../bind/rdata/types.ts';
import { type Field, valueAt } from './fields.ts';
import { misspelt, RECORD_KEYS, renamed } from './key-problems.ts';
import { isScalar, type Located, placeOf, quotedText } from './located.ts';
import { pythonText } from './python-scalar.ts';
import type { ZoneContext } from './record-context.ts';
import { OCTODNS_TYPES, type TypeShape, typeShape } from './record-types.ts';

/** The type of a record; where it has none that OctoDNS knows that is said, and what the name holds is unknown. */
export function readType(
  zone: ZoneContext,
  owner: Name,
  at: Located<YamlMapping>,
  fields: ReadonlyMap<string, Field>,
): TypeShape | undefined {
  const located = valueAt(fields, 'type', zone.includes);
  if (located === undefined || !isScalar(located)) {
    noType(zone, owner, at, fields);
    return undefined;
  }
  const written = pythonText(located.node);
  const shape = typeShape(written);
  if (shape !== undefined) return shape;
  const near = written.toUpperCase() === 'ANAME' ? 'ALIAS' : nearest(written, OCTODNS_TYPES);
  const number = typeNumber(written);
  // A module of its own may know a type of the registry; a word that is no type at all is a slip.
  const isForeign = number > 0 && typeShape(written.toUpperCase()) === undefined;
  zone.log.problem({
    rule: 'record-unreadable',
    place: placeOf(located),
    severity: isForeign ? 'warning' : 'error',
    subject: plain(owner),
    message: `OctoDNS has no record type ${quotedText(written)}, so this record of ${plain(owner)} cannot be published.`,
    advice: near === undefined ? `Write one of ${OCTODNS_TYPES.join(', ')}.` : `Did you mean “${near}”?`,
  });
  const meant = isForeign ? number : near === undefined ? -1 : typeNumber(near);
  hole(zone, owner, at, `its type ${quotedText(written)} is not known`, meant > 0 ? meant : undefined);
  return undefined;
}

function noType(zone: ZoneContext, owner: Name, at: Located<YamlMapping>, fields: ReadonlyMap<string, Field>): void {
  const subject = plain(owner);
  const meant = misspelt(fields, 'type', RECORD_KEYS);
  if (meant !== undefined) {
    zone.log.problem({
      rule: 'key-unknown',
      place: placeOf({ node: meant.key, file: meant.file }),
      severity: 'error',
      subject,
      names: [meant.key.text],
      message: `OctoDNS does not know the key ${quotedText(meant.key.text)}; the record of ${subject} needs “type”.`,
      advice: 'Write `type` in its place.',
      fix: renamed(meant, 'type'),
    });
  } else {
    zone.log.problem({
      rule: 'record-unreadable',
      place: placeOf(at),
      subject,
      message: `A record of ${subject} has no “type”, so nobody can tell what it is.`,
      advice: 'Add `type:`, such as `type: A`.',
    });
  }
  hole(zone, owner, at, 'a record there has no type');
}

function hole({ log }: ZoneContext, name: Name, at: Located, reason: string, type?: number): void {
  log.hole({ name, below: false, type, reason, place: placeOf(at) });
}
