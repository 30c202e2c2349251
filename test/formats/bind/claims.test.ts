import { describe, expect, test } from 'vitest';
import { isZoneFile } from '../../../src/formats/bind/claims.ts';
import { cpuMilliseconds } from '../../support/cpu-time.ts';

function claimed(path: string, content: string | Uint8Array): boolean {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return isZoneFile({ path, size: bytes.length, head: (length) => bytes.subarray(0, length) });
}

const ZONE = `$TTL 1h
@ IN SOA ns1 hostmaster (
    2026010100 ; serial
    1d 2h 4w 1h )
  IN NS ns1
  IN MX 10 mail
mail IN A 192.0.2.1
`;
const ABSOLUTE = ZONE.replace('@ IN SOA', 'example.com. IN SOA');
const FRAGMENT = 'www IN A 192.0.2.1\nmail 300 A 192.0.2.2\n  TXT "v=spf1 -all"\n';
const BROKEN = 'www IN A\nthis is nothing at all\n)))\n';
const HINTS = '.  3600000  NS  A.ROOT-SERVERS.NET.\nA.ROOT-SERVERS.NET. 3600000 A 198.41.0.4\n';
const TEMPLATE =
  '$TTL 1h\n@ IN SOA ns1 hostmaster ( {{ serial }} 1d 2h 4w 1h )\n{% for h in hosts %}\n{{ h.name }} IN A {{ h.address }}\n{% endfor %}\n';

describe('is a zone file', () => {
  test.each([
    ['example.com.zone', ZONE],
    ['example.com.zone', FRAGMENT],
    ['example.com.zone', BROKEN],
    ['example.com.zone', ''],
    ['example.com.zone', '\n\n'],
    ['example.com.zone', '; to do\n'],
    ['example.com.zone', Buffer.from('\ufeff$TTL 1h\n', 'utf16le')],
    // Named as one and no text: the reader says so.
    ['example.com.zone', Buffer.from([0, 0, 0, 2, 0, 0, 0, 1])],
    ['example.com.zone', `\ufeff${ZONE}`],
    ['example.com.zone', ZONE.replaceAll('\n', '\r\n')],
    ['example.com.zone', ZONE.replaceAll('\n', '\r')],
    ['zones/internal.zone', ZONE],
    ['Example.COM.ZONE', ZONE],
    ['example.com.zone.j2', TEMPLATE],
    ['example.com.zonefile', ZONE],
    ['example.com.db', ZONE],
    ['example.com.db', FRAGMENT],
    ['example.com.db', `${ZONE}${BROKEN.repeat(10)}`],
    ['example.com.db', ''],
    ['db.example.com', ZONE],
    ['db.example.com', FRAGMENT],
    ['db.192.0.2', '1 IN PTR mail.example.com.\n'],
    ['db.local', ZONE],
    ['named.example.com', FRAGMENT],
    ['example.com.dns', ZONE],
    ['example.com.hosts', FRAGMENT],
    ['192.168.1.rev', '1 IN PTR mail.example.com.\n'],
    ['2.0.192.in-addr.arpa', '1 PTR mail.example.com.\n'],
    ['8.b.d.0.1.0.0.2.ip6.arpa', ZONE],
    ['zones/example.com', FRAGMENT],
    ['zones/example.co.uk', ZONE],
    ['zones/example.org', ZONE],
    ['zones/example.pl', ZONE],
    ['zones/example.sh', ABSOLUTE],
    ['example.com.txt', ZONE],
    ['zones/corp', ABSOLUTE],
    ['zones/master', `$ORIGIN example.com.\n${FRAGMENT}`],
    ['published/x.dat', ABSOLUTE],
    ['soa.inc', ZONE],
    ['root.zone', `. 86400 IN SOA a.root-servers.net. nstld.verisign-grs.com. 1 2 3 4 5\n${HINTS}`],
    ['example.com.zone', `${TEMPLATE}`],
    ['example.com.zone', '{% include "soa" %}\nwww IN A 192.0.2.1\n'],
    ['example.com.db', '$ORIGIN example.com.\n$INCLUDE hosts.inc\n'],
  ])('%s: %j', (path, content) => {
    expect(claimed(path, content)).toBe(true);
  });
});

const JSON_ZONE = JSON.stringify({ zone: 'example.com', SOA: ['$ORIGIN'] });
const YAML = '---\nexample:\n  type: A\n  value: 192.0.2.1\n';

