import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Address, reverseName } from '../../src/model/address.ts';
import { NameTable } from '../../src/model/name-table.ts';
import { addressOf, ReverseNames } from '../../src/proposal/reverse-names.ts';

/** Reads one name with a reader of its own. */
function read(name: string) {
  const names = new NameTable();
  const id = names.intern(name);
  return new ReverseNames(names).read(id);
}

const address: fc.Arbitrary<Address> = fc.oneof(
  fc.record({ family: fc.constant(4 as const), value: fc.bigInt({ min: 0n, max: 2n ** 32n - 1n }) }),
  fc.record({ family: fc.constant(6 as const), value: fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }) }),
);

describe('names of the reverse trees', () => {
  it('every address’s name gives the address back, one reader for all', () => {
    fc.assert(
      fc.property(fc.array(address, { maxLength: 20 }), (addresses) => {
        const names = new NameTable();
        const ids = addresses.map((one) => names.intern(reverseName(one)));
        const reader = new ReverseNames(names);
        expect(ids.map((id) => addressOf(reader.read(id)))).toEqual(addresses);
      }),
    );
  });

  it.each(['10.0-127.2.0.192', '10.0/25.2.0.192', '10.128-255.2.0.192'])('%s is one of a classless zone', (name) => {
    expect(addressOf(read(`${name}.in-addr.arpa.`))).toEqual({ family: 4, value: 0xc000020an });
  });

  it.each([
    ['in-addr.arpa.', 0],
    ['2.0.192.in-addr.arpa.', 3],
    ['8.b.d.0.1.0.0.2.ip6.arpa.', 8],
  ])('%s is a part of an address', (name, depth) => {
    expect(read(name)).toMatchObject({ depth, fault: undefined });
    expect(addressOf(read(name))).toBeUndefined();
  });

  it.each([
    'example.com.',
    'arpa.',
    '.',
    '*.2.0.192.in-addr.arpa.',
    '_dns-sd.0.192.in-addr.arpa.',
    '1.gw.in-addr.arpa.',
  ])('%s is none', (name) => expect(read(name)).toBeUndefined());

  it.each([
    ['256.2.0.192.in-addr.arpa.', 'octet-too-large'],
    ['1.300.192.in-addr.arpa.', 'octet-too-large'],
    ['1.2.3.4.5.in-addr.arpa.', 'too-long'],
    ['010.2.0.192.in-addr.arpa.', 'leading-zero'],
    ['00.2.0.192.in-addr.arpa.', 'leading-zero'],
    ['10.2.0.192.in-addr.arpa.2.0.192.in-addr.arpa.', 'zone-repeated'],
    ['ab.8.b.d.0.1.0.0.2.ip6.arpa.', 'not-a-nibble'],
    [`${'0.'.repeat(33)}ip6.arpa.`, 'too-long'],
    [`1.${'0.'.repeat(33)}ip6.arpa.`, 'too-long'],
  ])('%s cannot be an address’s name: %s', (name, kind) => {
    expect(read(name)?.fault?.kind).toBe(kind);
  });
});
