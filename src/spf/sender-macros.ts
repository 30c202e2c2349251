import { formatAddress } from '../model/address.ts';
import type { Effect } from '../model/effect.ts';
import { type Check, readableAddress } from './check.ts';
import { expand, type MacroLetter, usesMacro } from './expand.ts';
import type { MacroString } from './record.ts';
import { truncatedDomain } from './target-name.ts';
import { validatedNames } from './validated-names.ts';

/** §7.2: the value of `p` where no name is validated. */
const NO_VALIDATED_NAME = 'unknown';

/** A domain-spec as the domain that it names for this sender; `domain` is the domain of the record (§7). */
export function* expandDomain(spec: MacroString, domain: string, check: Check): Effect<string> {
  return truncatedDomain(yield* expandText(spec, domain, check));
}

/** An explanation's text for this sender. */
export function* expandText(spec: MacroString, domain: string, check: Check): Effect<string> {
  const validated = usesMacro(spec, 'p') ? yield* validatedName(domain, check) : '';
  return expand(spec, (letter) => (letter === 'p' ? validated : valueFor(letter, domain, check)));
}

function valueFor(letter: Exclude<MacroLetter, 'p'>, domain: string, check: Check): string {
  switch (letter) {
    case 's':
      return `${check.localPart}@${check.senderDomain}`;
    case 'l':
      return check.localPart;
    case 'o':
      return check.senderDomain;
    case 'd':
      return domain.endsWith('.') ? domain.slice(0, -1) : domain;
    case 'i':
      return dottedAddress(check);
    case 'h':
      return check.helo;
    case 'v':
      return check.ip.family === 4 ? 'in-addr' : 'ip6';
    case 'c':
      return readableAddress(check);
    case 'r':
      return check.receiver;
    case 't':
      return String(check.now);
  }
}

/** §7.3: dotted quad, or the 32 nibbles of an IPv6 address with dots between. */
function dottedAddress({ ip }: Check): string {
  if (ip.family === 4) return formatAddress(ip);
  return [...ip.value.toString(16).toUpperCase().padStart(32, '0')].join('.');
}

/** §7.3: the domain itself if it is validated, else a name below it, else any, else `unknown`. */
function* validatedName(domain: string, check: Check): Effect<string> {
  const names = yield* validatedNames(check);
  const own = domain.toLowerCase().replace(/\.$/, '');
  return (
    names.find((name) => name === own) ??
    names.find((name) => name.endsWith(`.${own}`)) ??
    names[0] ??
    NO_VALIDATED_NAME
  );
}
