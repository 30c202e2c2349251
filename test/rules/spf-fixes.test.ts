import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_POLICY } from '../../src/proposal/proposal.ts';
import { brief, fixed, judged } from '../support/judged.ts';

const CHOICE_AND_GRAMMAR =
  /^spf-(?:missing|multiple-records|not-recognised|split-across-records|glued-strings|sender-id|record-too-large|wrong-name|syntax|mechanism-as-modifier|address-as-domain|void-lookup|include-without-record|loop)$/;

const PIECES = [
  'v=spf1',
  ' ',
  ' ',
  ' ',
  '" "',
  'include:a.example',
  'nclude:a.example',
  'include=a.example',
  'include:',
  'a:192.0.2.1',
  'ip4:192.0.2.0/24',
  'ip4:2001:db8::1',
  'a:gone.example.com',
  'mx',
  '-all',
  '--all',
  ';',
  ',',
  '–all',
  '%{z}',
  '\\"',
];

/** The records of the zone after the head that `judged` puts before them. */
const recordsOf = (text: string) => text.slice(text.indexOf('@ TXT'));

describe('the fixes of SPF rules', () => {
  it('keep the zone readable and never add an error', async () => {
    let tried = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 9 }), async (pieces) => {
        const before = await judged(`@ TXT "v=spf1${pieces.join('')}"`, CHOICE_AND_GRAMMAR);
        const errors = before.filter(({ severity }) => severity === 'error').length;
        for (const finding of before.filter(({ fix }) => fix !== undefined)) {
          tried++;
          const after = await judged(recordsOf(fixed(finding)), CHOICE_AND_GRAMMAR);
          const left = after.filter(({ severity }) => severity === 'error').length;
          // A text that was not SPF at all may show, once it is, the mistakes that it had all along.
          if (finding.rule === 'spf-glued-strings' || finding.rule === 'spf-not-recognised') {
            expect(after.map(brief)).not.toContain(brief(finding));
          } else {
            expect(left).toBeLessThanOrEqual(errors);
          }
        }
      }),
      { numRuns: 500 },
    );
    expect(tried).toBeGreaterThan(100);
  }, 60_000);
});

describe('a declared sender', () => {
  const policy = {
    ...NO_POLICY,
    senders: [{ domains: ['news.example.com', '*.shop.example.com'], hosts: [], helo: [], networks: [] }],
  };

  it('needs a record without MX as well', async () => {
    const found = await judged('news A 192.0.2.1', CHOICE_AND_GRAMMAR, '', policy);
    expect(found.map(({ rule, subject, place }) => [rule, subject, place])).toEqual([
      ['spf-missing', 'news.example.com', undefined],
    ]);
    expect(await judged('news TXT "v=spf1 -all"', CHOICE_AND_GRAMMAR, '', policy)).toEqual([]);
  });
});
