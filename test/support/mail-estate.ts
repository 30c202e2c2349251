/** A zone in which nothing is wrong. */
export const ZONE = `$TTL 1h
@     IN SOA ns1 hostmaster ( 1 4h 1h 2w 1h )
      IN NS  ns1
      IN NS  ns2
      IN MX  10 mail
      IN TXT "v=spf1 mx -all"
ns1   IN A   203.0.113.53
ns2   IN A   198.51.100.53
mail  IN A   203.0.113.25
      IN TXT "v=spf1 a -all"
_dmarc IN TXT "v=DMARC1; p=reject"
`;
export const REVERSE = `$TTL 1h
@     IN SOA ns1.example.com. hostmaster.example.com. ( 1 4h 1h 2w 1h )
      IN NS  ns1.example.com.
      IN NS  ns2.example.com.
25    IN PTR mail.example.com.
`;
export const FILES = {
  'zones/example.com.zone': ZONE,
  'zones/113.0.203.in-addr.arpa.zone': REVERSE,
  'README.md': 'DNS\n',
};
/** The same with a typo that makes the SPF record invalid. */
export const BROKEN = { 'zones/example.com.zone': ZONE.replace('v=spf1 mx', 'v=spf1 nx') };
