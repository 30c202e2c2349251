import { describe, expect, it } from 'vitest';
import type { FileProblem } from '../../../src/model/file-problem.ts';
import { read } from './support/read.ts';

/** The text after the first fix of a problem. */
function fixed(text: string, problem: FileProblem): string {
  const { place, text: replacement } = problem.fix!.edits[0];
  return text.slice(0, place.start) + replacement + text.slice(place.end);
}

/** The only record's strings. */
function stringsOf(text: string): readonly string[] {
  const { records } = read(text);
  expect(records.length).toBe(1);
  return (records.record(0) as unknown as { strings: string[] }).strings;
}

describe('txt-unquoted', () => {
  it.each([
    ['@ 60 TXT v=spf1 include:a.example -all\n', 'v=spf1 include:a.example -all', 'error'],
    ['@ 60 TXT v=spf1 a -all ; our mail\n', 'v=spf1 a -all', 'error'],
    ['@ 60 TXT V=SPF1 a\t\t-all\n', 'V=SPF1 a -all', 'error'],
    ['@ 60 TXT ( v=spf1 a\n -all )\n', 'v=spf1 a -all', 'error'],
    ['@ 60 TXT v=spf1 "a" -all\n', 'v=spf1 a -all', 'error'],
    ['_dmarc 60 TXT v=DMARC1; p=none\n', 'v=DMARC1; p=none', 'error'],
    ['_dmarc 60 TXT v=DMARC1;p=none; rua=mailto:a@example.com\n', 'v=DMARC1;p=none; rua=mailto:a@example.com', 'error'],
    ['_dmarc 60 TXT v=DMARC1 ; p=none\r\n', 'v=DMARC1 ; p=none', 'error'],
    ['k._domainkey 60 TXT v=DKIM1; k=rsa; p=AAAA\n', 'v=DKIM1; k=rsa; p=AAAA', 'error'],
    ['_mta-sts 60 TXT v=STSv1; id=1;\n', 'v=STSv1; id=1;', 'error'],
    ['_smtp._tls 60 TXT v=TLSRPTv1; rua=mailto:a@example.com\n', 'v=TLSRPTv1; rua=mailto:a@example.com', 'error'],
    ['_dmarc 60 TXT v=DMARC1\\; p=none\n', 'v=DMARC1; p=none', 'warning'],
  ])('finds %j and repairs it', (text, meant, severity) => {
    const { problems } = read(text);
    expect(problems).toMatchObject([{ rule: 'txt-unquoted', severity }]);
    const repaired = fixed(text, problems[0]);
    expect(read(repaired).problems).toEqual([]);
    expect(stringsOf(repaired)).toEqual([meant]);
  });

  it.each([
    '@ 60 TXT "v=spf1 a -all"\n',
    '@ 60 TXT v=spf1\n',
    '@ 60 TXT v=spf1\\ a\\ -all\n',
    '@ 60 TXT v=spf1 " a" " -all"\n',
    '@ 60 TXT "v=spf1" "a"\n',
    '_dmarc 60 TXT "v=DMARC1; p=none" ; p=none\n',
    '_dmarc 60 TXT v=DMARC1 ; to be filled in\n',
    '@ 60 TXT foo bar ; v=spf1 a\n',
    '@ 60 TXT v=spf10 a b\n',
    '@ 60 TXT google-site-verification=abc def\n',
  ])('says nothing about %j', (text) => {
    expect(read(text).problems).toEqual([]);
  });

  it('still reads the record as name servers do', () => {
    expect(stringsOf('@ 60 TXT v=spf1 a -all\n')).toEqual(['v=spf1', 'a', '-all']);
    expect(stringsOf('@ 60 TXT v=DMARC1; p=none\n')).toEqual(['v=DMARC1']);
  });

  it('quotes in the message what is published', () => {
    const [problem] = read('mail 60 TXT v=spf1 a -all\n').problems;
    expect(problem.subject).toBe('mail.example.com');
    expect(problem.message).toContain('“v=spf1a-all”');
    expect(problem.advice).toContain('"v=spf1 a -all"');
  });

  it('offers no edit for a generated record', () => {
    const { problems } = read('$GENERATE 1-2 h$ 60 TXT "v=spf1 a -all"\n');
    expect(problems).toHaveLength(2);
    expect(problems[0].fix).toBeUndefined();
  });
});

describe('txt-string-too-long', () => {
  it.each([
    [`"v=spf1 ${'ip4:192.0.2.1 '.repeat(20)}-all"`, 2],
    ['x'.repeat(256), 2],
    [`"${'\\"'.repeat(600)}"`, 3],
    [`"${'\\120'.repeat(256)}"`, 2],
    [`"${'ü'.repeat(128)}"`, 2],
    [`"a${'🙂'.repeat(128)}"`, 3],
    [`a${'ü'.repeat(128)}`, 2],
  ])('finds a long string and splits it: %.20s', (data, pieces) => {
    const text = `@ 60 TXT ${data} ; c\n`;
    const { problems } = read(text);
    expect(problems).toMatchObject([{ rule: 'txt-string-too-long', subject: 'example.com' }]);
    const whole = stringsOf(text).join('');
    const repaired = fixed(text, problems[0]);
    const strings = stringsOf(repaired);
    expect(strings).toHaveLength(pieces);
    expect(Math.max(...strings.map((string) => string.length))).toBeLessThanOrEqual(255);
    expect(strings.join('')).toBe(whole);
  });

  it('takes 255 octets', () => {
    expect(read(`@ 60 TXT "${'x'.repeat(255)}" ${'\\120'.repeat(255)}\n`).problems).toEqual([]);
  });

  it('refuses more than a record can hold', () => {
    const { problems, records } = read(`@ 60 TXT ${'"abc" '.repeat(20_000)}\n`);
    expect(records.length).toBe(0);
    expect(problems).toMatchObject([{ rule: 'record-unreadable' }]);
  });
});
