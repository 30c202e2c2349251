import { type Address, parseAddress, reverseName } from '../../model/address.ts';
import { type Name, plain } from '../../model/name.ts';
import { TYPE_NUMBER } from '../../model/record.ts';
import { argument, asText, textArgument } from './arguments.ts';
import type { DescribedZone } from './described-zone.ts';
import { type AttributeValue, type BlockValue, blocksOf, type ResourceInstance } from './hcl/module/resource.ts';
import type { PointerResource } from './provider.ts';
import { readData } from './record-data.ts';
import { reasonOf } from './record-reader.ts';

/** A PTR record that a resource sets. */
export interface WrittenPointer {
  /** Undefined where only the provider knows the address. */
  readonly address: Address | undefined;
  /** The name that the address is to have. */
  readonly target: AttributeValue;
}

/** The PTR records that a resource sets; none where it names no name. */
export function pointersOf(instance: ResourceInstance, resource: PointerResource): WrittenPointer[] {
  let blocks: readonly BlockValue[] = [instance];
  for (const type of resource.within ?? []) blocks = blocks.flatMap((block) => blocksOf(block, type));
  return blocks.flatMap((block) => {
    const target = argument(block, resource.target);
    const text = target === undefined ? undefined : textArgument(block, resource.target);
    if (target === undefined || text === '') return [];
    if (resource.isOnlyWhole === true && text?.includes('.') !== true) return [];
    return [{ address: addressOf(block, resource), target }];
  });
}

function addressOf(block: BlockValue, { address, holder }: PointerResource): Address | undefined {
  const text = textArgument(block, address) ?? (holder && heldAddress(block, holder));
  return text === undefined ? undefined : parseAddress(text);
}

/** The address of the resource or data source that an argument refers to, such as `aws_eip.mail.id`. */
function heldAddress(block: BlockValue, holder: NonNullable<PointerResource['holder']>): string | undefined {
  const given = argument(block, [holder.argument]);
  const text = given === undefined ? undefined : asText(given.value);
  const held = text?.kind === 'unknown' ? text.attribute?.of : undefined;
  return held !== undefined && 'attributes' in held ? textArgument(held as BlockValue, holder.address) : undefined;
}

/** Reads one PTR record into the zone that is its owner's name alone. Never throws. */
export function readPointer(instance: ResourceInstance, { target }: WrittenPointer, zone: DescribedZone): void {
  zone.addFile(instance.file);
  const { file, start, end, address, isForgotten } = instance;
  const place = { file, start, end };
  const owner = zone.zone.name;
  const type = TYPE_NUMBER.PTR;
  const read = readData('PTR', { value: target.value, place: target }, { targets: 'absolute', texts: 'plain' }, owner);
  if (read.state === 'read' && instance.expansion === undefined) {
    zone.addRow({ owner, type, ttl: undefined, traits: undefined, place, isOnly: true, isForgotten }, read);
    return;
  }
  const reason = read.state === 'unknown' ? read.reason : 'its value cannot be read';
  zone.holes.add({ name: owner, below: false, type, reason: reasonOf(address, reason), place });
}

/** The name that a PTR record leads to, where it is known. */
export function targetOf({ target }: WrittenPointer): Name | undefined {
  const read = readData('PTR', { value: target.value, place: target }, { targets: 'absolute', texts: 'plain' }, '.');
  return read.state === 'read' && read.rdata.type === 'PTR' ? read.rdata.target : undefined;
}

/** The zone of one address alone: the zone around it is the company's and described nowhere. */
export function pointerZone(address: Address): { readonly name: Name; readonly isPrivate: false } {
  return { name: reverseName(address), isPrivate: false };
}

/** Why the PTR record of an address is not known although a resource sets it. */
export function unplaced({ address }: ResourceInstance, target: Name): string {
  return `${address} gives the name ${plain(target)} to an address that is known only after apply`;
}
