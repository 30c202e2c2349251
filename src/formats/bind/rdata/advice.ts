import { isIPv4, isIPv6 } from 'node:net';
import { TYPE_NUMBER } from '../../../model/record.ts';

const { A, AAAA, MX } = TYPE_NUMBER;

/** Only texts that can be pasted back are put into an example. */
const HOST_NAME = /^[A-Za-z0-9_.-]{1,253}$/;

/** What to write instead, where the text in the wrong place shows what was meant; undefined where it does not. */
export function adviceFor(type: number | undefined, text: string): string | undefined {
  switch (type) {
    case A:
      if (isIPv6(text)) return `Use the type AAAA for an IPv6 address: \`AAAA ${text}\`.`;
      if (/[A-Za-z]/.test(text) && HOST_NAME.test(text)) {
        return `An A record holds an IPv4 address; to point at another name, use a CNAME record: \`CNAME ${text}\`.`;
      }
      return undefined;
    case AAAA:
      return isIPv4(text) ? `Use the type A for an IPv4 address: \`A ${text}\`.` : undefined;
    case MX:
      if (isIPv4(text) || isIPv6(text))
        return 'An MX record names a host, not an address: write a preference number and the host’s name.';
      return HOST_NAME.test(text) && /[A-Za-z]/.test(text)
        ? `Write a preference number before the host: \`MX 10 ${text}\`.`
        : undefined;
    default:
      return undefined;
  }
}
