import { labelOctets, labelsOf, lowerCase, MAX_LABEL_LENGTH, MAX_NAME_LENGTH, type Name } from '../model/name.ts';

/**
 * The name that the expanded text of a domain-spec, or a domain given to check_host(), stands for. Undefined where no
 * question can be asked for it: an empty label, one over 63 octets, more than 253 in all (RFC 7208 §4.3, RFC 1035
 * §2.3.4). A final dot is accepted; case does not matter.
 */
export function nameOfText(text: string): Name | undefined {
  const body = lowerCase(text.endsWith('.') ? text.slice(0, -1) : text);
  if (body === '' || body.length > MAX_NAME_LENGTH) return undefined;
  let labelStart = 0;
  for (let at = 0; at <= body.length; at++) {
    if (at < body.length && body[at] !== '.') continue;
    if (at === labelStart || at - labelStart > MAX_LABEL_LENGTH) return undefined;
    labelStart = at + 1;
  }
  return `${body.replace(/[^\x21-\x5b\x5d-\x7e]/g, presented)}.`;
}

/** The opposite: a name's octets with a dot between labels and none at the end, as macros see it. */
export function textOfName(name: Name): string {
  return labelsOf(name).map(labelOctets).join('.');
}

/** Shortens an expanded domain to 253 characters by leaving out labels from the left (RFC 7208 §7.3). */
export function truncatedDomain(text: string): string {
  if (text.length <= MAX_NAME_LENGTH) return text;
  const body = text.endsWith('.') ? text.slice(0, -1) : text;
  if (body.length <= MAX_NAME_LENGTH) return body;
  const dot = body.indexOf('.', body.length - MAX_NAME_LENGTH - 1);
  return dot < 0 ? body : body.slice(dot + 1);
}

/** An octet in the presentation format of RFC 1035 §5.1. */
function presented(octet: string): string {
  return octet === '\\' ? '\\\\' : `\\${String(octet.charCodeAt(0) & 0xff).padStart(3, '0')}`;
}
