import { describe, expect, it } from 'vitest';
import { check } from '../../src/check.ts';
import type { Report, Settings } from '../../src/model/report.ts';
import { SourceFile } from '../../src/model/source-file.ts';
import { UsageError } from '../../src/model/usage-error.ts';
import type { PolicySource } from '../../src/policy/choose-policy.ts';
import { zoneLinesResolver } from '../support/example.ts';
import { memoryTree } from '../support/memory-tree.ts';

type Files = Readonly<Record<string, string>>;

const APEX = '$TTL 1h\n@ SOA ns1.example.net. h 1 4h 1h 2w 1h\n@ NS ns1.example.net.\n';
/** One error: an MX target without an address; and a warning: no SPF record. */
const ZONE = `${APEX}@ MX 10 gone\n_dmarc TXT "v=DMARC1; p=none"\n`;
const ZONES: Files = { 'dns/example.com.zone': ZONE };

interface Case {
  readonly head?: Files;
  readonly base?: Files;
  readonly policy?: PolicySource;
  readonly settings?: Partial<Settings>;
  readonly today?: string;
  readonly partial?: boolean;
}

function judge({ head = ZONES, base, policy, settings, today = '2026-06-01', partial }: Case): Promise<Report> {
  return check({
    head: memoryTree(head),
    base: base === undefined ? undefined : memoryTree(base),
    outside: zoneLinesResolver(''),
    settings: {
      failOn: 'error',
      scope: base === undefined ? 'all' : 'introduced',
      lookups: 'offline',
      shard: null,
      ...settings,
    },
    policy,
    today,
    partial,
  });
}

const withPolicy = (policy: string, files: Files = ZONES) => ({ ...files, 'dns-mail-gate.yml': policy });
const brief = (list: Report['introduced']) =>
  list.map(({ rule, severity, subject }) => `${severity} ${rule} ${subject}`);
const EXCEPTION =
  'exceptions:\n  - { rule: mx-without-address, subject: example.com, until: 2026-12-31, reason: built next week }\n';

describe('levels', () => {
  const levels = async (policy: string, files: Files = ZONES) =>
    brief((await judge({ head: withPolicy(policy, files) })).introduced);

  it('are the rules’ own without a policy', async () => {
    expect(brief((await judge({})).introduced)).toEqual([
      'error mx-without-address example.com',
      'warning spf-missing example.com',
    ]);
  });

  it('are set for the whole repository, and off silences', async () => {
    expect(await levels('rules: { mx-without-address: notice, spf-missing: off }')).toEqual([
      'notice mx-without-address example.com',
    ]);
  });

  it('are set for a zone, and that wins over the repository', async () => {
    const files = { ...ZONES, 'dns/example.org.zone': ZONE };
    const policy =
      'rules: { spf-missing: off, mx-without-address: warning }\nzones: { example.org: { rules: { mx-without-address: notice } } }\n';
    expect(await levels(policy, files)).toEqual([
      'warning mx-without-address example.com',
      'notice mx-without-address example.org',
    ]);
  });

  it('are set for a path, and that wins over the zone', async () => {
    const policy =
      'zones: { example.com: { rules: { mx-without-address: notice, spf-missing: notice } } }\npaths: { "dns/*": { rules: { mx-without-address: warning } } }\n';
    expect(await levels(policy)).toEqual(['warning mx-without-address example.com', 'notice spf-missing example.com']);
  });

  it('come from the last pattern that covers the path and names the rule', async () => {
    const policy =
      'rules: { spf-missing: off }\npaths:\n  dns: { rules: { mx-without-address: notice } }\n  "**": { rules: { mx-without-address: warning } }\n  "dns/*": { rules: { ptr-missing: off } }\n';
    expect(await levels(policy)).toEqual(['warning mx-without-address example.com']);
  });

  it('of a zone are not those of a zone below it', async () => {
    const files = { ...ZONES, 'dns/sub.example.com.zone': ZONE };
    const policy = 'rules: { spf-missing: off }\nzones: { example.com: { rules: { mx-without-address: off } } }\n';
    expect(await levels(policy, files)).toEqual(['error mx-without-address sub.example.com']);
  });

  it('of a zone hold for addresses in its files', async () => {
    const files = {
      'dns/example.com.zone': `${APEX}@ MX 10 mail\n@ TXT "v=spf1 mx -all"\nmail A 192.0.2.10\nmail TXT "v=spf1 a -all"\n`,
      'dns/2.0.192.in-addr.arpa.zone': `${APEX}10 PTR mail.example.com.\n10 PTR other.example.net.\n`,
    };
    expect(await levels('rules: { ptr-without-forward: off }', files)).toContain(
      'warning ptr-multiple mail.example.com',
    );
    const rules = '{ ptr-multiple: notice, ptr-without-forward: off }';
    const found = await levels(
      `zones: { example.com: { rules: ${rules} }, 2.0.192.in-addr.arpa: { rules: ${rules} } }`,
      files,
    );
    expect(found).toContain('notice ptr-multiple mail.example.com');
    expect(found.join()).not.toContain('ptr-without-forward');
  });
});

