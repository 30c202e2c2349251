import { domainToASCII } from 'node:url';
import { labelOctets, labelsOf, lowerCase, MAX_LABEL_LENGTH, MAX_NAME_LENGTH, type Name } from '../../model/name.ts';

/** What is common in names and needs no second look: letters, digits, hyphen, underscore, dot, asterisk, slash. */
const ORDINARY = /^[a-z0-9_*/-]+(?:\.[a-z0-9_*/-]+)*$/;
/** Octets that the presentation format escapes (RFC 1035 §5.1). */
const UNUSUAL = /[\x00-\x20\x7f-\xff]/g;

/** A domain name, or what is wrong with it in words that follow the name. */
export type NameReading =
  | { readonly name: Name; readonly defect?: undefined }
  | { readonly name?: undefined; readonly defect: string };

/**
 * An absolute name from text without its final dot, as OctoDNS takes it: IDNA for what is not ASCII, lower case,
 * anything else kept, so that the rules can say what is wrong with a host name.
 */
export function readName(text: string): NameReading {
  const ascii = lowerCase(/[^\x00-\x7f]/.test(text) ? toAscii(text) : text);
  if (ORDINARY.test(ascii)) {
    if (ascii.length <= MAX_LABEL_LENGTH) return { name: `${ascii}.` };
    return checked(ascii, ascii.split('.'));
  }
  const escaped = ascii.replace(UNUSUAL, escapeOctet).replace(/\\$/, '\\\\');
  const labels = labelsOf(`${escaped}.`);
  if (labels.some((label) => label === '') || labels.join('.') !== escaped)
    return { defect: 'has two dots in a row, or begins with one' };
  return checked(escaped, labels.map(labelOctets));
}

function checked(text: string, labels: readonly string[]): NameReading {
  const long = labels.find((label) => label.length > MAX_LABEL_LENGTH);
  if (long !== undefined)
    return { defect: `has a part of ${long.length} characters; at most ${MAX_LABEL_LENGTH} are allowed` };
  const length = labels.reduce((sum, label) => sum + label.length + 1, -1);
  if (length > MAX_NAME_LENGTH) return { defect: `has ${length} characters; at most ${MAX_NAME_LENGTH} are allowed` };
  return { name: `${text}.` };
}

/** Each label by IDNA; one that IDNA refuses as its octets, which no host name may hold. */
function toAscii(text: string): string {
  return text
    .split('.')
    .map((label) => (/[^\x00-\x7f]/.test(label) ? domainToASCII(label) || utf8(label) : label))
    .join('.');
}

function utf8(label: string): string {
  return Buffer.from(label, 'utf8').toString('latin1');
}

function escapeOctet(octet: string): string {
  return `\\${String(octet.charCodeAt(0)).padStart(3, '0')}`;
}
