import type { Body } from '../hcl/syntax.ts';
import type { PointerResource, Provider, RecordResource, ZoneResource } from '../provider.ts';
import { AWS } from './aws.ts';
import { AZURE } from './azure.ts';
import { CLOUDFLARE } from './cloudflare.ts';
import { GOOGLE } from './google.ts';
import { DYNAMIC_UPDATE, GANDI, HETZNER_CLOUD, NS1, POWERDNS } from './record-sets.ts';
import { POINTERS } from './reverse.ts';
import { DIGITALOCEAN, DNSIMPLE, HETZNER_DNS, LINODE, NAMECHEAP, OVH, VULTR } from './single-records.ts';

/** Every provider whose resources are read. */
const PROVIDERS: readonly Provider[] = [
  AWS,
  AZURE,
  CLOUDFLARE,
  DIGITALOCEAN,
  DNSIMPLE,
  DYNAMIC_UPDATE,
  GANDI,
  GOOGLE,
  HETZNER_CLOUD,
  HETZNER_DNS,
  LINODE,
  NAMECHEAP,
  NS1,
  OVH,
  POWERDNS,
  VULTR,
  { zones: [], records: [], pointers: POINTERS },
];

/** By the type of the resource. */
export const ZONE_RESOURCES: ReadonlyMap<string, ZoneResource> = byResource(PROVIDERS.flatMap(({ zones }) => zones));
export const RECORD_RESOURCES: ReadonlyMap<string, RecordResource> = byResource(
  PROVIDERS.flatMap(({ records }) => records),
);
/** A resource can have several addresses, each with its name. */
export const POINTER_RESOURCES: ReadonlyMap<string, readonly PointerResource[]> = groupedByResource(
  PROVIDERS.flatMap(({ pointers }) => pointers ?? []),
);

/** Whether a resource or data source is there for the DNS. */
export function isDnsResource(resourceType: string, mode: 'managed' | 'data'): boolean {
  if (ZONE_RESOURCES.has(resourceType)) return true;
  if (mode === 'data') return false;
  return RECORD_RESOURCES.has(resourceType) || (POINTER_RESOURCES.has(resourceType) && !isHost(resourceType));
}

/** Whether a resource can say something of the DNS beside what it is there for. */
export function isHost(resourceType: string): boolean {
  return POINTER_RESOURCES.get(resourceType)?.some((pointer) => pointer.isHost === true) === true;
}

/** Whether a block of a host, or one in it, has the argument with the name of its address. */
export function namesPointer(resourceType: string, body: Body): boolean {
  const targets = POINTER_RESOURCES.get(resourceType)?.flatMap(({ target }) => target) ?? [];
  const isNamed = ({ attributes, blocks }: Body): boolean =>
    targets.some((target) => attributes.has(target)) || blocks.some((block) => isNamed(block.body));
  return isNamed(body);
}

function byResource<T extends { readonly resource: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [item.resource, item]));
}

function groupedByResource(items: readonly PointerResource[]): ReadonlyMap<string, readonly PointerResource[]> {
  const grouped = new Map<string, PointerResource[]>();
  for (const item of items) grouped.set(item.resource, [...(grouped.get(item.resource) ?? []), item]);
  return grouped;
}
