import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proposedResolver } from '../../src/dns/proposed.ts';
import { formats } from '../../src/formats/index.ts';
import { readTree } from '../../src/formats/read-tree.ts';
import type { Answer } from '../../src/model/answer.ts';
import { NameTable } from '../../src/model/name-table.ts';
import type { QueryType } from '../../src/model/record.ts';
import { assignViews } from '../../src/proposal/views.ts';
import { memoryTree, zoneLinesResolver } from '../support/example.ts';
import { hasKnot, type Knot, startKnot } from '../support/knot.ts';

const APEX = '@ 60 IN SOA ns1.example.com. hostmaster.example.com. 1 4h 1h 2w 1h\n@ 60 IN NS ns1.example.com.\n';
const ZONES = {
  'example.com': `${APEX}
ns1 60 A 192.0.2.53
www 60 A 192.0.2.1
alias 60 CNAME www
far 60 CNAME www.example.net.
loop1 60 CNAME loop2
loop2 60 CNAME loop1
chain1 60 CNAME chain2
chain2 60 CNAME nothing
a.deep.tree 60 A 192.0.2.2
*.wild 60 A 192.0.2.3
*.wild 60 MX 10 www
host.wild 60 TXT "here"
sub.host.wild 60 A 192.0.2.4
*.cwild 60 CNAME www
child 60 NS ns1.child
ns1.child 60 A 192.0.2.54
below.child 60 A 192.0.2.55
old 60 DNAME new
a.new 60 A 192.0.2.5
escaped\\.dot 60 A 192.0.2.6
UPPER 60 A 192.0.2.7
`,
  'example.net': `${APEX}
www 60 A 198.51.100.1
`,
  '2.0.192.in-addr.arpa': `${APEX}
1 60 PTR www.example.com.
0/25 60 NS ns1.example.com.
`,
};
const TYPES: readonly QueryType[] = ['A', 'MX', 'TXT', 'CNAME', 'NS', 'PTR', 'SOA', 'DNAME'];
const NAMES = [
  'example.com.',
  'www.example.com.',
  'WWW.example.COM.',
  'alias.example.com.',
  'far.example.com.',
  'loop1.example.com.',
  'chain1.example.com.',
  'deep.tree.example.com.',
  'tree.example.com.',
  'a.deep.tree.example.com.',
  'b.deep.tree.example.com.',
  'x.wild.example.com.',
  'x.y.wild.example.com.',
  'wild.example.com.',
  'host.wild.example.com.',
  'x.host.wild.example.com.',
  'sub.host.wild.example.com.',
  '*.wild.example.com.',
  'x.cwild.example.com.',
  'old.example.com.',
  'a.old.example.com.',
  'b.old.example.com.',
  'x.a.old.example.com.',
  'upper.example.com.',
  'none.example.com.',
  'x.none.example.com.',
  'www.example.net.',
  'none.example.net.',
  '1.2.0.192.in-addr.arpa.',
  '2.2.0.192.in-addr.arpa.',
];

function resolverOver(zones: Readonly<Record<string, string>>, dns = '') {
  const tree = memoryTree(Object.fromEntries(Object.entries(zones).map(([name, text]) => [`${name}.zone`, text])));
  const names = new NameTable();
  const [view] = assignViews(readTree(tree, formats(), { names, hints: [] }).zones, names);
  return proposedResolver(view, zoneLinesResolver(dns));
}

function ask(resolver: ReturnType<typeof resolverOver>, name: string, type: QueryType): Answer {
  const answer = resolver({ name: name.toLowerCase(), type });
  if (answer instanceof Promise) throw new Error('proposed answers are at hand');
  return answer;
}

