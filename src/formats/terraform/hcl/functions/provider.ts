import { domainToASCII } from 'node:url';
import { joinTexts, sliceText, text, textAt, withText } from '../string-value.ts';
import type { StringValue } from '../value.ts';
import { fixed, type HclFunction } from './define.ts';

/** RFC 1035 §3.3: a character-string has one octet for its length. */
const MAX_STRING_OCTETS = 255;

/** The text of a TXT record as quoted strings of at most 255 octets, one space between them. */
export const txtRecord: HclFunction = fixed(['string'], ([source]) => {
  const parts: StringValue[] = [];
  let start = 0;
  let octets = 0;
  let at = 0;
  for (const character of source.value) {
    const size = Buffer.byteLength(character);
    if (octets + size > MAX_STRING_OCTETS) {
      parts.push(...quotedPart(sliceText(source, start, at), parts.length > 0));
      start = at;
      octets = 0;
    }
    octets += size;
    at += character.length;
  }
  parts.push(...quotedPart(sliceText(source, start), parts.length > 0));
  return joinTexts(parts);
});

/** An internationalised name in ASCII; one that is none, or that IDNA refuses, as it is. */
export const idna: HclFunction = fixed(['string'], ([name]) =>
  /[^\x00-\x7f]/.test(name.value) ? withText(name, domainToASCII(name.value) || name.value) : name,
);

function quotedPart(part: StringValue, isFurther: boolean): StringValue[] {
  const escaped = part.value.replaceAll('"', '\\"');
  const written = escaped === part.value ? part : textAt(escaped, part.pieces[0]?.place);
  return [text(isFurther ? ' "' : '"'), written, text('"')];
}
