import { isIPv4, isIPv6 } from 'node:net';
import { TYPE_NUMBER } from '../../../model/record.ts';

const { A, AAAA, CNAME, MX, NS, PTR, TXT } = TYPE_NUMBER;
const [SRV, CAA] = [33, 257];

/** Only texts that can be pasted back are put into an example. */
const HOST_NAME = /^[A-Za-z0-9_.-]{1,253}$/;

/** How the data of common types is written. */
const FORMS: ReadonlyMap<number, string> = new Map([
  [A, 'mail A 192.0.2.25'],
  [AAAA, 'mail AAAA 2001:db8::25'],
  [CNAME, 'www CNAME host.example.net.'],
  [NS, '@ NS ns1.example.net.'],
  [PTR, '25 PTR mail.example.com.'],
  [MX, '@ MX 10 mail'],
  [TXT, '@ TXT "v=spf1 mx -all"'],
  [SRV, '_submission._tcp SRV 0 1 587 mail'],
  [CAA, '@ CAA 0 issue "ca.example.net"'],
]);

/** Marks that version control leaves in a file where two sides changed the same lines. */
const CONFLICT = /^(?:<{7}|={7}|>{7}|\|{7})(?:\s|$)/;

/** What to do by how a defect is put into words, where the text that stands there says nothing. */
const BY_DEFECT: readonly (readonly [RegExp, string])[] = [
  [/parenthesis/, 'Close it with “)” at the end of the record, or delete it.'],
  [
    /end of the record is expected/,
    'If the record goes on over several lines, close it with “)”; if it ends here, begin the next one on a new line.',
  ],
  [/its class is not/, 'Write “IN” in its place, or leave it out.'],
  [/double quote opens/, 'Put a quotation mark at both ends of the text, and “\\"” for one inside it.'],
];

/**
 * What to write instead of a line that cannot be read: by what the line is, else by what is wrong with it, else by the
 * text in the wrong place where that shows what was meant, else the form of the type.
 */
export function adviceFor(type: number | undefined, text: string, defect: string, line: string): string {
  if (CONFLICT.test(line)) {
    return 'A merge left this mark. Keep the lines of one side, and delete the marks with “<<<<<<<”, “=======” and “>>>>>>>”.';
  }
  if (/^\s*(?:#|\/\/|\/\*|--)/.test(line)) return 'If it is a comment, begin it with a semicolon: “; …”.';
  const advice = BY_DEFECT.find(([pattern]) => pattern.test(defect))?.[1];
  if (advice !== undefined) return advice;
  if (type === undefined) {
    return 'A record is a line of a name, perhaps a TTL and “IN”, a type and its data, such as “mail 3600 IN A 192.0.2.25”; a comment begins with “;”.';
  }
  const form = FORMS.get(type);
  return (
    meantBy(type, text) ??
    (form === undefined
      ? 'Complete or correct it, or delete the line.'
      : `Complete or correct it; such a record looks like this: “${form}”.`)
  );
}

/** The form of a directive. */
export function adviceForDirective(line: string): string | undefined {
  switch (/^\$\w*/.exec(line)?.[0].toUpperCase()) {
    case '$GENERATE':
      return 'It looks like this: “$GENERATE 1-10 host$ A 192.0.2.$”; data of several words stands in quotes: “$GENERATE 1-10 host$ MX "10 mail$"”.';
    case '$TTL':
      return 'It looks like this: “$TTL 3600”.';
    case '$ORIGIN':
      return 'It looks like this: “$ORIGIN example.com.”, with a final dot.';
    default:
      return undefined;
  }
}

/** What is meant by a text in the wrong place; undefined where it does not show. */
function meantBy(type: number | undefined, text: string): string | undefined {
  switch (type) {
    case A:
      if (isIPv6(text)) return `Use the type AAAA for an IPv6 address: “AAAA ${text}”.`;
      if (/[A-Za-z]/.test(text) && HOST_NAME.test(text)) {
        return `An A record holds an IPv4 address; to point at another name, use a CNAME record: “CNAME ${text}”.`;
      }
      return undefined;
    case AAAA:
      return isIPv4(text) ? `Use the type A for an IPv4 address: “A ${text}”.` : undefined;
    case MX:
      if (isIPv4(text) || isIPv6(text))
        return 'An MX record names a host, not an address: write a preference number and the host’s name.';
      return HOST_NAME.test(text) && /[A-Za-z]/.test(text)
        ? `Write a preference number before the host: “MX 10 ${text}”.`
        : undefined;
    default:
      return undefined;
  }
}
