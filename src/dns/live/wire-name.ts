import { labelOctets, labelsOf, MAX_LABEL_LENGTH, type Name, ROOT } from '../../model/name.ts';

/** RFC 1035 §3.1 */
export const MAX_WIRE_LENGTH = 255;
/** Every octet as `\DDD`; longer text is not looked at. */
const MAX_TEXT_LENGTH = 4 * MAX_WIRE_LENGTH;

/** A name as octets of the wire, uncompressed; undefined where it cannot be asked for (RFC 1035 §3.1 lengths). */
export function wireName(name: Name): Buffer | undefined {
  if (name === ROOT) return Buffer.alloc(1);
  if (!name.endsWith('.') || name.length > MAX_TEXT_LENGTH) return undefined;
  let text = '';
  for (const label of labelsOf(name)) {
    const octets = octetsOf(label);
    if (octets === undefined || octets.length === 0 || octets.length > MAX_LABEL_LENGTH) return undefined;
    text += String.fromCharCode(octets.length) + octets;
    if (text.length >= MAX_WIRE_LENGTH) return undefined;
  }
  return Buffer.from(`${text}\0`, 'latin1');
}

/** One octet a character; undefined for what is no octet: `\999`, a backslash at the end, text that is not ASCII. */
function octetsOf(label: string): string | undefined {
  if (/[^\0-\x7f]/.test(label)) return undefined;
  if (!label.includes('\\')) return label;
  return /^(?:[^\\]|\\[^0-9]|\\(?:[01][0-9]{2}|2[0-4][0-9]|25[0-5]))*$/.test(label) ? labelOctets(label) : undefined;
}
