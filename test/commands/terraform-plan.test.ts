import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { objectsOfFiles, planJson } from '../formats/terraform/plan/support/plan-json.ts';
import { temporaryFolder, writeFiles } from '../support/repository.ts';
import { runCommand } from '../support/terminal.ts';

const MAIN = (spf: string) => `resource "aws_route53_zone" "main" {
  name = "example.com"
}
resource "aws_route53_record" "spf" {
  zone_id = aws_route53_zone.main.zone_id
  name    = ""
  type    = "TXT"
  ttl     = 300
  records = [${spf}]
}
`;
const BROKEN = '"v=spf1 nclude:_spf.example.net -all"';

/** A repository whose configuration leaves the record open, and the plan of it in another folder. */
function estate(): { readonly cwd: string; readonly plan: string } {
  const cwd = temporaryFolder();
  const plans = temporaryFolder();
  writeFiles(cwd, { 'infra/main.tf': `variable "spf" {}\n${MAIN('var.spf')}` });
  writeFiles(plans, { 'tf.json': planJson({ planned: objectsOfFiles({ 'main.tf': MAIN(BROKEN) }) }) });
  return { cwd, plan: join(plans, 'tf.json') };
}

describe('--terraform-plan', () => {
  it('judges what the plan says, at the lines of the configuration', async () => {
    const { cwd, plan } = estate();
    const without = await runCommand(['check', '.', '--lookups', 'offline'], cwd);
    expect([without.status, without.stdout]).toEqual([0, expect.not.stringContaining('spf-syntax')]);

    const output = join(cwd, 'report.json');
    const args = [
      'check',
      '.',
      '--lookups',
      'offline',
      '--terraform-plan',
      plan,
      '--format',
      'json',
      '--output',
      output,
    ];
    const { status, stderr } = await runCommand(args, cwd);
    expect([status, stderr]).toEqual([1, '']);
    const report = JSON.parse(readFileSync(output, 'utf8'));
    expect(
      report.introduced.map(({ rule, file, start }: Record<string, unknown>) => ({ rule, file, start })),
    ).toContainEqual({
      rule: 'spf-syntax',
      file: 'infra/main.tf',
      start: { line: 10, column: 13 },
    });
    expect(report.files).toContainEqual({
      path: 'tf.json',
      format: 'terraform-plan',
      zones: ['example.com.'],
      records: 0,
    });
    // What cannot be pointed at in the files cannot be corrected there.
    expect(report.introduced.find(({ rule }: { rule: string }) => rule === 'spf-syntax').fix).toBeNull();
  });

  it('is taken by records, spf and snapshot as well', async () => {
    const { cwd, plan } = estate();
    const records = await runCommand(['records', '.', '--terraform-plan', `infra=${plan}`], cwd);
    expect(records.stdout).toBe('example.com. 300 IN TXT "v=spf1 nclude:_spf.example.net -all"\n');
    const spf = await runCommand(['spf', 'example.com', '--lookups', 'offline', '--terraform-plan', plan], cwd);
    expect(spf.stdout).toContain('nclude:_spf.example.net');
  });

  it('says what is wrong with a file that is none', async () => {
    const { cwd } = estate();
    writeFiles(cwd, { 'no.json': 'token=hunter2' });
    for (const [file, message] of [
      ['missing.json', 'The Terraform plan missing.json could not be read: there is no such file.'],
      ['infra', 'The Terraform plan infra could not be read: it is no file.'],
      ['no.json', 'no.json is no Terraform plan in JSON: it is no JSON.'],
      ['../x=no.json', '../x lies outside'],
      ['nowhere=no.json', 'no.json is no Terraform plan in JSON'],
    ]) {
      const { status, stderr } = await runCommand(
        ['check', '.', '--lookups', 'offline', '--terraform-plan', file],
        cwd,
      );
      expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
      expect(stderr).not.toContain('hunter2');
    }
  });
});
