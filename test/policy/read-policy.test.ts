import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../src/model/source-file.ts';
import { describeProblem, mistakes } from '../../src/policy/policy-mistakes.ts';
import { readPolicy, unknownZones } from '../../src/policy/read-policy.ts';
import { policySchema } from '../../src/policy/schema.ts';
import { RULES } from '../../src/rules/index.ts';
import { coreValue } from '../../src/yaml/core-value.ts';
import { cpuMilliseconds } from '../support/cpu-time.ts';

const RULE_IDS = RULES.map(({ id }) => id);
const PUBLISHED = JSON.parse(readFileSync('docs/policy.schema.json', 'utf8'));
const matchesSchema = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(policySchema(RULE_IDS));

const read = (text: string) => readPolicy(new SourceFile('dns-mail-gate.yml', text), RULE_IDS);
const mistakesOf = (text: string) => read(text).problems.map(describeProblem);

/** What the schema says of the same text; an empty file is an empty mapping. */
function schemaAccepts(text: string): boolean {
  const { root } = read(text);
  return matchesSchema(root === undefined ? {} : JSON.parse(JSON.stringify(coreValue(root))));
}

const FULL = `# A policy with everything.
senders:
  - domains: [example.com, "*.example.com"]
    hosts: [mail.example.com]
    helo: [mail.example.com]
    networks: [203.0.113.0/28, "2001:db8::/64", 198.51.100.7]
mail-exchangers:
  - domains: ["*"]
    hosts: ["*.mail.protection.outlook.com", Mail.Example.com.]
zones:
  example.org: { files: ["dns/org.db"], authoritative: false, rules: { spf-missing: off } }
  0/25.2.0.192.in-addr.arpa:
views:
  - { name: internal, paths: ["internal/**"], public: false }
paths:
  "legacy/**": { rules: { ptr-missing: notice } }
terraform:
  zone-ids: { Z0123456789ABC: example.com }
ignore: ["vendor/**"]
rules:
  spf-near-lookup-limit: off
  ptr-generic: error
exceptions:
  - rule: ptr-missing
    subject: Legacy.Example.com.
    until: 2027-01-31
    reason: address block moves in January
  - { rule: ptr-generic, subject: "2001:DB8:0::1", reason: "no name to be had" }
blocklists:
  lists: [zen.spamhaus.org, bl.spamcop.net]
  level: notice
  key-env: SPAMHAUS_DQS_KEY
`;

describe('readPolicy', () => {
  it('reads everything that a policy can say', () => {
    const { policy, problems } = read(FULL);
    expect(problems).toEqual([]);
    expect(policy).toEqual({
      facts: {
        senders: [
          {
            domains: ['example.com', '*.example.com'],
            hosts: ['mail.example.com.'],
            helo: ['mail.example.com.'],
            networks: ['203.0.113.0/28', '2001:db8::/64', '198.51.100.7'],
          },
        ],
        mailExchangers: [{ domains: ['*'], hosts: ['*.mail.protection.outlook.com', 'Mail.Example.com.'] }],
      },
      zones: [
        {
          name: 'example.org.',
          files: ['dns/org.db'],
          authoritative: false,
          levels: new Map([['spf-missing', 'off']]),
        },
        { name: '0/25.2.0.192.in-addr.arpa.', files: [], authoritative: undefined, levels: new Map() },
      ],
      views: [{ name: 'internal', paths: ['internal/**'], public: false }],
      paths: [{ pattern: 'legacy/**', levels: new Map([['ptr-missing', 'notice']]) }],
      zoneIds: new Map([['Z0123456789ABC', 'example.com.']]),
      ignore: ['vendor/**'],
      levels: new Map([
        ['spf-near-lookup-limit', 'off'],
        ['ptr-generic', 'error'],
      ]),
      exceptions: [
        {
          rule: 'ptr-missing',
          subject: 'legacy.example.com',
          until: '2027-01-31',
          reason: 'address block moves in January',
        },
        { rule: 'ptr-generic', subject: '2001:db8::1', until: null, reason: 'no name to be had' },
      ],
      blocklists: { lists: ['zen.spamhaus.org', 'bl.spamcop.net'], level: 'notice', keyEnv: 'SPAMHAUS_DQS_KEY' },
    });
  });

  it('takes a view for public unless it is said, and leaves each blocklist its own level', () => {
    const { policy } = read('views: [{ name: a, paths: [b] }]\nblocklists: {}\n');
    expect(policy.views).toEqual([{ name: 'a', paths: ['b'], public: true }]);
    expect(policy.blocklists).toEqual({ lists: undefined, level: undefined, keyEnv: undefined });
  });
});

