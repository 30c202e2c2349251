import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { oracleInstalled, readWithBind, readWithLdns } from './differential/oracle.js';
import { CHECKED, damaged, randomFrom, randomZone } from './differential/random-zone.js';
import { zonesIn } from './differential/zones.js';

/**
 * Holds the zone-file reader against BIND, and against ldns where BIND refuses for what records mean:
 *
 *   npm run differential -- [FOLDER…] [--random N] [--seed S] [--verbose] [--built FOLDER]
 *
 * Both must refuse a zone, or both must read the same records: what BIND reads from the zone must be what it reads from
 * our canonical lines. Half of the random zones are damaged in one place. Exit status 1 on a difference.
 */
const RECORDS = 25;
/** Owner, TTL and type of a normalised line. */
const RECORD = /^(\S+) (\d+) IN (\S+)/;

const root = fileURLToPath(new URL('..', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    random: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    verbose: { type: 'boolean', default: false },
    built: { type: 'string' },
  },
});
if (!oracleInstalled()) {
  console.error('named-compilezone is not installed (Debian: bind9-utils).');
  process.exit(2);
}
const { read, zoneNameOf } = await ourReader();
const folders = positionals.length > 0 ? positionals : defaultFolders();
const tally = { passed: 0, failed: 0, skipped: 0 };

for (const { name, text, folder, zone, skip } of zonesIn(folders)) {
  if (skip !== undefined) say('skipped', name, skip);
  else report(name, compare(text, zone ?? zoneNameOf(name, text), folder), text);
}
for (let i = 0; i < Number(values.random); i++) {
  const seed = Number(values.seed) + i;
  const random = randomFrom(seed);
  const accident = random.chance(0.5);
  const whole = randomZone(random, RECORDS, accident ? CHECKED : undefined);
  const text = accident ? damaged(whole, random) : whole;
  report(
    `random zone, seed ${seed}`,
    compare(Buffer.from(text, 'utf8').toString('latin1'), 'example.com.', root),
    text,
  );
}
console.log(`${tally.passed} passed, ${tally.failed} failed${tally.skipped > 0 ? `, ${tally.skipped} skipped` : ''}`);
process.exitCode = tally.failed > 0 ? 1 : 0;

function report(name, { difference, agreement }, text) {
  if (difference === undefined) return say('passed', name, agreement);
  say('failed', name, `\n${difference.map((line) => `    ${line}`).join('\n')}`);
  if (values.verbose) console.log(text.replace(/^/gm, '    | '));
}

function say(result, name, detail) {
  tally[result]++;
  // A thousand random zones that agree are no news.
  if (result === 'failed' || !name.startsWith('random')) console.log(`${result}  ${name}  ${detail}`);
}

/** What both make of a zone: `agreement` in words, or `difference` in lines. */
function compare(given, zone, folder) {
  if (zone === undefined) return { difference: ['nothing says which zone it is'] };
  let text = given;
  let own = read(text, zone, folder);
  // BIND wants a whole zone; both get the same completion.
  if (!own.hasSoa && !/\sSOA\s/i.test(given)) text = `@ 3600 IN SOA . . 1 1 1 1 1\n${text}`;
  if (!own.hasNs && !/\sNS\s/i.test(given)) text = `${text}\n${zone} 3600 IN NS .\n`;
  if (text !== given) own = read(text, zone, folder);

  let readAgain = (lines) => readWithBind(Buffer.from(lines, 'latin1'), zone, folder);
  let theirs = readWithBind(Buffer.from(text, 'latin1'), zone, folder);
  if (theirs.refused !== undefined && theirs.syntax && own.errors.length > 0) return { agreement: 'both refuse' };
  if (theirs.refused !== undefined && !theirs.syntax) {
    // Against RFC 1035 §5.1, ldns takes a relative origin for an absolute one.
    if (/^\$ORIGIN\s+\S*[^.\s]\s/im.test(text)) return { agreement: 'BIND refuses what it means, ldns cannot read it' };
    readAgain = (lines) => readWithLdns(Buffer.from(lines, 'latin1'));
    theirs = readWithLdns(Buffer.from(`$ORIGIN ${zone}\n${text}`, 'latin1'));
    if (theirs.refused !== undefined) return { agreement: 'neither BIND nor ldns takes it for what it means' };
  }
  if (theirs.refused !== undefined) {
    if (own.hasTemplates) return { agreement: 'left to a template' };
    if (own.isOutside) return { agreement: 'BIND refuses a line whose name is outside of the zone' };
    if (endsInDirective(text)) return { agreement: 'refused by BIND for its last line only' };
    return { difference: ['only they refuse:', ...theirs.refused.split('\n').slice(0, 3)] };
  }
  // BIND takes the start of `0-6x` for a range and leaves the rest.
  if (own.errors.length > 0 && own.errors.every((error) => error.includes('needs a range')))
    return { agreement: 'stricter than BIND' };
  if (own.errors.length > 0) return { difference: ['only we refuse:', ...own.errors.slice(0, 3)] };

  const ours = readAgain(own.lines.join('\n').concat('\n'));
  if (ours.refused !== undefined)
    return { difference: ['they refuse our canonical lines:', ...ours.refused.split('\n').slice(0, 3)] };
  // RFC 2181 §5.2: the TTLs of an RRset must be equal. Where they are not, BIND takes one or the other, as the records
  // happen to lie and to be spelt, and without a $TTL the records behind inherit it; RFC 1035 §5.1 says the last written.
  const mixed = withSeveralTtls(own.lines);
  const isInherited = mixed.size > 0 && !/^\$TTL/i.test(text);
  const comparable = (line) => (isInherited || mixed.has(rrsetOf(line)) ? withoutTtl(line) : line);
  const [left, right] = [theirs.lines.map(comparable), ours.lines.map(comparable)];
  const difference = [...minus(left, right, '− '), ...minus(right, left, '+ ')];
  return difference.length > 0
    ? { difference: difference.slice(0, 10) }
    : { agreement: `${theirs.lines.length} records` };
}

