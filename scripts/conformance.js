// Runs a suite of SPF cases (the YAML format of the openspf suites) against check_host() as built in lib/.
//   npm run conformance -- FILE [--only REGEX]
// Prints every failure and, last, `N passed, N failed`; exits 1 when a case failed and 2 when it is called wrongly.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CORE_SCHEMA, loadAll } from 'js-yaml';

const root = fileURLToPath(new URL('..', import.meta.url));
const MAX_ALIASES = 8;

const { file, only } = readArguments();
buildWhereStale();
const { checkHost } = await import('../lib/spf/evaluate.js');
const { run } = await import('../lib/model/effect.js');
const { absolute, labelOctets, labelsOf } = await import('../lib/model/name.js');

let passed = 0;
let failed = 0;
for (const scenario of loadAll(readFileSync(file, 'utf8'), { schema: CORE_SCHEMA })) {
  if (!scenario?.tests) continue;
  const ask = askOf(readZones(scenario.zonedata ?? {}));
  for (const [name, test] of Object.entries(scenario.tests)) {
    // A case by its name, its section of the RFC, or the heading that it stands under.
    const labels = [name, scenario.description, test.spec].flat();
    if (only !== undefined && !labels.some((label) => only.test(String(label)))) continue;
    const problem = await judge(test, ask);
    if (problem === undefined) {
      passed++;
    } else {
      failed++;
      console.log(`${scenario.description}: ${name}\n  ${problem}`);
    }
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

function readArguments() {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { only: { type: 'string' } } });
    if (positionals.length !== 1) throw new Error('one suite FILE is needed');
    if (!existsSync(positionals[0])) throw new Error(`${positionals[0]} does not exist`);
    return { file: positionals[0], only: values.only === undefined ? undefined : new RegExp(values.only) };
  } catch (error) {
    console.error(`${error.message}\nusage: npm run conformance -- FILE [--only REGEX]`);
    process.exit(2);
  }
}

/** lib/ is built where a source of the engine is younger. */
function buildWhereStale() {
  if (!isStale()) return;
  const { status } = spawnSync(join(root, 'node_modules', '.bin', 'tsc'), ['-p', 'tsconfig.build.json'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  // Type errors elsewhere do not keep the engine from being written.
  if (status !== 0 && isStale()) throw new Error('lib/ cannot be built: see the messages of tsc above');
}

function isStale() {
  return ['spf', 'model'].some((folder) =>
    readdirSync(join(root, 'src', folder), { recursive: true })
      .filter((name) => name.endsWith('.ts'))
      .some((name) => {
        const built = join(root, 'lib', folder, name.replace(/\.ts$/, '.js'));
        return !existsSync(built) || statSync(built).mtimeMs < statSync(join(root, 'src', folder, name)).mtimeMs;
      }),
  );
}

/** Why a case fails; undefined where it passes. */
async function judge(test, ask) {
  const query = { ip: String(test.host), sender: String(test.mailfrom ?? ''), helo: String(test.helo ?? '') };
  let result;
  try {
    result = await run(checkHost(query, ask));
  } catch (error) {
    return `threw ${error.stack}`;
  }
  const allowed = [test.result].flat();
  if (!allowed.includes(result.result)) {
    return `expected ${allowed.join(' or ')}, got ${result.result}${result.reason ? ` (${result.reason})` : ''}`;
  }
  // A suite calls the explanation of a receiver's own making DEFAULT: the domain gave none that can be used.
  const explanation = result.explanation ?? 'DEFAULT';
  if (test.explanation !== undefined && test.explanation !== explanation) {
    return `expected the explanation ${JSON.stringify(test.explanation)}, got ${JSON.stringify(explanation)}`;
  }
  return undefined;
}

/** Zone data by lower-case name: the records, and whether questions without one time out. */
function readZones(zonedata) {
  const zones = new Map();
  for (const [name, entries] of Object.entries(zonedata)) {
    const zone = { records: [], timesOut: false };
    zones.set(octets(name).toLowerCase().replace(/\.$/, ''), zone);
    const typed = entries.filter((entry) => typeof entry === 'object').flatMap((entry) => Object.entries(entry));
    zone.timesOut = entries.includes('TIMEOUT');
    // Entries of type SPF stand for TXT too, unless there are TXT entries of their own; `NONE` only says that there are.
    const hasTxt = typed.some(([type]) => type === 'TXT');
    for (const [type, value] of typed) {
      if (value === 'NONE') continue;
      zone.records.push(record(type, value));
      if (type === 'SPF' && !hasTxt) zone.records.push(record('TXT', value));
    }
  }
  return zones;
}

function record(type, value) {
  switch (type) {
    case 'MX':
      return { type, preference: Number(value[0]), exchange: absolute(octets(String(value[1]))) };
    case 'TXT':
    case 'SPF':
      return { type, strings: [value].flat().map((string) => octets(String(string))) };
    case 'CNAME':
    case 'PTR':
      return { type, target: absolute(octets(String(value))) };
    default:
      return { type, address: String(value) };
  }
}

function askOf(zones) {
  const exists = (name) => [...zones.keys()].some((known) => known === name || known.endsWith(`.${name}`));
  const answer = (question, type, chain) => {
    const name = labelsOf(question).map(labelOctets).join('.').toLowerCase();
    const zone = zones.get(name);
    const records = zone?.records.filter((candidate) => candidate.type === type) ?? [];
    if (records.length > 0) return { state: 'found', records, chain, source: 'live' };
    const alias = zone?.records.find((candidate) => candidate.type === 'CNAME');
    if (alias !== undefined) {
      if (chain.length > MAX_ALIASES) return { state: 'unknown', reason: 'alias-loop', chain };
      return answer(alias.target, type, [...chain, { owner: question, target: alias.target, source: 'live' }]);
    }
    if (zone?.timesOut) return { state: 'unknown', reason: 'timeout', chain };
    return { state: 'absent', reason: exists(name) ? 'nodata' : 'nxdomain', chain, source: 'live' };
  };
  // biome-ignore lint/correctness/useYield: an effect that never waits
  return function* (name, type) {
    return answer(name, type, []);
  };
}

/** A suite writes octets as `\xNN`, which YAML reads as characters; anything beyond is text in UTF-8. */
function octets(text) {
  return /[^\x00-\xff]/.test(text) ? Buffer.from(text, 'utf8').toString('latin1') : text;
}
