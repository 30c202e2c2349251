import type { Alias, Answer, Answered, Question, UnknownReason } from '../../model/answer.ts';
import { isWithin, labelsOf, type Name, ROOT } from '../../model/name.ts';
import { TYPE_NUMBER } from '../../model/record.ts';
import { MAX_ALIASES } from '../proposed.ts';
import type { Message, WireRecord } from './message.ts';

/** Response codes of RFC 1035 §4.1.1, RFC 2136 §2.2 and RFC 6891 §9. */
export const RCODE = {
  NOERROR: 0,
  FORMERR: 1,
  SERVFAIL: 2,
  NXDOMAIN: 3,
  NOTIMP: 4,
  REFUSED: 5,
  NOTAUTH: 9,
  BADVERS: 16,
};

/** Why one server gave no answer. */
export interface Failure {
  readonly failed: UnknownReason;
  readonly detail?: string;
  /** Whether the same server may do better a moment later. */
  readonly passing: boolean;
}

/** An alias chain that the message follows no further: its last target has to be asked for. */
export interface Onward {
  readonly onward: Name;
  readonly chain: readonly Alias[];
}

/** Whether a message answers the question; one that says why it could not be read may leave the question out. */
export function isReplyTo({ isResponse, question, rcode }: Message, asked: Question): boolean {
  if (!isResponse) return false;
  if (question === undefined) return rcode !== RCODE.NOERROR && rcode !== RCODE.NXDOMAIN;
  return question.name === asked.name && question.type === TYPE_NUMBER[asked.type];
}

/** What one message says to a question: an answer, an alias to go on with, or that this server cannot tell. */
export function readMessage(message: Message, { name, type }: Question): Answer | Onward | Failure {
  const { rcode, answers } = message;
  if (rcode !== RCODE.NOERROR && rcode !== RCODE.NXDOMAIN) return failureOf(rcode);

  const { owner, chain, found } = follow(answers, name, type);
  if (found.length > 0) return { state: 'found', records: found, chain, source: 'live' };
  if (chain.length > MAX_ALIASES || chain.some(({ target }) => target === name)) {
    return { state: 'unknown', reason: 'alias-loop', chain };
  }
  // RFC 6604 §3: the code is that of the last name in the chain.
  if (rcode === RCODE.NXDOMAIN) return { state: 'absent', reason: 'nxdomain', chain, source: 'live' };
  if (hasSoaFor(message, owner)) return { state: 'absent', reason: 'nodata', chain, source: 'live' };
  if (chain.length > 0) return { onward: owner, chain };
  return nothingSaid(message);
}

/**
 * An empty answer without the SOA of a negative one (RFC 2308 §2.2): no data where the server has authority or asked
 * further, but a referral, or the silence of a server that neither knows nor asks, says nothing about the name.
 */
function nothingSaid({ authoritative, recursive, authorities }: Message): Answer | Failure {
  const refers = authorities.some(({ type }) => type === TYPE_NUMBER.NS);
  if (!authoritative && (refers || !recursive)) {
    return { failed: 'failed', detail: 'the DNS server only refers to others', passing: false };
  }
  return { state: 'absent', reason: 'nodata', chain: [], source: 'live' };
}

function hasSoaFor({ authorities }: Message, name: Name): boolean {
  return authorities.some(({ owner, type }) => type === TYPE_NUMBER.SOA && isWithin(name, owner));
}

function failureOf(rcode: number): Failure {
  if (rcode === RCODE.SERVFAIL) return { failed: 'servfail', passing: true };
  if (rcode === RCODE.REFUSED) return { failed: 'refused', passing: false };
  const [code] = Object.entries(RCODE).find(([, number]) => number === rcode) ?? [`RCODE ${rcode}`];
  return { failed: 'failed', detail: `the DNS server answers ${code}`, passing: false };
}

/** In words, the system's error where a server cannot be sent to. */
export function unreachable({ code }: NodeJS.ErrnoException): string {
  return `the DNS server cannot be reached (${code})`;
}

/** Follows CNAME (RFC 1034 §3.6.2) and DNAME (RFC 6672 §3.1) through the answer section to the type asked for. */
function follow(answers: readonly WireRecord[], name: Name, type: Question['type']) {
  const byOwner = new Map<Name, WireRecord[]>();
  for (const record of answers) {
    const records = byOwner.get(record.owner);
    if (records === undefined) byOwner.set(record.owner, [record]);
    else records.push(record);
  }
  const dnames = answers.filter((record) => record.type === TYPE_NUMBER.DNAME);
  const chain: Alias[] = [];
  let owner = name;
  for (;;) {
    const found = withoutRepeats(byOwner.get(owner) ?? [], TYPE_NUMBER[type]);
    if (found.length > 0 || chain.length > MAX_ALIASES) return { owner, chain, found };
    const target = type === 'CNAME' ? undefined : (cnameAt(byOwner.get(owner)) ?? dnameAbove(dnames, owner));
    if (target === undefined) return { owner, chain, found };
    chain.push({ owner, target, source: 'live' });
    owner = target;
  }
}

function cnameAt(records: readonly WireRecord[] = []): Name | undefined {
  for (const { data } of records) if (data?.type === 'CNAME') return data.target;
  return undefined;
}

function dnameAbove(dnames: readonly WireRecord[], name: Name): Name | undefined {
  for (const { owner, data } of dnames) {
    if (data?.type !== 'DNAME' || owner === name || !isWithin(name, owner)) continue;
    const kept = labelsOf(name).slice(0, labelsOf(name).length - labelsOf(owner).length);
    return data.target === ROOT ? `${kept.join('.')}.` : `${kept.join('.')}.${data.target}`;
  }
  return undefined;
}

/** An RRset holds no record twice, whatever a server sends (RFC 2181 §5). */
function withoutRepeats(records: readonly WireRecord[], type: number): Answered[] {
  const found = new Map<string, Answered>();
  for (const record of records) {
    if (record.type === type && record.data !== undefined) found.set(JSON.stringify(record.data), record.data);
  }
  return [...found.values()];
}
