import { describe, expect, it } from 'vitest';
import { check } from '../../src/check.ts';
import { memoryTree, zoneLinesResolver } from '../support/example.ts';

const APEX =
  '$TTL 3600\n@ SOA ns1.example.net. h.example.net. 1 7200 900 1209600 300\n@ NS ns1.example.net.\ngood A 192.0.2.10\n';

/** The findings about MX targets and their names, of those that the change introduces. */
async function introduced(head: string, base: string, dns = '') {
  const report = await check({
    head: memoryTree({ 'example.com.zone': `${APEX}${head}` }),
    base: memoryTree({ 'example.com.zone': `${APEX}${base}` }),
    outside: zoneLinesResolver(dns),
    settings: { failOn: 'error', scope: 'introduced', lookups: 'snapshot', shard: null },
  });
  return report.introduced
    .filter(({ rule, subject }) => /^(?:mx|host)-/.test(rule) && subject === 'example.com')
    .map(({ severity, rule }) => `${severity} ${rule}`)
    .sort();
}

describe('a domain that loses the last of its mail hosts that works', () => {
  it.each([
    ['mx-without-address', 'gone', 'error'],
    ['mx-private-address', 'inside', 'error'],
    ['mx-is-address', '198.51.100.7', 'error'],
    ['mx-target-malformed', 'https://mail.example.net/', 'error'],
    ['host-not-public', 'mail.office.local.', 'error'],
    ['host-not-fqdn', 'mail.', 'error'],
    ['host-doubled-name', 'good.example.com', 'error'],
    ['mx-validation-left-over', 'ms123.msv1.invalid.', 'warning'],
  ])('hears of %s again', async (rule, target, severity) => {
    const bad = `@ MX 20 ${target}\ninside A 10.0.0.1\n`;
    expect(await introduced(bad, `${bad}@ MX 10 good\n`)).toEqual([`${severity} ${rule}`]);
    // Still one that works, and one that never was there.
    expect(await introduced(`${bad}@ MX 10 good\n`, `${bad}@ MX 10 good\n@ MX 30 good.example.org.\n`)).toEqual([]);
    expect(await introduced(`${bad}www A 192.0.2.80\n`, bad)).toEqual([]);
  });

  it('hears of it where the host that works loses its address or gets a private one', async () => {
    const base = '@ MX 20 gone\n@ MX 10 mail\nmail A 192.0.2.25\n';
    expect(await introduced('@ MX 20 gone\n@ MX 10 mail\n', base)).toEqual([
      'error mx-without-address',
      'error mx-without-address',
    ]);
    expect(await introduced('@ MX 20 gone\n@ MX 10 mail\nmail A 10.0.0.25\n', base)).toEqual([
      'error mx-private-address',
      'error mx-without-address',
    ]);
  });

  it('takes a host of which nobody knows for one that works', async () => {
    const base = '@ MX 20 gone\n@ MX 10 good\n@ MX 30 mail.example.org.\n';
    expect(await introduced('@ MX 20 gone\n@ MX 30 mail.example.org.\n', base)).toEqual([]);
  });
});
