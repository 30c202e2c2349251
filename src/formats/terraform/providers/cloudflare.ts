import { isTrue, single } from '../arguments.ts';
import type { Provider, RecordResource } from '../provider.ts';

/** Cloudflare. Version 5 of its provider calls the same resource by another name. */
export const CLOUDFLARE: Provider = {
  zones: [
    { resource: 'cloudflare_zone', name: ['name', 'zone'], filter: 'filter' },
    { resource: 'cloudflare_zones', name: ['name'], filter: 'filter', found: ['zones', 'result'] },
  ],
  records: [record('cloudflare_record'), record('cloudflare_dns_record')],
};

function record(resource: string): RecordResource {
  return {
    resource,
    zone: { argument: 'zone_id', holds: 'id' },
    name: { arguments: ['name'], style: 'either', whole: 'hostname' },
    type: { argument: 'type' },
    targets: 'absolute',
    texts: 'either',
    values: single(['content', 'value'], 'priority'),
    traits: (block, type) => {
      const proxied = isTrue(block, 'proxied');
      // An alias is answered with the addresses that it leads to wherever other records stand beside it.
      const flattened = type === 'CNAME';
      return proxied || flattened ? { ...(proxied && { proxied }), ...(flattened && { flattened }) } : undefined;
    },
  };
}
