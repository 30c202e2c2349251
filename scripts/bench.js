import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measure } from './bench/support/measure.js';
import { RECORDS_PER_HOST, writeZone } from './bench/support/million-records.js';

/**
 * Runs the benchmarks of scripts/bench/ whose names are given, or all of them, in a temporary folder, over one large zone
 * of as many records as the number says. Prints seconds (median, and lowest to highest), peak memory, and the ratios to
 * the first row. Needs `npx tsc -p tsconfig.build.json` before it.
 */
const given = process.argv.slice(2);
const RECORDS = Number(given.find((word) => /^[0-9]+$/.test(word)) ?? 1_000_000);
const NAMES = given.filter((word) => !/^[0-9]+$/.test(word));
const MEGABYTE = 2 ** 20;

const folder = mkdtempSync(join(tmpdir(), 'dns-mail-gate-bench-'));
try {
  const zone = join(folder, 'example.com.zone');
  await writeZone(zone, RECORDS);
  const size = (statSync(zone).size / MEGABYTE).toFixed(0);
  console.log(`${Math.ceil(RECORDS / RECORDS_PER_HOST) * RECORDS_PER_HOST} records, ${size} MB`);
  for (const name of benchmarks()) {
    const benchmark = await import(new URL(`bench/${name}`, import.meta.url));
    const peers = benchmark.peers({ zone, folder });
    // One that measures in this process has measured itself.
    const commands = peers.flatMap(({ command }) => (command === undefined ? [] : [command]));
    const measured = measure(commands);
    print(
      benchmark.title,
      peers.map((peer) => ({ ...peer, ...measured[commands.indexOf(peer.command)] })),
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}

function benchmarks() {
  const all = readdirSync(new URL('bench/', import.meta.url)).filter((name) => name.endsWith('.js'));
  const unknown = NAMES.filter((name) => !all.includes(`${name}.js`));
  if (unknown.length > 0) throw new Error(`No benchmark is called ${unknown.join(', ')}: ${all.sort().join(', ')}`);
  return NAMES.length === 0 ? all.sort() : NAMES.map((name) => `${name}.js`);
}

function print(title, rows) {
  console.log(`\n${title}`);
  const [own] = rows;
  for (const { name, seconds, lowest, highest, megabytes, output } of rows) {
    if (seconds === undefined) {
      console.log(`  ${name.padEnd(16)} is not installed`);
      continue;
    }
    const ratio = `${(seconds / own.seconds).toFixed(2)} × time, ${(megabytes / own.megabytes).toFixed(2)} × memory`;
    const spread = `(${lowest.toFixed(2)}–${highest.toFixed(2)})`;
    const figures = `${seconds.toFixed(2).padStart(6)} s ${spread.padEnd(13)} ${megabytes.toFixed(0).padStart(6)} MB`;
    console.log(`  ${name.padEnd(16)} ${figures}   ${ratio}   ${output.split('\n')[0]}`);
  }
}
