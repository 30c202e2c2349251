import { appendFileSync, writeFileSync } from 'node:fs';

/** Text that may be longer than a string can be. Not any iterable: a string is one of its characters. */
export type Pieces = readonly string[] | Generator<string>;

/** Writes a file piece by piece, in the place of one that is there. Throws what the file system says. */
export function writePieces(file: string, pieces: Pieces): void {
  writeFileSync(file, '');
  for (const piece of pieces) appendFileSync(file, piece);
}
