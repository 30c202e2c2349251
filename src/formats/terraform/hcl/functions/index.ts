import { unknown } from '../value.ts';
import { COLLECTION_FUNCTIONS } from './collections.ts';
import { CONVERSION_FUNCTIONS } from './conversions.ts';
import { type HclFunction, variadic } from './define.ts';
import { ENCODING_FUNCTIONS } from './encoding.ts';
import { FILE_FUNCTIONS } from './files.ts';
import { FORMAT_FUNCTIONS } from './format.ts';
import { HASH_FUNCTIONS } from './hashes.ts';
import { MAPPING_FUNCTIONS } from './mappings.ts';
import { NETWORK_FUNCTIONS } from './network.ts';
import { NUMBER_FUNCTIONS } from './numbers.ts';
import { idna, txtRecord } from './provider.ts';
import { REGEX_FUNCTIONS } from './regex.ts';
import { SET_FUNCTIONS } from './sets.ts';
import { TEXT_FUNCTIONS } from './text.ts';

/** Functions whose result depends on the day, on chance or on the machine, or that no DNS record is made with. */
const NOT_COMPUTED = [
  ...['abspath', 'base64gzip', 'bcrypt', 'formatdate', 'pathexpand', 'plantimestamp', 'rsadecrypt'],
  ...['textencodebase64', 'timeadd', 'timecmp', 'timestamp', 'uuid', 'yamlencode'],
];

/** Terraform's functions by name. `try` and `can` are not among them. */
export const FUNCTIONS: Readonly<Record<string, HclFunction>> = {
  ...COLLECTION_FUNCTIONS,
  ...CONVERSION_FUNCTIONS,
  ...ENCODING_FUNCTIONS,
  ...FILE_FUNCTIONS,
  ...FORMAT_FUNCTIONS,
  ...HASH_FUNCTIONS,
  ...MAPPING_FUNCTIONS,
  ...NETWORK_FUNCTIONS,
  ...NUMBER_FUNCTIONS,
  ...REGEX_FUNCTIONS,
  ...SET_FUNCTIONS,
  ...TEXT_FUNCTIONS,
  ...Object.fromEntries(
    NOT_COMPUTED.map((name) => [name, variadic([], 'anything', () => unknown(`the gate does not compute “${name}”`))]),
  ),
};

/** What functions of providers are known to make, by the end of their name; the first part is the user's own. */
const PROVIDER_FUNCTIONS: Readonly<Record<string, HclFunction>> = { idna, txt_record: txtRecord };

/** The function behind `provider::NAME::FUNCTION`; undefined for one that the gate does not know. */
export function providerFunction(name: string): HclFunction | undefined {
  const parts = name.split('::');
  if (parts.length !== 3 || parts[0] !== 'provider' || !Object.hasOwn(PROVIDER_FUNCTIONS, parts[2])) return undefined;
  return PROVIDER_FUNCTIONS[parts[2]];
}
