import { describe, expect, it, vi } from 'vitest';
import { formatAddress } from '../../src/model/address.ts';
import { propose } from '../support/propose.ts';

const NS = '@ NS ns1.example.net.\n';
const HOSTS = 500;
const octets = Array.from({ length: HOSTS }, (_, i) => [Math.floor(i / 250), i % 250]);
const FORWARD = octets.map(([c, d]) => `h${c}-${d} A 192.0.${c}.${d}\n`).join('');
const REVERSE = octets.map(([c, d]) => `${d}.${c} PTR h${c}-${d}.example.com.\n`).join('');

describe('findPointers', () => {
  it('makes a record of a PTR only where something is the matter', () => {
    const { view, ...proposal } = spied(`${REVERSE}9.9 PTR gone.example.com.\n300.9 PTR h0-0.example.com.\n`);
    const { unconfirmed, malformed } = proposal.pointers();
    expect(unconfirmed.map(({ record, address }) => `${formatAddress(address)} ${record.target}`)).toEqual([
      '192.0.9.9 gone.example.com.',
    ]);
    expect(malformed.map(({ record }) => record.owner)).toEqual(['300.9.0.192.in-addr.arpa.']);
    expect(view.made).toHaveBeenCalledTimes(2);
  });

  it('finds the PTR records that name a host, of healthy ones and of hosts that own nothing', () => {
    const { view, ...proposal } = spied(`${REVERSE}9.9 PTR gone.example.com.\n9.8 PTR h1-7.example.com.\n`);
    const naming = [
      ...proposal.pointers().naming(new Set(['h1-7.example.com.', 'gone.example.com.', 'x.example.net.'])),
    ];
    expect(naming.map(({ address }) => address && formatAddress(address)).sort()).toEqual([
      '192.0.1.7',
      '192.0.8.9',
      '192.0.9.9',
    ]);
    expect(view.made.mock.calls.length).toBeLessThan(10);
  });
});

/** A proposal that counts how many PTR records are made. */
function spied(reverse: string) {
  const proposal = propose({ 'example.com': NS + FORWARD, '0.192.in-addr.arpa': NS + reverse });
  const zone = proposal.view.judged.find(({ zone: { name } }) => name === '0.192.in-addr.arpa.')!;
  return { view: { made: vi.spyOn(zone.zone.records, 'record') }, pointers: () => proposal.pointers };
}
