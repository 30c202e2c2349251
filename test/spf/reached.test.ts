import { describe, expect, it } from 'vitest';
import { isLive, reachedTerms, wayTo } from '../../src/spf/reached.ts';
import { spfRecord } from '../../src/spf/record.ts';
import type { DomainNode, TermNode } from '../../src/spf/tree.ts';

function include(target: string, child: DomainNode | undefined, outcome: TermNode['outcome'] = 'ok'): TermNode {
  return {
    term: { kind: 'mechanism', name: 'include', qualifier: '+', source: `include:${target}`, start: 0, end: 0 },
    target,
    outcome,
    lookups: 1,
    void4: false,
    void6: false,
    addresses4: [],
    addresses6: [],
    exchanges: [],
    child,
  };
}

function domain(name: string, terms: readonly TermNode[], source: 'proposed' | 'live' = 'live'): DomainNode {
  return {
    domain: name,
    selection: {
      state: 'one',
      record: { type: 'TXT', strings: ['v=spf1'] },
      spf: spfRecord('v=spf1'),
      source,
    },
    terms,
  };
}

const targets = (root: DomainNode, enter?: (child: DomainNode) => boolean) =>
  [...reachedTerms(root, enter)].map(({ node }) => node.target);

describe('the terms of a tree', () => {
  it('come in evaluation order, each with its way', () => {
    const inner = domain('b.', [include('c.', undefined)]);
    const root = domain('a.', [include('b.', inner), include('d.', undefined)]);
    expect(targets(root)).toEqual(['b.', 'c.', 'd.']);
    const [, deep] = reachedTerms(root);
    expect(deep.top).toBe(root.terms[0]);
    expect(wayTo(deep).map((node) => node.domain)).toEqual(['a.', 'b.']);
  });

  it('come once for a record that is reached twice', () => {
    const shared = domain('s.', [include('t.', undefined)]);
    expect(targets(domain('a.', [include('s.', shared), include('s.', shared)]))).toEqual(['s.', 't.', 's.']);
  });

  it('do not hold what is never evaluated', () => {
    expect(targets(domain('a.', [include('b.', domain('b.', [include('c.', undefined)]), 'ignored')]))).toEqual([]);
  });

  it('stop at records that speak for themselves', () => {
    const own = domain('b.', [include('c.', undefined)], 'proposed');
    expect(targets(domain('a.', [include('b.', own)]), isLive)).toEqual(['b.']);
  });

  it('are walked without a deep call stack', () => {
    let child: DomainNode | undefined;
    for (let i = 0; i < 50_000; i++) child = domain('x.', [include('x.', child)]);
    expect(targets(child!)).toHaveLength(50_000);
  });
});
