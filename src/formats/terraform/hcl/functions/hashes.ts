import { createHash } from 'node:crypto';
import { failure } from '../convert.ts';
import { text } from '../string-value.ts';
import { fixed, type HclFunction } from './define.ts';

/** RFC 4122 Appendix C: the name spaces that have names. */
const NAME_SPACES: Readonly<Record<string, string>> = {
  dns: '6ba7b810-9dad-11d1-80b4-00c04fd430c8',
  url: '6ba7b811-9dad-11d1-80b4-00c04fd430c8',
  oid: '6ba7b812-9dad-11d1-80b4-00c04fd430c8',
  x500: '6ba7b814-9dad-11d1-80b4-00c04fd430c8',
};

export type Digest = (content: string | Uint8Array) => string;

/** What hash functions make of octets, by the name of the function. */
export const DIGESTS: Readonly<Record<string, Digest>> = {
  base64sha256: digest('sha256', 'base64'),
  base64sha512: digest('sha512', 'base64'),
  md5: digest('md5', 'hex'),
  sha1: digest('sha1', 'hex'),
  sha256: digest('sha256', 'hex'),
  sha512: digest('sha512', 'hex'),
};

export const HASH_FUNCTIONS: Readonly<Record<string, HclFunction>> = {
  ...Object.fromEntries(
    Object.entries(DIGESTS).map(([name, hash]) => [name, fixed(['string'], ([source]) => text(hash(source.value)))]),
  ),
  uuidv5: fixed(['string', 'string'], ([space, name]) => {
    const id = NAME_SPACES[space.value] ?? space.value;
    if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return failure('the name space is no UUID');
    return text(uuidOf(Buffer.from(id.replaceAll('-', ''), 'hex'), name.value));
  }),
};

function digest(algorithm: string, encoding: 'hex' | 'base64'): Digest {
  return (content) => createHash(algorithm).update(content).digest(encoding);
}

/** RFC 4122 §4.3: the version and the variant take the place of some bits of the hash. */
function uuidOf(space: Uint8Array, name: string): string {
  const octets = createHash('sha1').update(space).update(name).digest().subarray(0, 16);
  octets[6] = (octets[6] & 0x0f) | 0x50;
  octets[8] = (octets[8] & 0x3f) | 0x80;
  return octets.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
