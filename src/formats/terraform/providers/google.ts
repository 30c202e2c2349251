import { each, textArgument } from '../arguments.ts';
import { blocksOf } from '../hcl/module/resource.ts';
import type { Provider } from '../provider.ts';
import { recordSet } from './record-set.ts';

/** Google Cloud DNS. Records name their zone by a label that is no domain name. */
export const GOOGLE: Provider = {
  zones: [
    {
      resource: 'google_dns_managed_zone',
      name: ['dns_name'],
      label: 'name',
      isPrivate: (block) => textArgument(block, ['visibility']) === 'private',
    },
  ],
  records: [
    recordSet({
      resource: 'google_dns_record_set',
      zone: { argument: 'managed_zone', holds: 'label' },
      name: { arguments: ['name'], style: 'dotted' },
      targets: 'dotted',
      texts: 'zone-file',
      values: each('rrdatas'),
      isFound: (block) =>
        blocksOf(block, 'routing_policy').length > 0 ? 'a routing policy chooses the answer' : undefined,
    }),
  ],
};