function rrsetOf(line) {
  const [, owner, , type] = RECORD.exec(line);
  return `${owner.toLowerCase()} ${type}`;
}

function withoutTtl(line) {
  return line.replace(RECORD, '$1 IN $3');
}

function withSeveralTtls(lines) {
  const ttls = new Map();
  const mixed = new Set();
  for (const line of lines) {
    const [, , ttl] = RECORD.exec(line);
    const rrset = rrsetOf(line);
    if ((ttls.get(rrset) ?? ttl) !== ttl) mixed.add(rrset);
    ttls.set(rrset, ttl);
  }
  return mixed;
}

/**
 * BIND takes the end of the file for text behind a directive that no newline ends. RFC 1035 §5.1 asks for no newline
 * at the end, and NSD and Knot want none.
 */
function endsInDirective(text) {
  return /(?:^|[\r\n])\$[^\r\n]*$/.test(text.slice(-1000));
}

function minus(lines, others, mark) {
  const known = new Set(others);
  return lines.filter((line) => !known.has(line)).map((line) => mark + line);
}

function defaultFolders() {
  return [join(root, 'examples', 'bind'), resolve(root, '../shared/corpus/zonefiles')].filter((folder) =>
    existsSync(folder),
  );
}

/** Our reader, from the sources as they are, or as they were built. */
async function ourReader() {
  const output = resolve(values.built ?? join(root, '.build', 'differential'));
  // Type errors elsewhere do not matter here: what cannot be loaded says so itself.
  if (values.built === undefined) {
    spawnSync(join(root, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.build.json', '--outDir', output], { cwd: root });
  }
  const load = (path) => import(pathToFileURL(join(output, path)));
  const { readZoneFile } = await load('formats/bind/read-zone.js');
  const { canonicalLine } = await load('formats/bind/canonical.js');
  const { zoneNameFromPath, zoneNameFromText } = await load('formats/bind/zone-name.js');
  const { NameTable } = await load('model/name-table.js');
  const { SourceFile } = await load('model/source-file.js');

  function read(text, zone, folder) {
    const names = new NameTable();
    const file = new SourceFile('zone', Buffer.from(text, 'latin1'));
    const include = (written) => {
      const path = resolve(folder, written);
      return existsSync(path) ? new SourceFile(written, readFileSync(path)) : 'the file is missing';
    };
    const { records, problems, remarks } = readZoneFile(file, { names, zone: zone.toLowerCase(), include });
    const lines = Array.from({ length: records.length }, (_, i) => canonicalLine(records, i, names));
    const apex = names.intern(zone.toLowerCase());
    const holds = (type) =>
      records.types.subarray(0, records.length).some((at, i) => at === type && records.owners[i] === apex);
    // BIND reads what these two are about, and says nothing or warns.
    const errors = problems.filter(({ rule }) => rule !== 'name-outside-zone' && rule !== 'txt-unquoted');
    const said = errors.map(({ place, message }) => `line ${file.position(place.start).line}: ${message}`);
    return {
      lines,
      errors: said,
      hasSoa: holds(6),
      hasNs: holds(2),
      hasTemplates: remarks.length > 0,
      isOutside: problems.some(({ rule }) => rule === 'name-outside-zone'),
    };
  }
  return { read, zoneNameOf: (path, text) => zoneNameFromText(text) ?? zoneNameFromPath(path) };
}
