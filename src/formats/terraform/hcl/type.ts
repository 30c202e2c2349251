import type { Value } from './value.ts';

/** A type of Terraform's language. `any` is a type that is not known or does not matter. */
export type Type = PrimitiveType | CollectionType | TupleType | ObjectType;
export type PrimitiveType = 'string' | 'number' | 'bool' | 'any';

export interface CollectionType {
  readonly kind: 'list' | 'set' | 'map';
  readonly element: Type;
}

export interface TupleType {
  readonly kind: 'tuple';
  readonly elements: readonly Type[];
}

export interface ObjectType {
  readonly kind: 'object';
  readonly attributes: ReadonlyMap<string, AttributeType>;
}

export interface AttributeType {
  readonly type: Type;
  readonly optional: boolean;
  /** What an optional attribute is where it is left out; null when there is no default. */
  readonly fallback?: Value;
}

/** The type of a value; of what is null or unknown nothing is known. */
export function typeOf(value: Value): Type {
  switch (value.kind) {
    case 'string':
    case 'number':
    case 'bool':
      return value.kind;
    case 'list':
    case 'set':
      return { kind: value.kind, element: typeOfFirst(value.elements) };
    case 'tuple':
      return { kind: 'tuple', elements: value.elements.map(typeOf) };
    case 'map':
      return { kind: 'map', element: typeOfFirst(value.entries.values()) };
    case 'object':
      if (value.missing !== undefined) return 'any';
      return {
        kind: 'object',
        attributes: new Map(
          [...value.entries].map(([name, entry]) => [name, { type: typeOf(entry), optional: false }]),
        ),
      };
    default:
      return 'any';
  }
}

/** Of a collection: all elements are of the same type, but null says nothing of it. */
function typeOfFirst(values: Iterable<Value>): Type {
  for (const value of values) if (value.kind !== 'null' && value.kind !== 'unknown') return typeOf(value);
  return 'any';
}

/** The one type that values of all these types can be converted to, undefined where there is none. */
export function unifyTypes(types: readonly Type[]): Type | undefined {
  let unified: Type | undefined = 'any';
  for (const type of types) {
    unified = unifyTwo(unified, type);
    if (unified === undefined) return undefined;
  }
  return unified;
}

function unifyTwo(a: Type, b: Type): Type | undefined {
  if (a === b || b === 'any') return a;
  if (a === 'any') return b;
  if (typeof a === 'string' || typeof b === 'string') return unifyPrimitives(a, b);
  if (a.kind === 'map' || a.kind === 'object' || b.kind === 'map' || b.kind === 'object') return unifyMappings(a, b);
  return unifySequences(a, b);
}

/** Numbers and bools become strings where a string is among them; a number and a bool have nothing in common. */
function unifyPrimitives(a: Type, b: Type): Type | undefined {
  if (typeof a !== 'string' || typeof b !== 'string') return undefined;
  return a === 'string' || b === 'string' ? 'string' : undefined;
}

function unifySequences(a: Type, b: Type): Type | undefined {
  if (typeof a === 'string' || typeof b === 'string') return undefined;
  if (a.kind === 'tuple' && b.kind === 'tuple' && a.elements.length === b.elements.length) {
    const elements = a.elements.map((type, i) => unifyTwo(type, b.elements[i]));
    return elements.includes(undefined) ? undefined : { kind: 'tuple', elements: elements as Type[] };
  }
  const left = elementType(a);
  const right = elementType(b);
  const element = left === undefined || right === undefined ? undefined : unifyTwo(left, right);
  if (element === undefined) return undefined;
  return { kind: a.kind === 'set' && b.kind === 'set' ? 'set' : 'list', element };
}

function unifyMappings(a: Type, b: Type): Type | undefined {
  if (typeof a === 'string' || typeof b === 'string') return undefined;
  if (a.kind === 'object' && b.kind === 'object' && sameKeys(a, b)) {
    const attributes = new Map<string, AttributeType>();
    for (const [name, { type }] of a.attributes) {
      const unified = unifyTwo(type, b.attributes.get(name)!.type);
      if (unified === undefined) return undefined;
      attributes.set(name, { type: unified, optional: false });
    }
    return { kind: 'object', attributes };
  }
  const isMapping = (type: Type) => typeof type !== 'string' && (type.kind === 'map' || type.kind === 'object');
  if (!isMapping(a) || !isMapping(b)) return undefined;
  const left = elementType(a);
  const right = elementType(b);
  const element = left === undefined || right === undefined ? undefined : unifyTwo(left, right);
  return element === undefined ? undefined : { kind: 'map', element };
}

function sameKeys(a: ObjectType, b: ObjectType): boolean {
  return a.attributes.size === b.attributes.size && [...a.attributes.keys()].every((name) => b.attributes.has(name));
}

/** The type that all elements have or can have. */
function elementType(type: Exclude<Type, PrimitiveType>): Type | undefined {
  if (type.kind === 'tuple') return unifyTypes(type.elements);
  if (type.kind === 'object') return unifyTypes([...type.attributes.values()].map((attribute) => attribute.type));
  return type.element;
}

/** A type as messages name it. */
export function describeType(type: Type): string {
  if (typeof type === 'string') return type === 'any' ? 'value' : type;
  return type.kind;
}