/** Policies that reader and schema judge alike. */
const VALID: readonly string[] = [
  FULL,
  '',
  '# only a comment\n',
  '{}',
  'rules:\n',
  'exceptions:\n# - rule: none yet\n',
  'rules: { ptr-missing: error }',
  '{"rules": {"ptr-missing": "off"}}',
  'zones: { example.com: {} }',
  'zones: { example.com: }',
  'mail-exchangers: [{ domains: [example.com], hosts: [] }]',
  'exceptions: [{ rule: ptr-missing, subject: a.example, reason: "42" }]',
  'terraform:\n',
  'terraform: { zone-ids: { 12345: example.com } }',
  'x: &levels\n'.replace(/^.*$/s, 'rules: &levels { ptr-missing: off }\npaths: { a: { rules: *levels } }\n'),
];

const INVALID: readonly (readonly [text: string, message: RegExp])[] = [
  [
    'exceptoins: []',
    /^dns-mail-gate\.yml:1:1: “exceptoins” is no key of the policy file\. Do you mean “exceptions”\?$/,
  ],
  ['dkim: []', /1:1: “dkim” is no key of the policy file\. Possible are senders, .*blocklists\.$/],
  ['- rules', /1:1: The policy file is written as keys with values, and this is a list\.$/],
  ['just words', /1:1: The policy file is written as keys with values, and this is “just words”\.$/],
  ['rules:\n  ptr-mising: off', /2:3: There is no rule “ptr-mising”\. Do you mean “ptr-missing”\?$/],
  ['rules:\n  PTR-Missing: off', /2:3: There is no rule “PTR-Missing”\. Do you mean “ptr-missing”\?$/],
  ['rules: { nonsense-of-mine: off }', /1:10: There is no rule “nonsense-of-mine”\.$/],
  [
    'rules: { ptr-missing: warn }',
    /1:23: “warn” is no level\. (?:Do you mean “warning”\?|Possible are off, notice, warning, error\.)$/,
  ],
  ['rules: { ptr-missing: wraning }', /1:23: “wraning” is no level\. Do you mean “warning”\?$/],
  ['rules: { ptr-missing: false }', /1:23: “false” is no level\. Possible are off, notice, warning, error\.$/],
  ['rules: { ptr-missing: }', /1:21: Here a level is expected, and nothing is written\.$/],
  [
    'rules: [ptr-missing]',
    /1:8: Here rules with their levels are expected, each as a key with a value, and this is a list\.$/,
  ],
  ['zones: { example.com: { file: [a] } }', /1:25: “file” is no key of a zone\. Do you mean “files”\?$/],
  [
    'zones: { example.com: { authoritative: no } }',
    /1:40: Here true or false is expected, and this is “no”\. Write false\.$/,
  ],
  ['zones: { "exämple.com": {} }', /1:10: “exämple.com” is no zone\. Do you mean “xn--exmple-cua\.com”\?$/],
  ['zones: { "a b": {} }', /1:10: “a b” is no zone\. Write it like “example\.com”\.$/],
  ['senders: [{ hosts: [a.example] }]', /1:13: A sender needs the key “domains”: the domains in/],
  ['senders: [{ domains: [] }]', /1:22: Here a list of domains is expected, and this one is empty\.$/],
  [
    'senders: [{ domains: example.com }]',
    /1:22: Here a list of domains is expected, in square brackets or each after “- ”, and this is “example\.com”\.$/,
  ],
  [
    'senders: [{ domains: [a.example], networks: [mail] }]',
    /1:46: “mail” is no network\. Write it like “203\.0\.113\.0\/28”\.$/,
  ],
  ['senders: [{ domains: [a.example], hosts: ["*.a.example"] }]', /1:43: “\*\.a\.example” is no host name\./],
  ['mail-exchangers: [{ domains: ["https://example.com/x"], hosts: [] }]', /Do you mean “example\.com”\?$/],
  ['mail-exchangers: [{ domains: [a.example] }]', /needs the key “hosts”/],
  [
    'exceptions: [{ rule: ptr-missing, subject: a.example }]',
    /An exception needs the key “reason”: why the finding is accepted/,
  ],
  ['exceptions: [{ rule: ptr-missing, reason: x }]', /needs the key “subject”/],
  ['exceptions: [{ rule: ptr-missing, subject: a, reason: "" }]', /“” is no text\./],
  [
    'exceptions: [{ rule: ptr-missing, subject: a, reason: 42 }]',
    /1:55: YAML reads “42” as a number\. Put it in quotation marks: "42"\.$/,
  ],
  [
    'exceptions: [{ rule: ptr-missing, subject: a, until: 2027-1-31, reason: x }]',
    /1:54: “2027-1-31” is no date\. Do you mean “2027-01-31”\?$/,
  ],
  [
    'exceptions: [{ rule: ptr-missing, subject: a, until: 31.1.2027, reason: x }]',
    /“31\.1\.2027” is no date\. Do you mean “2027-01-31”\?$/,
  ],
  [
    'exceptions: [{ rule: ptr-missing, subject: a, until: soon, reason: x }]',
    /“soon” is no date\. Write it like “2027-01-31”\.$/,
  ],
  [
    'exceptions: [{ rule: ptr-missing, subject: a, untill: 2027-01-31, reason: x }]',
    /“untill” is no key of an exception\. Do you mean “until”\?$/,
  ],
  ['views: [{ name: a, paths: [b], public: hidden }]', /Here true or false is expected, and this is “hidden”\.$/],
  ['views: [{ name: a }]', /A view needs the key “paths”/],
  ['terraform: { zone_ids: {} }', /“zone_ids” is no key of terraform\. Do you mean “zone-ids”\?$/],
  ['ignore: [/etc]', /“\/etc” is no path\. Write it like “dns\/\*\*”\.$/],
  ['blocklists: { key-env: "$KEY" }', /“\$KEY” is not the name of an environment variable\./],
  ['blocklists: { level: high }', /“high” is no level\./],
];

