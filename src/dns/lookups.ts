import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Resolver } from '../model/answer.ts';
import { readingTrouble } from '../model/file-trouble.ts';
import { UsageError } from '../model/usage-error.ts';
import type { EarlierDay } from './earlier-answers.ts';
import { type LiveOptions, liveResolver } from './live.ts';
import { readSnapshot } from './read-snapshot.ts';
import { offlineResolver } from './resolver.ts';
import { snapshotResolver } from './snapshot.ts';

/**
 * The resolver for names outside the files: `live` asks DNS, `offline` asks nobody, anything else is the path, from
 * `folder`, of a snapshot file that answers. Throws a UsageError for a file that cannot be read, or a DNS server that cannot be one.
 */
export function resolverFor(lookups: string, folder: string, options: LiveOptions): Resolver {
  if (lookups === 'offline') return offlineResolver;
  if (lookups === 'live') return liveResolver(options);
  const text = readText(lookups, folder, '--lookups takes live, offline or the path of a snapshot file.');
  return snapshotResolver(readSnapshot(text, lookups));
}

/**
 * The snapshot, by its path from `folder`, whose answers those of today are compared with. Throws a UsageError for a
 * file that cannot be read, and where DNS is not asked today.
 */
export function earlierSnapshot(path: string, folder: string, lookups: string): EarlierDay {
  if (lookups !== 'live') {
    throw new UsageError(
      `A snapshot is compared with what DNS answers now, so it goes with live lookups, not with “${lookups}”.`,
    );
  }
  const text = readText(path, folder, 'The snapshot to compare with cannot be read.');
  return { file: path, snapshot: readSnapshot(text, path) };
}

function readText(path: string, folder: string, takes: string): string {
  try {
    const full = resolve(folder, path);
    // A device or a pipe would be read without an end.
    if (!statSync(full).isFile()) throw new Error('it is no file');
    return readFileSync(full, 'utf8');
  } catch (error) {
    throw new UsageError(`${takes} ${path}: ${readingTrouble(error)}.`);
  }
}
