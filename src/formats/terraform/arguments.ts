import type { Place } from '../../model/place.ts';
import { convert } from './hcl/convert.ts';
import { type AttributeValue, type BlockValue, blocksOf } from './hcl/module/resource.ts';
import { text } from './hcl/string-value.ts';
import { placeOf, type StringValue, type UnknownValue, type Value } from './hcl/value.ts';
import type { WrittenData } from './provider.ts';

/** The first of several arguments that is given and not null. */
export function argument(block: BlockValue, names: readonly string[]): AttributeValue | undefined {
  for (const name of names) {
    const attribute = block.attributes.get(name);
    if (attribute !== undefined && attribute.value.kind !== 'null') return attribute;
  }
  return undefined;
}

/** Whether an argument is given; a state has an empty text for many that are not. */
export function isGiven(block: BlockValue, name: string): boolean {
  const given = argument(block, [name]);
  return given !== undefined && !(given.value.kind === 'string' && given.value.value === '');
}

/** A value as text, as Terraform would give it to a provider; undefined where it is of another kind. */
export function asText(value: Value): StringValue | UnknownValue | undefined {
  const converted = value.kind === 'null' ? value : convert(value, 'string');
  return converted.kind === 'string' || converted.kind === 'unknown' ? converted : undefined;
}

/** The text of an argument where it is known. */
export function textArgument(block: BlockValue, names: readonly string[]): string | undefined {
  const given = argument(block, names);
  const text = given === undefined ? undefined : asText(given.value);
  return text?.kind === 'string' ? text.value : undefined;
}

/** Whether an argument is true for certain. */
export function isTrue(block: BlockValue, name: string): boolean {
  const value = block.attributes.get(name)?.value;
  return (value?.kind === 'bool' && value.value) || (value?.kind === 'string' && value.value === 'true');
}

/** Where a value is written, and where nothing says it the argument that it is given to. */
export function placeIn(value: Value, { file, start, end }: Place): Place {
  return placeOf(value) ?? { file, start, end };
}

/**
 * One record from the first argument that is there, its preference from another; `fallback` is the one that the provider
 * gives where the argument is left out.
 */
export function single(
  names: readonly string[],
  preference?: string,
  fallback?: number,
): (block: BlockValue) => readonly WrittenData[] {
  const standard = fallback === undefined ? undefined : text(String(fallback));
  return (block) => {
    const given = argument(block, names);
    if (given === undefined) return [];
    const number = preferenceOf(block, preference) ?? standard;
    return [{ value: given.value, place: given, preference: number, preferenceName: preference }];
  };
}

/** A record for each element of a list; of objects the attribute that holds the data. */
export function each(name: string, inner?: string): (block: BlockValue) => readonly WrittenData[] {
  return (block) => {
    const given = argument(block, [name]);
    if (given === undefined) return [];
    const { value } = given;
    const elements = 'elements' in value ? value.elements : [value];
    return elements.map((element) => {
      const data = inner !== undefined && 'entries' in element ? element.entries.get(inner) : undefined;
      return { value: data ?? element, place: given };
    });
  };
}

/** A record for each nested block. */
export function eachBlock(
  type: string,
  names: readonly string[],
  preference?: string,
): (block: BlockValue) => readonly WrittenData[] {
  return (block) =>
    blocksOf(block, type).flatMap((inner): WrittenData[] => {
      if (inner.expansion !== undefined) return [{ value: inner.expansion, place: inner }];
      const given = argument(inner, names);
      if (given === undefined) return [];
      const number = preferenceOf(inner, preference);
      return [{ value: given.value, place: given, preference: number, preferenceName: preference }];
    });
}

function preferenceOf(block: BlockValue, name: string | undefined): Value | undefined {
  return name === undefined ? undefined : argument(block, [name])?.value;
}