describe('facts about zones', () => {
  it('name the zone of a file, leave files out, and hide a view from the rules about public mail', async () => {
    const head = {
      zonefile: ZONE,
      'vendor/example.net.zone': ZONE,
      'internal/example.org.zone': ZONE,
    };
    const policy =
      'zones: { example.com: { files: [zonefile] } }\nignore: [vendor]\nviews: [{ name: internal, paths: ["internal/**"], public: false }]\n';
    const report = await judge({ head: withPolicy(policy, head) });
    expect(report.files.map(({ file, zones }) => `${file.path} ${zones}`)).toEqual([
      'internal/example.org.zone example.org.',
      'zonefile example.com.',
    ]);
    expect(brief(report.introduced)).toEqual([
      'error mx-without-address example.com',
      'warning spf-missing example.com',
    ]);
  });

  it('keep two views of one zone apart', async () => {
    const files = { 'a/example.com.zone': ZONE, 'b/example.com.zone': `${ZONE}gone A 10.0.0.1\n` };
    const policy = 'views: [{ name: outside, paths: [a] }, { name: inside, paths: [b], public: false }]\n';
    expect(brief((await judge({ head: withPolicy(policy, files) })).introduced)).toEqual([
      'error mx-without-address example.com',
      'warning spf-missing example.com',
    ]);
  });

  it('say that a file is not the whole zone', async () => {
    const found = async (policy: string) => brief((await judge({ head: withPolicy(policy) })).introduced);
    expect(await found('zones: { example.com: { authoritative: false } }')).toEqual([]);
  });

  it('let senders and allow-lists through to the rules', async () => {
    const policy =
      'mail-exchangers: [{ domains: ["*"], hosts: [mail.example.com] }]\nrules: { spf-missing: off, mx-without-address: off }\n';
    expect(brief((await judge({ head: withPolicy(policy) })).introduced)).toEqual(['error mx-not-allowed example.com']);
  });
});

describe('an exception', () => {
  it('takes its finding out of the verdict and shows it with reason and end', async () => {
    const report = await judge({ head: withPolicy(EXCEPTION) });
    expect(report.conclusion).toBe('pass');
    expect(brief(report.introduced)).toEqual(['warning spf-missing example.com']);
    expect(report.excused).toMatchObject([
      { rule: 'mx-without-address', severity: 'error', reason: 'built next week', until: '2026-12-31' },
    ]);
  });

  it('holds through its last day', async () => {
    expect((await judge({ head: withPolicy(EXCEPTION), today: '2026-12-31' })).excused).toHaveLength(1);
    expect((await judge({ head: withPolicy(EXCEPTION), today: '2027-01-01' })).excused).toHaveLength(0);
  });

  it('leaves a warning with its reason when it has ended', async () => {
    const report = await judge({ head: withPolicy(EXCEPTION), today: '2027-01-01' });
    expect(report.conclusion).toBe('pass');
    const finding = report.introduced.find(({ rule }) => rule === 'mx-without-address')!;
    expect(finding).toMatchObject({ severity: 'warning' });
    expect(finding.message).toMatch(/excused this until 2026-12-31.*“built next week”/);
  });

  it('that has ended turns no unrelated change red, whatever level and scope decide', async () => {
    const files = withPolicy(`${EXCEPTION}rules: { spf-missing: off }\n`);
    const settings = { failOn: 'warning', scope: 'all' } as const;
    const head = { ...files, 'dns/other.example.zone': APEX };
    const report = await judge({ head, base: files, today: '2027-01-01', settings });
    expect(brief(report.existing)).toEqual(['warning mx-without-address example.com']);
    expect(report.conclusion).toBe('pass');
    expect(
      (await judge({ head, base: files, today: '2027-01-01', settings: { ...settings, failOn: 'error' } })).conclusion,
    ).toBe('pass');
  });

  it('excuses nothing of another rule or another subject', async () => {
    for (const other of [
      '{ rule: mx-without-address, subject: example.org, reason: x }',
      '{ rule: mx-is-address, subject: example.com, reason: x }',
      '{ rule: mx-without-address, subject: "*.example.com", reason: x }',
    ]) {
      expect((await judge({ head: withPolicy(`exceptions: [${other}]`) })).excused).toEqual([]);
    }
  });

  it('is found by the host that the finding names, and by a pattern', async () => {
    for (const subject of ['gone.example.com', '"*.example.com"', 'EXAMPLE.com.']) {
      const files = { 'dns/example.com.zone': `${APEX}sub MX 10 gone\n` };
      const policy = `exceptions: [{ rule: mx-without-address, subject: ${subject}, reason: x }]`;
      const { excused } = await judge({ head: withPolicy(policy, subject === 'EXAMPLE.com.' ? ZONES : files) });
      expect(
        excused.map(({ rule }) => rule),
        subject,
      ).toEqual(['mx-without-address']);
    }
  });
});

