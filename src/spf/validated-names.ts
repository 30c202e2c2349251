import { parseAddress, reverseName } from '../model/address.ts';
import type { Effect } from '../model/effect.ts';
import { type Name, plain } from '../model/name.ts';
import type { Check } from './check.ts';
import { MAX_PTR } from './limits.ts';

/**
 * RFC 7208 §5.5: the names of the sender's PTR records that lead back to its address, in lower case without their final
 * dots. A lookup that fails leaves its name out, or all of them; names beyond the tenth are not looked at (§4.6.4).
 * Looked up once a check.
 */
export function* validatedNames(check: Check): Effect<readonly string[]> {
  if (check.validatedNames !== undefined) return check.validatedNames;
  const answer = yield* check.ask(reverseName(check.ip), 'PTR');
  check.hasNoPointer = answer.state === 'absent';
  const targets = answer.state === 'found' ? answer.records.slice(0, MAX_PTR).map(({ target }) => target) : [];
  const names: string[] = [];
  for (const target of targets) {
    const addresses = yield* addressesOf(target, check);
    if (addresses?.some((address) => isSender(address, check))) names.push(plain(target));
  }
  check.validatedNames = names;
  return names;
}

/** The addresses of the sender's family at a name; undefined where the lookup failed. */
export function* addressesOf(name: Name, { ip, ask }: Check): Effect<readonly string[] | undefined> {
  const answer = ip.family === 4 ? yield* ask(name, 'A') : yield* ask(name, 'AAAA');
  if (answer.state === 'unknown') return undefined;
  return answer.state === 'found' ? answer.records.map(({ address }) => address) : [];
}

function isSender(text: string, { ip }: Check): boolean {
  const address = parseAddress(text);
  return address?.family === ip.family && address.value === ip.value;
}
