import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

const FLUSH_AT = 1 << 16;

/** Every so many hosts, one has a mail domain: about 36,000 of them in a million records. */
const HOSTS_PER_MAIL_DOMAIN = 4;
const MAIL_HOSTS = 8;

export const RECORDS_PER_HOST = 7;

/** The lines of one host, seven records: about the mix of a large and healthy estate. */
function hostLines(n) {
  const [b, c, d] = [(n >> 16) & 0xff, (n >> 8) & 0xff, n & 0xff];
  const hex = `${(n >> 16).toString(16)}:${(n & 0xffff).toString(16)}`;
  return `host${n}\t3600\tIN\tA\t45.${b}.${c}.${d}
\t\tAAAA\t2a00:db8:${hex}::25
${n % HOSTS_PER_MAIL_DOMAIN === 0 ? mailLines(n, `45.${b}.${c}.${d}`) : textLines(n)}www${n} 300 CNAME host${n}.example.com.
z${n} NS ns1.z${n}
ns1.z${n} A 45.${b | 0x80}.${c}.${d}
`;
}

function mailLines(n, address) {
  return `shop${n}.sub.example.com. IN MX 10 mail${n % MAIL_HOSTS}
\tIN\tTXT\t"v=spf1 ip4:${address} include:_spf.example.com -all" ; sender ${n}
`;
}

function textLines(n) {
  return `_acme-challenge.host${n} TXT "token-${n}-0123456789abcdef"
srv${n} SRV 10 60 443 host${n}
`;
}

/** What the hosts have in common, with mail hosts that are as they should be. */
function head() {
  const mail = Array.from({ length: MAIL_HOSTS }, (_, i) => `mail${i} A 46.0.0.${i + 1}\n\tTXT "v=spf1 a -all"\n`).join(
    '',
  );
  return `$TTL 1h
@ IN SOA ns1 hostmaster ( 2026010101 2h 30m 4w 1h )
@ NS ns1
@ NS ns2
ns1 A 46.0.1.1
ns2 A 46.0.1.2
_spf TXT "v=spf1 ip4:46.0.0.0/24 -all"
_dmarc TXT "v=DMARC1; p=none"
${mail}`;
}

/** Writes a valid zone of `records` records for example.com, the SOA and NS records beside them. */
export async function writeZone(path, records) {
  const stream = createWriteStream(path);
  let text = head();
  for (let n = 0; n * RECORDS_PER_HOST < records; n++) {
    text += hostLines(n);
    if (text.length < FLUSH_AT) continue;
    if (!stream.write(text)) await once(stream, 'drain');
    text = '';
  }
  stream.end(text);
  await once(stream, 'finish');
}
