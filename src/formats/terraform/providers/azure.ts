import { each, eachBlock, isGiven, single } from '../arguments.ts';
import type { BlockValue } from '../hcl/module/resource.ts';
import type { Provider, RecordResource, WrittenData } from '../provider.ts';

type Values = (block: BlockValue) => readonly WrittenData[];

/** By type, how its resource holds the data. */
const TYPES: readonly (readonly [type: string, Values])[] = [
  ['A', each('records')],
  ['AAAA', each('records')],
  ['CNAME', single(['record'])],
  ['MX', eachBlock('record', ['exchange'], 'preference')],
  ['NS', each('records')],
  ['PTR', each('records')],
  ['TXT', eachBlock('record', ['value'])],
];

/** Azure DNS, public and private: a resource for each type. */
export const AZURE: Provider = {
  zones: [
    { resource: 'azurerm_dns_zone', name: ['name'] },
    { resource: 'azurerm_private_dns_zone', name: ['name'], isPrivate: () => true },
  ],
  records: TYPES.flatMap(([type, values]) => [
    record(`azurerm_dns_${type.toLowerCase()}_record`, type, values, false),
    record(`azurerm_private_dns_${type.toLowerCase()}_record`, type, values, true),
  ]),
};

function record(resource: string, type: string, values: Values, isPrivate: boolean): RecordResource {
  return {
    resource,
    zone: { argument: 'zone_name', holds: 'name' },
    name: { arguments: ['name'], style: 'relative' },
    type: { is: type },
    targets: 'absolute',
    texts: 'plain',
    values,
    isWhole: () => true,
    isFound: (block) =>
      isGiven(block, 'target_resource_id') ? 'Azure takes the data from the resource that the record names' : undefined,
    isPrivate,
  };
}
