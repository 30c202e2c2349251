// Puts a real comment into the README: what the gate says of a one-word typo in the example estate.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { check } from '../../lib/check.js';
import { offlineResolver } from '../../lib/dns/resolver.js';
import { renderComment } from '../../lib/outputs/comment.js';
import { present } from '../../lib/outputs/present.js';
import { HELP_URL, TOOL_NAME, TOOL_VERSION } from '../../lib/project.js';
import { memoryTree } from '../../lib/run-example.js';

const ESTATE = new URL('../../examples/bind/published/', import.meta.url);
const README = new URL('../../README.md', import.meta.url);
const BEGIN = '<!-- comment:begin -->\n';
const END = '<!-- comment:end -->\n';

/** Rewrites the README between its two markers. */
export async function writeReadmeComment() {
  const published = Object.fromEntries(
    readdirSync(ESTATE).map((name) => [name, readFileSync(new URL(name, ESTATE), 'utf8')]),
  );
  const zone = 'example.com.zone';
  const proposed = {
    ...published,
    [zone]: published[zone].replace('include:_spf.example.com', 'nclude:_spf.example.com'),
  };
  const report = await check({
    head: memoryTree(proposed),
    base: memoryTree(published),
    outside: offlineResolver,
    settings: { failOn: 'error', scope: 'introduced', lookups: 'offline', shard: null },
  });
  const presented = present(report, { tool: { name: TOOL_NAME, version: TOOL_VERSION }, helpUrl: HELP_URL });
  const comment = renderComment(presented, { id: 'readme', markerAt: 'last' }).replace(
    /\n*<!-- dns-mail-gate:.*-->\n*$/,
    '',
  );
  const quoted = comment
    .trim()
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
  const readme = readFileSync(README, 'utf8');
  const [before, rest] = readme.split(BEGIN);
  const [, after] = rest.split(END);
  writeFileSync(README, `${before}${BEGIN}${quoted}\n${END}${after}`);
}
