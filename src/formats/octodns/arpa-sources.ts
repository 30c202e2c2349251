import type { ReadContext } from '../../model/format.ts';
import { ArpaSource } from './auto-arpa.ts';
import type { ZonePlan } from './zone-plans.ts';

/** The AutoArpa processors of all configurations of a tree. */
export class ArpaSources {
  readonly #context: ReadContext;
  readonly #sources = new Map<string, ArpaSource>();
  readonly #made = new Map<string, ReturnType<ArpaSource['recordSets']>>();

  constructor(context: ReadContext) {
    this.#context = context;
  }

  feed(plan: ZonePlan, sets: Parameters<ArpaSource['feed']>[1]): void {
    for (const id of plan.feeds) this.#source(plan, id)?.feed(plan.zone, sets);
  }

  /** The record sets that one AutoArpa brings to a zone. */
  recordSets(plan: ZonePlan, id: string, plans: readonly ZonePlan[]) {
    const key = keyOf(plan, id);
    let made = this.#made.get(key);
    if (made === undefined) {
      const { names } = this.#context;
      const served = plans.filter(
        ({ config, layers }) =>
          config === plan.config && layers.some((layer) => layer.kind === 'arpa' && layer.id === id),
      );
      made = this.#source(plan, id)?.recordSets(new Set(served.map(({ zone }) => names.intern(zone)))) ?? new Map();
      this.#made.set(key, made);
    }
    return made.get(this.#context.names.intern(plan.zone)) ?? [];
  }

  /** Whether all zones whose addresses make this one are known in whole. */
  isWhole(plan: ZonePlan, plans: readonly ZonePlan[]): boolean {
    const ids = plan.layers.flatMap((layer) => (layer.kind === 'arpa' ? [layer.id] : []));
    if (ids.length === 0) return true;
    return plans.every(
      ({ config, feeds, isWhole }) => config !== plan.config || isWhole || !ids.some((id) => feeds.includes(id)),
    );
  }

  #source(plan: ZonePlan, id: string): ArpaSource | undefined {
    const key = keyOf(plan, id);
    const provider = plan.config?.providers.get(id);
    if (provider?.kind !== 'arpa') return undefined;
    let source = this.#sources.get(key);
    if (source === undefined) {
      source = new ArpaSource(provider, this.#context.names);
      this.#sources.set(key, source);
    }
    return source;
  }
}

function keyOf({ config }: ZonePlan, id: string): string {
  return `${config?.file.path ?? ''} ${id}`;
}
