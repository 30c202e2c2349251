import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Records of one zone: about 130, in some 5 kB. */
const HOSTS = 15;
const ADDRESSES_PER_HOST = 4;

/** What mail needs, twice over: at the top of the zone and for one subdomain. */
function mailRecords(n) {
  const network = `45.${n >> 8}.${n & 0xff}.0/24`;
  return `'':
- type: MX
  values:
  - exchange: mail1.zone${n}.example.
    preference: 10
  - exchange: mail2.zone${n}.example.
    preference: 20
- type: NS
  values: [ns1.example.net., ns2.example.net.]
- type: TXT
  values:
  - v=spf1 ip4:${network} -all
  - site-verification=${n}0123456789abcdef
_dmarc:
  type: TXT
  value: v=DMARC1\\; p=reject
`;
}

function mailHost(n, host) {
  return `mail${host}:
- type: A
  value: 45.${n >> 8}.${n & 0xff}.${host}
- type: TXT
  value: v=spf1 a -all
`;
}

function hostRecords(n) {
  let text = '';
  for (let host = 10; host < 10 + HOSTS; host++) {
    const address = (i) => `45.${n >> 8}.${n & 0xff}.${host * ADDRESSES_PER_HOST + i}`;
    const addresses = Array.from({ length: ADDRESSES_PER_HOST }, (_, i) => `    - ${address(i)}\n`).join('');
    text += `h${host}:\n- ttl: 300\n  type: A\n  values:\n${addresses}- type: AAAA\n  values:\n`;
    for (let i = 0; i < ADDRESSES_PER_HOST; i++)
      text += `    - 2a00:db8:${(n + 1).toString(16)}:${host}:a5a5:face:beef:${i + 1}\n`;
  }
  return text;
}

/** Writes a configuration and so many healthy zones. */
export function writeEstate(folder, zones) {
  mkdirSync(join(folder, 'zones'), { recursive: true });
  writeFileSync(
    join(folder, 'config.yaml'),
    `providers:
  config:
    class: octodns.provider.yaml.YamlProvider
    directory: ./zones
  dns:
    class: octodns_route53.Route53Provider
zones:
  '*':
    sources: [config]
    targets: [dns]
`,
  );
  for (let n = 0; n < zones; n++) {
    const mail = mailHost(n, 1) + mailHost(n, 2);
    writeFileSync(join(folder, 'zones', `zone${n}.example.yaml`), `---\n${mailRecords(n)}${hostRecords(n)}${mail}`);
  }
}
