/** Words and default names by which access and hosting providers name the addresses they hand out: facts, no logic. */

/** Lines whose address changes or that are made for households; as a whole part of a label. */
export const DYNAMIC_WORDS: ReadonlySet<string> = new Set([
  'adsl',
  'bredband',
  'cable',
  'cablemodem',
  'catv',
  'dhcp',
  'dial',
  'dialin',
  'dialup',
  'dip',
  'dsl',
  'dyn',
  'dynamic',
  'dynip',
  'fttc',
  'fttb',
  'ftth',
  'gprs',
  'hsd',
  'lte',
  'modem',
  'pool',
  'pools',
  'ppp',
  'pppoe',
  'umts',
  'vdsl',
  'wimax',
  'xdsl',
]);

/** Words for a provider's customers; servers of one's own carry them too, so they weigh less. */
export const CUSTOMER_WORDS: ReadonlySet<string> = new Set([
  'broadband',
  'client',
  'clients',
  'cpe',
  'cust',
  'customer',
  'customers',
  'home',
  'host',
  'ip',
  'res',
  'residential',
  'rev',
  'subscriber',
  'user',
  'users',
]);

/** Words that say that a server was named for what it does. */
export const SERVER_WORDS: ReadonlySet<string> = new Set([
  'mail',
  'mta',
  'mx',
  'newsletter',
  'out',
  'outbound',
  'outgoing',
  'relay',
  'sender',
  'smtp',
]);

/** A provider's default name: how it ends, and how it begins where its end alone does not tell. */
export interface DefaultName {
  readonly provider: string;
  readonly ends: string;
  readonly begins?: string;
}

export const DEFAULT_NAMES: readonly DefaultName[] = [
  { provider: 'Amazon EC2', ends: '.compute.amazonaws.com.', begins: 'ec2-' },
  { provider: 'Amazon EC2', ends: '.compute-1.amazonaws.com.', begins: 'ec2-' },
  { provider: 'Amazon EC2', ends: '.compute.amazonaws.com.cn.', begins: 'ec2-' },
  { provider: 'Amazon EC2', ends: '.compute.internal.' },
  { provider: 'Amazon EC2', ends: '.ec2.internal.' },
  { provider: 'Contabo', ends: '.contaboserver.net.' },
  { provider: 'GoDaddy', ends: '.ip.secureserver.net.' },
  { provider: 'Google Cloud', ends: '.bc.googleusercontent.com.' },
  // Hetzner's own hosts are directly below your-server.de.
  { provider: 'Hetzner', ends: '.clients.your-server.de.' },
  { provider: 'Hostinger', ends: '.hstgr.cloud.' },
  { provider: 'Hostwinds', ends: '.hostwindsdns.com.' },
  { provider: 'IONOS', ends: '.onlinehome-server.info.' },
  { provider: 'IONOS', ends: '.pbiaas.com.' },
  { provider: 'Linode', ends: '.ip.linodeusercontent.com.' },
  { provider: 'Linode', ends: '.members.linode.com.' },
  { provider: 'Microsoft Azure', ends: '.cloudapp.azure.com.' },
  { provider: 'Microsoft Azure', ends: '.cloudapp.net.' },
  { provider: 'netcup', ends: '.yourvserver.net.' },
  { provider: 'OVH', ends: '.vps.ovh.ca.' },
  { provider: 'OVH', ends: '.vps.ovh.net.' },
  { provider: 'OVH', ends: '.vps.ovh.us.' },
  { provider: 'Rackspace', ends: '.static.cloud-ips.com.' },
  { provider: 'Scaleway', ends: '.rev.poneytelecom.eu.' },
  { provider: 'Scaleway', ends: '.instances.scw.cloud.' },
  { provider: 'STRATO', ends: '.stratoserver.net.' },
  { provider: 'Vultr', ends: '.vultrusercontent.com.' },
];
