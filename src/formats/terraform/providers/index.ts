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
export const POINTER_RESOURCES: ReadonlyMap<string, PointerResource> = byResource(
  PROVIDERS.flatMap(({ pointers }) => pointers ?? []),
);

/** Whether a resource or data source says something of the DNS. */
export function isDnsResource(resourceType: string, mode: 'managed' | 'data'): boolean {
  if (ZONE_RESOURCES.has(resourceType)) return true;
  return mode === 'managed' && (RECORD_RESOURCES.has(resourceType) || POINTER_RESOURCES.has(resourceType));
}

function byResource<T extends { readonly resource: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [item.resource, item]));
}
