import { describe, expect, it } from 'vitest';
import { proposedResolver } from '../../src/dns/proposed.ts';
import { readZoneFile } from '../../src/formats/bind/read-zone.ts';
import type { Answer, Resolver } from '../../src/model/answer.ts';
import { NameTable } from '../../src/model/name-table.ts';
import type { QueryType } from '../../src/model/record.ts';
import { SourceFile } from '../../src/model/source-file.ts';
import { View } from '../../src/model/view.ts';
import { ZoneIndex } from '../../src/model/zone-index.ts';
import { memoryDns } from '../support/memory-dns.ts';

interface Zones {
  /** The records of example.com before and after the change. */
  readonly base?: string;
  readonly head: string;
  readonly live: string;
  /** Whether the description is whole, before and after. */
  readonly whole?: readonly [boolean, boolean];
  readonly waits?: boolean;
}

function resolverOver({ base, head, live, whole = [false, false], waits = false }: Zones): Resolver {
  const names = new NameTable();
  const viewOf = (text: string, authoritative: boolean) => {
    const file = new SourceFile('example.com.zone', `$TTL 60\n${text}\n`);
    const { records, holes } = readZoneFile(file, { names, zone: 'example.com.', include: () => 'not here' });
    const zone = { name: 'example.com.', view: undefined, authoritative, public: true, file, files: [file] };
    return new View('', names, [new ZoneIndex({ ...zone, records, holes }, names)]);
  };
  const before = base === undefined ? undefined : viewOf(base, whole[0]);
  return proposedResolver(viewOf(head, whole[1]), memoryDns(live, { waits }).resolver, before);
}

function ask(zones: Zones, name: string, type: QueryType): Answer | Promise<Answer> {
  return resolverOver(zones)({ name, type });
}

const LIVE = `
  example.com. MX 10 mail.example.com.
  example.com. MX 20 backup.example.net.
  example.com. TXT "v=spf1 mx -all"
  mail.example.com. A 192.0.2.25
  mail.example.com. AAAA 2001:db8::25
  old.example.com. CNAME mail.example.com.
  www.example.net. CNAME old.example.com.
`;

describe('a partly described zone', () => {
  it('gives the RRset that head declares, not the union with what is live', () => {
    const zones = { base: '@ MX 10 mail', head: '@ MX 5 new', live: LIVE };
    expect(ask(zones, 'example.com.', 'MX')).toMatchObject({
      records: [{ preference: 5, exchange: 'new.example.com.' }],
    });
  });

  it('gives what is live where neither declares anything', () => {
    const zones = { base: '@ MX 10 mail', head: '@ MX 5 new', live: LIVE };
    expect(ask(zones, 'mail.example.com.', 'A')).toMatchObject({
      state: 'found',
      records: [{ address: '192.0.2.25' }],
    });
    expect(ask(zones, 'none.example.com.', 'A')).toMatchObject({ state: 'absent', reason: 'nxdomain' });
  });

  it('lacks a record that the change deletes although it is still live', () => {
    const zones = { base: 'mail A 192.0.2.25', head: '', live: LIVE };
    expect(ask(zones, 'mail.example.com.', 'A')).toMatchObject({ state: 'absent', source: 'proposed' });
    expect(ask(zones, 'mail.example.com.', 'AAAA')).toMatchObject({ state: 'found' });
  });

  it('keeps the values of others in an RRset that the change deletes its own from', () => {
    expect(ask({ base: '@ MX 10 mail', head: '', live: LIVE }, 'example.com.', 'MX')).toMatchObject({
      records: [{ preference: 20, exchange: 'backup.example.net.' }],
    });
  });

  it('compares addresses and texts, not how they are written', () => {
    const base = 'mail AAAA 2001:DB8:0::25\n@ TXT "v=spf1 " "mx -all"';
    expect(ask({ base, head: '', live: LIVE }, 'mail.example.com.', 'AAAA')).toMatchObject({ state: 'absent' });
    expect(ask({ base, head: '', live: LIVE }, 'example.com.', 'TXT')).toMatchObject({ state: 'absent' });
  });

  it('keeps a live value that base declared otherwise: somebody else has changed it', () => {
    expect(ask({ base: 'mail A 192.0.2.99', head: '', live: LIVE }, 'mail.example.com.', 'A')).toMatchObject({
      records: [{ address: '192.0.2.25' }],
    });
  });

  it('lacks an alias that the change deletes, and what it led to', () => {
    const zones = { base: 'old CNAME mail', head: '', live: LIVE };
    expect(ask(zones, 'old.example.com.', 'A')).toMatchObject({ state: 'absent', chain: [] });
    expect(ask(zones, 'old.example.com.', 'CNAME')).toMatchObject({ state: 'absent', chain: [] });
    const elsewhere = { ...zones, base: 'old CNAME other' };
    expect(ask(elsewhere, 'old.example.com.', 'A')).toMatchObject({
      state: 'found',
      chain: [{ target: 'mail.example.com.' }],
    });
  });

  it('lacks it also where a live alias from outside leads to it', () => {
    const zones = { base: 'old CNAME mail', head: '', live: LIVE };
    expect(ask(zones, 'www.example.net.', 'A')).toMatchObject({
      state: 'absent',
      chain: [{ target: 'old.example.com.' }],
    });
    const deeper = { base: 'mail A 192.0.2.25', head: '', live: LIVE };
    expect(ask(deeper, 'www.example.net.', 'A')).toMatchObject({
      state: 'absent',
      chain: [{ target: 'old.example.com.' }, { target: 'mail.example.com.' }],
    });
  });

  it('leaves unknown what the DNS does not tell', () => {
    const zones = { base: 'mail A 192.0.2.25', head: '', live: 'mail.example.com. A !timeout' };
    expect(ask(zones, 'mail.example.com.', 'A')).toMatchObject({ state: 'unknown', reason: 'timeout' });
  });

  it('does the same for answers that have to be waited for', async () => {
    const zones = { base: 'mail A 192.0.2.25\nold CNAME mail', head: '', live: LIVE, waits: true };
    expect(await ask(zones, 'mail.example.com.', 'A')).toMatchObject({ state: 'absent' });
    expect(await ask(zones, 'www.example.net.', 'A')).toMatchObject({ state: 'absent' });
  });

  it('takes away nothing while base itself is judged', () => {
    expect(ask({ head: '', live: LIVE }, 'mail.example.com.', 'A')).toMatchObject({ state: 'found' });
  });

  it('is partly described from either side', () => {
    const deleted = { base: 'mail A 192.0.2.25', head: '', live: LIVE };
    expect(ask({ ...deleted, whole: [true, false] }, 'mail.example.com.', 'A')).toMatchObject({ state: 'absent' });
    expect(ask({ ...deleted, whole: [true, true] }, 'mail.example.com.', 'A')).toMatchObject({ reason: 'nxdomain' });
  });
});

describe('a whole zone', () => {
  it('that delegates a name anew does not believe the DNS that has not heard of it', () => {
    const zones = {
      base: 'mail A 192.0.2.25',
      head: 'mail NS ns.example.net.',
      live: LIVE,
      whole: [true, true] as const,
    };
    expect(ask(zones, 'mail.example.com.', 'A')).toMatchObject({ state: 'unknown', reason: 'hole' });
  });
});
