import type { Place } from '../../model/place.ts';
import type { RootModule } from './hcl/module/evaluate-root.ts';
import type { AttributeValue, BlockValue, ResourceInstance } from './hcl/module/resource.ts';
import { text } from './hcl/string-value.ts';
import type { Value } from './hcl/value.ts';
import { withoutKeys } from './plan/address.ts';

/**
 * A root module with what the change only makes Terraform forget, as it was before: nothing else takes it away. Its place
 * is the block that forgets it, for the files no longer have its own.
 */
export function withForgotten(root: RootModule, { instances }: RootModule): RootModule {
  const places = new Map(root.forgotten.map(({ address, place }) => [withoutKeys(address), place]));
  const present = new Set(root.instances.map(({ address }) => withoutKeys(address)));
  const forgotten = instances.flatMap((instance) => {
    const address = withoutKeys(instance.address);
    if (instance.mode === 'data' || present.has(address)) return [];
    const place = placeAround(address, places);
    return place === undefined ? [] : [forget(instance, place)];
  });
  return { ...root, instances: [...root.instances, ...forgotten], before: instances };
}

/** Where the resource itself is forgotten, or a module that it is in. */
function placeAround(address: string, places: ReadonlyMap<string, Place>): Place | undefined {
  for (let end = address.length; end > 0; end = address.lastIndexOf('.', end - 1)) {
    const place = places.get(address.slice(0, end));
    if (place !== undefined) return place;
  }
  return undefined;
}

function forget(instance: ResourceInstance, place: Place): ResourceInstance {
  const { mode, resourceType, name, key, address, module, provider, expansion } = instance;
  const own = { mode, resourceType, name, key, address, module, provider };
  return {
    ...blockAt(instance, place),
    ...own,
    ...(expansion && { expansion: unplaced(expansion) }),
    isForgotten: true,
  };
}

function blockAt({ type, attributes, blocks, expansion }: BlockValue, place: Place): BlockValue {
  const { file, start, end } = place;
  return {
    type,
    attributes: new Map([...attributes].map(([name, attribute]) => [name, attributeAt(attribute, place)])),
    blocks: blocks.map((block) => blockAt(block, place)),
    ...(expansion && { expansion: unplaced(expansion) }),
    file,
    start,
    end,
  };
}

function attributeAt({ name, value }: AttributeValue, place: Place): AttributeValue {
  const { file, start, end } = place;
  return { name, value: unplaced(value), namePlace: place, file, start, end };
}

/** A value that is written nowhere any more; what it refers to it still refers to. */
function unplaced<T extends Value>(value: T): T;
function unplaced(value: Value): Value {
  if (value.kind === 'string') return text(value.value);
  if ('elements' in value) return { ...value, elements: value.elements.map(unplaced), place: undefined };
  if ('entries' in value) {
    const entries = new Map([...value.entries].map(([name, entry]) => [name, unplaced(entry)]));
    return { ...value, entries, place: undefined };
  }
  return { ...value, place: undefined };
}
