import { expect, it } from 'vitest';
import { check } from '../../../src/check.ts';
import type { Tree } from '../../../src/model/tree.ts';
import { memoryTree, zoneLinesResolver } from '../../support/example.ts';

const APEX = '$TTL 3600\n@ SOA ns1.example.net. h.example.net. 1 7200 900 1209600 300\n@ NS ns1.example.net.\n';
const FILES = {
  'example.com.zone': `${APEX}@ MX 10 mail\nmail A 192.0.2.10\n`,
  'example.net.zone': `${APEX}@ MX 10 mail.example.com.\nns1 A 192.0.2.53\n`,
  '2.0.192.in-addr.arpa.zone': `${APEX}10 PTR mail.example.com.\n`,
};

/** A tree of which files can be listed and not opened, as those with mode 000. */
function closed(files: Readonly<Record<string, string>>, ...paths: string[]): Tree {
  const tree = memoryTree(files);
  return {
    ...tree,
    read: (path) => (paths.includes(path) ? undefined : tree.read(path)),
    head: (path, length) => (paths.includes(path) ? new Uint8Array() : tree.head(path, length)),
  };
}

function checked(head: Tree, base?: Tree) {
  return check({
    head,
    base,
    outside: zoneLinesResolver(
      Object.keys(FILES)
        .map((path) => `; nxdomain mail.${path.replace('.zone', '.')}`)
        .join('\n'),
    ),
    settings: { failOn: 'error', scope: 'introduced', lookups: 'snapshot', shard: null },
  });
}

const errors = (report: Awaited<ReturnType<typeof check>>) =>
  report.introduced.filter(({ severity }) => severity !== 'notice').map(({ rule, subject }) => `${rule} ${subject}`);

it.each(Object.keys(FILES))('%s that cannot be opened is unknown, not absent, and is told', async (path) => {
  const whole = memoryTree(FILES);
  for (const base of [undefined, whole]) {
    const report = await checked(closed(FILES, path), base);
    const own = base === undefined ? /^spf-missing / : /^$/;
    expect(errors(report).filter((line) => !own.test(line))).toEqual([]);
    expect(report.remarks.filter((remark) => remark.includes(path))).toHaveLength(1);
  }
});

it('is not blamed on the change where base could not be opened', async () => {
  const head = { ...FILES, 'example.com.zone': `${APEX}@ MX 10 gone\n` };
  const report = await checked(memoryTree(head), closed(head, 'example.com.zone'));
  expect(errors(report)).not.toContain('mx-without-address example.com');
  expect(report.existing.map(({ rule }) => rule)).toContain('mx-without-address');
});
