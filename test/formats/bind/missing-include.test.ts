import { expect, test } from 'vitest';
import { check } from '../../../src/check.ts';
import { zoneLinesResolver } from '../../support/example.ts';
import { memoryTree } from '../../support/memory-tree.ts';

const SOA =
  '@ 3600 IN SOA ns1.example.net. hostmaster.example.net. 1 7200 3600 1209600 300\n@ 3600 NS ns1.example.net.\n';

async function introduced(head: string, base: string): Promise<string[]> {
  const report = await check({
    head: memoryTree({ 'example.com.zone': `${SOA}${head}` }),
    base: memoryTree({ 'example.com.zone': `${SOA}${base}` }),
    outside: zoneLinesResolver(''),
    settings: { failOn: 'error', scope: 'introduced', lookups: 'snapshot', shard: null },
  });
  return report.introduced.map(({ rule, place }) => `${rule} ${place?.file.slice(place.start, place.end)}`);
}

test.each([
  [
    'another file that is missing too',
    '$INCLUDE one.inc\n$INCLUDE two.inc\n',
    '$INCLUDE two.inc\n',
    ['record-unreadable one.inc'],
  ],
  ['a missing file in place of another', '$INCLUDE one.inc\n', '$INCLUDE two.inc\n', ['record-unreadable one.inc']],
  ['a line above a missing file', '; a comment\n$INCLUDE one.inc\n', '$INCLUDE one.inc\n', []],
])('%s', async (_, head, base, found) => {
  expect(await introduced(head, base)).toEqual(found);
});
