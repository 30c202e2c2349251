import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import { type JoinedFix, joinFixes } from '../../src/outputs/joined-fixes.ts';
import { fixed, judged } from '../support/judged.ts';

const SPF = /^spf-/;

/** The lines that the fix puts there. */
function linesAfter(fix: JoinedFix | undefined): readonly string[] | undefined {
  return fix?.lines.after;
}

/** Its rules, in order. */
function rules(fix: JoinedFix | undefined): string[] | undefined {
  return fix?.findings.map(({ rule }) => rule);
}

/** The text of the file once all edits of the joined fix are made. */
function made({ findings: [first], edits }: JoinedFix): string {
  return fixed({ ...first, fix: { description: '', edits } });
}

describe('fixes of one record', () => {
  it('are made at once where each is a plain edit', async () => {
    const [first, ...more] = joinFixes(
      await judged('@ TXT "v=spf1 nclude:_spf.example.net ip4:192.0.2.5/24 mxx"', SPF),
    );
    expect(more).toEqual([]);
    expect(rules(first)).toEqual(['spf-syntax', 'spf-syntax', 'spf-host-bits']);
    expect(linesAfter(first)).toEqual(['@ TXT "v=spf1 include:_spf.example.net ip4:192.0.2.0/24 mx"']);
  });

  it('leave no record without senders that each alone would leave some', async () => {
    const zone =
      '@ MX 10 mail\nmail A 203.0.113.25\n     AAAA 2001:db8::25\n@ TXT "v=spf1 a:one.example.com a:two.example.com -all"';
    const found = await judged(zone, /^spf-void-lookup$/);
    expect(found.map(({ fix }) => fix?.edits.length)).toEqual([1, 1]);
    const [first, ...more] = joinFixes(found);
    expect(more).toEqual([]);
    expect(linesAfter(first)).toEqual(['@ TXT "v=spf1 a:two.example.com -all"']);

    const other = await judged(zone.replace(' -all', ' mx -all'), /^spf-void-lookup$/);
    expect(linesAfter(joinFixes(other)[0])).toEqual(['@ TXT "v=spf1 mx -all"']);
  });

  it('make no string longer than one may be', async () => {
    const filler = `ip4:203.0.113.77 ${'x'.repeat(190)}=y`;
    // One letter more fits, two do not.
    const text = (length: number) => {
      const head = 'v=spf1 nclude:a.example nclude:b.example ';
      return `${head}${filler}${'z'.repeat(length - head.length - filler.length)}`;
    };
    const [short] = joinFixes(await judged(`@ TXT "${text(253)}"`, /^spf-syntax$/));
    expect(short.findings).toHaveLength(2);
    const [long, ...more] = joinFixes(await judged(`@ TXT "${text(254)}"`, /^spf-syntax$/));
    expect(long.findings).toHaveLength(1);
    expect(more).toEqual([]);
  });

  it('are made at once in other records of tags', async () => {
    const found = await judged('_dmarc TXT "v=DMARC1; p=rejct; sp=quarantin; rua=dmarc@example.com"', /^dmarc-syntax$/);
    const [first, ...more] = joinFixes(found);
    expect(more).toEqual([]);
    expect(rules(first)).toEqual(['dmarc-syntax', 'dmarc-syntax', 'dmarc-syntax']);
    expect(linesAfter(first)).toEqual(['_dmarc TXT "v=DMARC1; p=reject; sp=quarantine; rua=mailto:dmarc@example.com"']);
  });

  it('are told from those of the next line', async () => {
    const found = await judged('@ TXT "v=spf1 nclude:a.example -all"\nshop TXT "v=spf1 mxx -all"', /^spf-syntax$/);
    expect(joinFixes(found).map(({ findings }) => findings.length)).toEqual([1, 1]);
  });

  it('mend all that they name, whatever the record', async () => {
    const pieces = [
      'nclude:a.example',
      'include=b.example',
      'a:192.0.2.1',
      'ip4:192.0.2.5/24',
      'ipv4:192.0.2.1',
      'mx',
      'mx',
    ];
    const more = [
      'a:gone.example.com',
      'a:lost.example.com',
      '" "',
      'redirect:c.example',
      '-all',
      '--all',
      '-al',
      ';',
      ',',
    ];
    const count = (findings: readonly Finding[], { fingerprint }: Finding) =>
      findings.filter((one) => one.fingerprint === fingerprint).length;
    const errors = (findings: readonly Finding[]) => findings.filter(({ severity }) => severity === 'error').length;
    let tried = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...pieces, ...more), { minLength: 2, maxLength: 8 }), async (words) => {
        const before = await judged(`@ TXT "v=spf1 ${words.join(' ')}"`, SPF);
        for (const fix of joinFixes(before).filter(({ findings }) => findings.length > 1)) {
          tried++;
          const text = made(fix);
          const left = await judged(text.slice(text.indexOf('@ TXT')), SPF);
          expect(errors(left), text).toBeLessThanOrEqual(errors(before));
          for (const finding of fix.findings) {
            expect(count(left, finding), `${finding.message} in ${text}`).toBeLessThan(count(before, finding));
          }
        }
      }),
      { numRuns: 400 },
    );
    expect(tried).toBeGreaterThan(50);
  }, 60_000);
});