describe('is no zone file', () => {
  test.each([
    ['README.md', `# DNS\n\nWrite it so:\n\n\`\`\`\n${ZONE}\`\`\`\n`],
    ['docs/dns.rst', ZONE],
    ['zone.py', `ZONE = """\n${ZONE}"""\n`],
    ['dns/records.py', ZONE.replace('@ IN SOA', 'zone = SOA(')],
    ['db.ts', 'export const db = open();\n'],
    ['db.js', FRAGMENT],
    ['app.db', Buffer.from('SQLite format 3\0\x10\0', 'latin1')],
    ['example.com.db', Buffer.from('SQLite format 3\0\x10\0', 'latin1')],
    ['test.db', ''],
    ['users.db', 'alice:x:1000\nbob:x:1001\n'],
    ['named.service', '[Unit]\nDescription=BIND\n[Service]\nType=forking\n'],
    ['named.conf', 'zone "example.com" { type master; file "x"; };\n'],
    ['named.conf.local', 'zone "example.com" {\n type master;\n file "x";\n};\n'],
    ['named.rfc1912.zones', 'zone "localhost" IN {\n type master;\n file "named.localhost";\n};\n'],
    ['named.run', '23-Nov-2026 running\nall zones loaded\n'],
    ['named.empty', ZONE],
    ['hosts', '127.0.0.1 localhost\n192.0.2.1 mail.example.com mail\n::1 localhost\n'],
    ['etc/servers.hosts', '192.0.2.1 mail.example.com mail\n'],
    ['records.csv', 'name,type,value\nwww,A,192.0.2.1\n'],
    ['.env', 'A=1\nMX=10\n'],
    ['.example.com.zone', ZONE],
    ['example.com.zone~', ZONE],
    ['example.com.zone.bak', ZONE],
    ['example.com.zone.orig', ZONE],
    ['example.com.zone.jnl', Buffer.from(';BIND LOG V9\n\0\0', 'latin1')],
    ['example.com.db.signed', Buffer.from([0, 0, 0, 2, 0, 0, 0, 1])],
    ['example.com.zone', YAML],
    ['example.com.zone', JSON_ZONE],
    ['example.com.zone', '<?xml version="1.0"?>\n<zone name="x"/>\n'],
    ['example.com.db', JSON_ZONE],
    ['example.com.yaml', YAML],
    ['hostedzones/example.com', YAML],
    ['main.tf', 'resource "aws_route53_record" "a" {\n  type = "A"\n}\n'],
    ['example.com', '<html><body>Hello</body></html>\n'],
    ['example.com', ''],
    ['sites/example.com', 'server {\n  listen 80;\n  server_name example.com;\n}\n'],
    ['db.root', HINTS],
    ['named.ca', HINTS],
    ['root.hints', HINTS],
    [
      'dig.txt',
      `; <<>> DiG 9.18 <<>> example.com soa\n;; Got answer:\n;; ->>HEADER<<- opcode: QUERY\nexample.com. 300 IN SOA ns1.example.com. h.example.com. 1 2 3 4 5\n`,
    ],
    ['notes.txt', 'The SOA record of a zone says who runs it.\n$ORIGIN is optional.\n'],
    ['LICENSE', 'Permission is hereby granted to A and B\n'],
    ['Makefile', 'all:\n\tnamed-checkzone example.com example.com.zone\n'],
    ['Kexample.com.+008+12345.key', 'example.com. IN DNSKEY 257 3 8 AwEAAa\n'],
    ['dsset-example.com.', 'example.com. IN DS 1 8 2 00\n'],
    ['hosts.inc', FRAGMENT],
    ['install.sh', `#!/bin/sh\ncat <<E > zone\n${ZONE}E\n`],
    ['build.rs', 'fn main() { let soa = "SOA"; }\n'],
    ['mail.eml', `Subject: zone\n\n${ZONE}`],
    ['main.go', '// SOA\npackage main\n'],
    ['empty', ''],
    ['latin.txt', Buffer.from([0xe9, 0x0a, 0xff])],
  ])('%s: %j', (path, content) => {
    expect(claimed(path, content)).toBe(false);
  });
});

test('only the start of a large file is read', () => {
  const bytes = Buffer.from(`${ABSOLUTE}${'www IN A 192.0.2.1\n'.repeat(100_000)}`);
  const lengths: number[] = [];
  const head = (length: number) => {
    lengths.push(length);
    return bytes.subarray(0, length);
  };
  expect(isZoneFile({ path: 'zones/large', size: bytes.length, head })).toBe(true);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(65_536);
  expect(isZoneFile({ path: 'photo.jpg', size: bytes.length, head: () => expect.unreachable('not read') })).toBe(false);
});

test.each(['"', '(', '\\', 'a', '1', '{{', ' ', '"\\', '-.', ';\n', '$ORIGIN ', 'a SOA a a a\n'])(
  '64 KiB of %j take no time',
  (text) => {
    const content = `SOA $ORIGIN ${text.repeat(70_000 / text.length)}`;
    const start = cpuMilliseconds();
    for (const path of ['x.zone', 'example.com.db', 'unknown']) claimed(path, content);
    expect(cpuMilliseconds() - start).toBeLessThan(500);
  },
);
