// What the gate comments on a change between two trees of files, as it stands on a pull request.
import { readdirSync, readFileSync } from 'node:fs';
import { check } from '../../lib/check.js';
import { offlineResolver } from '../../lib/dns/resolver.js';
import { renderComment } from '../../lib/outputs/comment.js';
import { present } from '../../lib/outputs/present.js';
import { HELP_URL, TOOL_NAME, TOOL_VERSION } from '../../lib/project.js';
import { memoryTree } from '../../lib/run-example.js';

/** The files of a folder (a URL with a final slash) by name. */
export function filesOf(folder) {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]));
}

/** The comment without its marker. */
export async function commentOn(published, proposed) {
  const report = await check({
    head: memoryTree(proposed),
    base: memoryTree(published),
    outside: offlineResolver,
    settings: { failOn: 'error', scope: 'introduced', lookups: 'offline', shard: null },
  });
  const presented = present(report, { tool: { name: TOOL_NAME, version: TOOL_VERSION }, helpUrl: HELP_URL });
  const comment = renderComment(presented, { id: 'example', markerAt: 'last' });
  return comment.replace(/\n*<!-- dns-mail-gate:.*-->\n*$/, '').trim();
}
