import { describe, expect, it } from 'vitest';
import { check } from '../../src/check.ts';
import { memoryTree, zoneLinesResolver } from '../support/example.ts';

const APEX = '$TTL 3600\n@ SOA ns1.example.net. h.example.net. 1 7200 900 1209600 300\n@ NS ns1.example.net.\n';
const BASE = `${APEX}@ MX 10 mail\n@ TXT "v=spf1 mx -all"\nmail A 192.0.2.25\nmail TXT "v=spf1 a -all"\n`;

async function introduced(head: string, base: string): Promise<string[]> {
  const report = await check({
    head: memoryTree({ 'example.com.zone': head }),
    base: memoryTree({ 'example.com.zone': base }),
    outside: zoneLinesResolver(''),
    settings: { failOn: 'error', scope: 'introduced', lookups: 'snapshot', shard: null },
  });
  return report.introduced
    .filter(({ rule }) => rule.startsWith('spf-authorisation-'))
    .map(({ rule, subject }) => `${rule} ${subject}`);
}

describe('what a change does to SPF', () => {
  const host = 'mx2 A 192.0.2.26\nmx2 TXT "v=spf1 a -all"\n';

  it('is nothing to tell of a host that is taken away with all its records', async () => {
    expect(await introduced(BASE, BASE + host)).toEqual([]);
    // A name below it still makes it a name.
    expect(await introduced(`${BASE}a.mx2 A 192.0.2.27\n`, BASE + host)).toEqual([
      'spf-authorisation-lost mx2.example.com',
    ]);
    expect(await introduced(`${BASE}mx2 A 192.0.2.26\n`, BASE + host)).toEqual([
      'spf-authorisation-lost mx2.example.com',
    ]);
  });

  it('is something to tell where mail went to the name', async () => {
    const domain = `${host}mx2 MX 10 mail\n`;
    expect(await introduced(BASE, BASE + domain)).toEqual(['spf-authorisation-lost mx2.example.com']);
  });

  it('is nothing to tell of private addresses that come in', async () => {
    expect(await introduced(`${BASE}mail A 10.0.0.25\n`, BASE)).toEqual([]);
    expect(await introduced(`${BASE}mail A 192.0.2.26\n`, BASE)).toContain('spf-authorisation-widened example.com');
  });
});
