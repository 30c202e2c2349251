import { isIPv4 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Address,
  addressOfReverseName,
  contains,
  formatAddress,
  formatNetwork,
  isGlobal,
  isPublicMailAddress,
  networkOf,
  parseAddress,
  parseIpv4,
  parseIpv6,
  reverseName,
  specialPurpose,
  specialPurposeOf,
} from '../../src/model/address.ts';

/** Eight groups with many zeros, which the shortening of RFC 5952 is about. */
const groups = fc.array(fc.constantFrom('0', '0', '1', 'db8', 'ffff'), { minLength: 8, maxLength: 8 });

const addresses: fc.Arbitrary<Address> = fc.oneof(
  fc.bigInt(0n, 2n ** 32n - 1n).map((value) => ({ family: 4 as const, value })),
  fc.bigInt(0n, 2n ** 128n - 1n).map((value) => ({ family: 6 as const, value })),
  groups.map((eight) => ({ family: 6 as const, value: BigInt(`0x${eight.map((g) => g.padStart(4, '0')).join('')}`) })),
);

const address = (text: string): Address => parseAddress(text) ?? expect.fail(`${text} is an address`);

describe('parseIpv4', () => {
  it('reads a dotted quad', () => {
    expect(parseIpv4('192.0.2.1')).toEqual({ family: 4, value: 0xc0000201n });
    expect(parseIpv4('255.255.255.255')).toEqual({ family: 4, value: 0xffffffffn });
  });

  it.each(['', '1.2.3', '1.2.3.4.5', '010.0.0.1', '1.2.3.256', '0x7f.1', '1.2.3.4/24', ' 1.2.3.4', '1.2.3.4\n', '::1'])(
    'refuses %j',
    (text) => expect(parseIpv4(text)).toBeUndefined(),
  );
});

describe('parseIpv6', () => {
  it.each([
    ['::', 0n],
    ['::1', 1n],
    ['2001:DB8::', 0x20010db8n << 96n],
    ['1:2:3:4:5:6:7:8', 0x00010002000300040005000600070008n],
    ['1::8', (1n << 112n) | 8n],
    ['::ffff:192.0.2.1', 0xffffc0000201n],
    ['64:ff9b::192.0.2.33', (0x64ff9bn << 96n) | 0xc0000221n],
    ['1:2:3:4:5:6:7::', 0x00010002000300040005000600070000n],
  ])('reads %s', (text, value) => expect(parseIpv6(text)).toEqual({ family: 6, value }));

  it.each([
    '',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    'fe80::1%eth0',
    '12345::',
    '::1/64',
    '::1.2.3',
    'g::',
  ])('refuses %j', (text) => expect(parseIpv6(text)).toBeUndefined());
});

