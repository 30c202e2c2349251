import type { Place } from '../../../model/place.ts';
import type { Piece, StringValue } from './value.ts';

const NO_PIECES: readonly Piece[] = [];

/** Text that stands in no file, or that is not worth a place. */
export function text(value: string): StringValue {
  return { kind: 'string', value, pieces: NO_PIECES };
}

/** Text that a stretch of a file gave, character for character where both are equally long. */
export function textAt(value: string, place: Place | undefined): StringValue {
  if (place === undefined || value === '') return { kind: 'string', value, pieces: NO_PIECES };
  return { kind: 'string', value, pieces: [{ start: 0, end: value.length, place }] };
}

/** The part of a string between two UTF-16 offsets; what is left of each piece keeps its place. */
export function sliceText(source: StringValue, start: number, end: number = source.value.length): StringValue {
  if (start === 0 && end === source.value.length) return source;
  const pieces: Piece[] = [];
  for (const piece of source.pieces) {
    const from = Math.max(piece.start, start);
    const to = Math.min(piece.end, end);
    if (from < to) pieces.push({ start: from - start, end: to - start, place: placeWithin(piece, from, to) });
  }
  return { kind: 'string', value: source.value.slice(start, end), pieces };
}

/** Strings one after the other; every piece keeps its place. */
export function joinTexts(parts: readonly StringValue[]): StringValue {
  if (parts.length === 1) return parts[0];
  const pieces: Piece[] = [];
  let offset = 0;
  for (const part of parts) {
    for (const piece of part.pieces) {
      pieces.push(offset === 0 ? piece : { start: piece.start + offset, end: piece.end + offset, place: piece.place });
    }
    offset += part.value.length;
  }
  return { kind: 'string', value: parts.map(({ value }) => value).join(''), pieces };
}

/** A changed text that comes from the same places: offsets stay where the length is the same. */
export function withText(source: StringValue, value: string): StringValue {
  if (value.length === source.value.length) return { kind: 'string', value, pieces: source.pieces };
  const first = source.pieces[0];
  const last = source.pieces[source.pieces.length - 1];
  if (first === undefined || first.place.file !== last.place.file || first.place.start > last.place.end)
    return text(value);
  return textAt(value, { file: first.place.file, start: first.place.start, end: last.place.end });
}

/**
 * The places that a stretch of a string stems from, in the order of the string. Empty where it was computed. An empty
 * stretch gives the place just there.
 */
export function placesOf(source: StringValue, start: number, end: number): Place[] {
  const places: Place[] = [];
  for (const piece of source.pieces) {
    const from = Math.max(piece.start, start);
    const to = Math.min(piece.end, end);
    if (from > to || (from === to && start !== end)) continue;
    const place = placeWithin(piece, from, to);
    const last = places[places.length - 1];
    if (last !== undefined && last.file === place.file && last.end === place.start) {
      places[places.length - 1] = { file: last.file, start: last.start, end: place.end };
    } else {
      places.push(place);
    }
  }
  return places;
}

/** A piece of another length than its source, an escape, can only be underlined whole. */
function placeWithin({ start, end, place }: Piece, from: number, to: number): Place {
  if (place.end - place.start !== end - start || (from === start && to === end)) return place;
  return { file: place.file, start: place.start + (from - start), end: place.start + (to - start) };
}
