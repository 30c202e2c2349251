import { describe, expect, it } from 'vitest';
import { renderComment } from '../../src/outputs/comment.ts';
import { MAIL_PATH_HEAD, mailPathRow, mailPathText } from '../../src/outputs/mail-paths.ts';
import { CLEAN, MAIL_PATH, presented } from '../support/sample-report.ts';

const row = (parts: Partial<typeof MAIL_PATH>) => mailPathRow({ ...MAIL_PATH, ...parts }).replace(/<\/?code>/g, '`');

describe('mailPathRow', () => {
  it('leads from the host over its addresses to their names and back', () => {
    const cells = row({}).split(' | ');
    expect(cells[0]).toBe('| **`mail.example.com`**<br>for `example.com`, `example.net`');
    expect(cells[1]).toBe('`192.0.2.25` → `mail.example.com` ✅<br>`2001:<!-- -->db8::<!-- -->25` → PTR not known');
    expect(cells[2]).toBe(
      'alias of `web.example.com`<br>`192.0.2.80` → `old.example.com` ❌ does not lead back<br>' +
        '`192.0.2.81` → **no PTR** ❌<br>and 3 more addresses |',
    );
  });

  it.each([
    ['absent', '**no address**'],
    ['unknown', 'could not be looked up'],
    ['elsewhere', 'not in these files'],
  ] as const)('says of a host that is %s: %s', (state, words) => {
    const after = { state, alias: null, addresses: [], more: 0 };
    expect(row({ after }).split(' | ')[2]).toBe(`${words} |`);
  });

  it('says which side has no MX record for it, and how many domains are left out', () => {
    expect(row({ after: null }).split(' | ')[2]).toBe('no MX |');
    const domains = Array.from({ length: 50 }, (_, i) => `d${i}.example`);
    expect(row({ domains, more: 150 })).toContain('for `d0.example`, `d1.example`, `d2.example` and 197 more');
  });

  it('is a row of the table that its head begins', () => {
    const comment = renderComment(
      presented({ ...CLEAN, changes: { spf: [], mailPaths: [MAIL_PATH, { ...MAIL_PATH, host: 'other.example' }] } }),
      { id: 'x' },
    );
    const [, table] = comment.split(MAIL_PATH_HEAD);
    expect(table.split('\n').slice(0, 3)).toEqual([
      mailPathRow(MAIL_PATH),
      mailPathRow({ ...MAIL_PATH, host: 'other.example' }),
      '',
    ]);
  });

  it('is counted where there are too many', () => {
    const mailPaths = Array.from({ length: 60 }, (_, i) => ({ ...MAIL_PATH, host: `mx${i}.example.com` }));
    const comment = renderComment(presented({ ...CLEAN, changes: { spf: [], mailPaths } }), { id: 'x' });
    expect(comment.match(/^\| \*\*<code>mx/gm)).toHaveLength(30);
    expect(comment).toContain('_Left out here: 30 mail hosts.');
  });
});

describe('mailPathText', () => {
  it('is the same in plain words', () => {
    expect(
      mailPathText(MAIL_PATH),
    ).toBe(`Way of mail for example.com, example.net to mail.example.com, before → after this change:
  before: 192.0.2.25 → mail.example.com → back, 2001:db8::25 → PTR not known
  after:  alias of web.example.com, 192.0.2.80 → old.example.com (does not lead back), 192.0.2.81 → no PTR, and 3 more addresses`);
  });
});
