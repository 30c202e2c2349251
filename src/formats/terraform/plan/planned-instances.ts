import type { ResourceInstance } from '../hcl/module/resource.ts';
import { unknown, type Value } from '../hcl/value.ts';
import { POINTER_RESOURCES, RECORD_RESOURCES } from '../providers/index.ts';
import { Links } from './links.ts';
import type { Plan, PlannedObject } from './plan.ts';
import type { PlanPlaces } from './plan-places.ts';
import { plannedAttributes } from './planned-attributes.ts';
import type { WrittenInstances } from './written-instances.ts';

/** Where the instances of one plan come from. */
export interface PlanSources {
  readonly plan: Plan;
  /** Everything that is there, whatever it is: what is wanted may refer to it. */
  readonly all: readonly PlannedObject[];
  readonly written: WrittenInstances;
  readonly places: PlanPlaces;
}

/** The objects of a plan as instances of resources, their values placed where the repository has them. */
export function plannedInstances(wanted: readonly PlannedObject[], sources: PlanSources): ResourceInstance[] {
  const links = new Links(sources.plan.configuration, sources.all);
  const instances = new Map<PlannedObject, ResourceInstance>();
  const open = new Set<PlannedObject>();
  const instanceOf = (planned: PlannedObject): ResourceInstance => {
    let instance = instances.get(planned);
    if (instance === undefined) {
      open.add(planned);
      instance = makeInstance(planned, sources, links, (value, name) => {
        const target = leadsOn(planned, name, value) ? links.target(planned, name, value) : undefined;
        // Terraform refuses circles; a file that has one all the same is followed once around.
        return target === undefined || open.has(target) ? value : linkTo(instanceOf(target), name, value);
      });
      open.delete(planned);
      instances.set(planned, instance);
    }
    return instance;
  };
  return wanted.map(instanceOf);
}

/** Whether it matters what an argument refers to: the zone of a record where its id is not known, and who has an address. */
function leadsOn({ type }: PlannedObject, name: string, { kind }: Value): boolean {
  if (POINTER_RESOURCES.get(type)?.some(({ holder }) => holder?.argument === name) === true) return true;
  return kind === 'unknown' && RECORD_RESOURCES.get(type)?.zone.argument === name;
}

function linkTo(of: ResourceInstance, name: string, value: Value): Value {
  const reason = value.kind === 'unknown' ? value.reason : `it is that of ${of.address}`;
  return unknown(reason, value.kind === 'unknown' ? value.place : undefined, { of, address: of.address, name });
}

function makeInstance(
  planned: PlannedObject,
  { written, places }: PlanSources,
  links: Links,
  link: (value: Value, name: string) => Value,
): ResourceInstance {
  const { address, module, mode, type, name, key, deferred, isForgotten } = planned;
  const source = written.find(address);
  const { file, start, end } = source ?? places.of(address);
  const header = { file, start, end };
  return {
    type: mode === 'data' ? 'data' : 'resource',
    attributes: plannedAttributes(planned, source, header, links, link),
    blocks: [],
    ...header,
    mode,
    resourceType: type,
    name,
    key,
    address,
    module,
    provider: undefined,
    expansion: deferred === undefined ? undefined : unknown(deferred, header),
    ...(isForgotten && { isForgotten }),
  };
}
