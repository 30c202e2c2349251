import { describe, expect, test } from 'vitest';
import { zoneNameFromPath, zoneNameFromText } from '../../../src/formats/bind/zone-name.ts';

const SOA = 'SOA ns1.example.net. hostmaster.example.net. 1 2 3 4 5';

describe('the zone by the text', () => {
  test.each([
    [`example.com. IN ${SOA}`, 'example.com.'],
    [`Example.COM. 3600 IN ${SOA}`, 'example.com.'],
    [`$ORIGIN example.com.\n@ ${SOA}`, 'example.com.'],
    [`$ORIGIN com.\nexample 1h IN ${SOA}`, 'example.com.'],
    [`$ORIGIN .\n$TTL 1h\nexample.com IN ${SOA}`, 'example.com.'],
    [`$ORIGIN com.\n$ORIGIN example\n@ ${SOA}`, 'example.com.'],
    [`$origin example.com.\n; comment\n@ in soa ns1 hostmaster (\n 1 2\n 3 4 5 )`, 'example.com.'],
    [`$ORIGIN other.example.\nexample.com. ${SOA}`, 'example.com.'],
    [`. 86400 IN ${SOA}`, '.'],
    ['$ORIGIN example.com.\nwww A 192.0.2.1', 'example.com.'],
    ['$ORIGIN example.com.\nwww A 192.0.2.1\n$ORIGIN sub.example.com.\nwww A 192.0.2.1', 'example.com.'],
    [`0/25.2.0.192.in-addr.arpa. ${SOA}`, '0/25.2.0.192.in-addr.arpa.'],
    [`$ORIGIN example.com.\n@ TXT "a ; b ( c"\n@ ${SOA}`, 'example.com.'],
    [`@ ${SOA}`, undefined],
    [`example.com ${SOA}`, undefined],
    [`$ORIGIN example\n@ ${SOA}`, undefined],
    ['www A 192.0.2.1\n$ORIGIN sub.example.com.\nwww A 192.0.2.1', undefined],
    ['$ORIGIN .\nexample.com A 192.0.2.1', undefined],
    [`{{ zone }}. IN ${SOA}`, undefined],
    ['$ORIGIN {{ zone }}.\n@ SOA a b 1 2 3 4 5', undefined],
    [`${'a'.repeat(64)}.example. ${SOA}`, undefined],
    [`${'a.'.repeat(127)} ${SOA}`, 'a.'.repeat(127)],
    [`${'a.'.repeat(128)} ${SOA}`, undefined],
    ['', undefined],
  ])('%j: %s', (text, name) => {
    expect(zoneNameFromText(text)).toBe(name);
  });
});

describe('the zone by the file name', () => {
  test.each([
    ['example.com.zone', 'example.com.'],
    ['zones/Example.Com.Zone', 'example.com.'],
    ['db.example.com', 'example.com.'],
    ['db.example.com.zone', 'example.com.'],
    ['example.com.db', 'example.com.'],
    ['example.com', 'example.com.'],
    ['named.example.com', 'example.com.'],
    ['pri.example.com', 'example.com.'],
    ['example.com.zone.signed', 'example.com.'],
    ['example.com.zone.j2', 'example.com.'],
    ['example.com.txt', 'example.com.'],
    ['mail.example.com.zone', 'mail.example.com.'],
    ['example.co.uk', 'example.co.uk.'],
    ['xn--bcher-kva.example.zone', 'xn--bcher-kva.example.'],
    ['_tcp.example.com.zone', '_tcp.example.com.'],
    ['example.lan.zone', 'example.lan.'],
    ['lan.zone', 'lan.'],
    ['db.local', 'localhost.'],
    ['2.0.192.in-addr.arpa', '2.0.192.in-addr.arpa.'],
    ['db.2.0.192.in-addr.arpa', '2.0.192.in-addr.arpa.'],
    ['2.0.192.in-addr.arpa.zone', '2.0.192.in-addr.arpa.'],
    ['2.0.192.in-addr', '2.0.192.in-addr.arpa.'],
    ['0-127.2.0.192.in-addr.arpa', '0-127.2.0.192.in-addr.arpa.'],
    ['8.b.d.0.1.0.0.2.ip6.arpa.zone', '8.b.d.0.1.0.0.2.ip6.arpa.'],
    ['db.192.0.2', '2.0.192.in-addr.arpa.'],
    ['192.0.2.rev', '2.0.192.in-addr.arpa.'],
    ['192.0.2.db', '2.0.192.in-addr.arpa.'],
    ['rev.192.0.2', '2.0.192.in-addr.arpa.'],
    ['192.0.2.0.rev', '2.0.192.in-addr.arpa.'],
    ['192.168.1.zone', '1.168.192.in-addr.arpa.'],
    ['1.168.192.zone', '1.168.192.in-addr.arpa.'],
    ['db.10', '10.in-addr.arpa.'],
    ['db.127', '127.in-addr.arpa.'],
    ['example.com.internal', 'example.com.'],
    ['example.com-external.zone', 'example.com.'],
    ['db.example.com.external', 'example.com.'],
    ['corp.internal.zone', 'corp.internal.'],
    ['example.com/zone.db', 'example.com.'],
    ['zones/example.com/internal.zone', 'example.com.'],
    ['zones/example.com/www.zone', undefined],
    ['internal.zone', undefined],
    ['my.zone', undefined],
    ['my-company.db', undefined],
    ['192.0.2.1', undefined],
    ['192.0.2', undefined],
    ['db.300.0.2', undefined],
    ['db.5', undefined],
    ['hosts.inc', undefined],
    ['-bad.example.com-.zone', undefined],
    ['', undefined],
  ])('%s: %s', (path, name) => {
    expect(zoneNameFromPath(path)).toBe(name);
  });
});
