import dnsPacket from 'dns-packet';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMessage, encodeQuery } from '../../src/dns/live/message.ts';
import { wireName } from '../../src/dns/live/wire-name.ts';
import { WireReader } from '../../src/dns/live/wire-reader.ts';
import { NameTable } from '../../src/model/name-table.ts';
import { TYPE_NUMBER } from '../../src/model/record.ts';

const label = fc.stringMatching(/^[a-z0-9_-]{1,20}$/);
const hostName = fc.array(label, { minLength: 1, maxLength: 6 }).map((labels) => labels.join('.'));
/** A name with labels of any octets, as the name table writes it. */
const oddName = fc
  .array(fc.uint8Array({ minLength: 1, maxLength: 63 }), { minLength: 0, maxLength: 3 })
  .map((labels) => {
    const names = new NameTable();
    return names.name(labels.reduce((parent, octets) => names.child(parent, octets, 0, octets.length), 0));
  });

const record = fc.oneof(
  fc.record({ type: fc.constant('A' as const), name: hostName, data: fc.ipV4() }),
  fc.record({ type: fc.constantFrom('PTR' as const, 'CNAME' as const, 'NS' as const), name: hostName, data: hostName }),
  fc.record({
    type: fc.constant('MX' as const),
    name: hostName,
    data: fc.record({ preference: fc.nat(65_535), exchange: hostName }),
  }),
  fc.record({
    type: fc.constant('TXT' as const),
    name: hostName,
    data: fc.array(
      fc.uint8Array({ maxLength: 255 }).map((octets) => Buffer.from(octets)),
      { minLength: 1, maxLength: 3 },
    ),
  }),
  fc.record({ type: fc.constant('HINFO' as const), name: hostName, data: fc.constant({ cpu: 'a', os: 'b' }) }),
);

/** The data as dns-packet would print it, in our words. */
function expected({ type, data }: { type: string; data: unknown }): object | undefined {
  switch (type) {
    case 'A':
      return { type, address: data };
    case 'MX': {
      const { preference, exchange } = data as { preference: number; exchange: string };
      return { type, preference, exchange: `${exchange}.` };
    }
    case 'TXT':
      return { type, strings: (data as Buffer[]).map((octets) => octets.toString('latin1')) };
    case 'HINFO':
      return undefined;
    default:
      return { type, target: `${data}.` };
  }
}

describe('a message', () => {
  it('is read as another implementation writes it', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 8 }), hostName, fc.nat(65_535), (answers, name, id) => {
        const octets = dnsPacket.encode({
          type: 'response',
          id,
          flags: 0x0580,
          questions: [{ type: 'A', name }],
          answers: answers as dnsPacket.Answer[],
          additionals: [
            {
              type: 'OPT',
              name: '.',
              udpPayloadSize: 4096,
              extendedRcode: 1,
              ednsVersion: 0,
              flags: 0,
              flag_do: false,
              options: [],
            },
          ],
        });
        const message = decodeMessage(octets);
        expect(message).toMatchObject({
          id,
          isResponse: true,
          authoritative: true,
          recursive: true,
          truncated: false,
          rcode: 16,
        });
        expect(message?.question).toEqual({ name: `${name}.`, type: 1 });
        expect(message?.answers.map(({ owner, data }) => [owner, data])).toEqual(
          answers.map((answer) => [`${answer.name}.`, expected(answer)]),
        );
      }),
    );
  });

  it('of any octets is read or refused, never thrown at', () => {
    const good = dnsPacket.encode({
      type: 'response',
      questions: [{ type: 'TXT', name: 'example.com' }],
      answers: [
        { type: 'CNAME', name: 'example.com', data: 'example.net' },
        { type: 'TXT', name: 'example.net', data: ['v=spf1', ' -all'] },
        { type: 'MX', name: 'example.net', data: { preference: 1, exchange: 'mail.example.net' } },
      ],
    });
    const damaged = fc
      .array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 5 })
      .map((edits) => {
        const octets = Buffer.from(good);
        for (const [at, octet] of edits) octets[at] = octet;
        return octets;
      });
    fc.assert(
      fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 600 })), fc.nat(600), (octets, end) => {
        const message = decodeMessage(octets.subarray(0, end));
        if (message !== undefined) expect(message.id).toBe(octets[0] * 256 + octets[1]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('cut short anywhere is refused, unless it says so itself', () => {
    const whole = dnsPacket.encode({
      type: 'response',
      questions: [{ type: 'A', name: 'example.com' }],
      answers: [{ type: 'A', name: 'example.com', data: '192.0.2.1' }],
    });
    for (let end = 0; end < whole.length; end++) expect(decodeMessage(whole.subarray(0, end))).toBeUndefined();
    whole[2] |= 0x02;
    for (let end = 12; end < whole.length; end++) expect(decodeMessage(whole.subarray(0, end))?.truncated).toBe(true);
  });

  it.each([
    ['to itself', [0xc0, 0x00]],
    ['forward', [0xc0, 0x02, 0]],
    ['in a circle', [1, 0x61, 0xc0, 0x00]],
    ['out of the message', [0xff, 0xff]],
    ['of an unknown kind', [0x40, 1, 0]],
  ])('has no name with a pointer %s', (_, octets) => {
    const reader = new WireReader(Uint8Array.from(octets));
    expect(reader.name()).toBe('.');
    expect(reader.broken).toBe(true);
  });
});

describe('a query', () => {
  it('is read by another implementation as it was meant', () => {
    fc.assert(
      fc.property(
        hostName,
        fc.constantFrom(...(Object.keys(TYPE_NUMBER) as (keyof typeof TYPE_NUMBER)[])),
        fc.boolean(),
        (name, type, edns) => {
          const query = dnsPacket.decode(encodeQuery({ name: `${name}.`, type }, 0x1234, edns)!);
          expect(query).toMatchObject({
            id: 0x1234,
            type: 'query',
            flag_rd: true,
            questions: [{ name, type, class: 'IN' }],
          });
          expect(query.additionals?.map((record) => (record as { udpPayloadSize: number }).udpPayloadSize)).toEqual(
            edns ? [1232] : [],
          );
        },
      ),
    );
  });

  it('carries names of any octets and gets them back', () => {
    fc.assert(
      fc.property(oddName, (name) => {
        const octets = wireName(name);
        if (octets === undefined) throw new Error(`cannot be sent: ${name}`);
        const reader = new WireReader(octets);
        expect(reader.name()).toBe(name);
        expect(reader.at).toBe(octets.length);
      }),
    );
  });
});
