import type { YamlNode } from '../../yaml/node.ts';
import { type Field, fieldsOf, valueAt } from './fields.ts';
import type { Includes } from './includes.ts';
import { isMapping, isScalar, type Located } from './located.ts';
import { isTruthy, pythonInteger, pythonText } from './python-scalar.ts';

/** What stands below `octodns:` in a record. */
export interface OctodnsOptions {
  readonly lenient: boolean;
  readonly ignored: boolean;
  /** Ids of targets. */
  readonly excluded: readonly string[];
  readonly included: readonly string[];
  readonly arpaPriority: number;
  /** Whether Cloudflare answers in the place of the record, below `cloudflare:`. */
  readonly proxied: boolean;
}

/** AutoArpa's rank of a record that names none. */
export const DEFAULT_ARPA_PRIORITY = 999;

const NONE: OctodnsOptions = {
  lenient: false,
  ignored: false,
  excluded: [],
  included: [],
  arpaPriority: DEFAULT_ARPA_PRIORITY,
  proxied: false,
};

/** Reads the `octodns:` part of a record; what is not understood there changes nothing. */
export function octodnsOptions(record: ReadonlyMap<string, Field>, includes: Includes): OctodnsOptions {
  const located = valueAt(record, 'octodns', includes);
  if (located === undefined || !isMapping(located)) return NONE;
  const fields = fieldsOf(located, includes);
  const priority = scalarOf(fields, 'auto_arpa_priority', includes);
  const cloudflare = valueAt(fields, 'cloudflare', includes);
  return {
    lenient: isTrue(fields, 'lenient', includes),
    ignored: isTrue(fields, 'ignored', includes),
    excluded: words(valueAt(fields, 'excluded', includes)),
    included: words(valueAt(fields, 'included', includes)),
    arpaPriority: (priority && pythonInteger(priority.node)) ?? DEFAULT_ARPA_PRIORITY,
    proxied:
      cloudflare !== undefined && isMapping(cloudflare) && isTrue(fieldsOf(cloudflare, includes), 'proxied', includes),
  };
}

/** Whether the record is left out on every target that the zone has. */
export function isLeftOut({ ignored, excluded, included }: OctodnsOptions, targets: readonly string[]): boolean {
  if (ignored) return true;
  if (targets.length === 0) return false;
  return targets.every((id) => excluded.includes(id) || (included.length > 0 && !included.includes(id)));
}

/** A list of words, or one word. */
export function words(located: Located<YamlNode> | undefined): string[] {
  if (located === undefined) return [];
  if (isScalar(located)) return located.node.text === '' ? [] : [pythonText(located.node)];
  if (located.node.kind !== 'sequence') return [];
  return located.node.items.flatMap((item) => (item.kind === 'scalar' ? [pythonText(item)] : []));
}

/** Whether a key is there with a true value. */
export function isTrue(fields: ReadonlyMap<string, Field>, key: string, includes: Includes): boolean {
  const located = scalarOf(fields, key, includes);
  return located !== undefined && isTruthy(located.node);
}

/** The value of a key where it is a scalar. */
export function scalarOf(fields: ReadonlyMap<string, Field>, key: string, includes: Includes) {
  const located = valueAt(fields, key, includes);
  return located !== undefined && isScalar(located) ? located : undefined;
}
