import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CheckOptions, check } from '../../src/check.ts';
import { SourceFile } from '../../src/model/source-file.ts';
import { mergeReports } from '../../src/outputs/merge-reports.ts';
import type { PresentedReport } from '../../src/outputs/presented.ts';
import { RULES } from '../../src/rules/index.ts';
import { memoryTree, zoneLinesResolver } from '../support/example.ts';
import { changedEstate } from '../support/random-estate.ts';
import { presented } from '../support/sample-report.ts';

const SETTINGS = { failOn: 'error', scope: 'introduced', lookups: 'snapshot', shard: null } as const;
const ELSEWHERE = 'mx.elsewhere.test. A 203.0.113.77\nspf.elsewhere.test. TXT "v=spf1 ip4:203.0.113.8 -all"';
/** More than an estate has zones of, so that some parts are empty. */
const PARTS = [1, 2, 3, 7];

type Inputs = Omit<CheckOptions, 'settings'>;

async function judged(inputs: Inputs, shard: string | null): Promise<PresentedReport> {
  return presented(await check({ ...inputs, settings: { ...SETTINGS, shard } }));
}

async function judgedInParts(inputs: Inputs, of: number): Promise<PresentedReport> {
  const shards = Array.from({ length: of }, (_, i) => `${i + 1}/${of}`);
  const reports = await Promise.all(shards.map((shard) => judged(inputs, shard)));
  return joined(reports);
}

function joined(reports: readonly PresentedReport[]): PresentedReport {
  const merged = mergeReports(reports.map((report, i) => ({ name: `${i}.json`, report })));
  if ('problem' in merged) throw new Error(merged.problem);
  return merged.report;
}

/** Joined with nothing, so that both are in one order: by line, where a run sorts by offset. */
async function judgedWhole(inputs: Inputs): Promise<PresentedReport> {
  return joined([await judged(inputs, null)]);
}

describe('check --shard', () => {
  it('tells of domains in one order, divided or not: each with those of its zone', async () => {
    const zone = (address: string) =>
      `@ SOA a b 1 2 3 4 5\n@ NS ns.elsewhere.test.\n@ TXT "v=spf1 a -all"\n@ A ${address}\n`;
    const under = (address: string) => `${zone(address)}mail TXT "v=spf1 a -all"\nmail A ${address}\n`;
    const files = (address: string) => ({
      'example.net.zone': zone(address),
      'example.com.zone': under(address),
      'b.example.zone': zone(address),
    });
    const inputs = {
      head: memoryTree(files('46.0.0.2')),
      base: memoryTree(files('46.0.0.1')),
      outside: zoneLinesResolver(''),
    };
    const domains = ({ changes }: PresentedReport) => changes.spf.map(({ domain }) => domain);
    const whole = domains(await judged(inputs, null));
    expect(whole).toEqual(['example.com', 'mail.example.com', 'b.example', 'example.net']);
    expect(domains(await judgedInParts(inputs, 3))).toEqual(whole);
  });

  it('finds in parts what it finds undivided, in any estate', async () => {
    await fc.assert(
      fc.asyncProperty(changedEstate, fc.constantFrom(...PARTS), async ({ head, base }, of) => {
        const inputs = { head: memoryTree(head), base: memoryTree(base), outside: zoneLinesResolver(ELSEWHERE) };
        expect(await judgedInParts(inputs, of)).toEqual(await judgedWhole(inputs));
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it.each(RULES.map((rule) => [rule.id, rule] as const))(
    'finds in parts what it finds undivided, in the examples of %s',
    async (_, { examples }) => {
      for (const { zone, files, base, dns, policy } of [examples.bad, examples.good]) {
        const inputs: Inputs = {
          head: memoryTree(files ?? { 'example.com.zone': zone ?? '' }),
          base: base && memoryTree(base),
          outside: zoneLinesResolver(dns ?? ''),
          policy: policy === undefined ? undefined : { given: new SourceFile('dns-mail-gate.yml', policy) },
        };
        expect(await judgedInParts(inputs, 3)).toEqual(await judgedWhole(inputs));
      }
    },
  );

  it('divides the work', async () => {
    const zone = '$TTL 1h\n@ SOA ns1 hostmaster 1 4h 1h 2w 1h\n@ NS ns1\nns1 A 203.0.113.53\n@ MX 10 gone\n';
    const files = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`zone${i}.example.zone`, zone]));
    const inputs = { head: memoryTree(files), outside: zoneLinesResolver('') };
    const parts = await Promise.all([1, 2, 3, 4].map((number) => judged(inputs, `${number}/4`)));
    const counts = parts.map(({ introduced }) => introduced.filter(({ rule }) => rule === 'mx-without-address').length);
    expect(counts.reduce((sum, number) => sum + number)).toBe(40);
    for (const number of counts) expect(number).toBeGreaterThan(3);
  });
});
