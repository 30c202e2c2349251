import { argument, each, isGiven, isTrue } from '../arguments.ts';
import { type BlockValue, blocksOf } from '../hcl/module/resource.ts';
import type { Provider, RecordResource } from '../provider.ts';

const SET: Omit<RecordResource, 'resource' | 'values'> = {
  zone: { argument: 'zone_id', holds: 'id' },
  name: { arguments: ['name'], style: 'suffix', whole: 'fqdn' },
  type: { argument: 'type' },
  targets: 'absolute',
  texts: 'route53',
  isFound: (block) =>
    blocksOf(block, 'alias').length > 0 ? 'Route 53 looks the addresses of this alias up by itself' : undefined,
};

/** Route 53 of Amazon Web Services. */
export const AWS: Provider = {
  zones: [
    {
      resource: 'aws_route53_zone',
      name: ['name'],
      isPrivate: (block) => blocksOf(block, 'vpc').length > 0 || isTrue(block, 'private_zone') || hasVpc(block),
    },
  ],
  records: [
    {
      ...SET,
      resource: 'aws_route53_record',
      values: each('records'),
      isWhole: (block) => !isChoice(block) && !isTrue(block, 'allow_overwrite'),
      isChoice,
    },
    {
      ...SET,
      resource: 'aws_route53_records_exclusive',
      entries: 'resource_record_set',
      values: (block) =>
        blocksOf(block, 'resource_records').map((inner) => ({
          value: inner.expansion ?? argument(inner, ['value'])?.value ?? { kind: 'null', place: inner },
          place: inner,
        })),
    },
  ],
};

/** Routing policies have one resource for each answer, told apart by this identifier. */
function isChoice(block: BlockValue): boolean {
  return isGiven(block, 'set_identifier');
}

/** A data source is told by the network that it belongs to. */
function hasVpc(block: BlockValue): boolean {
  return isGiven(block, 'vpc_id');
}
