import type { Edit } from '../model/finding.ts';
import { absolute, endsWithDot, lowerCase, type Name, plain } from '../model/name.ts';
import type { Place } from '../model/place.ts';

/** A name inside a record's data as its file has it. */
export interface WrittenName {
  readonly place: Place;
  readonly text: string;
  /** Whether a zone's name was appended because the final dot is missing (RFC 1035 §5.1). */
  readonly relative: boolean;
}

/** How a record's target is written; undefined where the file has no text for it. */
export function writtenName(name: Name, place: Place | undefined): WrittenName | undefined {
  if (place === undefined) return undefined;
  const text = place.file.slice(place.start, place.end);
  // Anything else that differs from the name is an expression of its format.
  const relative = !endsWithDot(text) && absolute(text) !== name && name.startsWith(`${lowerCase(text)}.`);
  return { place, text, relative };
}

/** OctoDNS reads a name without its final dot, but wants one. */
const WANTS_DOT = /\.ya?ml$/;

/**
 * An edit that puts another name there, written as its neighbour is: without the final dot where the format has none.
 * Undefined where the file has an expression instead of a name, or a format would have to escape the new one.
 */
export function renaming(written: WrittenName | undefined, name: Name, other: Name): Edit | undefined {
  if (written === undefined || !/^[a-z0-9._-]+$/.test(other)) return undefined;
  const { text, place, relative } = written;
  if (!relative && absolute(text) !== name) return undefined;
  const takesDot = relative || endsWithDot(text) || WANTS_DOT.test(place.file.path);
  return { place, text: takesDot ? other : plain(other) };
}
