import type { Name } from './name.ts';
import { isWithin } from './name.ts';

/**
 * Tops of trees of names that the Internet never sees: the reverse zones of private and local addresses (RFC 6303,
 * RFC 7793, RFC 4193), and the names that are set aside or in wide use for private networks (RFC 6762 with its
 * appendix G, RFC 8375, RFC 6761, ICANN's reservation of `internal`).
 */
const PRIVATE_TOPS: readonly Name[] = [
  ...['0', '10', '127', '255', '254.169', '168.192'].map((octets) => `${octets}.in-addr.arpa.`),
  ...range(16, 31).map((octet) => `${octet}.172.in-addr.arpa.`),
  ...range(64, 127).map((octet) => `${octet}.100.in-addr.arpa.`),
  // fc00::/7, fe80::/10, and :: with ::1
  ...['c.f', 'd.f', '8.e.f', '9.e.f', 'a.e.f', 'b.e.f'].map((nibbles) => `${nibbles}.ip6.arpa.`),
  `${'0.'.repeat(31)}ip6.arpa.`,
  ...['local', 'localhost', 'localdomain', 'lan', 'home', 'corp', 'internal', 'intranet', 'private'].map(
    (top) => `${top}.`,
  ),
  'home.arpa.',
];

/** Whether a zone is private by its name: mail on the Internet never meets its records. */
export function isPrivateZone(zone: Name): boolean {
  return PRIVATE_TOPS.some((top) => isWithin(zone, top));
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
