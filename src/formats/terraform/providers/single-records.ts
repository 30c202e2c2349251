import { single } from '../arguments.ts';
import type { Provider, RecordResource } from '../provider.ts';

type Written = Pick<RecordResource, 'resource' | 'zone' | 'name' | 'targets' | 'texts' | 'values'> &
  Partial<RecordResource>;

function provider(zones: Provider['zones'], record: Written): Provider {
  return { zones, records: [{ type: { argument: 'type' }, ...record }] };
}

/** A resource is one record, and several of one name and type are normal. */
export const DIGITALOCEAN = provider([{ resource: 'digitalocean_domain', name: ['name'], address: 'ip_address' }], {
  resource: 'digitalocean_record',
  zone: { argument: 'domain', holds: 'name' },
  name: { arguments: ['name'], style: 'relative' },
  targets: 'dotted',
  texts: 'either',
  values: single(['value'], 'priority'),
});

export const HETZNER_DNS = provider([{ resource: 'hetznerdns_zone', name: ['name'] }], {
  resource: 'hetznerdns_record',
  zone: { argument: 'zone_id', holds: 'id' },
  name: { arguments: ['name'], style: 'relative' },
  targets: 'relative',
  texts: 'either',
  values: single(['value']),
});

export const OVH = provider([{ resource: 'ovh_domain_zone', name: ['name', 'zone'] }], {
  resource: 'ovh_domain_zone_record',
  zone: { argument: 'zone', holds: 'name' },
  name: { arguments: ['subdomain'], style: 'relative' },
  // The forms of its web pages; each makes a TXT record.
  type: { argument: 'fieldtype', words: { DKIM: 'TXT', DMARC: 'TXT', SPF: 'TXT' } },
  targets: 'relative',
  texts: 'either',
  values: single(['target']),
});

export const DNSIMPLE = provider(
  [
    { resource: 'dnsimple_zone', name: ['name'] },
    { resource: 'dnsimple_domain', name: ['name'] },
  ],
  {
    resource: 'dnsimple_zone_record',
    zone: { argument: 'zone_name', holds: 'name' },
    name: { arguments: ['name'], style: 'relative' },
    targets: 'absolute',
    texts: 'either',
    values: single(['value'], 'priority', 0),
  },
);

export const LINODE = provider([{ resource: 'linode_domain', name: ['domain'] }], {
  resource: 'linode_domain_record',
  zone: { argument: 'domain_id', holds: 'id' },
  name: { arguments: ['name'], style: 'either' },
  type: { argument: 'record_type' },
  targets: 'absolute',
  texts: 'either',
  values: single(['target'], 'priority', 0),
});

export const VULTR = provider([{ resource: 'vultr_dns_domain', name: ['domain'], address: 'ip' }], {
  resource: 'vultr_dns_record',
  zone: { argument: 'domain', holds: 'name' },
  name: { arguments: ['name'], style: 'either' },
  targets: 'absolute',
  texts: 'either',
  values: single(['data'], 'priority'),
});

/** All records of a domain stand in one resource, a nested block each. */
export const NAMECHEAP = provider([], {
  resource: 'namecheap_domain_records',
  zone: { argument: 'domain', holds: 'name' },
  name: { arguments: ['hostname'], style: 'relative' },
  targets: 'absolute',
  texts: 'either',
  values: single(['address'], 'mx_pref', 10),
  entries: 'record',
});
