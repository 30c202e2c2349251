import type { Place } from '../../../model/place.ts';
import type { AttributeValue, BlockValue, ResourceInstance } from '../hcl/module/resource.ts';
import { object, tuple, type Value } from '../hcl/value.ts';
import type { Links } from './links.ts';
import { isObject, type PlannedObject } from './plan.ts';
import { plannedValue } from './planned-value.ts';

/** The arguments of an object, each with its value after apply and its place in the files. `link` may lead a value on. */
export function plannedAttributes(
  planned: PlannedObject,
  written: ResourceInstance | undefined,
  header: Place,
  links: Links,
  link: (value: Value, name: string) => Value,
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
    const value = link(plannedValue(json, writtenValue(written, name)), name);
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
