import { describe, expect, it } from 'vitest';
import { check } from '../src/check.ts';
import { offlineResolver } from '../src/dns/resolver.ts';
import type { Resolver } from '../src/model/answer.ts';
import { memoryTree, zoneLinesResolver } from './support/example.ts';

const APEX = '$TTL 1h\n@ IN SOA ns1.example.org. hostmaster.example.org. 1 4h 1h 2w 1h\n@ IN NS ns1.example.org.\n';
const GOOD = `${APEX}@ IN TXT "v=spf1 -all"\n`;
const BROKEN = `${APEX}@ IN TXT "v=spf1 ip4:203.0.113.300 -all"\n`;
const SETTINGS = { failOn: 'error', scope: 'introduced', lookups: 'live', shard: null } as const;

function judge(
  head: Record<string, string | Uint8Array>,
  base: Record<string, string | Uint8Array>,
  outside: Resolver,
) {
  return check({ head: memoryTree(head), base: memoryTree(base), outside, settings: SETTINGS });
}

describe('a zone that is new to the repository', () => {
  const base = { 'example.net.zone': GOOD };
  const head = { ...base, 'example.com.zone': BROKEN };

  it('is not blamed for what live DNS serves already', async () => {
    const live = zoneLinesResolver('example.com. TXT "v=spf1 ip4:203.0.113.300 -all"');
    const report = await judge(head, base, live);
    expect(report.introduced).toEqual([]);
    expect(report.existing.map(({ rule }) => rule)).toContain('spf-syntax');
    expect(report.conclusion).toBe('pass');
  });

  it('is blamed for what live DNS serves otherwise', async () => {
    const report = await judge(head, base, zoneLinesResolver('example.com. TXT "v=spf1 ip4:203.0.113.30 -all"'));
    expect(report.introduced.map(({ rule }) => rule)).toContain('spf-syntax');
    expect(report.conclusion).toBe('fail');
  });

  it('is blamed where DNS cannot be asked', async () => {
    expect((await judge(head, base, offlineResolver)).conclusion).toBe('fail');
  });

  it('is blamed in a zone that was there before, whatever live DNS serves', async () => {
    const live = zoneLinesResolver('example.com. TXT "v=spf1 ip4:203.0.113.300 -all"');
    const report = await judge(head, { ...base, 'example.com.zone': GOOD }, live);
    expect(report.conclusion).toBe('fail');
  });
});

describe('a file that could not be read before', () => {
  it('is not blamed for what can be seen only now', async () => {
    const base = { 'example.net.zone': GOOD, 'example.com.zone': new Uint8Array(2_000) };
    const report = await judge({ 'example.net.zone': GOOD, 'example.com.zone': BROKEN }, base, offlineResolver);
    expect(report.introduced).toEqual([]);
    expect(report.existing.map(({ rule }) => rule)).toContain('spf-syntax');
    expect(report.remarks.join()).toContain('example.com.zone could not be read as it was before');
  });
});
