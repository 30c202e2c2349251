import type { PointerResource } from '../provider.ts';

/** Resources of hosting companies that set the PTR record of an address which the company gave out. */
export const POINTERS: readonly PointerResource[] = [
  { resource: 'hcloud_rdns', address: ['ip_address'], target: ['dns_ptr'] },
  { resource: 'linode_rdns', address: ['address'], target: ['rdns'] },
  { resource: 'ovh_ip_reverse', address: ['ip_reverse', 'ipreverse'], target: ['reverse'] },
  { resource: 'vultr_reverse_ipv4', address: ['ip'], target: ['reverse'] },
  { resource: 'vultr_reverse_ipv6', address: ['ip'], target: ['reverse'] },
];
