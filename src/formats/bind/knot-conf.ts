import { absolute } from '../../model/name.ts';
import { type ConfiguredZone, type IncludeConfig, inDirectory, MAX_CONFIG_DEPTH } from './configured-zone.ts';

/** What an entry of `zone:` or `template:` says that matters here, by key. */
interface Entry {
  readonly config: string;
  readonly values: Map<string, string>;
}

/** The template that holds where an entry names none. */
const DEFAULT_TEMPLATE = 'default';
/** Knot's own default for `file`. */
const DEFAULT_FILE = '%s.zone';

/**
 * The zones of a knot.conf and of the files that it includes. The text is YAML of a simple kind: sections, lists of
 * entries, `key: value`; what is not that is skipped.
 */
export function readKnotConf(path: string, text: string, include: IncludeConfig): ConfiguredZone[] {
  const zones: Entry[] = [];
  const templates = new Map<string, Entry>();

  function enter(config: string, source: string, depth: number): void {
    let section = '';
    let entry: Entry | undefined;
    for (const line of source.split('\n')) {
      const match = /^(\s*)(-\s+)?([A-Za-z-]+):(?:\s+(.*))?$/.exec(withoutComment(line));
      if (match === null) continue;
      const [, indent, dash, key, rest = ''] = match;
      const value = scalar(rest);
      if (indent === '' && dash === undefined) {
        section = key;
        entry = undefined;
        if (key === 'include' && depth < MAX_CONFIG_DEPTH) {
          for (const file of include(value, config)) enter(file.path, file.text, depth + 1);
        }
        continue;
      }
      if (section !== 'zone' && section !== 'template') continue;
      if (dash !== undefined) {
        entry = { config, values: new Map() };
        if (section === 'zone') zones.push(entry);
      }
      entry?.values.set(key, value);
      if (section === 'template' && key === 'id' && entry !== undefined) templates.set(value, entry);
    }
  }

  enter(path, text, 0);
  return zones.flatMap(({ config, values }): ConfiguredZone[] => {
    const domain = values.get('domain');
    if (domain === undefined || domain === '') return [];
    const template = templates.get(values.get('template') ?? DEFAULT_TEMPLATE)?.values;
    const setting = (key: string) => values.get(key) ?? template?.get(key);
    const file = expanded(setting('file') ?? DEFAULT_FILE, domain);
    if (file === undefined) return [];
    const role = setting('master') === undefined ? 'primary' : 'secondary';
    return [{ name: absolute(domain), view: undefined, file: inDirectory(setting('storage'), file), role, config }];
  });
}

/** Knot writes the zone's name for `%s`; its other formatters (parts of the name) cannot be told from here. */
function expanded(file: string, domain: string): string | undefined {
  const text = file.replaceAll('%s', domain.replace(/(.)\.$/, '$1'));
  return text.includes('%') ? undefined : text;
}

/** The line up to a `#` that begins a comment: at its start or after a blank, and in no quotes. */
function withoutComment(line: string): string {
  let quote = '';
  for (let i = 0; i < line.length; i++) {
    const character = line[i];
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") {
      quote = character;
    } else if (character === '#' && (i === 0 || /\s/.test(line[i - 1]))) {
      return line.slice(0, i).trimEnd();
    }
  }
  return line.trimEnd();
}

/** A plain or quoted scalar; of a list its first item. */
function scalar(text: string): string {
  const item = text.startsWith('[') ? text.slice(1).split(/[,\]]/, 1)[0].trim() : text.trim();
  return /^(["']).*\1$/.test(item) ? item.slice(1, -1) : item;
}
