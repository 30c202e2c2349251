import { absolute } from '../../model/name.ts';
import { type ConfiguredZone, type IncludeConfig, inDirectory, MAX_CONFIG_DEPTH } from './configured-zone.ts';

/** What a `zone:` or `pattern:` clause says that matters here. */
interface Clause {
  readonly config: string;
  name: string | undefined;
  zonefile: string | undefined;
  /** The zone is fetched from another server. */
  transferred: boolean;
  readonly patterns: string[];
}

/** The zones of an nsd.conf and of the files that it includes; reads what it can of broken text. */
export function readNsdConf(path: string, text: string, include: IncludeConfig): ConfiguredZone[] {
  const zones: Clause[] = [];
  const patterns = new Map<string, Clause>();
  let zonesDirectory: string | undefined;
  let clause: Clause | undefined;
  let isPattern = false;

  function enter(config: string, source: string, depth: number): void {
    for (const [key, value] of attributes(source)) {
      switch (key) {
        case 'zone':
        case 'pattern':
          clause = { config, name: undefined, zonefile: undefined, transferred: false, patterns: [] };
          isPattern = key === 'pattern';
          if (!isPattern) zones.push(clause);
          break;
        case 'name':
          if (clause === undefined) break;
          clause.name = value;
          if (isPattern) patterns.set(value, clause);
          break;
        case 'zonefile':
          if (clause !== undefined) clause.zonefile = value;
          break;
        case 'request-xfr':
          if (clause !== undefined) clause.transferred = true;
          break;
        case 'include-pattern':
          clause?.patterns.push(value);
          break;
        case 'zonesdir':
          zonesDirectory = value;
          break;
        case 'include':
          if (depth < MAX_CONFIG_DEPTH)
            for (const file of include(value, config)) enter(file.path, file.text, depth + 1);
          break;
        case 'server':
        case 'key':
        case 'remote-control':
          clause = undefined;
          break;
      }
    }
  }

  enter(path, text, 0);
  return zones.flatMap((zone): ConfiguredZone[] => {
    const settings = resolved(zone, patterns);
    if (zone.name === undefined || settings.zonefile === undefined) return [];
    const file = expanded(settings.zonefile, zone.name);
    if (file === undefined) return [];
    const role = settings.transferred ? 'secondary' : 'primary';
    const name = absolute(zone.name);
    return [{ name, view: undefined, file: inDirectory(zonesDirectory, file), role, config: zone.config }];
  });
}

/** The clause's own settings, else those of the patterns it includes; each pattern counts once, or loops would not end. */
function resolved(clause: Clause, patterns: ReadonlyMap<string, Clause>): Pick<Clause, 'zonefile' | 'transferred'> {
  let { zonefile, transferred } = clause;
  const clauses = new Set([clause]);
  // A set is walked in order and grows while it is walked.
  for (const { patterns: names } of clauses) {
    for (const name of names) {
      const pattern = patterns.get(name);
      if (pattern === undefined) continue;
      clauses.add(pattern);
      zonefile ??= pattern.zonefile;
      transferred ||= pattern.transferred;
    }
  }
  return { zonefile, transferred };
}

/** NSD writes the zone's name for `%s`; its other letters (parts of the name) cannot be told from here. */
function expanded(zonefile: string, name: string): string | undefined {
  const file = zonefile.replaceAll('%s', name.replace(/(.)\.$/, '$1'));
  return file.includes('%') ? undefined : file;
}

/** `key: value` pairs in order; a section header is a key with the empty value. */
function* attributes(text: string): Generator<[string, string]> {
  for (const line of text.split('\n')) {
    let key: string | undefined;
    for (const [word, quoted] of line.matchAll(/#.*|"([^"]*)"|[^\s#"]+/g)) {
      if (quoted === undefined && word.startsWith('#')) break;
      if (quoted === undefined && word.length > 1 && word.endsWith(':')) {
        if (key !== undefined) yield [key, ''];
        key = word.slice(0, -1).toLowerCase();
      } else if (key !== undefined) {
        yield [key, quoted ?? word];
        // Further words of the line (addresses, key names) are nothing that is asked for.
        key = undefined;
      }
    }
    if (key !== undefined) yield [key, ''];
  }
}
