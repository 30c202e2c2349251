import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { check } from '../../src/check.ts';
import { offlineResolver } from '../../src/dns/resolver.ts';
import type { Finding } from '../../src/model/finding.ts';
import { fixed } from '../support/judged.ts';
import { memoryTree } from '../support/memory-tree.ts';

const SETTINGS = { failOn: 'error', scope: 'introduced', lookups: 'offline', shard: null } as const;

/** Terms with the mistakes that have a certain correction, and healthy ones. */
const TERM = fc.constantFrom(
  'nclude:_spf.example.net',
  'ipv4:45.10.0.1',
  'ip4:45.10.0.1/24',
  'include=_spf.example.net',
  'a:45.10.0.9',
  '–all',
  'include:_spf.example.net',
  'mx',
  'ip6:2a00:1450::/32',
  'ip4:45.10.0.1',
);
const POLICY = fc.uniqueArray(TERM, { minLength: 1, maxLength: 5 }).map((terms) => `v=spf1 ${terms.join(' ')} -all`);

/** How a text is written as the value of a key in YAML, two blanks deep. */
const YAML = fc.constantFrom<(text: string) => string>(
  (text) => `value: ${text}`,
  (text) => `value: '${text}'`,
  (text) => `value: "${text}"`,
  (text) => `value: "${text.replace(' ', ' \\\n    ')}"`,
  (text) => `value: >-\n    ${text.replaceAll(' ', '\n    ')}`,
  (text) => `value: >\n    ${text.replaceAll(' ', '\n    ')}`,
  (text) => `value: |-\n    ${text}`,
  (text) => `value: |\n    ${text}`,
  (text) => `value: |-\n    ${text.replaceAll(' ', '\n    ')}`,
  (text) => `values: ['${text}', other]`,
  (text) => `values:\n  - ${text}\n  - other`,
  (text) => `value: ${text.replaceAll(' ', '\n    ')}`,
);
const HCL = fc.constantFrom<(text: string) => string>(
  (text) => `["${text}"]`,
  (text) => `["\\"${text}\\""]`,
  (text) => `["other", "${text.replace(' ', ' \\"\\"')}"]`,
  (text) => `[<<-EOT\n    ${text}\n    EOT\n  ]`,
  (text) => `[join(" ", ["${text.split(' ').join('", "')}"])]`,
  (text) => `[trimspace("  ${text} ")]`,
  (text) => `["${text.split(' ')[0]} \${"${text.split(' ').slice(1).join(' ')}"}"]`,
);

const yamlFile = (value: string) =>
  `---\n'':\n  type: TXT\n  ${value}\nmail:\n  type: A\n  value: 45.10.0.25\nzz:\n  type: TXT\n  value: last\n`;
const hclFile = (value: string) =>
  `resource "aws_route53_zone" "z" {\n  name = "example.com"\n}\nresource "aws_route53_record" "t" {\n  zone_id = aws_route53_zone.z.id\n  name = ""\n  type = "TXT"\n  ttl = 60\n  records = ${value}\n}\nresource "aws_route53_record" "zz" {\n  zone_id = aws_route53_zone.z.id\n  name = "zz"\n  type = "TXT"\n  ttl = 60\n  records = ["last"]\n}\n`;

const judge = async (files: Record<string, string>) => {
  const report = await check({ head: memoryTree(files), outside: offlineResolver, settings: SETTINGS });
  return { findings: report.introduced, records: report.files.reduce((sum, { records }) => sum + records, 0) };
};
const errors = (findings: readonly Finding[]) => findings.filter(({ severity }) => severity === 'error');
const sameAs = (a: Finding) => (b: Finding) => a.fingerprint === b.fingerprint;

async function holdFixes(path: string, text: string): Promise<number> {
  const before = await judge({ [path]: text });
  const fixable = before.findings.filter(({ fix }) => fix !== undefined);
  for (const finding of fixable) {
    const after = await judge({ [path]: fixed(finding) });
    // What stands beside the text is read as before.
    expect(after.records).toBe(before.records);
    expect(errors(after.findings).length).toBeLessThanOrEqual(errors(before.findings).length);
    if (finding.severity !== 'error') continue;
    const count = (findings: readonly Finding[]) => findings.filter(sameAs(finding)).length;
    expect(count(after.findings)).toBeLessThan(count(before.findings));
  }
  return fixable.length;
}

describe('a correction in the file’s own format', () => {
  test.each([
    ['OctoDNS', 'example.com.yaml', YAML, yamlFile],
    ['Terraform', 'main.tf', HCL, hclFile],
  ] as const)(
    'of %s leaves a file that is read as before, with one mistake less',
    async (_, path, spelling, file) => {
      let tried = 0;
      await fc.assert(
        fc.asyncProperty(POLICY, spelling, async (policy, write) => {
          tried += await holdFixes(path, file(write(policy)));
        }),
        { numRuns: 150 },
      );
      expect(tried).toBeGreaterThan(30);
    },
    120_000,
  );
});
