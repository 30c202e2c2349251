import type { FileProblem } from '../../model/file-problem.ts';
import type { Format, ReadContext, Reading, ZoneHint } from '../../model/format.ts';
import { matchesGlob } from '../../model/glob.ts';
import type { Name } from '../../model/name.ts';
import type { NameTable } from '../../model/name-table.ts';
import { isPrivateZone } from '../../model/private-zone.ts';
import { quoted } from '../../model/quoted.ts';
import type { ReadFile } from '../../model/report.ts';
import { SourceFile } from '../../model/source-file.ts';
import type { Tree } from '../../model/tree.ts';
import { NO_RECORDS, type ZoneDescription } from '../../model/zone.ts';
import { isBinary, isTextFile, isZoneFile } from './claims.ts';
import { type FindInclude, includeFinder } from './include-finder.ts';
import { withoutIncluded } from './included-paths.ts';
import { type PathFinder, pathFinder } from './path-finder.ts';
import { readServerConfigs, type ServerConfig, type ZoneInView } from './server-config.ts';
import { HEAD_OCTETS, headText } from './zone-entries.ts';
import { ZoneMemory } from './zone-memory.ts';
import { possibleName, zoneNameFromPath, zoneNameFromText } from './zone-name.ts';

/** Files of zones that other formats describe; a policy may list them among a zone's files. */
const OTHER_DESCRIPTION = /\.(?:ya?ml|json|tf|tfvars|hcl)$/i;

/** What is known of a tree beside its zone files. */
interface Surroundings {
  readonly config: ServerConfig;
  readonly finder: PathFinder;
}

/** Zone files in the master-file format (RFC 1035 §5). Each call has its own memory of the files that were read. */
export function bindFormat(): Format {
  const memory = new ZoneMemory();
  const known = new WeakMap<Tree, Surroundings>();
  const surroundingsOf = (tree: Tree) => {
    let found = known.get(tree);
    if (found === undefined) {
      found = { config: readServerConfigs(tree), finder: pathFinder(tree.paths) };
      known.set(tree, found);
    }
    return found;
  };
  return {
    name: 'bind',
    claims: (tree, paths, context) => claims(tree, paths, context, surroundingsOf(tree).config),
    read: (claimed, tree, context) => read(claimed, tree, context, surroundingsOf(tree), memory),
  };
}

function claims(tree: Tree, paths: readonly string[], { hints }: ReadContext, config: ServerConfig): string[] {
  const all = new Set(paths);
  return paths.filter((path) => {
    if (config.configs.has(path) || config.hintFiles.has(path)) return false;
    const candidate = {
      path,
      // Most files end at their name.
      get size() {
        return tree.size(path);
      },
      head: (length: number) => tree.head(path, length),
    };
    if (config.zones.has(path)) return isTextFile(candidate);
    if (!OTHER_DESCRIPTION.test(path) && hintFor(path, hints) !== undefined) return isTextFile(candidate);
    // The signed copy of a zone that is there as it was written.
    if (path.endsWith('.signed') && all.has(path.slice(0, -'.signed'.length))) return false;
    return isZoneFile(candidate);
  });
}

