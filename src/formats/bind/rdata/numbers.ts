import { readNumber } from '../keyword.ts';
import { octetText } from '../octets.ts';

/** DNSSEC algorithm mnemonics of the IANA registry (RFC 4034 appendix A.1 and later). */
const ALGORITHMS: Readonly<Record<string, number>> = {
  RSAMD5: 1,
  DH: 2,
  DSA: 3,
  ECC: 4,
  RSASHA1: 5,
  'DSA-NSEC3-SHA1': 6,
  NSEC3DSA: 6,
  'RSASHA1-NSEC3-SHA1': 7,
  NSEC3RSASHA1: 7,
  RSASHA256: 8,
  RSASHA512: 10,
  'ECC-GOST': 12,
  ECCGOST: 12,
  ECDSAP256SHA256: 13,
  ECDSA256: 13,
  ECDSAP384SHA384: 14,
  ECDSA384: 14,
  ED25519: 15,
  ED448: 16,
  INDIRECT: 252,
  PRIVATEDNS: 253,
  PRIVATEOID: 254,
};

/** RFC 4398 §2.1 */
const CERTIFICATES: Readonly<Record<string, number>> = {
  PKIX: 1,
  SPKI: 2,
  PGP: 3,
  IPKIX: 4,
  ISPKI: 5,
  IPGP: 6,
  ACPKIX: 7,
  IACPKIX: 8,
  URI: 253,
  OID: 254,
};

const LONGEST = 20;

/** The number of a DNSSEC algorithm, given by number or mnemonic; −1 for neither. */
export function algorithmNumber(bytes: Uint8Array, start: number, end: number): number {
  return numberIn(ALGORITHMS, bytes, start, end, 0xff);
}

/** The number of a certificate type of a CERT record; −1 for none. */
export function certificateNumber(bytes: Uint8Array, start: number, end: number): number {
  return numberIn(CERTIFICATES, bytes, start, end, 0xffff);
}

function numberIn(
  table: Readonly<Record<string, number>>,
  bytes: Uint8Array,
  start: number,
  end: number,
  max: number,
): number {
  const number = readNumber(bytes, start, end, max);
  if (number >= 0 || end - start > LONGEST) return number;
  const word = octetText(bytes, start, end).toUpperCase();
  return Object.hasOwn(table, word) ? table[word] : -1;
}