/** Mistakes that only the reader sees: the schema knows no calendar, and a YAML library has put these right before. */
const BEYOND_SCHEMA: readonly (readonly [text: string, message: RegExp])[] = [
  [
    'exceptions: [{ rule: ptr-missing, subject: a, until: 2027-02-30, reason: x }]',
    /“2027-02-30” is no date: there is no such day\./,
  ],
  ['senders: [{ domains: [a.example], networks: [203.0.113.0/33] }]', /is no network: its prefix length is above 32\./],
  ['senders: [{ domains: [a.example], networks: [203.0.113.256] }]', /is no network: it is neither/],
  ['senders: [{ domains: [a.example], hosts: [203.0.113.5] }]', /is no host name: it is an address/],
  ['ignore: [../other]', /“\.\.\/other” is no path: it leaves the repository\./],
  [
    'rules: { ptr-missing: off }\nrules: { ptr-missing: error }',
    /2:1: The key “rules” is there twice: line 1 has it already\.$/,
  ],
  [
    'senders: [{ domains: [*.example.com] }]',
    /1:23: The alias “\*\.example\.com” has no anchor before it\. Put a text that begins with “\*” in quotation marks\.$/,
  ],
  ['rules: {}\n---\nrules: {}', /3:1: A policy file is one document/],
  ['rules: {', /This is no YAML that can be read/],
  ['rules:\n\tptr-missing: off', /2:1: This is no YAML that can be read: .*tab/],
];

