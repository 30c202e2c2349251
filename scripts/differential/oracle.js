import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Checks of BIND that judge what records mean, not whether they can be read. */
const CHECKS_OFF = [
  '-i',
  'none',
  ...['-k', '-n', '-m', '-M', '-r', '-S', '-T', '-W'].flatMap((check) => [check, 'ignore']),
];

/** Refusals that are about the zone as a whole: the text could be read. */
const NOT_SYNTAX =
  /CNAME and other data|has no NS records|has no address records|multiple RRs of singleton type|bad owner name|NSEC3PARAM|no nameservers|out of zone data|(?<!not )at top of zone|invalid NS owner name \(wildcard\)/;

/** Whether the programs are installed that this compares with. */
export function oracleInstalled() {
  return spawnSync('named-compilezone', ['-v']).status === 0;
}

/**
 * The records that BIND reads from zone text, one normalised line each and sorted; `refused` says why there are none,
 * and `syntax` whether that is about the text.
 */
export function readWithBind(text, zone, folder) {
  const run = spawnSync(
    'named-compilezone',
    [...CHECKS_OFF, '-s', 'full', '-f', 'text', '-F', 'text', '-o', '-', zone, scratch(text)],
    {
      cwd: folder,
      maxBuffer: 2 ** 30,
    },
  );
  // Octet for octet: zone text has no encoding.
  const output = run.stdout.toString('latin1');
  if (run.status === 0) return { lines: normalised(output) };
  const refused = run.stderr.toString('latin1').trim() || `exit ${run.status} ${run.signal ?? ''}`;
  return { refused, syntax: !NOT_SYNTAX.test(refused) };
}

/** The same with ldns, which does not look at the zone as a whole. */
export function readWithLdns(text) {
  const run = spawnSync('ldns-read-zone', [scratch(text)], { maxBuffer: 2 ** 30 });
  if (run.status === 0) return { lines: normalised(run.stdout.toString('latin1')) };
  return { refused: run.stderr.toString('latin1').trim() || `exit ${run.status}`, syntax: true };
}

let scratchFolder;

/** BIND reads no pipes. The file is written over by the next. */
function scratch(text) {
  if (scratchFolder === undefined) {
    scratchFolder = mkdtempSync(join(tmpdir(), 'dns-mail-gate-differential-'));
    process.on('exit', () => rmSync(scratchFolder, { recursive: true }));
  }
  const path = join(scratchFolder, 'zone');
  writeFileSync(path, text);
  return path;
}

/** Lines without what is no data: comments, the kind of blanks, the case of names, the order. */
function normalised(output) {
  return output
    .split('\n')
    .map((line) => line.replace(/"(?:[^"\\]|\\.)*"|;.*|\s+|(?:\\.|[^\s";\\])+/g, normalisedToken).trim())
    .filter((line) => line !== '')
    .sort();
}

function normalisedToken(token) {
  if (token[0] === '"') return token;
  if (token[0] === ';') return '';
  if (token.trim() === '') return ' ';
  // Only names end in a dot; base64 is told apart by its case.
  return token.endsWith('.') ? token.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : token;
}
