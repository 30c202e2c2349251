import type { ResourceInstance } from '../hcl/module/resource.ts';
import type { UnknownValue } from '../hcl/value.ts';
import type { ConfiguredModule, PlannedObject } from './plan.ts';
import { References } from './references.ts';

/** What a planned configuration says of its resources beside their values. */
export class Links {
  readonly #references: References | undefined;
  readonly #zones: ReadonlyMap<string, ResourceInstance>;

  /** Without a configuration, which some take out of a plan, only the repository's files tell. */
  constructor(configuration: ConfiguredModule | undefined, zones: readonly ResourceInstance[]) {
    this.#references = configuration && new References(configuration, zones);
    this.#zones = new Map(zones.map((zone) => [zone.address, zone]));
  }

  /** The arguments that the configuration gives a resource; undefined where nothing tells. */
  argumentsOf(planned: PlannedObject): ReadonlySet<string> | undefined {
    return this.#references?.argumentsOf(planned);
  }

  /**
   * The zone that an argument names by an id which is not known yet: as the plan's references say, else as the files do,
   * for a plan does not tell what local values refer to.
   */
  zoneOf(planned: PlannedObject, argument: string, { attribute }: UnknownValue): ResourceInstance | undefined {
    const found = this.#references?.target(planned, argument);
    return found ?? (attribute === undefined ? undefined : this.#zones.get(attribute.address));
  }
}
