import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check } from '../../src/check.ts';
import type { FormatName, Report } from '../../src/model/report.ts';
import { SourceFile } from '../../src/model/source-file.ts';
import { findInlineExcuses, type InlineExcuse } from '../../src/policy/inline-excuses.ts';
import { splitByBase } from '../../src/policy/split-by-base.ts';
import { RULES } from '../../src/rules/index.ts';
import { cpuMilliseconds } from '../support/cpu-time.ts';
import { zoneLinesResolver } from '../support/example.ts';
import { memoryTree } from '../support/memory-tree.ts';

const IDS = new Set(RULES.map(({ id }) => id));

function find(text: string, format: FormatName = 'bind') {
  return findInlineExcuses(new Map([[new SourceFile('a', text), format]]), IDS);
}

const brief = ({ rule, reason, first, last }: InlineExcuse) => `${rule} ${first}-${last} ${reason}`;

describe('findInlineExcuses', () => {
  it.each([
    ['an em dash', '; dns-mail-gate: allow ptr-missing — the block moves'],
    ['an en dash', ';dns-mail-gate: allow ptr-missing – the block moves'],
    ['a hyphen', ';; dns-mail-gate:allow ptr-missing - the block moves'],
    ['two hyphens', '; dns-mail-gate:  allow ptr-missing -- the block moves'],
    ['a colon', ';\tdns-mail-gate: allow ptr-missing: the block moves  '],
    ['no blanks around', '; dns-mail-gate: allow ptr-missing—the block moves'],
  ])('reads a reason after %s', (_, text) => {
    expect(find(`@ A 192.0.2.1 ${text}\r\n`)).toMatchObject({ faults: [] });
    expect(find(`@ A 192.0.2.1 ${text}\r\n`).excuses.map(brief)).toEqual(['ptr-missing 1-1 the block moves']);
  });

  it('is for its own line, and alone on a line for the next one too', () => {
    const text = 'a A 192.0.2.1\n  ; dns-mail-gate: allow ptr-missing, ptr-generic — é moves\nb A 192.0.2.2\n';
    const { excuses } = find(text);
    expect(excuses.map(brief)).toEqual(['ptr-missing 2-3 é moves', 'ptr-generic 2-3 é moves']);
    expect(excuses[0].covered).toBe('b A 192.0.2.2');
    expect(excuses[0].place.file.slice(excuses[0].place.start, excuses[0].place.end)).toBe(
      'dns-mail-gate: allow ptr-missing, ptr-generic — é moves',
    );
  });

  it.each([
    ['octodns', '# dns-mail-gate: allow ptr-missing — x', 1],
    ['octodns', 'a: b # dns-mail-gate: allow ptr-missing — x', 1],
    ['octodns', 'a: b# dns-mail-gate: allow ptr-missing — x', 0],
    ['octodns', '; dns-mail-gate: allow ptr-missing — x', 0],
    ['terraform', '// dns-mail-gate: allow ptr-missing — x', 1],
    ['terraform', 'x = 1 # dns-mail-gate: allow ptr-missing — x', 1],
    ['terraform-plan', '"# dns-mail-gate: allow ptr-missing — x"', 0],
    ['bind', '# dns-mail-gate: allow ptr-missing — x', 0],
    ['bind', '@ TXT "; dns-mail-gate: allow ptr-missing — x"', 0],
    ['bind', '@ TXT "a\\"" ; dns-mail-gate: allow ptr-missing — x', 1],
    ['bind', '@ TXT dns-mail-gate: allow ptr-missing — x', 0],
  ] as const)('knows the comments of %s: %s', (format, text, count) => {
    expect(find(text, format)).toMatchObject({ excuses: { length: count }, faults: [] });
  });

  it.each([
    ['no reason', 'allow ptr-missing', /gives no reason/],
    ['nothing after the dash', 'allow ptr-missing —  ', /gives no reason/],
    ['an unknown rule', 'allow ptr-mising — x', /no rule “ptr-mising”.*“ptr-missing”/],
    ['an unknown rule among others', 'allow ptr-missing, nonsense — x', /no rule “nonsense”/],
    ['no rule', 'allow', /cannot be read/],
    ['another word', 'deny ptr-missing — x', /cannot be read/],
    ['a reason without a dash', 'allow ptr-missing because I say so', /cannot be read/],
  ])('excuses nothing with %s, and says so with the place', (_, text, message) => {
    const { excuses, faults } = find(`@ NS a.\n@ A 192.0.2.1 ; dns-mail-gate: ${text}\n`);
    expect(excuses).toEqual([]);
    expect(faults).toHaveLength(1);
    expect(faults[0].message).toMatch(message);
    expect(faults[0].place.file.position(faults[0].place.start)).toEqual({ line: 2, column: 17 });
  });

  it('is linear over hostile text', () => {
    const texts = [
      '; dns-mail-gate: allow '.repeat(200_000),
      `; dns-mail-gate: allow ${'a-'.repeat(1_000_000)}`,
      '; dns-mail-gate: allow a\n'.repeat(100_000),
      `${'x'.repeat(5_000_000)}; dns-mail-gate: allow ptr-missing — x`,
    ];
    const { user: before } = process.cpuUsage();
    for (const text of texts) find(text);
    expect(cpuMilliseconds() - before).toBeLessThan(3_000);
  });
});

