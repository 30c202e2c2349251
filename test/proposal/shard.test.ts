import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../src/model/address.ts';
import { dealOut, parseShard } from '../../src/proposal/shard.ts';

const OF = 50;
const ZONES = new Set(['example.com.', 'sub.example.com.', '113.0.203.in-addr.arpa.']);
const shards = Array.from({ length: OF }, (_, i) => dealOut({ number: i + 1, of: OF }, ZONES));
/** The shards that judge a subject. */
const judgedBy = (subject: unknown) => shards.flatMap((isOwn, i) => (isOwn(subject) ? [i + 1] : []));

describe('parseShard', () => {
  it('reads I/N', () => {
    expect(parseShard('2/4')).toEqual({ number: 2, of: 4 });
    expect(parseShard('1/1')).toEqual({ number: 1, of: 1 });
  });

  it.each(['', '4', '0/4', '5/4', '-1/4', '1/0', '01/4', '1/4/5', ' 1/4', '1/10000', '1.5/4'])('refuses %j', (text) => {
    expect(parseShard(text)).toBeUndefined();
  });
});

describe('dealOut', () => {
  const address = parseAddress('203.0.113.9')!;
  const record = { owner: 'www.example.com.', type: 'A' };

  it.each([
    ['a name', 'www.example.com.'],
    ['a record', record],
    ['an RRset', [record]],
    ['an empty RRset', []],
    ['an address', { parsed: address }],
    ['a reader’s problem', { rule: 'record-unreadable', subject: 'www.example.com', place: {} }],
    ['what nobody knows', { surprise: 1 }],
    ['nothing', undefined],
  ])('gives %s to exactly one shard', (_, subject) => {
    expect(judgedBy(subject)).toHaveLength(1);
  });

  it('keeps together what lies in one zone, however it is wrapped', () => {
    const zone = judgedBy('example.com.');
    for (const subject of [
      'www.example.com.',
      record,
      [record],
      { record, rrset: [record] },
      { spf: { owner: 'a.b.example.com.' }, senders: [] },
      { name: 'mail.example.com.', roles: [] },
      { cname: record, others: [] },
      { first: record, again: record },
      { kind: 'line', problem: { subject: 'x.example.com' } },
      { rule: 'txt-unquoted', subject: 'example.com' },
    ]) {
      expect(judgedBy(subject)).toEqual(zone);
    }
    expect(judgedBy('www.sub.example.com.')).toEqual(judgedBy('sub.example.com.'));
    expect(judgedBy('sub.example.com.')).not.toEqual(zone);
  });

  it('keeps an address together with its PTR record, wherever that stands', () => {
    const reverse = judgedBy('9.113.0.203.in-addr.arpa.');
    const mail = { address: '203.0.113.9', parsed: address, hosts: [] };
    for (const subject of [
      mail,
      { use: 'ptr', address: mail },
      { mail, address, host: 'mail.example.com.' },
      { kind: 'mail', item: { mail, address } },
      // Behind a CNAME of a classless zone (RFC 2317).
      { record: { owner: '9.8-15.elsewhere.test.' }, address },
      { kind: 'record', record: { owner: '9.8-15.elsewhere.test.' }, address },
    ]) {
      expect(judgedBy(subject)).toEqual(reverse);
    }
  });
});
