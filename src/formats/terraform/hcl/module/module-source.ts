import { posix } from 'node:path';
import type { SourceFile } from '../../../../model/source-file.ts';
import type { Tree } from '../../../../model/tree.ts';
import type { SharedWork } from '../context.ts';
import { type ParsedBody, parseFile } from '../parse.ts';
import { parseJsonFile, parseJsonValues } from '../parse-json.ts';
import type { SyntaxProblem } from '../parser.ts';
import type { Attribute, Block } from '../syntax.ts';

/** What the files of one folder say together, by kind and name. Where something is there twice the first counts. */
export interface ModuleSource {
  readonly folder: string;
  readonly files: readonly SourceFile[];
  readonly variables: ReadonlyMap<string, Block>;
  readonly locals: ReadonlyMap<string, Attribute>;
  readonly outputs: ReadonlyMap<string, Block>;
  readonly calls: ReadonlyMap<string, Block>;
  readonly providers: readonly Block[];
  /** Blocks that say what is no longer in the module, and whether Terraform destroys it. */
  readonly removed: readonly Block[];
  /** By `type.name`. */
  readonly resources: ReadonlyMap<string, Block>;
  readonly data: ReadonlyMap<string, Block>;
  readonly problems: readonly SyntaxProblem[];
}

/** Reads modules of a tree, each folder and each file once. */
export class ModuleReader {
  readonly tree: Tree;
  /** What was spent on evaluating modules of the tree. */
  readonly work: SharedWork = { done: 0 };
  readonly #parsed: WeakMap<SourceFile, ParsedBody>;
  readonly #sources = new Map<string, ModuleSource>();
  readonly #folders = new Map<string, string[]>();

  /** `parsed` is kept by who reads two trees, so that files that both have are parsed once. */
  constructor(tree: Tree, parsed: WeakMap<SourceFile, ParsedBody> = new WeakMap()) {
    this.tree = tree;
    this.#parsed = parsed;
    for (const path of tree.allPaths ?? tree.paths) {
      if (!isConfiguration(path) && !isValues(path)) continue;
      const folder = folderOf(path);
      const paths = this.#folders.get(folder);
      if (paths === undefined) this.#folders.set(folder, [path]);
      else paths.push(path);
    }
  }

  /** Every folder that has a `.tf` or `.tf.json` file among the paths that were asked for, sorted. */
  get folders(): readonly string[] {
    return [...new Set(this.tree.paths.filter(isConfiguration).map(folderOf))].sort();
  }

  /** The module of a folder; undefined where there is none. */
  read(folder: string): ModuleSource | undefined {
    let source = this.#sources.get(folder);
    if (source === undefined) {
      const files = this.#files(folder, isConfiguration);
      if (files.length === 0) return undefined;
      source = combine(folder, files, (file) => this.parse(file));
      this.#sources.set(folder, source);
    }
    return source;
  }

  parse(file: SourceFile): ParsedBody {
    let parsed = this.#parsed.get(file);
    if (parsed === undefined) {
      const { path } = file;
      parsed = path.endsWith('.tfvars.json')
        ? parseJsonValues(file)
        : path.endsWith('.json')
          ? parseJsonFile(file)
          : parseFile(file);
      this.#parsed.set(file, parsed);
    }
    return parsed;
  }

  /** The files with values that Terraform reads by itself in a folder; a later one counts before an earlier one. */
  valueFiles(folder: string): readonly SourceFile[] {
    const files = this.#files(folder, isValues);
    const rank = (file: SourceFile) => {
      const name = posix.basename(file.path);
      return name === 'terraform.tfvars' ? 0 : name === 'terraform.tfvars.json' ? 1 : 2;
    };
    return [...files].sort((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1));
  }

  #files(folder: string, isWanted: (path: string) => boolean): readonly SourceFile[] {
    const paths = this.#folders.get(folder) ?? [];
    return paths.filter(isWanted).flatMap((path) => this.tree.read(path) ?? []);
  }
}

export function folderOf(path: string): string {
  const folder = posix.dirname(path);
  return folder === '.' ? '' : folder;
}

/** Whether a file is part of a Terraform module. Editors' files that begin with a period are not. */
export function isConfiguration(path: string): boolean {
  return /(?:^|\/)[^./#~][^/]*\.tf(?:\.json)?$/.test(path);
}

function isValues(path: string): boolean {
  return /(?:^|\/)(?:terraform|[^/]+\.auto)\.tfvars(?:\.json)?$/.test(path);
}

function isOverride({ path }: SourceFile): boolean {
  return /(?:^|\/|_)override\.tf(?:\.json)?$/.test(path);
}

function combine(folder: string, files: readonly SourceFile[], parse: (file: SourceFile) => ParsedBody): ModuleSource {
  const source = {
    folder,
    files,
    variables: new Map<string, Block>(),
    locals: new Map<string, Attribute>(),
    outputs: new Map<string, Block>(),
    calls: new Map<string, Block>(),
    providers: [] as Block[],
    removed: [] as Block[],
    resources: new Map<string, Block>(),
    data: new Map<string, Block>(),
    problems: [] as SyntaxProblem[],
  };
  const byType: Readonly<Record<string, Map<string, Block>>> = {
    data: source.data,
    module: source.calls,
    output: source.outputs,
    resource: source.resources,
    variable: source.variables,
  };
  const add = (block: Block, overrides: boolean) => {
    if (block.type === 'provider') source.providers.push(block);
    else if (block.type === 'removed') source.removed.push(block);
    else if (block.type === 'locals') {
      for (const [name, local] of block.body.attributes) {
        if (overrides || !source.locals.has(name)) source.locals.set(name, local);
      }
    } else if (Object.hasOwn(byType, block.type)) addNamed(byType[block.type], block, overrides, source.problems);
  };
  for (const overrides of [false, true]) {
    for (const file of files) {
      if (isOverride(file) !== overrides) continue;
      const { body, problems } = parse(file);
      source.problems.push(...problems);
      for (const block of body.blocks) add(block, overrides);
    }
  }
  return source;
}

function addNamed(blocks: Map<string, Block>, block: Block, overrides: boolean, problems: SyntaxProblem[]): void {
  const expected = block.type === 'resource' || block.type === 'data' ? 2 : 1;
  if (block.labels.length !== expected) {
    problems.push({
      place: block.header,
      message: `A “${block.type}” block has ${expected === 2 ? 'a type and a name' : 'one name'}, in quotes.`,
    });
    return;
  }
  const name = block.labels.join('.');
  const first = blocks.get(name);
  if (first === undefined) blocks.set(name, block);
  else if (overrides) blocks.set(name, overridden(first, block));
  else {
    problems.push({
      place: block.header,
      message: `There is another ${block.type} block “${name}” in this module; the first one is judged.`,
      advice: 'Give one of them another name.',
    });
  }
}

/** An override replaces arguments one by one, and all nested blocks of each type that it has. */
function overridden(block: Block, override: Block): Block {
  const replaced = new Set(override.body.blocks.map(({ type }) => type));
  const kept = block.body.blocks.filter(({ type }) => !replaced.has(type));
  return {
    ...block,
    body: {
      attributes: new Map([...block.body.attributes, ...override.body.attributes]),
      blocks: [...kept, ...override.body.blocks],
    },
  };
}
