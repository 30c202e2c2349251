import type { Address } from '../model/address.ts';
import type { Effect } from '../model/effect.ts';
import type { DnsRecord } from '../model/record.ts';
import type { View } from '../model/view.ts';
import { askFiles, confirmForward } from './reverse.ts';

/**
 * The record of base at the same owner that led to the address and back: the same one, or where the change has brought
 * this one, another that the change takes away. A record that led nowhere before has not been left behind by the change.
 */
export function* confirmedBefore(
  base: View,
  record: Pick<DnsRecord<'PTR'>, 'owner' | 'target'>,
  address: Address,
): Effect<DnsRecord<'PTR'> | undefined> {
  const records = base.at(record.owner, 'PTR');
  const same = records.filter(({ target }) => target === record.target);
  for (const candidate of same.length > 0 ? same : records) {
    if (yield* isConfirmed(base, [candidate], address)) return candidate;
  }
  return undefined;
}

/** Whether the files lead from one of the names back to the address. */
export function* isConfirmed(view: View, records: readonly DnsRecord<'PTR'>[], address: Address): Effect<boolean> {
  for (const { target } of records) {
    const confirmation = yield* confirmForward(target, address, askFiles(view));
    if (confirmation.state === 'confirmed') return true;
  }
  return false;
}
