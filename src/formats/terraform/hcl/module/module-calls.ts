import type { Place } from '../../../../model/place.ts';
import { fail, type Run } from '../context.ts';
import { evaluate } from '../evaluate.ts';
import type { ProblemLog } from '../problem-log.ts';
import type { Block } from '../syntax.ts';
import { object, tuple, unknown, type Value } from '../value.ts';
import { evaluateBlock } from './evaluate-block.ts';
import { type Copy, type Expansion, expand, unknownCopies } from './expand.ts';
import { keySuffix, ModuleInstance } from './module-instance.ts';
import type { ModuleReader } from './module-source.ts';
import type { RemoteModule } from './resource.ts';
import { localFolder, sourceOf } from './roots.ts';

/** Modules that a root module may come to; a module that calls two others, and so on, doubles at each step. */
const MAX_MODULES = 20_000;

/** What one call comes to. */
interface Called {
  readonly modules: readonly ModuleInstance[];
  readonly value: Value;
}

/** The module calls of a root module and of the modules below it, each followed once. */
export class ModuleCalls {
  readonly remote: RemoteModule[] = [];
  readonly #reader: ModuleReader;
  readonly #run: Run;
  readonly #problems: ProblemLog;
  readonly #called = new Map<ModuleInstance, Map<string, Called>>();
  /** The folders from the root to a module. */
  readonly #chains = new Map<ModuleInstance, ReadonlySet<string>>();
  readonly #open = new Set<string>();
  #count = 0;

  constructor(reader: ModuleReader, run: Run, problems: ProblemLog) {
    this.#reader = reader;
    this.#run = run;
    this.#problems = problems;
  }

  /** The module and everything that it calls, callers first. */
  all(root: ModuleInstance): readonly ModuleInstance[] {
    const modules = [root];
    for (let i = 0; i < modules.length; i++) {
      for (const name of modules[i].source.calls.keys()) {
        for (const module of this.#call(modules[i], name)?.modules ?? []) modules.push(module);
      }
    }
    return modules;
  }

  /** `module.NAME` in a module; undefined where there is no such call. */
  valueOf(caller: ModuleInstance, name: string): Value | undefined {
    return this.#call(caller, name)?.value;
  }

  #call(caller: ModuleInstance, name: string): Called | undefined {
    const block = caller.source.calls.get(name);
    if (block === undefined) return undefined;
    const calls = this.#called.get(caller) ?? new Map<string, Called>();
    this.#called.set(caller, calls);
    const known = calls.get(name);
    if (known !== undefined) return known;
    const address = `${caller.address === '' ? '' : `${caller.address}.`}module.${name}`;
    if (this.#open.has(address)) {
      const message = `Whether and how often the module “${name}” is called depends on the module itself.`;
      return { modules: [], value: fail(caller.context, block.header, message) };
    }
    this.#open.add(address);
    const called = this.#follow(caller, block, name, address);
    this.#open.delete(address);
    calls.set(name, called);
    return called;
  }

  #follow(caller: ModuleInstance, block: Block, name: string, address: string): Called {
    const written = sourceOf(block);
    const folder = localFolder(caller.source.folder, written);
    const expansion = expand(block.body, caller.context);
    if (folder === undefined) return this.#followRemote(block, name, address, expansion);
    const chain = this.#chains.get(caller) ?? new Set([caller.source.folder]);
    const place = block.body.attributes.get('source')?.value ?? block.header;
    const source = this.#reader.read(folder);
    if (source === undefined)
      return this.#refuse(caller, place, `There is no module at “${written}” in the repository.`);
    if (chain.has(folder))
      return this.#refuse(caller, place, `The module at “${written}” calls itself, directly or through others.`);
    this.#count += expansion.copies.length;
    if (this.#count > MAX_MODULES)
      return this.#refuse(caller, place, `More than ${MAX_MODULES} modules are called in all.`);
    const modules = expansion.copies.map((copy) =>
      this.#instance(caller, block, source, `${address}${suffixOf(copy)}`, copy),
    );
    for (const module of modules) this.#chains.set(module, new Set([...chain, folder]));
    return { modules, value: valueFrom(expansion, modules.map(outputsOf), block.header) };
  }

  #instance(
    caller: ModuleInstance,
    block: Block,
    source: ModuleInstance['source'],
    address: string,
    { context }: Copy,
  ) {
    const { attributes } = block.body;
    const module: ModuleInstance = new ModuleInstance(source, address, {
      run: this.#run,
      problems: this.#problems,
      input: (name) => {
        const argument = attributes.get(name);
        return argument === undefined ? undefined : evaluate(argument.value, context);
      },
      noInput: (name) =>
        fail(caller.context, block.header, `This call gives the module no value for its variable “${name}”.`),
      call: (name) => this.valueOf(module, name),
    });
    return module;
  }

  #followRemote(block: Block, name: string, address: string, expansion: Expansion): Called {
    const objects = expansion.copies.map((copy) => {
      const remote: RemoteModule = {
        ...evaluateBlock(block.type, block.header, block.body, copy.context),
        name,
        key: copy.key,
        address: `${address}${suffixOf(copy)}`,
        source: sourceOf(block),
        expansion: copy.expansion,
      };
      this.remote.push(remote);
      return outputsOfRemote(remote);
    });
    return { modules: [], value: valueFrom(expansion, objects, block.header) };
  }

  #refuse(caller: ModuleInstance, place: Place, message: string): Called {
    return { modules: [], value: fail(caller.context, place, message) };
  }
}

function suffixOf({ key, expansion }: Copy): string {
  return expansion === undefined ? keySuffix(key) : '';
}

/** One object, or as many as there are calls. */
function valueFrom(expansion: Expansion, objects: readonly Value[], place: Place): Value {
  if (expansion.unknown !== undefined) return unknownCopies(expansion, objects, place);
  if (expansion.kind === 'single') return objects[0];
  if (expansion.kind === 'count') return tuple(objects, place);
  return object(new Map(objects.map((one, i) => [String(expansion.copies[i].key), one])), place);
}

/** Outputs are evaluated one by one, when they are asked for. */
function outputsOf(module: ModuleInstance): Value {
  return { ...object(new Map()), missing: (name) => module.output(name) };
}

function outputsOfRemote(remote: RemoteModule): Value {
  const { address, file, start, end } = remote;
  return {
    ...object(new Map()),
    missing: (name) =>
      unknown(`the module ${address} is not in the repository`, { file, start, end }, { of: remote, address, name }),
  };
}
