import type { GivenPlan, ReadContext } from '../../../model/format.ts';
import { UsageError } from '../../../model/usage-error.ts';
import type { RootModule } from '../hcl/module/evaluate-root.ts';
import type { ModuleReader } from '../hcl/module/module-source.ts';
import type { Plan } from './plan.ts';
import { folderOfPlan, planRoot } from './plan-root.ts';
import { readPlan } from './read-plan.ts';

/** A root module of a plan, and the folder of the tree whose files it stands for. */
export interface PlannedRoot {
  readonly root: RootModule;
  readonly folder: string | undefined;
}

interface PlannedRoots {
  readonly roots: readonly PlannedRoot[];
  readonly remarks: readonly string[];
}

/** The plans of one run, each read once for all trees. */
export class PlanMemory {
  readonly #plans = new Map<GivenPlan, Plan>();
  /** The folder in the first tree that was read, which is head. */
  readonly #folders = new Map<GivenPlan, string | undefined>();

  /**
   * The root modules of all plans as they are in a tree. Where what was there before is asked for, a plan without a
   * state has nothing to say, and the files do. Throws a UsageError for a plan that cannot be read or placed.
   */
  roots(context: ReadContext, folders: readonly string[], reader: ModuleReader): PlannedRoots {
    const roots: PlannedRoot[] = [];
    const remarks: string[] = [];
    const taken = new Set<string>();
    for (const given of context.plans ?? []) {
      const plan = this.#read(given);
      const folder = this.#folder(given, plan, folders, reader);
      const objects = context.planState === 'prior' ? plan.prior : plan.planned;
      if (objects === undefined) continue;
      const root = planRoot(given, plan, objects, folder, reader);
      // Several plans of one folder are workspaces: each describes zones of its own.
      const own = taken.has(root.folder) ? `${root.folder}/${given.file.path}` : root.folder;
      taken.add(own);
      roots.push({ root: { ...root, folder: own, plan: given.file }, folder });
      if (folder === undefined && context.planState !== 'prior') {
        remarks.push(
          `${given.file.path}: no Terraform configuration in the repository is like this plan, so its findings have no other place than the plan itself.`,
        );
      }
    }
    return { roots, remarks };
  }

  #read(given: GivenPlan): Plan {
    let plan = this.#plans.get(given);
    if (plan === undefined) {
      plan = readPlan(given.file);
      this.#plans.set(given, plan);
    }
    return plan;
  }

  #folder(given: GivenPlan, plan: Plan, folders: readonly string[], reader: ModuleReader): string | undefined {
    const isFirst = !this.#folders.has(given);
    const known = given.folder ?? this.#folders.get(given);
    if (known !== undefined && reader.read(known) !== undefined) return known;
    if (given.folder !== undefined && isFirst) {
      throw new UsageError(
        `${given.folder} holds no Terraform configuration that ${given.file.path} could be the plan of.`,
      );
    }
    const found = folderOfPlan(given, plan, folders, reader);
    if (typeof found !== 'string' && found !== undefined) {
      if (!isFirst) return undefined;
      const list = found.slice(0, 5).map((folder) => folder || '.');
      throw new UsageError(
        `${given.file.path} may be the plan of ${list.join(' or of ')}. Say which folder it was made in: --terraform-plan ${list[0]}=${given.file.path}.`,
      );
    }
    this.#folders.set(given, found);
    return found;
  }
}
