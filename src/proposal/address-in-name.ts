import { type Address, formatAddress } from '../model/address.ts';
import type { Name } from '../model/name.ts';

/** How much of an address stands in a name: its characters there, and what they are. */
export interface AddressInName {
  /** `whole` address, a longer `part` or two `ends` of it, or `other`: four numbers or more that look like some address. */
  readonly kind: 'whole' | 'part' | 'ends' | 'other';
  readonly written: string;
}

/** RFC 5952 §4.3 hexadecimal digits in an IPv6 address. */
const NIBBLES = 32;

/** Every form has two numbers side by side, or so many digits in a row; most names have neither, and are not looked at further. */
const PERHAPS = /[0-9a-f]-[0-9a-f]|[0-9a-f]{8}/;
/** Four numbers in a row, the last four where there are more: what comes before is a name such as `ec2`. */
const FOUR_NUMBERS = /(?<![0-9])([0-9]{1,3})-([0-9]{1,3})-([0-9]{1,3})-([0-9]{1,3})(?!-?[0-9])/;
/** Eight groups of an IPv6 address in global space (2000::/3), or half of its nibbles one by one. */
const IPV6_SHAPE = /(?<![0-9a-z])(?:[23][0-9a-f]{3}(?:-[0-9a-f]{1,4}){7}|(?:[0-9a-f]-){15}[0-9a-f])(?![0-9a-z])/;

/**
 * Looks for an address in a name the way providers write it: decimal numbers dotted or dashed, padded or reversed,
 * hexadecimal digits, or the nibbles of IPv6. Without an address whatever looks like one counts.
 */
export function addressInName(name: Name, address: Address | undefined): AddressInName | undefined {
  // One separator, so that a form is looked for once; characters stay where they are.
  const text = name.replace(/[._]/g, '-');
  if (!PERHAPS.test(text)) return undefined;
  const own = address === undefined ? undefined : address.family === 4 ? ipv4In(text, address) : ipv6In(text, address);
  const found = own ?? anyIn(text);
  return found && { kind: found.kind, written: name.slice(found.start, found.end) };
}

interface Found {
  readonly kind: AddressInName['kind'];
  readonly start: number;
  readonly end: number;
}

function ipv4In(text: string, { value }: Address): Found | undefined {
  const octets = [24n, 16n, 8n, 0n].map((shift) => Number((value >> shift) & 0xffn));
  const backwards = [...octets].reverse();
  const hex = (list: readonly number[]) => list.map((octet) => octet.toString(16).padStart(2, '0')).join('');
  const padded = (list: readonly number[]) => list.map((octet) => String(octet).padStart(3, '0')).join('');
  const whole = [octets, backwards].flatMap((list) => [decimal(list), padded(list), hex(list)]);
  const part = [octets, backwards].flatMap((list) => [decimal(list.slice(0, 3)), decimal(list.slice(1))]);
  const ends = [decimal(octets.slice(2)), decimal(backwards.slice(0, 2))];
  return match(text, whole, 'whole') ?? match(text, part, 'part') ?? match(text, ends, 'ends') ?? undefined;
}

/** Numbers in a row, each of them padded or not. */
function decimal(octets: readonly number[]): string {
  return `(?<![0-9])${octets.map((octet) => `0{0,2}${octet}`).join('-')}(?![0-9])`;
}

function ipv6In(text: string, address: Address): Found | undefined {
  const digits = address.value.toString(16).padStart(NIBBLES, '0');
  const groups = digits.match(/.{4}/g)!;
  const short = groups.map((group) => group.replace(/^0{1,3}/, ''));
  const nibbles = [...digits];
  const whole = [
    digits,
    groups.join('-'),
    short.join('-'),
    formatAddress(address).replaceAll(':', '-'),
    nibbles.join('-'),
    nibbles.reverse().join('-'),
  ];
  // The last 64 bits name the host; where they are mostly zeros the text is too short to be evidence.
  const host = [short.slice(4).join('-'), digits.slice(16)].filter(() => groups[4] !== '0000');
  return findForm(text, whole, 'whole') ?? findForm(text, host, 'part');
}

/** The first of some forms that stands in a text with no further hexadecimal digit beside it. */
function findForm(text: string, forms: readonly string[], kind: AddressInName['kind']): Found | undefined {
  for (const form of forms) {
    for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
      const end = at + form.length;
      if (!isHexDigit(text[at - 1]) && !isHexDigit(text[end])) return { kind, start: at, end };
    }
  }
  return undefined;
}

function isHexDigit(character: string | undefined): boolean {
  return character !== undefined && /[0-9a-f]/.test(character);
}

function anyIn(text: string): Found | undefined {
  const octets = FOUR_NUMBERS.exec(text);
  if (octets?.slice(1).every((octet) => Number(octet) <= 255)) return found(octets, 'other');
  const groups = IPV6_SHAPE.exec(text);
  return groups === null ? undefined : found(groups, 'other');
}

function match(text: string, forms: readonly string[], kind: AddressInName['kind']): Found | undefined {
  if (forms.length === 0) return undefined;
  const result = new RegExp(forms.join('|')).exec(text);
  return result === null ? undefined : found(result, kind);
}

function found(result: RegExpExecArray, kind: AddressInName['kind']): Found {
  return { kind, start: result.index, end: result.index + result[0].length };
}
