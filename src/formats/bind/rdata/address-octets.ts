import { DOT, isDigit, ZERO } from '../octets.ts';

const COLON = 0x3a;
const GROUPS = 8;

/** Whether the octets are a dotted quad: four decimal numbers from 0 to 255 without leading zeros. */
export function isIpv4(bytes: Uint8Array, start: number, end: number): boolean {
  let dots = 0;
  let digits = 0;
  let value = 0;
  for (let i = start; i < end; i++) {
    const octet = bytes[i];
    if (isDigit(octet)) {
      if (digits > 0 && value === 0) return false;
      value = value * 10 + (octet - ZERO);
      if (value > 255) return false;
      digits++;
    } else if (octet === DOT && digits > 0) {
      dots++;
      digits = 0;
      value = 0;
    } else {
      return false;
    }
  }
  return dots === 3 && digits > 0;
}

/** Whether the octets are an IPv6 address in one of the text forms of RFC 4291 §2.2. */
export function isIpv6(bytes: Uint8Array, start: number, end: number): boolean {
  let groups = 0;
  let digits = 0;
  let compressed = false;
  let group = start;
  for (let i = start; i < end; i++) {
    if (isHex(bytes[i])) {
      if (++digits > 4) return false;
    } else if (bytes[i] === COLON) {
      if (i + 1 < end && bytes[i + 1] === COLON) {
        if (compressed) return false;
        compressed = true;
        if (digits > 0) groups++;
        i++;
      } else {
        if (digits === 0 || i + 1 === end) return false;
        groups++;
      }
      digits = 0;
      group = i + 1;
    } else {
      return bytes[i] === DOT && isIpv4(bytes, group, end) && fits(groups + 2, compressed);
    }
  }
  return fits(digits > 0 ? groups + 1 : groups, compressed);
}

/** `::` stands for at least one group. */
function fits(groups: number, compressed: boolean): boolean {
  return compressed ? groups < GROUPS : groups === GROUPS;
}

/** Whether an octet is a hexadecimal digit. */
export function isHex(octet: number): boolean {
  const lower = octet | 0x20;
  return isDigit(octet) || (lower >= 0x61 && lower <= 0x66);
}
