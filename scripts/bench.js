import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RECORDS_PER_HOST, writeZone } from './bench/support/million-records.js';

/**
 * Runs every benchmark of scripts/bench/ over one large zone in a temporary folder and prints seconds, peak memory and
 * the ratios to the first row. Needs `npx tsc -p tsconfig.build.json` before it.
 */
const RECORDS = Number(process.argv[2] ?? 1_000_000);
const MEGABYTE = 2 ** 20;

const folder = mkdtempSync(join(tmpdir(), 'dns-mail-gate-bench-'));
try {
  const zone = join(folder, 'example.com.zone');
  await writeZone(zone, RECORDS);
  const size = (statSync(zone).size / MEGABYTE).toFixed(0);
  console.log(`${Math.ceil(RECORDS / RECORDS_PER_HOST) * RECORDS_PER_HOST} records, ${size} MB`);
  for (const name of benchmarks()) {
    const benchmark = await import(new URL(`bench/${name}`, import.meta.url));
    print(benchmark.title, benchmark.run({ zone, folder }));
  }
} finally {
  rmSync(folder, { recursive: true });
}

function benchmarks() {
  return readdirSync(new URL('bench/', import.meta.url))
    .filter((name) => name.endsWith('.js'))
    .sort();
}

function print(title, rows) {
  console.log(`\n${title}`);
  const [own] = rows;
  for (const { name, seconds, megabytes, output } of rows) {
    if (seconds === undefined) {
      console.log(`  ${name.padEnd(16)} is not installed`);
      continue;
    }
    const ratio = `${(seconds / own.seconds).toFixed(2)} × time, ${(megabytes / own.megabytes).toFixed(2)} × memory`;
    const figures = `${seconds.toFixed(2).padStart(6)} s ${megabytes.toFixed(0).padStart(6)} MB`;
    console.log(`  ${name.padEnd(16)} ${figures}   ${ratio}   ${output.split('\n')[0]}`);
  }
}
