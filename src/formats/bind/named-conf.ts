import { absolute } from '../../model/name.ts';
import { type ConfiguredZone, type IncludeConfig, inDirectory, MAX_CONFIG_DEPTH } from './configured-zone.ts';
import { namedStatements, type Statement } from './named-statements.ts';
import { isPrivateView } from './private-view.ts';

/** The types of a zone whose file is the zone's own data; without a type BIND would refuse, and a file is meant. */
const PRIMARY_TYPES = new Set(['', 'master', 'primary']);

interface View {
  readonly name: string;
  /** Its `match-clients`. */
  clients: readonly Statement[] | undefined;
}

/** Where statements stand. `directory` is the one of `options`, which holds for the whole configuration. */
interface Scope {
  readonly path: string;
  readonly view: View | undefined;
  readonly depth: number;
}

/**
 * The zones of a BIND configuration file and of those that it includes. Reads what it can of broken text; zones of
 * other classes than IN have no files that matter here.
 */
export function readNamedConf(path: string, text: string, include: IncludeConfig): ConfiguredZone[] {
  const found: { zone: Omit<ConfiguredZone, 'view' | 'private'>; view: View | undefined }[] = [];
  const views = new Set<View>();
  const acls = new Map<string, readonly Statement[]>();
  let directory: string | undefined;

  function enter(statements: readonly Statement[], scope: Scope): void {
    for (const { words, block } of statements) {
      const argument = words[1] ?? '';
      switch (words[0].toLowerCase()) {
        case 'options':
          directory = argumentOf(block, 'directory') ?? directory;
          break;
        case 'acl':
          acls.set(argument.toLowerCase(), block);
          break;
        case 'match-clients':
          if (scope.view !== undefined) scope.view.clients = block;
          break;
        case 'include':
          if (scope.depth >= MAX_CONFIG_DEPTH) break;
          for (const file of include(argument, scope.path)) {
            enter(namedStatements(file.text), { ...scope, path: file.path, depth: scope.depth + 1 });
          }
          break;
        case 'view':
          if (isInternetClass(words[2])) enter(block, { ...scope, view: newView(argument) });
          break;
        case 'zone':
          if (isInternetClass(words[2])) enterZone(argument, block, scope);
          break;
      }
    }
  }

  function newView(name: string): View {
    const view = { name, clients: undefined };
    views.add(view);
    return view;
  }

  function enterZone(name: string, block: readonly Statement[], { path: config, view }: Scope): void {
    const file = argumentOf(block, 'file');
    if (file === undefined || file === '') return;
    const type = argumentOf(block, 'type')?.toLowerCase() ?? '';
    const role = type === 'hint' ? 'hint' : PRIMARY_TYPES.has(type) ? 'primary' : 'secondary';
    found.push({ zone: { name: absolute(name), file, role, config }, view });
  }

  enter(namedStatements(text), { path, view: undefined, depth: 0 });
  // The directory and the lists may stand after the zones, and in an included file.
  const hidden = new Set([...views].filter(({ name, clients }) => isPrivateView(name, clients, acls)));
  return found.map(({ zone, view }) => ({
    ...zone,
    view: view?.name,
    private: view !== undefined && hidden.has(view),
    file: inDirectory(directory, zone.file),
  }));
}

function argumentOf(block: readonly Statement[], keyword: string): string | undefined {
  return block.find(({ words }) => words[0].toLowerCase() === keyword)?.words[1];
}

function isInternetClass(word: string | undefined): boolean {
  return word === undefined || word.toLowerCase() === 'in';
}
