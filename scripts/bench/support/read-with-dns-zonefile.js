import { readFileSync } from 'node:fs';
import zonefile from 'dns-zonefile';

/** Reads one zone file with the package dns-zonefile, and prints how many records it saw. */
const zone = zonefile.parse(readFileSync(process.argv[2], 'utf8'));
const count = Object.values(zone).reduce((sum, records) => sum + (Array.isArray(records) ? records.length : 0), 0);
process.stdout.write(`${count} records\n`);
