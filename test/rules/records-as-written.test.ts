import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import { cnameBesideOthers } from '../../src/rules/cname-beside-others.ts';
import { recordDuplicated } from '../../src/rules/record-duplicated.ts';
import { recordUnreadable } from '../../src/rules/record-unreadable.ts';
import { txtUnquoted } from '../../src/rules/txt-unquoted.ts';
import { txtWrongType } from '../../src/rules/txt-wrong-type.ts';
import { cpuMilliseconds } from '../support/cpu-time.ts';
import { judgeZones } from '../support/propose.ts';

const SOA = '@ 3600 SOA ns1.example.net. hostmaster.example.net. 1 7200 3600 1209600 3600\n@ NS ns1.example.net.\n';
const RULES = [cnameBesideOthers, recordDuplicated, recordUnreadable, txtUnquoted, txtWrongType];

const judge = (zone: string) => judgeZones({ 'example.com': SOA + zone }, RULES);
const brief = (list: readonly Finding[]) => list.map(({ rule, severity, subject }) => `${severity} ${rule} ${subject}`);
const text = ({ place }: Finding) => place!.file.slice(place!.start, place!.end);

describe('cname-beside-others', () => {
  it('names the types and shows the records', async () => {
    const [finding, ...rest] = await judge(
      'news CNAME host.example.net.\nnews MX 10 mail\nnews TXT "x"\nnews TXT "y"\n',
    );
    expect(rest).toEqual([]);
    expect(brief([finding])).toEqual(['error cname-beside-others news.example.com']);
    expect(finding.message).toContain('an alias (CNAME) of host.example.net and holds MX and TXT records as well');
    expect(text(finding)).toBe('news CNAME host.example.net.');
    expect(finding.related).toHaveLength(2);
  });

  it('sees the others wherever they are written, in any case', async () => {
    const list = await judge('NEWS TXT "x"\nwww A 192.0.2.1\n$ORIGIN com.\nnews.Example CNAME host.example.net.\n');
    expect(brief(list)).toEqual(['error cname-beside-others news.example.com']);
  });

  it('says that the top of a zone cannot be an alias', async () => {
    const [finding] = await judge('@ CNAME host.example.net.\n');
    expect(finding).toMatchObject({ rule: 'cname-beside-others', severity: 'error', subject: 'example.com' });
    expect(finding.advice).toContain('At the top of a zone');
  });

  it('two aliases at one name are one too many', async () => {
    const [finding] = await judge('www CNAME a.example.net.\nwww CNAME b.example.net.\n');
    expect(finding.message).toContain('both a.example.net and b.example.net');
  });

  it('signatures and NSEC beside an alias are healthy, and so is anything below it', async () => {
    const list = await judge(
      'www CNAME a.example.net.\nwww NSEC x.example.com. CNAME RRSIG NSEC\n' +
        'www RRSIG CNAME 13 3 3600 20300101000000 20200101000000 1 example.com. AAAA\nx.www A 192.0.2.1\n',
    );
    expect(list).toEqual([]);
  });

  it('is linear in the records at one name', async () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => `www CNAME h${i}.example.net.\n`);
    const started = cpuMilliseconds();
    expect(await judge(lines.join(''))).toHaveLength(1);
    expect(cpuMilliseconds() - started).toBeLessThan(3_000);
  });
});

describe('record-duplicated', () => {
  it('compares data, however it is written', async () => {
    const list = await judge(
      'www A 192.0.2.1\nWWW 60 IN A 192.0.2.1\nwww AAAA 2001:db8::1\nwww AAAA 2001:DB8:0::1\n' +
        'alias CNAME www\nalias CNAME www.example.com.\ntext TXT "a b"\ntext TXT a\\ b\n',
    );
    expect(brief(list).sort()).toEqual([
      'warning record-duplicated alias.example.com',
      'warning record-duplicated text.example.com',
      'warning record-duplicated www.example.com',
      'warning record-duplicated www.example.com',
    ]);
  });

  it('speaks once of a record that is written often', async () => {
    const [finding, ...rest] = await judge('www A 192.0.2.1\n'.repeat(12));
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({ count: 12, names: ['A', '192.0.2.1'] });
    expect(finding.message).toContain('12 times');
    expect(finding.related).toHaveLength(1);
  });

  it('leaves different data and types alone', async () => {
    const sets = Array.from({ length: 20 }, (_, i) => `www A 192.0.2.${i}\nwww TXT "192.0.2.${i}"\n`);
    expect(await judge(`${sets.join('')}x A 192.0.2.1\ny A 192.0.2.1\nz TXT "A"\nz TXT "a"\n`)).toEqual([]);
  });
});

describe('txt-wrong-type', () => {
  it.each([
    ['www CNAME v=spf1 include:_spf.example.net -all', 'CNAME'],
    ['www CNAME "v=spf1 include:_spf.example.net -all"', 'CNAME'],
    ['www MX 10 v=spf1 mx -all', 'MX'],
    ['www A "v=spf1 a -all"', 'A'],
    ['_dmarc CNAME "v=DMARC1; p=none"', 'CNAME'],
    ['www CNAME v=spf1', 'CNAME'],
    ['www HINFO "v=spf1 a -all" "x"', 'HINFO'],
  ])('%s', async (line, type) => {
    const list = await judge(`${line}\n`);
    expect(list.map(({ rule, severity, names }) => ({ rule, severity, names }))).toEqual([
      { rule: 'txt-wrong-type', severity: 'error', names: [type] },
    ]);
    expect(list[0].advice).toContain(`Write TXT instead of ${type}`);
  });

  it.each([
    'www TXT "v=spf1 a -all"',
    'www SPF "v=spf1 a -all"',
    's1._domainkey CNAME v.spf1.example.net.',
    'www CNAME av=spf1.example.net.',
    'www TXT "CNAME v=spf1 a"',
  ])('%s is not one', async (line) => {
    expect((await judge(`${line}\n`)).filter(({ rule }) => rule === 'txt-wrong-type')).toEqual([]);
  });

  it('leaves other unreadable lines to record-unreadable', async () => {
    expect((await judge('www A 192.0.2.300\n')).map(({ rule }) => rule)).toEqual(['record-unreadable']);
    const unread = await judge('www TXT "v=spf1 a -all\n');
    expect(unread.map(({ rule }) => rule)).toEqual(['record-unreadable']);
  });
});
