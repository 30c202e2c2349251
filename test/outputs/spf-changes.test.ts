import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ShownSpfChange, ShownTerm } from '../../src/model/spf-shown.ts';
import { groupedSpfChanges, spfChangeMarkdown, spfChangeText } from '../../src/outputs/spf-changes.ts';
import { treeMermaid } from '../../src/outputs/spf-mermaid.ts';
import { treeText } from '../../src/outputs/spf-tree.ts';
import { SPF_CHANGE } from '../support/sample-report.ts';

const one = (change: ShownSpfChange) => ({ domains: [change.domain], change });
const [mx, include] = SPF_CHANGE.tree.record.terms;

function withTerms(terms: readonly ShownTerm[]) {
  return { ...SPF_CHANGE.tree, record: { ...SPF_CHANGE.tree.record, terms } };
}

describe('spfChangeMarkdown', () => {
  const markdown = spfChangeMarkdown(one(SPF_CHANGE));

  it('is one table of what was and what is', () => {
    expect(markdown.split('\n').slice(0, 8)).toEqual([
      '| **<code>example.com</code>** | before | after |',
      '| :-- | :-- | :-- |',
      '| DNS lookups (at most 10) | 2 | at least 3 |',
      '| Lookups without an answer (at most 2) | 0 | 0 (1 for an IPv6 sender) |',
      '| Everyone else | fail | softfail |',
      '| Declared sender <code>mail.example.com</code> <code>192.0.2.80</code> | fail | pass |',
      '| No longer: <code>198.51.100.16/28</code> by <code>ip4:198.51.100.16/28</code> of <code>\\_spf.example.net</code> | pass | **softfail** |',
      '| New: <code>192.0.2.80</code> and 2 more by <code>mx</code> | fail | pass |',
    ]);
  });

  it('folds the picture below, where a record of the tree changed', () => {
    expect(markdown).toMatch(
      /<details><summary>.*<\/summary>\n\n```mermaid\nflowchart LR\n[\s\S]*\n```\n\n<\/details>$/,
    );
    expect(spfChangeMarkdown(one({ ...SPF_CHANGE, treeChanged: false }))).not.toContain('mermaid');
  });

  it('says nothing of lookups of a record that receivers do not begin with', () => {
    const broken = { ...SPF_CHANGE, after: { ...SPF_CHANGE.after, state: 'invalid', others: 'permerror' } } as const;
    const markdown = spfChangeMarkdown(one(broken));
    expect(markdown).toContain('| SPF record | valid | **invalid** |\n| Everyone else | fail | **permerror** |');
    expect(markdown).not.toContain('lookups (at most');
    const mended = { ...SPF_CHANGE, before: { ...SPF_CHANGE.before, state: 'invalid' } } as const;
    expect(spfChangeMarkdown(one(mended))).toContain('| DNS lookups (at most 10) | – | at least 3 |');
  });

  it('lists no networks of `all`, which the line of everyone else tells', () => {
    const [gained] = SPF_CHANGE.gained;
    const after = { ...SPF_CHANGE.after, others: 'pass' } as const;
    const open = { ...SPF_CHANGE, after, gained: [{ ...gained, terms: ['+ALL'], after: 'pass' }] } as const;
    const markdown = spfChangeMarkdown(one(open));
    expect(markdown).toContain('| Everyone else | fail | pass |');
    expect(markdown).not.toContain('New: ');
    const within = { ...open, gained: [{ ...open.gained[0], terms: ['include:_spf.example.net', 'all'] }] };
    expect(spfChangeMarkdown(one(within))).toContain('New: ');
    const still = { ...open, after: { ...after, others: 'fail' } } as const;
    expect(spfChangeMarkdown(one(still))).toContain('New: ');
  });

  it('leaves out what stays, unless nothing else is left to say', () => {
    const { before } = SPF_CHANGE;
    const same = { ...SPF_CHANGE, after: before, senders: [], treeChanged: false };
    expect(spfChangeMarkdown(one(same)).split('\n').slice(2)).toEqual([
      expect.stringMatching(/^\| No longer: /),
      expect.stringMatching(/^\| New: /),
    ]);
    expect(
      spfChangeMarkdown(one({ ...same, lost: [], gained: [] }))
        .split('\n')
        .slice(2),
    ).toEqual(['| DNS lookups (at most 10) | 2 | 2 |']);
  });

  it('keeps every cell in its table, whatever is in the files', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('|', '\\', '`', '\n', '<', '>', '*', 'a', '"', '\u202e') }),
        (text) => {
          const [lost] = SPF_CHANGE.lost;
          const hostile = { ...SPF_CHANGE, lost: [{ ...lost, terms: [text], domain: text }], treeChanged: false };
          const lines = spfChangeMarkdown(one(hostile)).split('\n');
          expect(lines).toHaveLength(8);
          // GFM §4.10: a bar ends a cell unless a backslash that is itself no escaped one stands before it.
          const bars = lines.map((line) => line.replace(/\\[\s\S]/g, '').split('|').length);
          expect(new Set(bars)).toEqual(new Set([5]));
          expect(lines.join('').replace(/<\/?(?:code|!---->)[^<>]*>|<!-- -->/g, '')).not.toMatch(/[<>]/);
        },
      ),
    );
  });
});