describe('formatAddress', () => {
  // The cases of RFC 5952 §4 and §5.
  it.each([
    ['2001:0db8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:DB8::AA', '2001:db8::aa'],
    ['0:0:0:0:0:0:0:0', '::'],
    ['1:0:0:0:0:0:0:0', '1::'],
    ['0:0:0:0:0:ffff:c000:201', '::ffff:192.0.2.1'],
    ['0:0:0:0:0:0:c000:201', '::c000:201'],
    ['192.0.2.255', '192.0.2.255'],
  ])('writes %s as %s', (text, canonical) => expect(formatAddress(address(text))).toBe(canonical));

  it('takes for a dotted quad what node:net takes for one', () => {
    const octet = fc.oneof(
      fc.nat(300).map(String),
      fc.constantFrom('', '0', '00', '01', '-1', '+1', ' 1', '1e1', 'a', '٣'),
    );
    fc.assert(
      fc.property(
        fc.array(octet, { minLength: 3, maxLength: 5 }),
        fc.constantFrom('.', '.', '.', '..', ','),
        (octets, dot) => {
          const text = octets.join(dot);
          const expected = isIPv4(text) ? octets.reduce((sum, one) => sum * 256n + BigInt(one), 0n) : undefined;
          expect(parseAddress(text)?.value, text).toBe(expected);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('is read back as the same address', () => {
    fc.assert(fc.property(addresses, (a) => void expect(parseAddress(formatAddress(a))).toEqual(a)));
  });

  it('shortens the first of the longest runs of zero groups', () => {
    fc.assert(
      fc.property(groups, (eight) => {
        const value = BigInt(`0x${eight.map((group) => group.padStart(4, '0')).join('')}`);
        const text = formatAddress({ family: 6, value });
        fc.pre(!text.includes('.'));
        const choices = [eight.join(':')];
        for (let start = 0; start < 8; start++) {
          for (let end = start + 2; end <= 8 && eight.slice(start, end).every((group) => group === '0'); end++) {
            choices.push(`${eight.slice(0, start).join(':')}::${eight.slice(end).join(':')}`);
          }
        }
        const written = (choice: string) => choice.split(':').filter((group) => group !== '').length;
        const fewest = Math.min(...choices.map(written));
        expect(text).toBe(choices.find((choice) => written(choice) === fewest));
      }),
    );
  });
});

describe('networks', () => {
  it('clears host bits', () => {
    expect(formatNetwork(networkOf(address('192.0.2.5'), 24))).toBe('192.0.2.0/24');
    expect(formatNetwork(networkOf(address('192.0.2.5'), 0))).toBe('0.0.0.0/0');
    expect(formatNetwork(networkOf(address('192.0.2.5'), 32))).toBe('192.0.2.5');
    expect(formatNetwork(networkOf(address('2001:db8:ffff::1'), 33))).toBe('2001:db8:8000::/33');
    expect(formatNetwork(networkOf(address('2001:db8::1'), 128))).toBe('2001:db8::1');
  });

  it('contain exactly the addresses that share their first bits', () => {
    fc.assert(
      fc.property(addresses, addresses, fc.nat(128), (a, b, bits) => {
        const length = a.family === 4 ? 32 : 128;
        const prefix = bits % (length + 1);
        const first = (x: Address) => x.value.toString(2).padStart(length, '0').slice(0, prefix);
        expect(contains(networkOf(a, prefix), b)).toBe(a.family === b.family && first(a) === first(b));
        expect(contains(networkOf(a, prefix), a)).toBe(true);
      }),
    );
  });
});

describe('reverse names', () => {
  it('writes octets and nibbles backwards', () => {
    expect(reverseName(address('192.0.2.1'))).toBe('1.2.0.192.in-addr.arpa.');
    expect(reverseName(address('2001:db8::567:89ab'))).toBe(
      'b.a.9.8.7.6.5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa.',
    );
  });

  it('are read back', () => {
    fc.assert(fc.property(addresses, (a) => void expect(addressOfReverseName(reverseName(a))).toEqual(a)));
  });

  it.each([
    '2.0.192.in-addr.arpa.',
    '0.1.2.0.192.in-addr.arpa.',
    '1.0/25.2.0.192.in-addr.arpa.',
    '01.2.0.192.in-addr.arpa.',
    '256.2.0.192.in-addr.arpa.',
    '*.2.0.192.in-addr.arpa.',
    '1.2.0.192.in-addr.arpa.example.',
    '8.b.d.0.1.0.0.2.ip6.arpa.',
    `${'g.'.repeat(32)}ip6.arpa.`,
    `${'0.'.repeat(33)}ip6.arpa.`,
    'in-addr.arpa.',
    'ip6.arpa.',
    'example.com.',
    '.',
  ])('refuses %s', (name) => expect(addressOfReverseName(name)).toBeUndefined());
});

describe('specialPurpose', () => {
  // The first and last address of each range, and the neighbours outside, by the IANA registries.
  it.each([
    ['0.0.0.0', '0.255.255.255', 'RFC 791'],
    ['10.0.0.0', '10.255.255.255', 'RFC 1918'],
    ['100.64.0.0', '100.127.255.255', 'RFC 6598'],
    ['127.0.0.0', '127.255.255.255', 'RFC 1122'],
    ['169.254.0.0', '169.254.255.255', 'RFC 3927'],
    ['172.16.0.0', '172.31.255.255', 'RFC 1918'],
    ['192.0.0.0', '192.0.0.8', 'RFC 7335'],
    ['192.0.2.0', '192.0.2.255', 'RFC 5737'],
    ['192.88.99.0', '192.88.99.255', 'RFC 7526'],
    ['192.168.0.0', '192.168.255.255', 'RFC 1918'],
    ['198.18.0.0', '198.19.255.255', 'RFC 2544'],
    ['198.51.100.0', '198.51.100.255', 'RFC 5737'],
    ['203.0.113.0', '203.0.113.255', 'RFC 5737'],
    ['224.0.0.0', '239.255.255.255', 'RFC 5771'],
    ['240.0.0.0', '255.255.255.254', 'RFC 1112'],
    ['2001:0::', '2001:0:ffff:ffff:ffff:ffff:ffff:ffff', 'RFC 4380'],
    ['2001:2::', '2001:2:0:ffff:ffff:ffff:ffff:ffff', 'RFC 5180'],
    ['2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff', 'RFC 3849'],
    ['2002::', '2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'RFC 3056'],
    ['3fff::', '3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff', 'RFC 9637'],
    ['5f00::', '5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'RFC 9602'],
    ['64:ff9b:1::', '64:ff9b:1:ffff:ffff:ffff:ffff:ffff', 'RFC 8215'],
    ['100::', '100::ffff:ffff:ffff:ffff', 'RFC 6666'],
    ['fc00::', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'RFC 4193'],
    ['fe80::', 'febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'RFC 4291'],
    ['fec0::', 'feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'RFC 3879'],
    ['ff00::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'RFC 4291'],
    ['::ffff:0.0.0.0', '::ffff:255.255.255.255', 'RFC 4291'],
  ])('knows %s to %s', (first, last, norm) => {
    expect(isGlobal(address(first))).toBe(false);
    expect(specialPurpose(address(last))?.norm ?? '').toContain(first === '192.0.0.0' ? 'RFC 7600' : norm);
  });

  it.each([
    '1.0.0.0',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.0',
    '169.253.255.255',
    '169.255.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '191.255.255.255',
    '192.0.1.0',
    '192.0.1.255',
    '192.0.3.0',
    '192.88.98.255',
    '192.88.100.0',
    '192.167.255.255',
    '192.169.0.0',
    '198.17.255.255',
    '198.20.0.0',
    '203.0.112.255',
    '203.0.114.0',
    '223.255.255.255',
    '2001:200::',
    '2001:db7:ffff::',
    '2001:db9::',
    '2003::',
    '2620::1',
    '2a00:1450::1',
    '3ffe:ffff::',
  ])('has nothing to say of %s', (text) => {
    expect(specialPurpose(address(text))).toBeUndefined();
    expect(isPublicMailAddress(address(text))).toBe(true);
  });

  it.each([
    '192.0.0.9',
    '192.0.0.10',
    '192.31.196.1',
    '192.52.193.1',
    '192.175.48.1',
    '64:ff9b::1',
    '2001:1::1',
    '2001:20::1',
  ])('takes %s as global, as the registry does inside ranges that are not', (text) =>
    expect(isGlobal(address(text))).toBe(true),
  );

  it.each([
    '::',
    '::1',
    '::7f00:1',
    '4000::',
    '8000::',
    'e000::',
    '1000::',
    '2001:1::4',
    '2001:10::',
    '192.0.0.170',
    '255.255.255.255',
  ])('takes %s as not global', (text) => expect(isGlobal(address(text))).toBe(false));

  it('judges a network by the range that holds all of it', () => {
    const norm = (text: string, prefix: number) => specialPurposeOf(networkOf(address(text), prefix))?.norm;
    expect(norm('10.1.0.0', 16)).toBe('RFC 1918');
    expect(norm('10.0.0.0', 8)).toBe('RFC 1918');
    expect(norm('10.0.0.0', 7)).toBeUndefined();
    expect(norm('0.0.0.0', 0)).toBeUndefined();
    expect(norm('224.0.0.0', 3)).toBeUndefined();
    expect(norm('192.0.0.8', 30)).toBe('RFC 6890 §2.1');
    expect(norm('fe80::', 10)).toBe('RFC 4291');
    expect(norm('::', 0)).toBeUndefined();
  });

  it('takes documentation ranges for public mail addresses and nothing else that is not global', () => {
    expect(isPublicMailAddress(address('192.0.2.1'))).toBe(true);
    expect(isPublicMailAddress(address('2001:db8::1'))).toBe(true);
    fc.assert(
      fc.property(addresses, (a) => {
        const special = specialPurpose(a);
        expect(isPublicMailAddress(a)).toBe(special === undefined || /RFC (5737|3849|9637)/.test(special.norm));
      }),
    );
  });
});
