import { getDomain, parse } from 'tldts';
import { type Name, plain } from '../model/name.ts';

/** The domain that somebody has registered of a name, such as `example.co.uk`; the name itself where the list has none. */
export function registeredDomain(name: string): string {
  return getDomain(name, { allowPrivateDomains: true }) ?? name;
}

/** Whether others register names directly below a name. */
export function isPublicSuffix(name: Name): boolean {
  const { publicSuffix } = parse(plain(name), { allowPrivateDomains: true });
  return publicSuffix === plain(name);
}