describe('groupedSpfChanges', () => {
  it('tells domains that change alike together', () => {
    const other = (domain: string): ShownSpfChange => ({
      ...SPF_CHANGE,
      domain,
      gained: SPF_CHANGE.gained.map((networks) => ({ ...networks, domain })),
      tree: { ...SPF_CHANGE.tree, record: { ...SPF_CHANGE.tree.record, domain } },
    });
    const different = { ...other('example.org'), lost: [] };
    const many = Array.from({ length: 7 }, (_, i) => other(`shop${i}.example.com`));
    const groups = groupedSpfChanges([SPF_CHANGE, other('example.net'), different, ...many]);
    expect(groups.map(({ domains }) => domains.length)).toEqual([9, 1]);
    expect(spfChangeMarkdown(groups[0])).toContain('**<code>shop2.example.com</code>** and 4 more domains | before');
    expect(spfChangeText(groups[1])).toBe(`SPF of example.org, before → after this change:
  DNS lookups (at most 10): 2 → at least 3
  Lookups without an answer (at most 2): 0 → 0 (1 for an IPv6 sender)
  Everyone else: fail → softfail
  Declared sender mail.example.com 192.0.2.80: fail → pass
  New: 192.0.2.80 and 2 more by mx: fail → pass`);
  });
});

describe('treeText', () => {
  it('shows each term with its cost below its record', () => {
    expect(
      treeText(SPF_CHANGE.tree),
    ).toBe(`example.com: at least 3 of 10 lookups, 0 (1 for an IPv6 sender) without an answer
├─ mx (1 lookup) = 192.0.2.80 — no IPv6 address
└─ include:_spf.example.net (2 lookups)
   └─ exists:%{i}.list.example.net (1 lookup) — depends on the sender
`);
  });

  it('counts long runs of networks', () => {
    const network = (i: number): ShownTerm => ({
      ...mx,
      term: `ip4:192.0.2.${i}`,
      lookups: 0,
      void6: false,
      addresses: [],
    });
    const text = treeText(withTerms([...Array.from({ length: 40 }, (_, i) => network(i)), mx]));
    expect(text.split('\n')).toHaveLength(9);
    expect(text).toContain('├─ ip4:192.0.2.4\n├─ … 35 more networks\n└─ mx');
  });
});

describe('treeMermaid', () => {
  it('draws a box a record and one a term with a lookup', () => {
    expect(treeMermaid(SPF_CHANGE.tree)).toBe(`flowchart LR
  n0["example.com<br/>at least 3 of 10 lookups<br/>0 #40;1 for an IPv6 sender#41; without an answer"]
  n1["mx<br/>no IPv6 address"]
  n0 -->|"1 lookup"| n1
  n2["_spf.example.net"]
  n0 -->|"include, 2 lookups"| n2
  n3["exists:#37;#123;i#125;.list.example.net<br/>depends on the sender"]
  n2 -->|"1 lookup"| n3
  classDef bad stroke:#d1242f,stroke-width:3px
`);
  });

  it('has no more boxes than can be read', () => {
    const text = treeMermaid(withTerms(Array.from({ length: 500 }, () => mx)));
    expect(text.match(/^ {2}n\d+\[/gm)).toHaveLength(61);
    expect(text).toContain('441 more terms not shown');
  });

  it('takes no orders from the files', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const tree = withTerms([
          { ...mx, term: text },
          { ...include, record: { ...include.record!, domain: text } },
        ]);
        for (const line of treeMermaid(tree).trimEnd().split('\n').slice(1, -1)) {
          expect(line).toMatch(
            /^ {2}(?:n\d+\["(?:[\w .,:/=~+-]|#\d+;|<br\/>)*"\](?::::bad)?|n\d+ -->\|"(?:[\w .,:/=~+-]|#\d+;)*"\| n\d+)$/,
          );
        }
      }),
    );
  });
});
