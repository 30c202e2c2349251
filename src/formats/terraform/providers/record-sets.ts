import { argument, each, eachBlock, single } from '../arguments.ts';
import type { BlockValue } from '../hcl/module/resource.ts';
import type { Provider, RecordResource, WrittenData } from '../provider.ts';
import { recordSet } from './record-set.ts';

/** A resource is all records of one name and type, in the spelling of zone files. */
export const GANDI: Provider = {
  zones: [{ resource: 'gandi_livedns_domain', name: ['name'] }],
  records: [
    recordSet({
      resource: 'gandi_livedns_record',
      zone: { argument: 'zone', holds: 'name' },
      name: { arguments: ['name'], style: 'relative' },
      targets: 'relative',
      texts: 'zone-file',
      values: each('values'),
    }),
  ],
};

export const HETZNER_CLOUD: Provider = {
  zones: [{ resource: 'hcloud_zone', name: ['name'] }],
  records: [
    recordSet({
      resource: 'hcloud_zone_rrset',
      zone: { argument: 'zone', holds: 'name' },
      name: { arguments: ['name'], style: 'relative' },
      targets: 'relative',
      texts: 'zone-file',
      values: each('records', 'value'),
    }),
    {
      resource: 'hcloud_zone_record',
      zone: { argument: 'zone', holds: 'name' },
      name: { arguments: ['name'], style: 'relative' },
      type: { argument: 'type' },
      targets: 'relative',
      texts: 'zone-file',
      values: single(['value']),
    },
  ],
};

export const POWERDNS: Provider = {
  zones: [{ resource: 'powerdns_zone', name: ['name'] }],
  records: [
    recordSet({
      resource: 'powerdns_record',
      zone: { argument: 'zone', holds: 'name' },
      name: { arguments: ['name'], style: 'absolute' },
      targets: 'dotted',
      texts: 'zone-file',
      values: each('records'),
    }),
  ],
};

export const NS1: Provider = {
  zones: [{ resource: 'ns1_zone', name: ['zone'] }],
  records: [
    recordSet({
      resource: 'ns1_record',
      zone: { argument: 'zone', holds: 'name' },
      name: { arguments: ['domain'], style: 'either' },
      targets: 'absolute',
      texts: 'either',
      values: eachBlock('answers', ['answer']),
      isFound: (block) =>
        argument(block, ['link']) === undefined ? undefined : 'NS1 takes the data from the record that it is linked to',
    }),
  ],
};

type Values = (block: BlockValue) => readonly WrittenData[];

/** Servers that take dynamic updates (RFC 2136): a resource for each type. */
const UPDATED: readonly (readonly [resource: string, type: string, values: Values, isWhole: boolean])[] = [
  ['dns_a_record_set', 'A', each('addresses'), true],
  ['dns_aaaa_record_set', 'AAAA', each('addresses'), true],
  ['dns_cname_record', 'CNAME', single(['cname']), true],
  ['dns_mx_record_set', 'MX', eachBlock('mx', ['exchange'], 'preference'), true],
  ['dns_ns_record_set', 'NS', each('nameservers'), true],
  ['dns_ptr_record', 'PTR', single(['ptr']), false],
  ['dns_txt_record_set', 'TXT', each('txt'), true],
];

export const DYNAMIC_UPDATE: Provider = {
  zones: [],
  records: UPDATED.map(
    ([resource, type, values, isSet]): RecordResource => ({
      resource,
      zone: { argument: 'zone', holds: 'name' },
      name: { arguments: ['name'], style: 'relative' },
      type: { is: type },
      targets: 'dotted',
      texts: 'plain',
      values,
      isWhole: () => isSet,
    }),
  ),
};
