import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { MailRule, Proposal } from '../../src/proposal/proposal.ts';
import type { SpfDomain } from '../../src/proposal/spf-domains.ts';
import { RULES } from '../../src/rules/index.ts';
import { propose } from '../support/propose.ts';

/** Rules that look only at what they can be about: at records, at domains with one record, at those that no other includes. */
const OF_RECORDS = [
  'spf-duplicate-term',
  'spf-exp-unusable',
  'spf-host-bits',
  'spf-permits-everyone',
  'spf-ptr-mechanism',
  'spf-redirect-with-all',
  'spf-reserved-address',
  'spf-shadowed-network',
  'spf-unknown-modifier',
  'spf-wide-network',
];
const OF_DOMAINS = [
  'spf-include-without-record',
  'spf-loop',
  'spf-record-too-large',
  'spf-redirect-without-record',
  'spf-too-many-mx',
  'spf-void-lookup',
];
const OF_STARTS = ['spf-near-lookup-limit', 'spf-too-many-lookups', 'spf-too-many-void-lookups'];

const domain = fc.constantFrom(
  'example.com',
  'a.example.com',
  'b.example.com',
  'gone.example.com',
  '%{d}',
  '%{p}.x.test',
);
const term = fc.oneof(
  fc.constantFrom('a', 'mx', 'ptr', 'all', '+all', '-all', 'foo=bar', 'exp=gone.example.com', 'redirect=b.example.com'),
  fc
    .tuple(fc.constantFrom('a:', 'mx:', 'include:', 'exists:', 'ptr:', 'redirect=', 'exp='), domain)
    .map((two) => two.join('')),
  fc.tuple(fc.constantFrom('ip4:192.0.2.7', 'ip4:128.0.0.0', 'ip4:10.0.0.1'), fc.nat(32)).map((two) => two.join('/')),
  fc.tuple(fc.constantFrom('ip6:2001:db8::7', 'ip6:2000::'), fc.nat(128)).map((two) => two.join('/')),
  fc.nat(9).map((n) => `exists:%{p}.${n}.example.com`),
  fc.tuple(fc.constantFrom('a', 'mx'), fc.constantFrom('/0', '/8', '//3', '//64')).map((two) => two.join('')),
);
const record = fc.array(term, { maxLength: 12 }).map((terms) => `TXT "${['v=spf1', ...terms].join(' ')}"`);
const line = fc.oneof(
  fc.tuple(fc.constantFrom('@', 'a', 'b'), record).map((two) => two.join(' ')),
  fc.constantFrom('@ MX 10 a', 'a A 192.0.2.1', 'b AAAA 2001:db8::1', 'b MX 10 gone', `a TXT "${'x'.repeat(250)}"`),
);
const zone = fc
  .array(line, { maxLength: 8 })
  .map((lines) => `@ SOA a b 1 2 3 4 5\n@ NS ns.x.test.\n${lines.join('\n')}`);

const rulesOf = (ids: readonly string[]) => ids.map((id) => RULES.find((rule) => rule.id === id)!);

/** Whether a rule has something to say of a subject; every answer is in the zone or not to be had. */
function speaks(rule: MailRule, subject: unknown, proposal: Proposal): boolean {
  const { done, value } = rule.check(subject, proposal).next();
  if (value instanceof Promise) throw new Error('There is nothing to wait for.');
  return done !== true;
}

const single = ({ spfDomains }: Proposal) =>
  [...spfDomains.byName.values()].filter(({ records }) => records.length === 1);
// What a record costs that others include is told of those.
const starts = (proposal: Proposal) =>
  single(proposal).filter(({ owner }: SpfDomain) => !proposal.spfDomains.referrers.has(owner));

it.each([
  ['records', OF_RECORDS, ({ spfDomains }: Proposal) => spfDomains.own],
  ['domains', OF_DOMAINS, single],
  ['domains that receivers begin with', OF_STARTS, starts],
])('of %s that a rule leaves out it has nothing to say', (_, ids, candidates) => {
  let leftOut = 0;
  let spoken = 0;
  fc.assert(
    fc.property(zone, (text) => {
      const outside = () => ({ state: 'unknown', reason: 'offline', chain: [] }) as const;
      const proposal = propose({ 'example.com': text }, { outside });
      for (const rule of rulesOf(ids)) {
        const subjects = new Set(rule.subjects(proposal));
        for (const subject of candidates(proposal)) {
          if (!subjects.has(subject)) {
            leftOut++;
            expect(speaks(rule, subject, proposal), `${rule.id} of ${subject.owner}: ${text}`).toBe(false);
          } else if (speaks(rule, subject, proposal)) {
            spoken++;
          }
        }
      }
    }),
    { numRuns: 500 },
  );
  expect(Math.min(leftOut, spoken)).toBeGreaterThan(50);
});
