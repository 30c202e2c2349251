import type { Place } from '../../../model/place.ts';
import type { AttributeValue, BlockValue, ResourceInstance } from '../hcl/module/resource.ts';
import { object, tuple, type UnknownValue, unknown, type Value } from '../hcl/value.ts';
import { RECORD_RESOURCES, ZONE_RESOURCES } from '../providers/index.ts';
import { withoutKeys } from './address.ts';
import { Links } from './links.ts';
import { isObject, type Plan, type PlannedObject } from './plan.ts';
import type { PlanPlaces } from './plan-places.ts';
import { plannedValue } from './planned-value.ts';

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

/** The objects of a plan as instances of resources, their values placed where the repository has them. */
export function plannedInstances(
  objects: readonly PlannedObject[],
  { configuration }: Plan,
  written: WrittenInstances,
  places: PlanPlaces,
): ResourceInstance[] {
  const instances = new Map<PlannedObject, ResourceInstance>();
  const make = (one: PlannedObject, links: Links) => {
    const instance = instanceOf(one, written.find(one.address), places, links);
    instances.set(one, instance);
    return instance;
  };
  // Records refer to zones, so zones are made first; what a zone refers to does not matter.
  const zones = objects.filter(({ type }) => ZONE_RESOURCES.has(type));
  const targets = zones.map((one) => make(one, new Links(configuration, [])));
  const links = new Links(configuration, targets);
  return objects.map((one) => instances.get(one) ?? make(one, links));
}

function instanceOf(
  planned: PlannedObject,
  written: ResourceInstance | undefined,
  places: PlanPlaces,
  links: Links,
): ResourceInstance {
  const { address, module, mode, type, name, key, deferred } = planned;
  const { file, start, end } = written ?? places.of(address);
  const header = { file, start, end };
  return {
    type: mode === 'data' ? 'data' : 'resource',
    attributes: attributesOf(planned, written, header, links),
    blocks: [],
    ...header,
    mode,
    resourceType: type,
    name,
    key,
    address,
    module,
    provider: undefined,
    expansion: deferred === undefined ? undefined : (unknown(deferred, header) as UnknownValue),
  };
}

function attributesOf(
  planned: PlannedObject,
  written: ResourceInstance | undefined,
  header: Place,
  links: Links,
): ReadonlyMap<string, AttributeValue> {
  const { values, unknown: open, sensitive } = planned;
  const configured = configuredNames(planned, written, links);
  const known = texts(values, configured);
  const attributes = new Map<string, AttributeValue>();
  for (const name of new Set([...Object.keys(values), ...(isObject(open) ? Object.keys(open) : [])])) {
    const isOpen = isObject(open) && open[name] === true;
    const isComputed = configured !== undefined && !configured.has(name);
    // What the provider adds is not known before it does, and hides nothing that the configuration says.
    if (isComputed && (isOpen || known.has(values[name] as string))) continue;
    const source = written?.attributes.get(name);
    const { file, start, end } = source ?? header;
    const json = {
      value: values[name],
      unknown: isObject(open) ? open[name] : open,
      sensitive: isObject(sensitive) ? sensitive[name] : sensitive,
    };
    const value = linked(plannedValue(json, writtenValue(written, name)), planned, name, links);
    attributes.set(name, { name, value, namePlace: source?.namePlace ?? header, file, start, end });
  }
  return attributes;
}

/** The arguments that the configuration gives; undefined where nothing tells. */
function configuredNames(
  planned: PlannedObject,
  written: ResourceInstance | undefined,
  links: Links,
): ReadonlySet<string> | undefined {
  if (written === undefined) return links.argumentsOf(planned);
  return new Set([...written.attributes.keys(), ...written.blocks.map(({ type }) => type)]);
}

/** The texts that the configuration gives: some providers repeat one under another name. */
function texts(values: PlannedObject['values'], configured: ReadonlySet<string> | undefined): ReadonlySet<string> {
  const found = new Set<string>();
  for (const name of configured ?? []) {
    const value = values[name];
    if (typeof value === 'string' && value !== '') found.add(value);
  }
  return found;
}

/** An argument of the configuration, or its nested blocks of a name as one list, as a plan has them. */
function writtenValue(written: ResourceInstance | undefined, name: string): Value | undefined {
  const attribute = written?.attributes.get(name);
  if (written === undefined || attribute !== undefined) return attribute?.value;
  const blocks = written.blocks.filter(({ type }) => type === name);
  return blocks.length === 0 ? undefined : tuple(blocks.map(blockValue));
}

function blockValue({ attributes, blocks, expansion, file, start, end }: BlockValue): Value {
  if (expansion !== undefined) return { ...expansion, place: { file, start, end } };
  const entries = new Map<string, Value>([...attributes].map(([name, { value }]) => [name, value]));
  for (const { type } of blocks) {
    if (!entries.has(type)) entries.set(type, tuple(blocks.filter((inner) => inner.type === type).map(blockValue)));
  }
  return object(entries, { file, start, end });
}

/** The argument that names the zone leads to the zone although its id is not known yet. */
function linked(value: Value, planned: PlannedObject, name: string, links: Links): Value {
  if (value.kind !== 'unknown' || RECORD_RESOURCES.get(planned.type)?.zone.argument !== name) return value;
  const zone = links.zoneOf(planned, name, value);
  return zone === undefined ? value : { ...value, attribute: { of: zone, address: zone.address, name } };
}
