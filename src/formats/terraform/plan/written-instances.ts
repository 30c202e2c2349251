import type { ResourceInstance } from '../hcl/module/resource.ts';
import { withoutKeys } from './address.ts';

/** What the files of the repository come to by themselves, to find the places of planned values in. */
export class WrittenInstances {
  readonly #byAddress: ReadonlyMap<string, ResourceInstance>;
  readonly #byBlock: ReadonlyMap<string, ResourceInstance>;

  constructor(instances: readonly ResourceInstance[]) {
    this.#byAddress = new Map(instances.map((instance) => [instance.address, instance]));
    this.#byBlock = new Map(instances.map((instance) => [withoutKeys(instance.address), instance]));
  }

  /** The instance of an address, else any of the same block: not every key is known without a plan. */
  find(address: string): ResourceInstance | undefined {
    return this.#byAddress.get(address) ?? this.#byBlock.get(withoutKeys(address));
  }
}
