import { ROOT } from '../../model/name.ts';
import { ROOT_ID } from '../../model/name-table.ts';
import { canonicalData } from '../bind/canonical.ts';
import type { Origin } from '../bind/name-octets.ts';
import { RdataCheck } from '../bind/rdata/check.ts';
import { typeOf } from '../bind/rdata/types.ts';
import { readValues } from '../bind/rdata/values.ts';
import { Scanner } from '../bind/scanner.ts';

const ROOT_ORIGIN: Origin = { id: ROOT_ID, name: ROOT, wireLength: 1 };

/**
 * Data in presentation format as the zone-file reader would write it, so that one record has one spelling whatever
 * format it comes from. Data that it would refuse stays as it is.
 */
export function canonicalText(type: number, text: string): string {
  const info = typeOf(type);
  if (info?.fields === undefined || /[\r\n]/.test(text)) return text;
  const bytes = Buffer.from(`${text}\n`, 'utf8');
  const end = bytes.length - 1;
  const defect = new RdataCheck().read(new Scanner(bytes), info, ROOT_ORIGIN);
  return defect === undefined ? canonicalData(readValues(bytes, 0, end, type, ROOT_ORIGIN)) : text;
}
