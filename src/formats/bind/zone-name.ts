import { TOP_LEVEL_DOMAINS } from '../../data/top-level-domains.ts';
import {
  absolute,
  endsWithDot,
  labelOctets,
  labelsOf,
  MAX_LABEL_LENGTH,
  MAX_NAME_LENGTH,
  type Name,
  ROOT,
} from '../../model/name.ts';
import { entries, kindOf } from './zone-entries.ts';

/** Endings of file names that say what the file is and not which zone. */
const SUFFIX = /\.(?:zone|zonefile|db|dns|hosts|rev|bind|txt|text|signed|j2|jinja2?|tmpl|tpl|erb|template|mustache)$/;
const PREFIX = /^(?:db|named|pri|rev|reverse)\.|^db[_-]/;
/** Views that people name in file names; `example.com.internal` is `example.com` seen from inside. */
const VIEW_SUFFIX = /[._-](?:internal|external|inside|outside|public|private|int|ext)$/;
/** Names that say nothing of the zone; the folder may: `example.com/zone.db`. */
const GENERIC = /^(?:zone|zonefile|db|dns|records|master|primary|internal|external|inside|outside|public|private)$/;
/** Single labels that are zones. Any other single label in a file name is a person's word for a zone. */
const SINGLE_LABELS = new Set(['localhost', 'local', 'lan', 'intranet', 'corp']);
const PRIVATE_TOPS = new Set([
  ...SINGLE_LABELS,
  'localdomain',
  'home',
  'internal',
  'private',
  'test',
  'example',
  'invalid',
]);
/** Parts of zone files; `inc` is a top-level domain as well. */
const PART = /\.(?:inc|include)$/;
/** The files that Debian and Red Hat ship for zones of their own. */
const SHIPPED: Readonly<Record<string, Name>> = {
  'db.local': 'localhost.',
  'named.loopback': '127.in-addr.arpa.',
};
/** The first octets of reverse zones named by their first octet only. */
const SINGLE_OCTETS = new Set(['0', '10', '127', '255']);

let topLevelDomains: ReadonlySet<string> | undefined;

/**
 * The zone that the text of a zone file is of: the owner of its SOA where that can be told, else the first absolute
 * `$ORIGIN` before any record. `text` may be only the start of the file.
 */
export function zoneNameFromText(text: string): Name | undefined {
  let origin: string | undefined;
  let firstOrigin: string | undefined;
  let owner: string | undefined;
  let hasRecords = false;
  for (const entry of entries(text)) {
    const kind = kindOf(entry);
    if (kind.is === 'directive' && kind.name === '$ORIGIN') {
      origin = resolved(kind.argument, origin);
      if (!hasRecords) firstOrigin ??= origin;
    } else if (kind.is === 'record') {
      hasRecords = true;
      if (kind.owner !== undefined) owner = resolved(kind.owner, origin);
      // RFC 1035 §5.2: the SOA stands at the top of its zone.
      if (kind.type === 'SOA') return possibleName(owner) ?? possibleName(firstOrigin);
    }
  }
  // The root is an origin to write names relative to; without an SOA it is nobody's zone.
  return firstOrigin === ROOT ? undefined : possibleName(firstOrigin);
}

/** The zone that a file's name says it is of. */
export function zoneNameFromPath(path: string): Name | undefined {
  const segments = path.toLowerCase().split('/');
  const base = segments[segments.length - 1];
  if (SHIPPED[base] !== undefined) return SHIPPED[base];
  if (PART.test(base)) return undefined;
  let stem = base;
  while (SUFFIX.test(stem)) stem = stem.replace(SUFFIX, '');
  const name =
    nameFromStem(stem.replace(PREFIX, ''), stem !== base || PREFIX.test(stem)) ?? nameFromStem(stem, stem !== base);
  if (name !== undefined) return name;
  const folder = segments[segments.length - 2];
  return folder !== undefined && GENERIC.test(stem.replace(PREFIX, '')) ? nameFromStem(folder, false) : undefined;
}

/** `said` tells that the file name also says that it is a zone file, so that less of a domain is enough. */
function nameFromStem(stem: string, said: boolean): Name | undefined {
  const withoutView = stem.replace(VIEW_SUFFIX, '');
  if (withoutView !== stem) {
    const name = domain(withoutView) ?? (said ? reverseZone(withoutView) : undefined);
    if (name !== undefined) return name;
  }
  if (/\.(?:in-addr|ip6)$/.test(stem)) return domain(`${stem}.arpa`);
  const name = domain(stem) ?? (said ? reverseZone(stem) : undefined);
  return name ?? (said && SINGLE_LABELS.has(stem) ? `${stem}.` : undefined);
}

/** The text as a name where it has two labels or more under a top that exists or is used privately. */
function domain(text: string): Name | undefined {
  const labels = text.replace(/\.$/, '').split('.');
  const top = labels[labels.length - 1];
  if (labels.length < 2 || !labels.every(isHostLabel)) return undefined;
  topLevelDomains ??= new Set(TOP_LEVEL_DOMAINS.split(/\s+/));
  return topLevelDomains.has(top) || PRIVATE_TOPS.has(top) ? possibleName(`${labels.join('.')}.`) : undefined;
}

/** `192.0.2` is the zone of 192.0.2.0/24 (RFC 1035 §3.5), unless its end shows that it is turned round already. */
function reverseZone(text: string): Name | undefined {
  if (!/^\d{1,3}(?:\.\d{1,3}){0,3}$/.test(text)) return undefined;
  const octets = text.split('.');
  if (octets.length === 4 && octets.pop() !== '0') return undefined;
  if (octets.some((octet) => Number(octet) > 255) || (octets.length === 1 && !SINGLE_OCTETS.has(octets[0])))
    return undefined;
  const backwards = [...octets].reverse();
  const written = isPrivateNetwork(backwards) && !isPrivateNetwork(octets) ? octets : backwards;
  return `${written.join('.')}.in-addr.arpa.`;
}

/** RFC 1918 */
function isPrivateNetwork([first, second]: readonly string[]): boolean {
  return (
    first === '10' ||
    (first === '192' && second === '168') ||
    (first === '172' && /^(?:1[6-9]|2\d|3[01])$/.test(second ?? ''))
  );
}

function isHostLabel(label: string): boolean {
  return /^[a-z0-9_-]+$/.test(label) && !label.startsWith('-') && !label.endsWith('-');
}

/** A name of a zone file made absolute; undefined where the origin that it needs is not known. */
function resolved(written: string | undefined, origin: string | undefined): string | undefined {
  if (written === undefined) return undefined;
  if (written === '@') return origin;
  if (endsWithDot(written)) return written;
  return origin === undefined ? undefined : origin === ROOT ? `${written}.` : `${written}.${origin}`;
}

/** The text as a name where it is one that can exist; a template's placeholder is none. */
export function possibleName(text: string | undefined): Name | undefined {
  if (text === undefined || /[{}<>$%\s]|@@/.test(text)) return undefined;
  const name = absolute(text);
  if (name === ROOT) return ROOT;
  const labels = labelsOf(name).map(labelOctets);
  const fits = labels.every((label) => label.length > 0 && label.length <= MAX_LABEL_LENGTH);
  const length = labels.reduce((sum, label) => sum + label.length + 1, -1);
  return fits && length <= MAX_NAME_LENGTH ? name : undefined;
}
