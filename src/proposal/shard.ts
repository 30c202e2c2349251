import { createHash } from 'node:crypto';
import { type Address, reverseName } from '../model/address.ts';
import { deepestZone } from '../model/deepest-zone.ts';
import { absolute, type Name } from '../model/name.ts';

/** One of N parts of the work. */
export interface Shard {
  /** From 1. */
  readonly number: number;
  readonly of: number;
}

/** Whether this run judges a subject of a rule. */
export type IsOwn = (subject: unknown) => boolean;

/** Reads `I/N`; undefined where it is none. */
export function parseShard(text: string): Shard | undefined {
  const [, number, of] = /^([1-9][0-9]{0,3})\/([1-9][0-9]{0,3})$/.exec(text)?.map(Number) ?? [];
  return number !== undefined && number <= of ? { number, of } : undefined;
}

/**
 * Deals the subjects of rules out to shards by the zone that they lie in, so that each is judged in exactly one. Every
 * shard reads all files and sees the whole view, because a rule may need a record of one zone to judge another: only what
 * has to be looked up and judged is divided. `zones` are those of head and of base, so that what stands in both is judged
 * in one shard; what lies in none of them goes by its own name.
 */
export function dealOut({ number, of }: Shard, zones: ReadonlySet<Name>): IsOwn {
  const shards = new Map<Name, number>();
  const shardOf = (name: Name) => {
    let shard = shards.get(name);
    if (shard === undefined) {
      shard = (createHash('sha256').update(name).digest().readUInt32BE(0) % of) + 1;
      shards.set(name, shard);
    }
    return shard;
  };
  return (subject) => {
    const name = nameOfSubject(subject);
    return shardOf(deepestZone(name, (zone) => zones.has(zone)) ?? name) === number;
  };
}

/** Parts of a subject in which the name may be found, in this order. */
const PARTS = ['mail', 'item', 'record', 'cname', 'first', 'rrset', 'spf', 'problem'] as const;

/**
 * The name that a subject is about. Subjects are each rule's own; what they share is that they are, or hold, a name, an
 * address (which counts as its reverse name, so that it meets its PTR record), a record, an RRset or a reader's problem.
 * Whatever is none of these goes to the shard of the root.
 */
function nameOfSubject(subject: unknown): Name {
  if (typeof subject === 'string') return subject;
  if (Array.isArray(subject)) return nameOfSubject(subject[0]);
  if (typeof subject !== 'object' || subject === null) return ROOT_OF_UNKNOWN;
  const parts = subject as Readonly<Record<string, unknown>>;
  if (isAddress(parts.parsed)) return reverseName(parts.parsed);
  if (isAddress(parts.address)) return reverseName(parts.address);
  if (typeof parts.address === 'object' && parts.address !== null) return nameOfSubject(parts.address);
  if (typeof parts.owner === 'string') return parts.owner;
  if (typeof parts.name === 'string') return parts.name;
  for (const part of PARTS) if (typeof parts[part] === 'object') return nameOfSubject(parts[part]);
  return typeof parts.subject === 'string' ? absolute(parts.subject) : ROOT_OF_UNKNOWN;
}

const ROOT_OF_UNKNOWN: Name = '.';

function isAddress(value: unknown): value is Address {
  return typeof value === 'object' && value !== null && 'family' in value && 'value' in value;
}
