import { parseSpf } from './parse.ts';
import type { SpfRecord } from './record.ts';

const MAX_RECORDS = 10_000;
/** Longer records are rare, and many of them would hold much memory. */
const MAX_LENGTH = 4_096;

/** `parseSpf` that reads each text once; it keeps the last `max` records or so. */
export function cachedParse(max = MAX_RECORDS): (text: string) => SpfRecord {
  let young = new Map<string, SpfRecord>();
  let old = new Map<string, SpfRecord>();
  return (text) => {
    const known = young.get(text) ?? old.get(text);
    const record = known ?? parseSpf(text);
    if (text.length > MAX_LENGTH || young.has(text)) return record;
    // Two generations: what was not asked for while one filled is forgotten with the next.
    if (young.size >= Math.ceil(max / 2)) {
      old = young;
      young = new Map();
    }
    young.set(text, record);
    return record;
  };
}
