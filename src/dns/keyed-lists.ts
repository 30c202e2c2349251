import type { Answer, Answered, Resolver } from '../model/answer.ts';
import type { Name } from '../model/name.ts';

/** Stands where a key stood. */
const REDACTED = '(key)';
/** Octets in a character-string, RFC 1035 §3.3. */
const MAX_STRING_LENGTH = 255;

/** A list that is asked with a customer's key. */
export interface KeyedList {
  /** The name that the list has without a key. */
  readonly zone: Name;
  /** The zone that the key is a label before. */
  readonly keyedZone: Name;
  readonly key: string;
}

/**
 * Puts the key into the names of questions about a list, and takes it out of everything that comes back. Whoever is on
 * this side of the resolver asks and is answered by the list's public name, so the key cannot get into a cache, a
 * snapshot, a message or a report.
 */
export function keyedResolver(resolver: Resolver, { zone, keyedZone, key }: KeyedList): Resolver {
  const redact = keyRedaction({ zone, keyedZone, key });
  const suffix = `.${zone}`;
  return ({ name, type }) => {
    if (!name.endsWith(suffix)) return resolver({ name, type });
    const answer = resolver({ name: `${name.slice(0, -zone.length)}${key}.${keyedZone}`, type });
    return answer instanceof Promise ? answer.then((settled) => redacted(settled, redact)) : redacted(answer, redact);
  };
}

/** Replaces a list's keyed zone by its public name, and the key wherever else it stands, in any case of letters. */
export function keyRedaction({ zone, keyedZone, key }: KeyedList): (text: string) => string {
  const escaped = [`${key}.${keyedZone}`, key].map((text) => text.replace(/[^A-Za-z0-9]/g, '\\$&'));
  const pattern = new RegExp(escaped.join('|'), 'gi');
  return (text) => text.replace(pattern, (found) => (found.length > key.length ? zone : REDACTED));
}

function redacted(answer: Answer, redact: (text: string) => string): Answer {
  const chain = answer.chain.map((alias) => ({ ...alias, owner: redact(alias.owner), target: redact(alias.target) }));
  switch (answer.state) {
    case 'found':
      return { ...answer, chain, records: answer.records.map((record) => redactedRecord(record, redact)) };
    case 'absent':
      return { ...answer, chain };
    case 'unknown':
      return { ...answer, chain, detail: answer.detail && redact(answer.detail) };
  }
}

function redactedRecord(record: Answered, redact: (text: string) => string): Answered {
  switch (record.type) {
    case 'TXT':
    case 'SPF':
      return { ...record, strings: redactedStrings(record.strings, redact) };
    case 'A':
    case 'AAAA':
      return record;
    case 'MX':
      return { ...record, exchange: redact(record.exchange) };
    case 'SOA':
      return {
        ...record,
        primary: redact(record.primary),
        mailbox: redact(record.mailbox),
        text: redact(record.text),
      };
    default:
      return { ...record, target: redact(record.target) };
  }
}

/** A key can lie across the border of two strings: what has one is cut anew. */
function redactedStrings(strings: readonly string[], redact: (text: string) => string): readonly string[] {
  const text = strings.join('');
  const clean = redact(text);
  if (clean === text) return strings;
  const cut: string[] = [];
  for (let at = 0; at < clean.length; at += MAX_STRING_LENGTH) cut.push(clean.slice(at, at + MAX_STRING_LENGTH));
  return cut;
}
