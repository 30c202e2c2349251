import { TYPE_NUMBER } from '../../model/record.ts';
import { typeNumber } from '../bind/rdata/types.ts';

/** PowerDNS's private number (RFC 6895 §3.1) for a name whose addresses the provider looks up by itself. */
export const ALIAS_NUMBER = 65401;
export const ALIAS = 'ALIAS';

/** How a value of a type is written: a scalar of some kind, or a mapping. */
export type Shape =
  | 'address'
  | 'target'
  | 'text'
  | 'word'
  | 'mx'
  | 'mapping'
  | 'service'
  | 'location'
  | 'alias'
  | 'provider'
  | 'opaque'
  | 'none';

/** One key of a mapping value, in the order of the presentation format. */
export interface KeyShape {
  readonly key: string;
  /** An older spelling that OctoDNS reads as well. */
  readonly also?: string;
  /** Stands for a value that is left out. */
  readonly fallback?: string;
  readonly kind: 'number' | 'target' | 'word' | 'string';
}

export interface TypeShape {
  readonly mnemonic: string;
  /** IANA's number; ALIAS_NUMBER for what a provider makes of its own. */
  readonly number: number;
  readonly shape: Shape;
  /** Whether there is exactly one `value`; other types take `values` as well. */
  readonly isSingle: boolean;
  /** For mappings whose data can be written out. */
  readonly keys: readonly KeyShape[];
}

const NO_KEYS: readonly KeyShape[] = [];

/** `key`, `key:kind`, `key|older`, `key=fallback`. */
function keys(text: string): KeyShape[] {
  return text.split(' ').map((part) => {
    const [, key, also, fallback, kind = 'number'] = /^(\w+)(?:\|(\w+))?(?:=(\w+))?(?::(\w+))?$/.exec(part)!;
    return { key, also, fallback, kind: kind as KeyShape['kind'] };
  });
}

function shape(mnemonic: string, kind: Shape, isSingle = false, ofKeys: readonly KeyShape[] = NO_KEYS): TypeShape {
  const number = kind === 'alias' ? ALIAS_NUMBER : Math.max(0, typeNumber(mnemonic));
  return { mnemonic, number, shape: kind, isSingle, keys: ofKeys };
}

const SERVICE = keys('svcpriority targetname:target');
const LOCATION = keys(
  'lat_degrees lat_minutes lat_seconds lat_direction:word long_degrees long_minutes long_seconds long_direction:word ' +
    'altitude size precision_horz precision_vert',
);

const SHAPES: readonly TypeShape[] = [
  shape('A', 'address'),
  shape('AAAA', 'address'),
  shape(ALIAS, 'alias', true),
  shape('CAA', 'mapping', false, keys('flags=0 tag:word value:string')),
  shape('CNAME', 'target', true),
  shape('DNAME', 'target', true),
  shape('DS', 'mapping', false, keys('key_tag algorithm digest_type digest:word')),
  shape('HTTPS', 'service', false, SERVICE),
  shape('LOC', 'location', false, LOCATION),
  shape('MX', 'mx', false, keys('preference|priority exchange|value:target')),
  shape(
    'NAPTR',
    'mapping',
    false,
    keys('order preference flags:string service:string regexp:string replacement:target'),
  ),
  shape('NS', 'target'),
  shape('OPENPGPKEY', 'word'),
  shape('PTR', 'target'),
  shape('SOA', 'opaque', true),
  shape('SPF', 'text'),
  shape('SRV', 'mapping', false, keys('priority weight port target:target')),
  shape('SSHFP', 'mapping', false, keys('algorithm fingerprint_type fingerprint:word')),
  shape('SVCB', 'service', false, SERVICE),
  shape('TLSA', 'mapping', false, keys('certificate_usage selector matching_type certificate_association_data:word')),
  shape('TXT', 'text'),
  shape('URI', 'mapping', false, keys('priority weight target:string')),
  // A redirect of web pages at the provider; nothing of it is in the DNS.
  shape('URLFWD', 'none'),
];

const BY_MNEMONIC = new Map(SHAPES.map((type) => [type.mnemonic, type]));

/** The types that OctoDNS knows by itself. */
export const OCTODNS_TYPES: readonly string[] = SHAPES.map(({ mnemonic }) => mnemonic);

/** What is known of a type; `Provider/TYPE` is a type of one provider. Undefined for what OctoDNS does not know. */
export function typeShape(type: string): TypeShape | undefined {
  const known = BY_MNEMONIC.get(type);
  if (known !== undefined) return known;
  if (!/^\w+\/\w+$/.test(type)) return undefined;
  return { mnemonic: ALIAS, number: ALIAS_NUMBER, shape: 'provider', isSingle: false, keys: NO_KEYS };
}

/** Types whose addresses a provider makes up for itself. */
export const ADDRESS_TYPES: readonly number[] = [TYPE_NUMBER.A, TYPE_NUMBER.AAAA];
