import type { Field } from './fields.ts';
import type { Includes } from './includes.ts';
import type { OrderMode } from './key-order.ts';
import { isTrue, scalarOf } from './octodns-options.ts';
import { pythonInteger, pythonKind, pythonText } from './python-scalar.ts';

/** Seconds that the YAML provider gives a record without a TTL. */
export const DEFAULT_TTL = 3600;
/** A value that comes from the environment of the machine that runs OctoDNS. */
const ENVIRONMENT = /^env\//;

/** A provider that reads zones from YAML files. */
export interface YamlProvider {
  readonly kind: 'yaml';
  /** As written; undefined where it comes from the environment. */
  readonly directory: string | undefined;
  readonly defaultTtl: number | undefined;
  readonly order: OrderMode | undefined;
  readonly replaces: boolean;
  /** What follows a zone's name in the name of the folder that holds its files. */
  readonly splitExtension: string | undefined;
  readonly sharedFilename: string | undefined;
  readonly readsZoneFiles: boolean;
  readonly escaped: boolean;
}

/** A provider that makes PTR records of the addresses of other zones. */
export interface ArpaProvider {
  readonly kind: 'arpa';
  readonly ttl: number | undefined;
  readonly replaces: boolean;
  /** Whether a PTR record has the TTL of the address record. */
  readonly inheritsTtl: boolean;
  /** Names that one address gets at most. */
  readonly max?: number;
  /** What stands for `*` in names; without it wildcards make no PTR records. */
  readonly wildcard?: string;
}

/** A provider whose records are not in the files. */
export interface ForeignProvider {
  readonly kind: 'foreign';
}

export type Provider = YamlProvider | ArpaProvider | ForeignProvider;

/** What a processor does to the records of a zone: nothing that mail could notice, or more. */
export type Processor =
  | { readonly kind: 'harmless' }
  | { readonly kind: 'dots' }
  | { readonly kind: 'templating' }
  | { readonly kind: 'unknown' }
  | ArpaProvider;

/** Classes that check records, or add records that no mail rule looks at. */
const HARMLESS = new Set([
  'AcmeManagingProcessor',
  'AwsAcmMangingProcessor',
  'ExcludeRootNsChanges',
  'IgnoreRootNsFilter',
  'MetaProcessor',
  'OwnershipProcessor',
  'SpfDnsLookupProcessor',
  'TtlClampProcessor',
  'TtlRestrictionFilter',
  'ZoneNameFilter',
]);

type Fields = ReadonlyMap<string, Field>;

/** Tells a provider by its class; everything unknown is foreign. */
export function providerOf(fields: Fields, includes: Includes): Provider {
  const name = classOf(fields, includes);
  if (name === 'AutoArpa') return arpaOf(fields, includes);
  if (name !== 'YamlProvider' && name !== 'SplitYamlProvider') return { kind: 'foreign' };
  const isSplit = name === 'SplitYamlProvider';
  const extension = isSplit ? (text(fields, 'extension', includes) ?? '.') : text(fields, 'split_extension', includes);
  return {
    kind: 'yaml',
    directory: text(fields, 'directory', includes),
    defaultTtl: number(fields, 'default_ttl', includes, DEFAULT_TTL),
    order: orderOf(fields, includes),
    replaces: isTrue(fields, 'populate_should_replace', includes),
    splitExtension: extension,
    sharedFilename: text(fields, 'shared_filename', includes),
    readsZoneFiles: !isSplit && !isTrue(fields, 'disable_zonefile', includes),
    escaped: !fields.has('escaped_semicolons') || isTrue(fields, 'escaped_semicolons', includes),
  };
}

/** Tells a processor by its class, or by the class given. */
export function processorOf(fields: Fields, includes: Includes, named?: string): Processor {
  const name = named === undefined ? classOf(fields, includes) : baseName(named);
  if (name === 'AutoArpa') return arpaOf(fields, includes);
  if (name === 'EnsureTrailingDots') return { kind: 'dots' };
  if (name === 'Templating') return { kind: 'templating' };
  return { kind: HARMLESS.has(name) ? 'harmless' : 'unknown' };
}

function arpaOf(fields: Fields, includes: Includes): ArpaProvider {
  return {
    kind: 'arpa',
    ttl: number(fields, 'ttl', includes, DEFAULT_TTL),
    replaces: isTrue(fields, 'populate_should_replace', includes),
    inheritsTtl: isTrue(fields, 'inherit_ttl', includes),
    max: number(fields, 'max_auto_arpa', includes, undefined),
    wildcard: text(fields, 'wildcard_replacement', includes),
  };
}

/** OctoDNS enforces the order unless told not to. */
function orderOf(fields: Fields, includes: Includes): OrderMode | undefined {
  if (fields.has('enforce_order') && !isTrue(fields, 'enforce_order', includes)) return undefined;
  return text(fields, 'order_mode', includes) === 'simple' ? 'simple' : 'natural';
}

/** The class without its module. */
function classOf(fields: Fields, includes: Includes): string {
  return baseName(scalarOf(fields, 'class', includes)?.node.text ?? '');
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

/** A text that is in the file; `null`, `false` and what comes from the environment are undefined. */
function text(fields: Fields, key: string, includes: Includes): string | undefined {
  const located = scalarOf(fields, key, includes);
  if (located === undefined) return undefined;
  const kind = pythonKind(located.node);
  const value = pythonText(located.node);
  return kind === 'null' || kind === 'boolean' || value === '' || ENVIRONMENT.test(value) ? undefined : value;
}

function number<T>(fields: Fields, key: string, includes: Includes, missing: T): number | T | undefined {
  if (!fields.has(key)) return missing;
  const located = scalarOf(fields, key, includes);
  return located === undefined ? undefined : pythonInteger(located.node);
}
