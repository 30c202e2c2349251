import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import { MAX_COMMENT, markerOf, renderComment } from '../../src/outputs/comment.ts';
import { codePoints, octets } from '../../src/outputs/fit-sections.ts';
import { MAX_SUMMARY, renderSummary } from '../../src/outputs/summary.ts';
import { CLEAN, finding, MX_ALIAS, PTR_OUT_OF_STEP, presented, SAMPLE, SPF_SYNTAX } from '../support/sample-report.ts';

const OPTIONS = {
  id: 'default',
  blobUrl: 'https://github.com/o/r/blob/abc/',
  baseBlobUrl: 'https://github.com/o/r/blob/def/',
};

function many(number: number, message = 'Something is wrong with this name.') {
  return Array.from({ length: number }, (_, i) => finding({ rule: 'r', subject: `host${i}.example.com`, message }));
}

describe('the ways from names to addresses and back', () => {
  it('are a small table', () => {
    expect(renderComment(presented(SAMPLE), { id: 'default' })).toContain(
      `| look up | record | answer |
| :-- | :-- | :-- |
| <code>web.example.com</code> | <code>A</code> | <code>192.0.2.80</code> |
| <code>192.0.2.80</code> | <code>PTR</code> | (no name) |`,
    );
  });
});

describe('renderComment', () => {
  const comment = renderComment(presented(SAMPLE), OPTIONS);

  it('begins with the marker and the verdict', () => {
    expect(comment.split('\n').slice(0, 2)).toEqual([
      '<!-- dns-mail-gate:default -->',
      '### ⛔ This change would break mail: 3 errors, 1 warning and 1 notice.',
    ]);
  });

  it('leaves notices about the run to the summary, unless the policy made more of them', () => {
    const about = { rule: 'blocklist-unverified', subject: 'bl.example.org', message: 'It could not be asked.' };
    const withNotice = presented({ ...CLEAN, introduced: [finding({ ...about, severity: 'notice' })] });
    expect(renderComment(withNotice, OPTIONS)).toBe(renderComment(presented(CLEAN), OPTIONS));
    expect(renderSummary(withNotice)).toContain('It could not be asked.');
    const withWarning = presented({ ...CLEAN, introduced: [finding({ ...about, severity: 'warning' })] });
    expect(renderComment(withWarning, OPTIONS)).toContain('It could not be asked.');
  });

  it('ends with the marker if asked', () => {
    const last = renderComment(presented(CLEAN), { ...OPTIONS, markerAt: 'last' });
    expect(last).toMatch(/^### ✅ All clear: this change adds no mail problem\.\n/);
    expect(last).toMatch(/\n<!-- dns-mail-gate:default -->$/);
  });

  it('puts policies and keys below the domain that they are of', () => {
    const subjects = [
      '_dmarc.example.com',
      'mail.example.com',
      'a.b._domainkey.example.com',
      '_mta-sts.example.com',
      '_smtp._tls.example.com',
      '_spf.example.com',
      'example.com',
      '_dmarc',
    ];
    const introduced = subjects.map((subject) => finding({ rule: 'r', subject, message: 'm' }));
    const shown = renderComment(presented({ ...CLEAN, conclusion: 'fail', introduced }), OPTIONS);
    expect([...shown.matchAll(/^#### `(.*)`$/gm)].map(([, heading]) => heading)).toEqual([
      'example.com',
      'mail.example.com',
      '_spf.example.com',
      '_dmarc',
    ]);
    expect(shown.match(/\*\*Error\*\*/g)).toHaveLength(subjects.length);
  });

  it('says of an open question what the file leaves open, in words', () => {
    const unverified = [{ ...SAMPLE.unverified[0], reason: 'hole: a value cannot be read' }];
    expect(renderComment(presented({ ...CLEAN, unverified }), OPTIONS)).toContain(
      '- `_spf.example.net. TXT`: a value cannot be read (needed for',
    );
  });

  it('groups findings by subject, each with its line, why, advice and fix', () => {
    expect(
      comment
        .split('\n#### ')
        .map((part) => part.split('\n')[0])
        .slice(1),
    ).toEqual(['`example.com`', '`shop.example.com`', '`192.0.2.80`', '`mail.example.com`']);
    expect(
      comment,
    ).toContain(`**Error** [\`spf-syntax\`](https://example.com/docs/rules.md#spf-syntax) in [\`zones/example.com.zone:6\`](https://github.com/o/r/blob/abc/zones/example.com.zone#L6)

\`nclude:_spf.example.net\` is no SPF term: there is no mechanism \`nclude\`.

\`\`\`
6 | @       IN      TXT     "v=spf1 nclude:_spf.example.net -all"
  |                                 ^^^^^^^^^^^^^^^^^^^^^^^
\`\`\`

**Why:** One term that cannot be read makes the whole record an error, and receivers then ignore or refuse the mail.

**What to do:** Write \`include:_spf.example.net\`.

\`\`\`diff
- @	IN	TXT	"v=spf1 nclude:_spf.example.net -all"
+ @	IN	TXT	"v=spf1 include:_spf.example.net -all"
\`\`\``);
  });

  it('links places of the base in the base, and none without an address', () => {
    expect(comment).toContain('(https://github.com/o/r/blob/def/zones/2.0.192.in-addr.arpa.zone#L3)');
    expect(renderComment(presented(SAMPLE), { id: 'x' })).toContain('in `zones/example.com.zone:6`\n');
  });

  it('describes a fix in words only where its lines or advice are not there to see', () => {
    const words = '**Fix:** Write `include` for `nclude`';
    expect(comment).not.toContain(words);
    const show = (one: Finding) => renderComment(presented({ ...CLEAN, introduced: [one] }), OPTIONS);
    expect(show({ ...SPF_SYNTAX, advice: undefined })).toContain(`${words}\n\n\`\`\`diff\n`);
    const long = { ...SPF_SYNTAX.fix!, edits: [{ ...SPF_SYNTAX.fix!.edits[0], text: 'x\n'.repeat(50) }] };
    expect(show({ ...SPF_SYNTAX, fix: long })).toMatch(/\*\*Fix:\*\* .*\n\n<sub>/);
  });

  it('says in what order: what breaks, who may send, where mail goes, then the rest', () => {
    const order = ['**Error**', '**Who may send mail', '**Where mail goes', '<summary>1 warning', '<summary>Already'];
    const at = order.map((text) => comment.indexOf(text));
    expect(at).toEqual([...at].sort((a, b) => a - b));
    expect(at[0]).toBeGreaterThan(0);
  });

  it('puts a few open questions below the verdict that hangs on them, and folds many', () => {
    const open = renderComment(presented({ ...CLEAN, unverified: SAMPLE.unverified }), OPTIONS);
    expect(open).toContain(
      '\n\n1 DNS question had no answer, so not everything could be checked.\n\n- `_spf.example.net. TXT`: timeout',
    );
    const many = Array.from({ length: 6 }, (_, i) => ({ ...SAMPLE.unverified[0], name: `n${i}.example.` }));
    expect(renderComment(presented({ ...CLEAN, unverified: many }), OPTIONS)).toContain(
      '<details><summary>Could not be verified (6)</summary>',
    );
  });

  it('folds what does not block', () => {
    const folds = [...comment.matchAll(/<summary>(.*)<\/summary>/g)].map(([, title]) => title);
    expect(folds).toEqual([
      'Picture of the includes after the change',
      '1 warning',
      '1 notice',
      'Already there before this change (1)',
      'Repaired by this change (1)',
      'Excused by the policy (1)',
      'Could not be verified (1)',
      'Remarks (1)',
    ]);
    expect(comment).toContain('Excused, until 2027-01-31: The block moves in January.');
    expect(comment).toContain('- `_spf.example.net. TXT`: timeout (needed for `example.com`, `shop.example.com`)');
  });

  it('leaves warnings open where they block or nothing is graver', () => {
    const only = renderComment(presented({ ...CLEAN, introduced: [PTR_OUT_OF_STEP] }), OPTIONS);
    expect(only).not.toContain('<details>');
    const settings = { ...CLEAN.settings, failOn: 'warning' } as const;
    const both = renderComment(presented({ ...CLEAN, introduced: [MX_ALIAS, PTR_OUT_OF_STEP], settings }), OPTIONS);
    expect(both).not.toContain('<details>');
  });

  it('is short when there is nothing to say', () => {
    expect(renderComment(presented(CLEAN), OPTIONS)).toBe(`<!-- dns-mail-gate:default -->
### ✅ All clear: this change adds no mail problem.

<sub>\`dns-mail-gate 1.2.3\` · 8 records in 1 file checked, DNS lookups live</sub>
`);
    expect(renderComment(presented({ ...CLEAN, fixed: SAMPLE.fixed }), OPTIONS)).toContain(
      '### ✅ All clear: this change adds no mail problem, and it repairs 1 earlier one.\n',
    );
  });

  it('says why once for each rule', () => {
    expect(renderComment(presented({ ...CLEAN, introduced: many(3) }), OPTIONS).split('**Why:**')).toHaveLength(2);
  });

  it('has a marker that nothing can break out of', () => {
    expect(markerOf('a --> <b>\n')).toBe('<!-- dns-mail-gate:a-b- -->');
    expect(markerOf('team_1.dns-prod')).toBe('<!-- dns-mail-gate:team_1.dns-prod -->');
    expect(markerOf('--')).toBe('<!-- dns-mail-gate:- -->');
  });
});

describe('the limits', () => {
  it('keep two hundred findings readable: some are told, some listed, the rest counted, and the tables are there', () => {
    const comment = renderComment(presented({ ...SAMPLE, introduced: many(200) }), OPTIONS);
    expect(comment).toContain('### ⛔ This change would break mail: 200 errors.');
    expect(comment.match(/^#### /gm)).toHaveLength(25);
    expect(comment).toContain('<details><summary>Further errors (175)</summary>');
    expect(comment.match(/^- \[`r`\]/gm)).toHaveLength(30);
    expect(comment).toContain('**Who may send mail');
    expect(comment).toContain('**Where mail goes');
    expect(comment).toContain(
      '_Left out here: 145 errors. A comment holds only so much. Everything is in the job summary._',
    );
    expect(codePoints(comment)).toBeLessThan(20_000);
    expect(renderSummary(presented({ ...SAMPLE, introduced: many(200) })).match(/^#### /gm)).toHaveLength(200);
  });

  it('tell all findings of one subject together', () => {
    const [a, b] = many(2);
    const introduced = [...Array.from({ length: 30 }, (_, i) => (i % 2 === 0 ? a : { ...b, rule: `r${i}` }))];
    const comment = renderComment(presented({ ...CLEAN, introduced }), OPTIONS);
    expect(comment.match(/^#### .*$/gm)).toEqual(['#### `host0.example.com`', '#### `host1.example.com`']);
  });

  it('drop whole findings from the end of a comment, and count them', () => {
    const introduced = many(5_000, 'Something is wrong with this name. '.repeat(50));
    const comment = renderComment(presented({ ...SAMPLE, introduced, existing: many(700) }), OPTIONS);
    expect(codePoints(comment)).toBeLessThanOrEqual(MAX_COMMENT);
    expect(codePoints(comment)).toBeGreaterThan(MAX_COMMENT * 0.95);
    const told = comment.split('\n#### ').length - 1;
    const listed = comment.match(/^- \[`r`\]/gm)?.length ?? 0;
    expect(told).toBe(25);
    expect(comment).toContain(
      `_Left out here: ${(5_000 - told - listed).toLocaleString('en-US')} errors, 700 earlier findings, `,
    );
    expect(comment).toContain('Everything is in the job summary._');
    expect(comment.match(/<details>/g)).toHaveLength(comment.match(/<\/details>/g)?.length ?? 0);
  });

  it('keep lists of what does not block short in a comment, and whole in the summary', () => {
    const report = presented({ ...SAMPLE, existing: many(100) });
    expect(renderComment(report, OPTIONS)).toContain('_Left out here: 70 earlier findings.');
    expect(renderSummary(report)).not.toContain('Left out here');
  });

  it('drop findings of the summary by octets', () => {
    const report = presented({ ...CLEAN, introduced: many(20_000, '例え'.repeat(20)) });
    const summary = renderSummary(report);
    expect(octets(summary)).toBeLessThanOrEqual(MAX_SUMMARY);
    expect(octets(summary)).toBeGreaterThan(MAX_SUMMARY * 0.99);
    expect(summary).toMatch(/_Left out here: [\d,]+ errors\. .* the JSON report\._/);
  });

  it('hold for any report, with every fold and fence closed', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '`', '😀', '“', '”', '\n', '<'), maxLength: 3_000 });
    fc.assert(
      fc.property(fc.array(text, { maxLength: 40 }), fc.array(text, { maxLength: 40 }), (now, before) => {
        const report = presented({
          ...SAMPLE,
          introduced: now.map((message, i) =>
            finding({ rule: `r${i}`, subject: message, message, why: message, advice: message }),
          ),
          existing: before.map((message) => finding({ rule: 'r', subject: message, message })),
          remarks: before,
        });
        const comment = renderComment(report, OPTIONS);
        expect(codePoints(comment)).toBeLessThanOrEqual(MAX_COMMENT);
        expect(comment.match(/^<details>/gm)?.length ?? 0).toBe(comment.match(/^<\/details>$/gm)?.length ?? 0);
      }),
      { numRuns: 30 },
    );
  });

  it('count characters as GitHub does', () => {
    expect(codePoints('a😀é')).toBe(3);
  });
});
