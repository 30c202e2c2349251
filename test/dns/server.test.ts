import { describe, expect, it } from 'vitest';
import { parseServer, systemServers } from '../../src/dns/live/server.ts';
import { UsageError } from '../../src/model/usage-error.ts';

describe('a DNS server', () => {
  it.each([
    ['192.0.2.53', '192.0.2.53', 4, 53],
    ['192.0.2.53:5353', '192.0.2.53', 4, 5353],
    ['2001:db8::53', '2001:db8::53', 6, 53],
    ['[2001:db8::53]', '2001:db8::53', 6, 53],
    ['[2001:db8::53]:5353', '2001:db8::53', 6, 5353],
    ['fe80::1%eth0', 'fe80::1%eth0', 6, 53],
  ] as const)('%s', (text, address, family, port) => {
    expect(parseServer(text)).toEqual({ address, family, port });
  });

  it.each([
    '',
    'ns1.example.com',
    '192.0.2',
    '192.0.2.53:0',
    '192.0.2.53:65536',
    '192.0.2.53:',
    '[192.0.2.53]:53',
    '[::1]53',
    '192.0.2.53#53',
  ])('is not %j', (text) => {
    expect(() => parseServer(text)).toThrow(UsageError);
  });

  it('is found in the system', () => {
    for (const { port, family } of systemServers()) {
      expect(port).toBeGreaterThan(0);
      expect([4, 6]).toContain(family);
    }
  });
});
