import { isDigit, ZERO } from './octets.ts';

/** RFC 2181 §8: a TTL has 31 bits; BIND takes a larger one for 0. */
export const MAX_TTL = 0x7fffffff;
const MAX_UINT32 = 0xffffffff;

/**
 * A TTL or a time of an SOA record in seconds: `3600`, `1h30m`, `2W`; −1 where the octets are none. As in BIND, a
 * number without a unit stands alone.
 */
export function readPeriod(bytes: Uint8Array, start: number, end: number): number {
  let total = 0;
  let i = start;
  while (i < end) {
    const digits = i;
    let value = 0;
    for (; i < end && isDigit(bytes[i]); i++) value = value * 10 + (bytes[i] - ZERO);
    if (i === digits) return -1;
    if (i === end) {
      if (digits !== start) return -1;
      total = value;
    } else {
      const unit = unitSeconds(bytes[i++]);
      if (unit === 0) return -1;
      total += value * unit;
    }
    if (total > MAX_UINT32) return -1;
  }
  return start === end ? -1 : total;
}

function unitSeconds(octet: number): number {
  switch (octet | 0x20) {
    case 0x77:
      return 604_800;
    case 0x64:
      return 86_400;
    case 0x68:
      return 3_600;
    case 0x6d:
      return 60;
    case 0x73:
      return 1;
    default:
      return 0;
  }
}
