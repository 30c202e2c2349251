import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

const FLUSH_AT = 1 << 16;

/** The lines of one host; together about the mix of a large mail estate. Seven records each. */
function hostLines(n) {
  const [b, c, d] = [(n >> 16) & 0xff, (n >> 8) & 0xff, n & 0xff];
  const hex = `${(n >> 16).toString(16)}:${(n & 0xffff).toString(16)}`;
  return `host${n}\t3600\tIN\tA\t10.${b}.${c}.${d}
\t\tAAAA\t2001:db8:${hex}::25
host${n}.sub.example.com. IN MX 10 host${n}
\tIN\tTXT\t"v=spf1 ip4:192.0.2.${d} include:_spf.example.net -all" ; sender ${n}
www${n} 300 CNAME host${n}.example.com.
z${n} NS ns1.z${n}
ns1.z${n} A 198.51.${c}.${d}
`;
}

export const RECORDS_PER_HOST = 7;

/** Writes a valid zone of `records` records for example.com, the SOA and NS records beside them. */
export async function writeZone(path, records) {
  const stream = createWriteStream(path);
  let text =
    '$TTL 1h\n@ IN SOA ns1 hostmaster ( 2026010101 2h 30m 4w 1h )\n@ NS ns1\n@ NS ns2\nns1 A 192.0.2.1\nns2 A 192.0.2.2\n';
  for (let n = 0; n * RECORDS_PER_HOST < records; n++) {
    text += hostLines(n);
    if (text.length < FLUSH_AT) continue;
    if (!stream.write(text)) await once(stream, 'drain');
    text = '';
  }
  stream.end(text);
  await once(stream, 'finish');
}
