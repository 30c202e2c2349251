import { parseSpf } from './parse.ts';
import type { SpfRecord } from './record.ts';

/** The record as it reads once every mistake whose correction is likely has been corrected. */
export function asMeant(spf: SpfRecord): SpfRecord {
  if (spf.errors.length === 0) return spf;
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end, suggestion } of [...spf.errors].sort((a, b) => a.start - b.start)) {
    if (suggestion === undefined || start < at) continue;
    pieces.push(spf.text.slice(at, start), suggestion);
    at = end;
  }
  return parseSpf(pieces.join('') + spf.text.slice(at));
}