describe('splitByBase', () => {
  const excuses = (text: string) => find(text).excuses;
  const line = (owner: string, reason = 'x') => `${owner} A 192.0.2.1 ; dns-mail-gate: allow ptr-missing — ${reason}\n`;

  it('knows an excuse again that moved or whose record changed', () => {
    const { known, added, removed } = splitByBase(excuses(`\n\n${line('b')}`), excuses(line('a')));
    expect([known.length, added.length, removed.length]).toEqual([1, 0, 0]);
  });

  it('does not count a copy, and counts the one beside the same record', () => {
    const { known, added } = splitByBase(excuses(line('copy') + line('a')), excuses(line('a')));
    expect(known.map(({ covered }) => covered)).toEqual(['a A 192.0.2.1']);
    expect(added.map(({ covered }) => covered)).toEqual(['copy A 192.0.2.1']);
  });

  it('takes another reason for another excuse', () => {
    const { known, added, removed } = splitByBase(excuses(line('a', 'new')), excuses(line('a', 'old')));
    expect([known.length, added.length, removed.length]).toEqual([0, 1, 1]);
  });

  it('never lets more count than base has, and loses none', () => {
    const owners = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 });
    fc.assert(
      fc.property(owners, owners, (now, then) => {
        const [head, base] = [
          excuses(now.map((owner) => line(owner)).join('')),
          excuses(then.map((owner) => line(owner)).join('')),
        ];
        const { known, added, removed } = splitByBase(head, base);
        expect(known.length).toBe(Math.min(now.length, then.length));
        expect(known.length + added.length).toBe(now.length);
        expect(known.length + removed.length).toBe(then.length);
      }),
    );
  });
});

describe('an excuse in a zone file', () => {
  const APEX = '$TTL 1h\n@ SOA ns1.example.net. h 1 4h 1h 2w 1h\n@ NS ns1.example.net.\n@ TXT "v=spf1 -all"\n';
  const EXCUSE = '; dns-mail-gate: allow mx-without-address — built next week';
  const judge = (head: string, base?: string): Promise<Report> =>
    check({
      head: memoryTree({ 'example.com.zone': APEX + head }),
      base: base === undefined ? undefined : memoryTree({ 'example.com.zone': APEX + base }),
      outside: zoneLinesResolver(''),
      settings: { failOn: 'error', scope: 'introduced', lookups: 'offline', shard: null },
    });
  const rules = (list: Report['introduced']) => list.map(({ rule, subject }) => `${rule} ${subject}`);

  it('counts on the line of the record and on the line before', async () => {
    for (const text of [`@ MX 10 gone ${EXCUSE}\n`, `${EXCUSE}\n@ MX 10 gone\n`]) {
      const report = await judge(text);
      expect(report.introduced.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(report.excused).toMatchObject([{ rule: 'mx-without-address', reason: 'built next week', until: null }]);
      expect(report.conclusion).toBe('pass');
    }
  });

  it('of one record is none for the next', async () => {
    const report = await judge(`a MX 10 gone ${EXCUSE}\nb MX 10 gone\n`);
    expect(rules(report.excused)).toEqual(['mx-without-address a.example.com']);
    expect(rules(report.introduced)).toContain('mx-without-address b.example.com');
  });

  it('that only head has does not count, and is shown', async () => {
    const report = await judge(`@ MX 10 gone ${EXCUSE}\n`, '');
    expect(report.excused).toEqual([]);
    expect(report.conclusion).toBe('fail');
    expect(report.policyChanges).toEqual([
      'A comment in example.com.zone:5 allows mx-without-address: “built next week”. It counts once this change is merged.',
    ]);
  });

  it('that base has too counts, also when the record changes', async () => {
    const report = await judge(`@ MX 20 gone2 ${EXCUSE}\n`, `@ MX 10 gone ${EXCUSE}\n`);
    expect(rules(report.excused)).toEqual(['mx-without-address example.com']);
    expect(report.policyChanges).toEqual([]);
  });

  it('that is taken away is shown', async () => {
    const report = await judge('@ MX 10 gone\n', `@ MX 10 gone ${EXCUSE}\n`);
    expect(report.excused).toEqual([]);
    expect(report.policyChanges.join()).toMatch(/before this change allowed mx-without-address/);
  });

  it('without a reason is a remark with its place', async () => {
    const report = await judge('@ MX 10 gone ; dns-mail-gate: allow mx-without-address\n');
    expect(report.excused).toEqual([]);
    expect(report.remarks.join()).toMatch(/example\.com\.zone:5:16: This comment gives no reason/);
  });

  it('in an included file counts as well', async () => {
    const report = await check({
      head: memoryTree({ 'example.com.zone': `${APEX}$INCLUDE mx.inc\n`, 'mx.inc': `@ MX 10 gone ${EXCUSE}\n` }),
      outside: zoneLinesResolver(''),
      settings: { failOn: 'error', scope: 'all', lookups: 'offline', shard: null },
    });
    expect(rules(report.excused)).toEqual(['mx-without-address example.com']);
  });
});