describe('in a pull request', () => {
  const REMOVED = 'rules: { mx-without-address: off }\n';
  const baseWith = (policy?: string): Files => ({
    'dns/example.com.zone': APEX,
    ...(policy === undefined ? {} : { 'dns-mail-gate.yml': policy }),
  });

  it('base’s policy judges, so that no change excuses itself, and the change is shown', async () => {
    const report = await judge({ head: withPolicy(REMOVED), base: baseWith('rules: { spf-missing: off }\n') });
    expect(brief(report.introduced)).toEqual(['error mx-without-address example.com']);
    expect(report.policyChanges).toEqual([
      'dns-mail-gate.yml adds “rules: mx-without-address: off”. It counts once this change is merged.',
      'dns-mail-gate.yml no longer has “rules: spf-missing: off”. It still counts for this change.',
    ]);
  });

  it('a policy that the change takes away still counts', async () => {
    const report = await judge({ head: ZONES, base: baseWith(REMOVED) });
    expect(brief(report.introduced)).toEqual(['warning spf-missing example.com']);
    expect(report.policyChanges).toHaveLength(1);
  });

  it('the first policy counts at once', async () => {
    const report = await judge({ head: withPolicy(REMOVED), base: baseWith() });
    expect(brief(report.introduced)).toEqual(['warning spf-missing example.com']);
  });

  it('layout and comments are no change', async () => {
    const report = await judge({
      head: withPolicy('# why\nrules:\n  mx-without-address: "off"\n'),
      base: baseWith(REMOVED),
    });
    expect(report.policyChanges).toEqual([]);
  });

  it('a policy of base that cannot be read is a remark, the defaults judge and the fix can merge', async () => {
    const report = await judge({ head: withPolicy(REMOVED), base: baseWith('rules: { mx-without-adress: off }\n') });
    expect(brief(report.introduced)).toContain('error mx-without-address example.com');
    expect(report.remarks.join()).toMatch(
      /defaults judge: dns-mail-gate\.yml:1:10: There is no rule “mx-without-adress”/,
    );
  });

  it.each([
    ['mistakes', 'ruls: {}', /dns-mail-gate\.yml:1:1: “ruls”.*“rules”/],
    ['an unknown zone', 'zones: { exmaple.com: {} }', /dns-mail-gate\.yml:1:10: .*“exmaple\.com”.*“example\.com”/],
  ])('head’s policy with %s is refused', async (_, policy, message) => {
    for (const base of [baseWith(), baseWith(REMOVED), undefined]) {
      const refused = judge({ head: withPolicy(policy), base });
      await expect(refused).rejects.toThrow(message);
      await expect(refused).rejects.toBeInstanceOf(UsageError);
    }
  });

  it('zones are not looked for where only some paths are read', async () => {
    const report = await judge({ head: withPolicy('zones: { elsewhere.example: {} }'), partial: true });
    expect(report.files).toHaveLength(1);
  });
});

describe('where the policy is', () => {
  const OFF = 'rules: { mx-without-address: off }';

  it('is in .github as well, and the root comes first', async () => {
    const report = await judge({ head: { ...ZONES, '.github/dns-mail-gate.yml': OFF } });
    expect(brief(report.introduced)).toEqual(['warning spf-missing example.com']);
    const both = await judge({ head: { ...ZONES, 'dns-mail-gate.yml': '', '.github/dns-mail-gate.yml': OFF } });
    expect(both.introduced).toHaveLength(2);
  });

  it('can be said, as a path in the trees or a file used as given', async () => {
    const head = { ...ZONES, 'conf/mail.yml': OFF };
    expect((await judge({ head, policy: { path: 'conf/mail.yml' } })).introduced).toHaveLength(1);
    await expect(judge({ head, policy: { path: 'conf/none.yml' } })).rejects.toThrow(/conf\/none\.yml does not exist/);
    const given = new SourceFile('elsewhere.yml', OFF);
    const base = { 'dns/example.com.zone': APEX, 'dns-mail-gate.yml': 'rules: { spf-missing: off }' };
    expect(brief((await judge({ base, policy: { given } })).introduced)).toEqual(['warning spf-missing example.com']);
  });

  it('a spelling that is not read is said', async () => {
    const report = await judge({ head: { ...ZONES, 'dns-mail-gate.yaml': OFF } });
    expect(report.remarks.join()).toMatch(/dns-mail-gate\.yaml is not read/);
    expect(report.introduced).toHaveLength(2);
  });
});
