import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { check } from '../../src/check.ts';
import { offlineResolver } from '../../src/dns/resolver.ts';
import type { Report } from '../../src/model/report.ts';
import { SourceFile } from '../../src/model/source-file.ts';
import type { Tree } from '../../src/model/tree.ts';
import { renderComment } from '../../src/outputs/comment.ts';
import { present } from '../../src/outputs/present.ts';
import { HELP_URL, TOOL_NAME, TOOL_VERSION } from '../../src/project.ts';
import { worktree } from '../../src/sources/worktree.ts';

const EXAMPLE = 'examples/reverse-dns';
const published = worktree(`${EXAMPLE}/published`);
const proposed = worktree(`${EXAMPLE}/proposed`);

function judge(head: Tree, base?: Tree): Promise<Report> {
  const settings = { failOn: 'error', scope: 'introduced', lookups: 'offline', shard: null } as const;
  return check({ head, base, outside: offlineResolver, settings });
}

const told = ({ introduced }: Report) =>
  introduced
    .filter(({ severity }) => severity !== 'notice')
    .map(({ rule, severity, subject }) => `${severity} ${rule} ${subject}`);

describe('examples/reverse-dns', () => {
  it('is healthy as it is published, offline too', async () => {
    const report = await judge(published);
    expect(report.introduced).toEqual([]);
    expect(report.unverified).toEqual([]);
  });

  it('is stopped where the forward zone moves alone', async () => {
    const report = await judge(proposed, published);
    expect(report.conclusion).toBe('fail');
    expect(told(report)).toEqual([
      'error ptr-out-of-step 203.0.113.130',
      'warning spf-authorisation-lost example.com',
      'warning ptr-missing out.example.com',
    ]);
  });

  it('shows the comment that is written beside it', async () => {
    const report = await judge(proposed, published);
    const tool = { name: TOOL_NAME, version: TOOL_VERSION };
    const comment = renderComment(present(report, { tool, helpUrl: HELP_URL }), { id: 'example', markerAt: 'last' });
    expect(comment).toContain(readFileSync(`${EXAMPLE}/comment.md`, 'utf8').trim());
    expect(comment).toContain('| <code>203.0.113.131</code> | <code>PTR</code> | (no name) |');
  });

  it('passes with the line that the advice asks for', async () => {
    const file = '128-25.113.0.203.in-addr.arpa.zone';
    const before = proposed.read(file)!.text;
    const mended = new SourceFile(file, before.replace(/^130( +IN +PTR)/m, '131$1'));
    expect(mended.text).not.toBe(before);
    const head: Tree = {
      paths: proposed.paths,
      read: (path) => (path === file ? mended : proposed.read(path)),
      size: (path) => proposed.size(path),
      head: (path, length) => proposed.head(path, length),
    };
    const report = await judge(head, published);
    expect(report.conclusion).toBe('pass');
    expect(told(report)).toEqual(['warning spf-authorisation-lost example.com']);
  });
});
