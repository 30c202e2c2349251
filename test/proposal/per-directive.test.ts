import { describe, expect, it } from 'vitest';
import { check } from '../../src/check.ts';
import { memoryTree, zoneLinesResolver } from '../support/example.ts';

const APEX = '$TTL 3600\n@ SOA ns1.example.net. h.example.net. 1 7200 900 1209600 300\n@ NS ns1.example.net.\n';
const REVERSE = '2.0.192.in-addr.arpa.zone';
const FORWARD = { 'example.com.zone': `${APEX}www A 192.0.2.80\n` };

async function checked(reverse: string, base?: string) {
  const tree = (text: string) => memoryTree({ ...FORWARD, [REVERSE]: APEX + text });
  return check({
    head: tree(reverse),
    base: base === undefined ? undefined : tree(base),
    outside: zoneLinesResolver(''),
    settings: { failOn: 'error', scope: 'all', lookups: 'snapshot', shard: null },
  });
}

describe('the findings on what one $GENERATE makes', () => {
  it('are told once, of the first record, with their number', async () => {
    const { introduced } = await checked('$GENERATE 8-120 $ PTR host-$.example.com.\n');
    expect(introduced).toHaveLength(1);
    expect(introduced[0]).toMatchObject({ rule: 'ptr-without-forward', subject: '192.0.2.8' });
    expect(introduced[0].message).toContain('112 more records of this $GENERATE, up to 192.0.2.120.');
  });

  it('are told by line and by rule', async () => {
    const lines =
      '$GENERATE 1-3 $ PTR a$.example.com.\n$generate 4-6 $ PTR b$.example.com.\n$GENERATE 7-9 $ PTR c$.example.com\n';
    const { introduced } = await checked(lines);
    expect(introduced.map(({ rule, subject }) => `${rule} ${subject}`)).toEqual([
      'ptr-target-unqualified 192.0.2.7',
      'ptr-without-forward 192.0.2.1',
      'ptr-without-forward 192.0.2.4',
    ]);
    expect(introduced[1].message).toContain('2 more records');
  });

  it('are compared record by record, whatever the line is', async () => {
    const report = await checked('$GENERATE 10-21 $ PTR h$.example.com.\n', '$GENERATE 11-20 $ PTR h$.example.com.\n');
    expect(report.introduced.map(({ subject }) => subject)).toEqual(['192.0.2.10']);
    expect(report.introduced[0].message).toContain('one more record of this $GENERATE, up to 192.0.2.21.');
    expect(report.existing[0].message).toContain('9 more records');
  });

  it('leave the findings on written lines alone', async () => {
    const { introduced } = await checked('1 PTR a.example.com.\n2 PTR b.example.com.\n');
    expect(introduced.map(({ message }) => message).filter((message) => message.includes('more'))).toEqual([]);
    expect(introduced).toHaveLength(2);
  });
});
