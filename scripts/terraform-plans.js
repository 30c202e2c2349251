// Makes the plans in test/formats/terraform/plan/fixtures with the installed `terraform`: what is in `before` is applied
// where nothing is but a local state, and what is in `after` is planned. No provider is needed: `terraform_data` stands
// for every resource while Terraform runs, its input for their arguments, its id for what only a provider knows.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FIXTURES = 'test/formats/terraform/plan/fixtures';
/** Arguments that are Terraform's own, not the resource's. */
const META = /^ {2}(?:for_each|count|depends_on|provider)\s*=/;
/** By type, what only the provider knows. */
const COMPUTED = { aws_route53_zone: 'zone_id', aws_eip: 'public_ip' };

const folder = mkdtempSync(join(tmpdir(), 'terraform-plans-'));
try {
  lay('before');
  terraform('init', '-input=false');
  keep('create.json');
  terraform('apply', '-auto-approve', '-input=false', 'saved');
  lay('after');
  keep('change.json');
  keep('refresh.json', '-refresh-only');
  // Terraform wants what has moved among the targets.
  keep(
    'target.json',
    '-target=terraform_data.aws_route53_record__out',
    '-target=terraform_data.aws_route53_record__first',
    '-target=terraform_data.aws_route53_record__web',
  );
} finally {
  rmSync(folder, { recursive: true });
}

function terraform(...args) {
  const { status, stdout, stderr, error } = spawnSync('terraform', args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', CHECKPOINT_DISABLE: '1', TF_CLI_CONFIG_FILE: '/dev/null' },
  });
  if (error !== undefined || status !== 0) throw error ?? new Error(stderr);
  return stdout;
}

/** Plans what is in the folder, and keeps the JSON with the resources as they are meant. */
function keep(name, ...options) {
  terraform('plan', '-input=false', '-out=saved', ...options);
  const text = terraform('show', '-json', 'saved').replaceAll(/terraform_data\.(\w+?)__(\w+)/g, '$1.$2');
  const plan = meant(JSON.parse(text));
  writeFileSync(join(FIXTURES, name), `${JSON.stringify({ ...plan, timestamp: '2026-01-01T00:00:00Z' }, null, 1)}\n`);
}

function lay(side) {
  cpSync(join(FIXTURES, side), folder, { recursive: true });
  for (const path of readdirSync(folder, { recursive: true }).filter((one) => /^(?!\.terraform).*\.tf$/.test(one))) {
    writeFileSync(join(folder, path), standIn(readFileSync(join(folder, path), 'utf8')));
  }
}

function standIn(text) {
  const lines = [];
  let open = false;
  for (const line of text.split('\n')) {
    const header = /^resource "(\w+)" "(\w+)" \{$/.exec(line);
    if (header !== null) lines.push(`resource "terraform_data" "${header[1]}__${header[2]}" {`);
    else lines.push(line);
    if (header !== null) open = true;
    else if (open && line === '}') open = false;
  }
  return moveArguments(lines)
    .replaceAll(/\b(aws_\w+)\.(\w+)/g, 'terraform_data.$1__$2')
    .replaceAll(/\.(?:zone_id|public_ip)\b/g, (all, at, whole) => (/\bvar$/.test(whole.slice(0, at)) ? all : '.id'))
    .replaceAll('each.value.name', 'each.value.input.name');
}

/** The arguments of each resource into its input. */
function moveArguments(lines) {
  const result = [];
  for (let i = 0; i < lines.length; i++) {
    result.push(lines[i]);
    if (!lines[i].startsWith('resource ')) continue;
    const end = lines.indexOf('}', i);
    const own = lines.slice(i + 1, end);
    result.push(
      ...own.filter((line) => META.test(line)),
      '  input = {',
      ...own.filter((line) => !META.test(line)),
      '  }',
    );
    i = end - 1;
  }
  return result.join('\n');
}

/** Every object that is a resource with its stand-in taken away. */
function meant(json) {
  if (Array.isArray(json)) return json.map(meant);
  if (typeof json !== 'object' || json === null) return json;
  const object = Object.fromEntries(Object.entries(json).map(([key, value]) => [key, meant(value)]));
  if (object.type !== 'terraform_data') return object;
  const [type, name] = object.name.split('__');
  const result = { ...object, type, name, provider_name: 'registry.terraform.io/hashicorp/aws' };
  if (object.values) result.values = own(object.values, type);
  if (object.sensitive_values) result.sensitive_values = own(object.sensitive_values, type);
  if (object.change) {
    result.change = { ...object.change };
    for (const part of ['before', 'after', 'after_unknown', 'before_sensitive', 'after_sensitive']) {
      result.change[part] = own(object.change[part], type);
    }
  }
  if (object.expressions) result.expressions = expressionsOf(object.expressions.input ?? {});
  return result;
}

function own(value, type) {
  if (typeof value !== 'object' || value === null) return value;
  const { input, id } = value;
  return { ...(typeof input === 'object' ? input : {}), ...(id !== undefined && { [COMPUTED[type] ?? 'id']: id }) };
}

/** Terraform tells the references of each argument; of one that holds them all they are told apart by what they name. */
function expressionsOf({ references, constant_value }) {
  if (constant_value !== undefined)
    return Object.fromEntries(
      Object.keys(constant_value).map((name) => [name, { constant_value: constant_value[name] }]),
    );
  const isZone = (one) => /zone/.test(one) || /^each\.value/.test(one);
  const rest = (references ?? []).filter((one) => !isZone(one));
  const zone = (references ?? []).filter(isZone).map((one) => one.replace(/\.id$/, '.zone_id'));
  return {
    zone_id: { references: zone },
    records: { references: rest },
    name: { references: rest },
    type: {},
    ttl: {},
  };
}
