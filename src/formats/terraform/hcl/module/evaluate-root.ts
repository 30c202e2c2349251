import type { FileProblem } from '../../../../model/file-problem.ts';
import type { SourceFile } from '../../../../model/source-file.ts';
import { type ComputedAttribute, MAX_WORK, Run } from '../context.ts';
import { evaluate } from '../evaluate.ts';
import { type EvaluationProblem, ProblemLog } from '../problem-log.ts';
import type { Attribute, Block } from '../syntax.ts';
import { unknown, type Value } from '../value.ts';
import { evaluateBlock } from './evaluate-block.ts';
import { ModuleCalls } from './module-calls.ts';
import { ModuleInstance } from './module-instance.ts';
import type { ModuleReader } from './module-source.ts';
import { forgottenBy, type Removed } from './removed.ts';
import type { ProviderConfiguration, RemoteModule, ResourceInstance } from './resource.ts';

/** What a root module describes, with all modules of the repository that it calls. */
export interface RootModule {
  readonly folder: string;
  readonly instances: readonly ResourceInstance[];
  readonly providers: readonly ProviderConfiguration[];
  /** Calls of modules that are not in the repository: what they make is not known. */
  readonly remoteModules: readonly RemoteModule[];
  /** The configuration files of the module and of those that it calls. */
  readonly files: readonly SourceFile[];
  readonly problems: readonly FileProblem[];
  /** What Terraform only stops managing. */
  readonly forgotten: readonly Removed[];
  /** Resources and data sources before the change, which something that is forgotten may refer to. */
  readonly before?: readonly ResourceInstance[];
  /** The plan that the instances are of, instead of the files. */
  readonly plan?: SourceFile;
}

const NOTHING: Omit<RootModule, 'folder'> = {
  instances: [],
  providers: [],
  remoteModules: [],
  files: [],
  problems: [],
  forgotten: [],
};

/** Whether the resources of a block are wanted; `aside`: they are, but what is wrong in them is nobody's business. */
export type IsWanted = (resourceType: string, mode: 'managed' | 'data', block: Block) => boolean | 'aside';

/**
 * Evaluates the module in a folder as Terraform would be run there. Of resources only those that are wanted are told, and
 * only what they need is evaluated. Never throws for what the files say.
 */
export function evaluateRoot(
  folder: string,
  reader: ModuleReader,
  isWanted: IsWanted,
  computed?: ComputedAttribute,
): RootModule {
  const source = reader.read(folder);
  if (source === undefined) return { folder, ...NOTHING };
  const run = new Run(reader.tree, folder, reader.work, computed);
  const problems = new ProblemLog();
  const given = givenValues(folder, reader, problems);
  const calls = new ModuleCalls(reader, run, problems);
  const root: ModuleInstance = new ModuleInstance(source, '', {
    run,
    problems,
    input: (name) => {
      const value = given.get(name);
      return value === undefined
        ? undefined
        : evaluate(value.value, { ...root.context, scope: { lookup: () => undefined } });
    },
    noInput: (name, place) => unknown(`no file of the repository gives “var.${name}” a value`, place),
    call: (name) => calls.valueOf(root, name),
  });
  const modules = calls.all(root);

  const instances: ResourceInstance[] = [];
  const providers: ProviderConfiguration[] = [];
  const forgotten: Removed[] = [];
  for (const module of modules) {
    for (const mode of ['managed', 'data'] as const) {
      for (const [name, block] of mode === 'data' ? module.source.data : module.source.resources) {
        const wanted = isWanted(block.labels[0], mode, block);
        if (wanted === false) continue;
        for (const instance of module.instances(mode, name)) {
          instances.push(instance);
          if (wanted === true) tellMistakes(instance, problems);
        }
      }
    }
    for (const block of module.source.providers) providers.push(providerOf(block, module));
    for (const block of module.source.removed) {
      const removed = forgottenBy(block, module.address);
      if (removed !== undefined) forgotten.push(removed);
    }
  }
  const sources = new Set(modules.map((module) => module.source));
  const all = new ProblemLog();
  if (run.isExhausted) all.add(exhausted(source.files[0]));
  for (const one of sources) for (const problem of one.problems) all.add(problem);
  for (const problem of problems.problems) all.add(problem);
  return {
    folder,
    instances,
    providers,
    remoteModules: calls.remote,
    files: [...sources].flatMap(({ files }) => files),
    problems: all.problems.map(fileProblem),
    forgotten,
  };
}

function tellMistakes({ mistakes }: ResourceInstance, log: ProblemLog): void {
  for (const problems of mistakes?.values() ?? []) for (const problem of problems) log.add(problem);
}

/** What the files of values give the variables of a root module. */
function givenValues(folder: string, reader: ModuleReader, problems: ProblemLog): Map<string, Attribute> {
  const given = new Map<string, Attribute>();
  for (const file of reader.valueFiles(folder)) {
    const parsed = reader.parse(file);
    for (const problem of parsed.problems) problems.add(problem);
    for (const [name, attribute] of parsed.body.attributes) given.set(name, attribute);
  }
  return given;
}

function providerOf(block: Block, module: ModuleInstance): ProviderConfiguration {
  const value = evaluateBlock(block.type, block.header, block.body, module.context);
  const alias: Value | undefined = value.attributes.get('alias')?.value;
  const name = block.labels[0] ?? '';
  return { ...value, name: alias?.kind === 'string' ? `${name}.${alias.value}` : name, module: module.address };
}

function exhausted(file: SourceFile): EvaluationProblem {
  return {
    place: { file, start: 0, end: file.text.search(/[\r\n]|$/) },
    message: `The expressions of this module ask for more than ${MAX_WORK} steps; the rest of it is not known.`,
  };
}

function fileProblem({ place: { file, start, end }, message, advice }: EvaluationProblem): FileProblem {
  return { rule: 'record-unreadable', place: { file, start, end }, subject: file.path, message, advice };
}
