import type { Address } from '../model/address.ts';
import type { SpfRecord } from './record.ts';

/**
 * Whether a record lets an address pass by networks that it lists before anything has to be looked up: what check_host()
 * would say without asking anybody (§4.6.2). False says nothing.
 */
export function passesByList({ order, errors }: SpfRecord, { family, value }: Address): boolean {
  if (errors.length > 0) return false;
  for (const { name, range, qualifier } of order.tested) {
    if (range === undefined) return false;
    const isOfFamily = (name === 'ip4') === (family === 4);
    if (isOfFamily && value >= range.first && value <= range.last) return qualifier === '+';
  }
  return false;
}