describe('a policy without mistakes', () => {
  it.each(VALID)('is one for reader and schema: %s', (text) => {
    expect(mistakesOf(text)).toEqual([]);
    expect(schemaAccepts(text)).toBe(true);
  });
});

describe('a mistake', () => {
  it.each(INVALID)('is one for reader and schema: %s', (text, message) => {
    expect(mistakesOf(text)).toEqual([expect.stringMatching(message)]);
    expect(schemaAccepts(text)).toBe(false);
  });

  it.each(BEYOND_SCHEMA)('is told though the schema cannot express it: %s', (text, message) => {
    expect(mistakesOf(text)).toEqual([expect.stringMatching(message)]);
  });

  it('is told with all others, in file order', () => {
    expect(mistakesOf('ruls: {}\nrules: { x: off }\nzones: []\n').map((line) => line.split(': ')[0])).toEqual([
      'dns-mail-gate.yml:1:1',
      'dns-mail-gate.yml:2:10',
      'dns-mail-gate.yml:3:8',
    ]);
  });

  it('makes the whole policy void', () => {
    expect(read('rules: { ptr-missing: off }\nrules_: {}\n').policy.levels.size).toBe(0);
  });
});

describe('a hostile policy', () => {
  const many = (count: number, line: (i: number) => string) =>
    Array.from({ length: count }, (_, i) => line(i)).join('');
  const zones = new Set(Array.from({ length: 2_000 }, (_, i) => `zonf${i}.example.com.`));

  it.each([
    ['100,000 unknown rules', `rules:\n${many(100_000, (i) => `  spf-duplicate-x${i}: off\n`)}`],
    ['100,000 unknown keys', many(100_000, (i) => `rules${i}: off\n`)],
    ['20,000 unknown zones', `zones:\n${many(20_000, (i) => `  zone${i}.example.com: {}\n`)}`],
    ['a long key', `${'x'.repeat(3_000_000)}: {}\n`],
    ['a long date', `exceptions: [{ rule: ptr-missing, subject: a, reason: x, until: ${'1'.repeat(3_000_000)} }]`],
    ['a long name', `senders: [{ domains: [${'a.'.repeat(1_500_000)}] }]`],
    ['what is far too large', '#'.repeat(30_000_000)],
  ])('of %s is refused in time and in few words', (_, text) => {
    const { user: before } = process.cpuUsage();
    const reading = read(text);
    const told = mistakes([...reading.problems, ...unknownZones(reading, zones)]).message;
    expect(told.length).toBeLessThan(10_000);
    expect(cpuMilliseconds() - before).toBeLessThan(5_000);
  });
});

describe('the published schema', () => {
  it('is made from the same shape', () => {
    const { $defs, ...schema } = policySchema(RULE_IDS);
    const { $defs: published, ...rest } = PUBLISHED;
    expect(rest).toEqual(JSON.parse(JSON.stringify(schema)));
    expect(Object.keys(published)).toEqual(Object.keys($defs as object));
  });
});

describe('unknownZones', () => {
  it('tells zones that no DNS file describes, with the nearest one', () => {
    const reading = read('zones:\n  exmaple.org: {}\n  Example.COM.: {}\n  other.test: {}\n');
    expect(unknownZones(reading, new Set(['example.org.', 'example.com.'])).map(describeProblem)).toEqual([
      'dns-mail-gate.yml:2:3: No DNS file describes the zone “exmaple.org”. Do you mean “example.org”?',
      expect.stringContaining('dns-mail-gate.yml:4:3: No DNS file describes the zone “other.test”. Name the files'),
    ]);
  });

  it('is content without zones', () => {
    expect(unknownZones(read(''), new Set())).toEqual([]);
    expect(unknownZones(read('zones:\n'), new Set())).toEqual([]);
  });
});
