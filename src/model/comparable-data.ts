import { normalAddress } from './address.ts';
import type { Answered } from './answer.ts';
import { textOf } from './record.ts';

/** The data in one spelling, for comparing within one RRset; providers cut long texts into strings in their own way. */
export function comparableData(record: Answered): string {
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return normalAddress(record.address);
    case 'MX':
      return `${record.preference} ${record.exchange}`;
    case 'TXT':
    case 'SPF':
      return textOf(record);
    case 'SOA':
      // Servers count the serial up by themselves.
      return record.primary;
    default:
      return record.target;
  }
}
