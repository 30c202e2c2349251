import type { Name } from './name.ts';
import type { Place } from './place.ts';

/**
 * The data of a record, a closed union by type. Names are absolute (`Name`); octet strings hold one octet (0–255) a
 * character, whatever the file's encoding was.
 */
export type Rdata =
  | { readonly type: 'A'; readonly address: string }
  | { readonly type: 'AAAA'; readonly address: string }
  | { readonly type: 'MX'; readonly preference: number; readonly exchange: Name }
  | { readonly type: 'TXT'; readonly strings: readonly string[] }
  /** The obsolete SPF type 99 of RFC 4408. */
  | { readonly type: 'SPF'; readonly strings: readonly string[] }
  | { readonly type: 'CNAME'; readonly target: Name }
  | { readonly type: 'DNAME'; readonly target: Name }
  | { readonly type: 'NS'; readonly target: Name }
  | { readonly type: 'PTR'; readonly target: Name }
  | { readonly type: 'SOA'; readonly primary: Name; readonly mailbox: Name; readonly text: string }
  /** Any other type: its mnemonic or `TYPEnnn`, and its data in presentation format. */
  | { readonly type: 'OTHER'; readonly mnemonic: string; readonly text: string };

export type RecordType = Rdata['type'];

/** A record as it is written in a file of the tree. */
export type DnsRecord<T extends RecordType = RecordType> = Extract<Rdata, { type: T }> & {
  readonly owner: Name;
  /** The zone that the record was declared in. */
  readonly zone: Name;
  /** Seconds; undefined where the format leaves it to the provider. */
  readonly ttl: number | undefined;
  /** The whole record. */
  readonly place: Place;
  /** Its data. */
  readonly valuePlace: Place;
  /** The domain name inside the data, where there is one (MX, CNAME, DNAME, NS, PTR). */
  readonly targetPlace?: Place;
  /**
   * For TXT and SPF: the place of the characters `start` … `end` (exclusive) of the joined character-strings, as they
   * are written in the file, escapes and all. A stretch over several strings spans what lies between.
   */
  readonly textPlace?: (start: number, end: number) => Place;
  /**
   * For TXT and SPF of formats with expressions: whether those characters stand at their place just like that, so that
   * they can be edited there. Absent where a text is always written out.
   */
  readonly isLiteral?: (start: number, end: number) => boolean;
  /** What its format or provider makes of it beyond the data. */
  readonly traits?: RecordTraits;
};

/** Facts about a record that are not DNS data. */
export interface RecordTraits {
  /** Cloudflare answers with addresses of its own. */
  readonly proxied?: boolean;
  /** OctoDNS `lenient`. */
  readonly lenient?: boolean;
  /** The provider resolves an alias at this name by itself (ALIAS, ANAME, Route 53 alias). */
  readonly flattened?: boolean;
}

/** Type numbers of the IANA registry for the types of the union. */
export const TYPE_NUMBER = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  PTR: 12,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  DNAME: 39,
  SPF: 99,
} as const satisfies Partial<Record<RecordType, number>>;

/** A type that can be asked for in the DNS. */
export type QueryType = keyof typeof TYPE_NUMBER;

/** The joined character-strings of a TXT record, one octet a character (RFC 7208 §3.3). */
export function textOf(record: { readonly strings: readonly string[] }): string {
  return record.strings.length === 1 ? record.strings[0] : record.strings.join('');
}
