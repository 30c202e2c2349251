import type { PointerResource } from '../provider.ts';

/** A computer with a public address: its PTR record is one setting among many. */
const GOOGLE_INSTANCE = { resource: 'google_compute_instance', isHost: true } as const;

/**
 * Resources of hosting companies that set the PTR record of an address which the company gave out. Where only the company
 * knows the address the record is placed once a plan tells it.
 */
export const POINTERS: readonly PointerResource[] = [
  {
    resource: 'aws_eip_domain_name',
    address: [],
    holder: { argument: 'allocation_id', address: ['public_ip', 'address'] },
    target: ['domain_name'],
  },
  { resource: 'azurerm_public_ip', isHost: true, address: ['ip_address'], target: ['reverse_fqdn'] },
  // The name of a droplet is that of its addresses where it is a whole one.
  { resource: 'digitalocean_droplet', isHost: true, address: ['ipv4_address'], target: ['name'], isOnlyWhole: true },
  { resource: 'digitalocean_droplet', isHost: true, address: ['ipv6_address'], target: ['name'], isOnlyWhole: true },
  { resource: 'exoscale_compute_instance', isHost: true, address: ['public_ip_address'], target: ['reverse_dns'] },
  { resource: 'exoscale_elastic_ip', isHost: true, address: ['ip_address'], target: ['reverse_dns'] },
  {
    ...GOOGLE_INSTANCE,
    within: ['network_interface', 'access_config'],
    address: ['nat_ip'],
    target: ['public_ptr_domain_name'],
  },
  {
    ...GOOGLE_INSTANCE,
    within: ['network_interface', 'ipv6_access_config'],
    address: ['external_ipv6'],
    target: ['public_ptr_domain_name'],
  },
  { resource: 'hcloud_rdns', address: ['ip_address'], target: ['dns_ptr'] },
  { resource: 'ionoscloud_dns_reverse_record', address: ['ip'], target: ['name'] },
  { resource: 'linode_rdns', address: ['address'], target: ['rdns'] },
  { resource: 'ovh_ip_reverse', address: ['ip_reverse', 'ipreverse'], target: ['reverse'] },
  { resource: 'powerdns_ptr_record', address: ['ip_address'], target: ['hostname'] },
  { resource: 'scaleway_flexible_ip', isHost: true, address: ['ip_address'], target: ['reverse'] },
  {
    resource: 'scaleway_instance_ip_reverse_dns',
    address: [],
    holder: { argument: 'ip_id', address: ['address'] },
    target: ['reverse'],
  },
  { resource: 'scaleway_ipam_ip_reverse_dns', address: ['address'], target: ['hostname'] },
  { resource: 'scaleway_lb_ip', isHost: true, address: ['ip_address'], target: ['reverse'] },
  { resource: 'scaleway_vpc_public_gateway_ip', isHost: true, address: ['address'], target: ['reverse'] },
  {
    resource: 'scaleway_vpc_public_gateway_ip_reverse_dns',
    address: [],
    holder: { argument: 'gateway_ip_id', address: ['address'] },
    target: ['reverse'],
  },
  { resource: 'vultr_reverse_ipv4', address: ['ip'], target: ['reverse'] },
  { resource: 'vultr_reverse_ipv6', address: ['ip'], target: ['reverse'] },
];