function read(
  claimed: readonly string[],
  tree: Tree,
  context: ReadContext,
  { config, finder }: Surroundings,
  memory: ZoneMemory,
): Reading {
  const remarks = new Set<string>();
  const files: SourceFile[] = [];
  const unread: SourceFile[] = [];
  for (const path of claimed) {
    const file = tree.read(path);
    if (file !== undefined) files.push(file);
    else unread.push(new SourceFile(path, ''));
  }
  const findFor = (file: SourceFile) => includeFinder(tree, finder, config.folders.get(file.path));
  const isKnown = ({ path }: SourceFile) => config.zones.has(path) || hintFor(path, context.hints) !== undefined;
  const zoneFiles = withoutIncluded(files, isKnown, findFor);

  const zones: ZoneDescription[] = [];
  const problems = new Set<FileProblem>();
  const readFiles: ReadFile[] = [];
  zoneFiles.forEach((file, done) => {
    context.progress?.(done, zoneFiles.length);
    if (isBinary(file.bytes.subarray(0, HEAD_OCTETS))) {
      problems.add(notText(file));
      readFiles.push({ file, format: 'bind', zones: [], records: 0 });
      return;
    }
    const described = zonesOf(file, config, context.hints);
    if (described.length === 0) problems.add(zoneUnknown(file));
    const own = described.map((zone) => describe(file, zone, findFor(file)));
    zones.push(...own);
    const records = own.reduce((sum, zone) => sum + zone.records.length, 0);
    readFiles.push({ file, format: 'bind', zones: [...new Set(own.map(({ name }) => name))], records });
  });
  context.progress?.(zoneFiles.length, zoneFiles.length);
  for (const file of unread) {
    remarks.add(
      `${quotedPath(file.path)} could not be read (it may not be opened, or has more than 512 MiB), so nothing is known of what it holds.`,
    );
    const own = zonesOf(file, config, context.hints).map((zone) => unknownZone(file, zone, context.names));
    zones.push(...own);
    readFiles.push({ file, format: 'bind', zones: own.map(({ name }) => name), records: 0, isUnread: true });
  }
  return { zones, problems: [...problems], files: readFiles, remarks: [...remarks] };

  function describe(
    file: SourceFile,
    { name: written, view, private: inPrivateView }: ZoneInView,
    find: FindInclude,
  ): ZoneDescription {
    const { names } = context;
    const name = names.name(names.intern(written));
    const remembered = memory.read(file, name, names, find);
    for (const problem of remembered.reading.problems) problems.add(problem);
    for (const remark of remembered.reading.remarks) remarks.add(remark);
    // Tooling may put a zone together from parts of which none has an SOA: a part is not the whole zone, and to say
    // that what it lacks does not exist would be false. NS at the apex is a sign that only the SOA is put before it.
    const authoritative = authorityOf(name, file.path, context.hints) ?? remembered.isWhole;
    const isPublic = inPrivateView !== true && !isPrivateZone(name) && !remembered.isLocal;
    return memory.describe(remembered, { name, view, authoritative, public: isPublic, file });
  }
}

/** A zone of which nothing is known but that it is there: what it holds is unknown, never absent. */
function unknownZone(file: SourceFile, { name: written, view }: ZoneInView, names: NameTable): ZoneDescription {
  const name = names.name(names.intern(written));
  return {
    name,
    view,
    authoritative: true,
    public: !isPrivateZone(name),
    file,
    files: [file],
    records: NO_RECORDS,
    holes: [{ name, below: true, reason: `the file ${quotedPath(file.path)} could not be read` }],
  };
}

/** The zones that a file describes: the server says it, or the policy, or the file itself, or its name. */
function zonesOf(file: SourceFile, config: ServerConfig, hints: readonly ZoneHint[]): readonly ZoneInView[] {
  const configured = config.zones.get(file.path);
  if (configured !== undefined) return configured;
  const hinted = hintFor(file.path, hints)?.name;
  const name =
    (hinted === undefined ? undefined : possibleName(hinted)) ??
    zoneNameFromText(headText(file.bytes.subarray(0, HEAD_OCTETS))) ??
    zoneNameFromPath(file.path);
  return name === undefined ? [] : [{ name, view: undefined }];
}

function hintFor(path: string, hints: readonly ZoneHint[]): ZoneHint | undefined {
  return hints.find(({ files }) => files.some((pattern) => matchesGlob(pattern, path)));
}

/** What the policy says of the whole zone, or of this file of it. */
function authorityOf(zone: Name, path: string, hints: readonly ZoneHint[]): boolean | undefined {
  const hint = hints.find(
    ({ name, files }) => name === zone && (files.length === 0 || files.some((pattern) => matchesGlob(pattern, path))),
  );
  return hint?.authoritative;
}

function notText(file: SourceFile): FileProblem {
  return {
    rule: 'record-unreadable',
    place: { file, start: 0, end: 0 },
    subject: file.path,
    message: `${quotedPath(file.path)} is named as a zone file but holds no text, so nothing of it can be read.`,
    advice: 'Put the text of the zone here. Of BIND’s raw format, named-compilezone -f raw -F text makes text.',
  };
}

function zoneUnknown(file: SourceFile): FileProblem {
  const end = file.text.search(/[\r\n]|$/);
  return {
    rule: 'record-unreadable',
    place: { file, start: 0, end },
    // Not judged is not wrong: it may be a part that a tool puts into a zone.
    severity: 'notice',
    subject: file.path,
    message: `Nothing says which zone ${quotedPath(file.path)} describes, so its records are not judged.`,
    advice:
      'Begin the file with the zone’s name, such as `$ORIGIN example.com.`, or name the file after the zone, such as ' +
      `\`example.com.zone\`, or say it in dns-mail-gate.yml: \`zones: { example.com: { files: [${JSON.stringify(file.path)}] } }\`.`,
  };
}

function quotedPath(path: string): string {
  return quoted(Buffer.from(path, 'utf8').toString('latin1'));
}
