import type { Value } from '../hcl/value.ts';
import type { ConfiguredModule, PlannedObject } from './plan.ts';
import { References } from './references.ts';

/** What leads from one object of a plan to another. */
export class Links {
  readonly #references: References | undefined;
  readonly #objects: readonly PlannedObject[];
  #byAddress: ReadonlyMap<string, PlannedObject> | undefined;

  /** Without a configuration, which some take out of a plan, only the repository's files tell. */
  constructor(configuration: ConfiguredModule | undefined, objects: readonly PlannedObject[]) {
    this.#references = configuration && new References(configuration, objects);
    this.#objects = objects;
  }

  /** The arguments that the configuration gives an object; undefined where nothing tells. */
  argumentsOf(planned: PlannedObject): ReadonlySet<string> | undefined {
    return this.#references?.argumentsOf(planned);
  }

  /**
   * The object that an argument takes its value from: as the plan's references say, else as the files do, for a plan does
   * not tell what local values refer to.
   */
  target(planned: PlannedObject, argument: string, value: Value): PlannedObject | undefined {
    const found = this.#references?.target(planned, argument);
    const address = value.kind === 'unknown' ? value.attribute?.address : undefined;
    if (found !== undefined || address === undefined) return found;
    this.#byAddress ??= new Map(this.#objects.map((one) => [one.address, one]));
    return this.#byAddress.get(address);
  }
}
