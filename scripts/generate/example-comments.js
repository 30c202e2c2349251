// Writes the comment beside an example: what the gate says of the step from its published to its proposed files.
import { writeFileSync } from 'node:fs';
import { commentOn, filesOf } from './comment.js';

const EXAMPLES = new URL('../../examples/', import.meta.url);

/** Writes `comment.md` of one example. */
export async function writeExampleComment(name) {
  const example = new URL(`${name}/`, EXAMPLES);
  const comment = await commentOn(filesOf(new URL('published/', example)), filesOf(new URL('proposed/', example)));
  writeFileSync(new URL('comment.md', example), `${comment}\n`);
}
