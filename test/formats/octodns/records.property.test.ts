import fc from 'fast-check';
import { expect, test } from 'vitest';
import { estates, linesOfZone, writeZone } from './support/estates.ts';
import { readFiles, recordsOf, textAt } from './support/read.ts';

const DEFAULT_TTL = 3600;

test('generated estates give exactly the records that were generated', () => {
  fc.assert(
    fc.property(estates, fc.nat(3), (zones, spelling) => {
      const files = Object.fromEntries(
        zones.filter(([, zone]) => zone.length > 0).map(([name, zone]) => [`${name}.yaml`, writeZone(zone, spelling)]),
      );
      const expected = zones.flatMap(([name, zone]) => linesOfZone(name, zone, DEFAULT_TTL));
      const reading = readFiles(files);
      expect(reading.lines).toEqual(expected.sort());
      expect(reading.problems.filter(({ rule }) => rule === 'record-unreadable' || rule === 'key-unknown')).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('every record of a generated estate is cut out of its source', () => {
  fc.assert(
    fc.property(estates, fc.nat(3), (zones, spelling) => {
      for (const [name, zone] of zones.filter(([, candidate]) => candidate.length > 0)) {
        const { zones: read } = readFiles({ [`${name}.yaml`]: writeZone(zone, spelling) });
        for (const record of recordsOf(read[0])) {
          const value = textAt(record.valuePlace);
          expect(textAt(record.place)).toContain(value);
          if (record.type === 'A') expect(value).toBe(record.address);
          if (record.targetPlace !== undefined) {
            const target = record.type === 'MX' ? record.exchange : (record as { target: string }).target;
            expect(`${textAt(record.targetPlace).replace(/["']/g, '').replace(/\.$/, '')}.`).toBe(target);
          }
          if (record.type !== 'TXT') continue;
          const text = record.strings.join('');
          const at = text.indexOf('-all');
          if (at >= 0) expect(textAt(record.textPlace!(at, at + 4))).toBe('-all');
        }
      }
    }),
    { numRuns: 200 },
  );
});