describe('a proposed zone', () => {
  const resolver = resolverOver(ZONES);

  it.each([
    ['www.example.com.', 'A', { state: 'found' }],
    ['www.example.com.', 'MX', { state: 'absent', reason: 'nodata' }],
    ['none.example.com.', 'A', { state: 'absent', reason: 'nxdomain' }],
    ['tree.example.com.', 'A', { state: 'absent', reason: 'nodata' }],
    ['x.y.wild.example.com.', 'A', { state: 'found' }],
    ['x.host.wild.example.com.', 'A', { state: 'absent', reason: 'nxdomain' }],
    ['below.child.example.com.', 'A', { state: 'unknown', reason: 'not-in-snapshot' }],
    ['child.example.com.', 'A', { state: 'unknown', reason: 'not-in-snapshot' }],
    ['www.example.org.', 'A', { state: 'unknown', reason: 'not-in-snapshot' }],
    ['loop1.example.com.', 'A', { state: 'unknown', reason: 'alias-loop' }],
    ['escaped\\.dot.example.com.', 'A', { state: 'found' }],
    ['dot.example.com.', 'A', { state: 'absent', reason: 'nxdomain' }],
  ] as const)('%s %s', (name, type, expected) => {
    expect(ask(resolver, name, type)).toMatchObject(expected);
  });

  it('follows aliases into other proposed zones and says which', () => {
    expect(ask(resolver, 'far.example.com.', 'A')).toMatchObject({
      state: 'found',
      records: [{ address: '198.51.100.1' }],
      chain: [{ owner: 'far.example.com.', target: 'www.example.net.', source: 'proposed' }],
    });
  });

  it('comes back from live aliases that lead into it', () => {
    const outside = 'shop.example.org. CNAME www.example.com.\nwww.example.com. A 203.0.113.99';
    expect(ask(resolverOver(ZONES, outside), 'shop.example.org.', 'A')).toMatchObject({
      state: 'found',
      records: [{ address: '192.0.2.1' }],
      chain: [{ owner: 'shop.example.org.', source: 'live' }],
    });
  });

  it('asks a child zone that is in the repository', () => {
    const child = { ...ZONES, 'child.example.com': `${APEX}below 60 A 192.0.2.77\n` };
    expect(ask(resolverOver(child), 'below.child.example.com.', 'A')).toMatchObject({
      records: [{ address: '192.0.2.77' }],
    });
    expect(ask(resolverOver(child), 'gone.child.example.com.', 'A')).toMatchObject({
      state: 'absent',
      reason: 'nxdomain',
    });
  });
});

describe.runIf(hasKnot())('beside a real server', () => {
  let knot: Knot;
  beforeAll(async () => {
    knot = await startKnot(ZONES);
  });
  afterAll(() => knot.stop());

  it('gives the same answers', async () => {
    const resolver = resolverOver(ZONES);
    let compared = 0;
    for (const name of NAMES) {
      for (const type of TYPES) {
        const ours = ask(resolver, name, type);
        if (ours.state === 'unknown') continue;
        const theirs = await queryThrough(knot, name.slice(0, -1), type);
        const answers = (theirs.answers ?? []).filter((answer) => answer.type === type);
        expect(`${name} ${type}: ${verdict(ours)}`).toBe(
          `${name} ${type}: ${answers.length > 0 ? 'found' : (theirs as { rcode?: string }).rcode === 'NXDOMAIN' ? 'nxdomain' : 'nodata'}`,
        );
        if (ours.state === 'found' && type === 'A') {
          expect(ours.records.map((record) => (record as { address: string }).address).sort()).toEqual(
            answers.map((answer) => String((answer as { data: unknown }).data)).sort(),
          );
        }
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(200);
  });
});

/** An authoritative server stops where an alias leaves the zone; a resolver asks on. */
async function queryThrough(knot: Knot, name: string, type: QueryType) {
  const packet = await knot.query(name, type);
  const last = packet.answers?.at(-1);
  if (last?.type !== 'CNAME' || type === 'CNAME') return packet;
  return knot.query(String(last.data), type);
}

function verdict(answer: Answer): string {
  return answer.state === 'absent' ? answer.reason : answer.state;
}
