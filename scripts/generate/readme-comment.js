// Puts a real comment into the README: what the gate says of a one-word typo in the example estate.
import { readFileSync, writeFileSync } from 'node:fs';
import { commentOn, filesOf } from './comment.js';

const ESTATE = new URL('../../examples/bind/published/', import.meta.url);
const README = new URL('../../README.md', import.meta.url);
const BEGIN = '<!-- comment:begin -->\n';
const END = '<!-- comment:end -->\n';

/** Rewrites the README between its two markers. */
export async function writeReadmeComment() {
  const published = filesOf(ESTATE);
  const zone = 'example.com.zone';
  const proposed = {
    ...published,
    [zone]: published[zone].replace('include:_spf.example.com', 'nclude:_spf.example.com'),
  };
  const quoted = (await commentOn(published, proposed))
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
  const readme = readFileSync(README, 'utf8');
  const [before, rest] = readme.split(BEGIN);
  const [, after] = rest.split(END);
  writeFileSync(README, `${before}${BEGIN}${quoted}\n${END}${after}`);
}
