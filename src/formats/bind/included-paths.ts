import type { SourceFile } from '../../model/source-file.ts';
import type { FindInclude } from './include-finder.ts';

const DOLLAR = 0x24;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const DIRECTIVE = '$INCLUDE';
/** Longer file names than any system has. */
const MAX_WRITTEN = 4096;

/**
 * The paths of `files` that are zones of their own: those that no other file includes. Of files that only include one
 * another the first counts as the zone; `known` are zones because something says so.
 */
export function withoutIncluded(
  files: readonly SourceFile[],
  known: (file: SourceFile) => boolean,
  find: (file: SourceFile) => FindInclude,
): SourceFile[] {
  const targets = new Map<SourceFile, readonly SourceFile[]>();
  const includesOf = (file: SourceFile) => {
    let found = targets.get(file);
    if (found === undefined) {
      const written = includedBy(file).map((name) => find(file)(name, file));
      found = written.filter((target) => typeof target !== 'string');
      targets.set(file, found);
    }
    return found;
  };
  const reach = (start: SourceFile, reached: Set<SourceFile>) => {
    const queue = [...includesOf(start)];
    for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
      if (file === start || reached.has(file)) continue;
      reached.add(file);
      queue.push(...includesOf(file));
    }
  };

  // What another file names is included; files that only files outside `files` reach are found through those.
  const included = new Set<SourceFile>();
  for (const file of files) for (const target of includesOf(file)) if (target !== file) included.add(target);
  for (const file of [...included]) reach(file, included);

  const roots = new Set(files.filter((file) => !included.has(file) || known(file)));
  const reached = new Set<SourceFile>();
  for (const file of roots) reach(file, reached);
  for (const file of files) {
    if (roots.has(file) || reached.has(file)) continue;
    roots.add(file);
    reach(file, reached);
  }
  return files.filter((file) => roots.has(file));
}

/**
 * The file names in the `$INCLUDE` directives of a zone file, as written; each once. An indented one counts, though
 * BIND refuses it: the file that it names is meant as a part.
 */
export function includedBy({ bytes }: SourceFile): string[] {
  const octets = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const found = new Set<string>();
  for (let at = octets.indexOf(DOLLAR); at >= 0; at = octets.indexOf(DOLLAR, at + 1)) {
    const end = at + DIRECTIVE.length;
    if (octets.toString('latin1', at, end).toUpperCase() !== DIRECTIVE || !beginsLine(octets, at)) continue;
    const rest = octets.toString('latin1', end, Math.min(octets.length, end + MAX_WRITTEN));
    const match = /^[ \t]+(?:"([^"\r\n]+)"|([^\s";()]+))/.exec(rest);
    if (match !== null) found.add(Buffer.from(match[1] ?? match[2], 'latin1').toString('utf8'));
  }
  return [...found];
}

function beginsLine(octets: Uint8Array, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && (octets[before] === 0x20 || octets[before] === 0x09)) before--;
  const isMark = before === 2 && octets[0] === 0xef && octets[1] === 0xbb && octets[2] === 0xbf;
  return before < 0 || octets[before] === NEWLINE || octets[before] === RETURN || isMark;
}
