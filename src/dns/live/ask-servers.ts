import type { Answer, Question } from '../../model/answer.ts';
import type { Message } from './message.ts';
import { type Failure, type Onward, RCODE, readMessage } from './read-message.ts';
import type { Ask, Server } from './server.ts';
import { tcpTo } from './tcp.ts';
import { udpTo } from './udp.ts';

/** How long each attempt waits, in milliseconds: a resolver with nothing in its cache may need seconds. */
export const ATTEMPT_MILLISECONDS: readonly number[] = [1_500, 3_000, 5_000];
/** Milliseconds before a server is asked the same again that it has just failed to answer. */
const BACK_OFF = 200;
/** Questions that end without a word from any server before the network counts as dead. */
const GIVE_UP_AFTER = 3;
/** A server that does not know EDNS says one of these (RFC 6891 §7). */
const PERHAPS_EDNS: ReadonlySet<number> = new Set([RCODE.FORMERR, RCODE.NOTIMP, RCODE.BADVERS]);

const DEADLINE: Failure = { failed: 'deadline', passing: false };

export interface AskServersOptions {
  readonly servers: readonly Server[];
  /** Milliseconds of each attempt; there are at least as many attempts as servers. */
  readonly attempts: readonly number[];
  /** Milliseconds that are left for all questions together. */
  readonly left: () => number;
}

interface Peer {
  readonly udp: Ask;
  readonly tcp: Ask;
  /** Whether it takes EDNS, as far as is known. */
  edns: boolean;
  /** How often in a row it gave no message at all. */
  silences: number;
}

/**
 * Asks several servers: one after the other until one of them tells, those that have been silent last. When none has
 * ever said a word to the first questions, the rest are not asked.
 */
export function askServers({ servers, attempts, left }: AskServersOptions) {
  const peers: Peer[] = servers.map((server) => ({ udp: udpTo(server), tcp: tcpTo(server), edns: true, silences: 0 }));
  const attemptCount = peers.length === 0 ? 0 : Math.max(attempts.length, peers.length);
  let heard = false;
  let unheard = 0;

  return async function ask(question: Question): Promise<Answer | Onward | Failure> {
    /** Peers that this question may still be put to, and how often it has been. */
    const tries = new Map(peers.map((peer) => [peer, 0]));
    let last: Failure =
      peers.length === 0 ? { failed: 'failed', detail: 'no DNS server is set up', passing: false } : DEAD;
    for (let attempt = 0; attempt < attemptCount && tries.size > 0; attempt++) {
      if (!heard && unheard >= GIVE_UP_AFTER) return DEAD;
      const peer = next(tries);
      if (attempt > 0 && tries.get(peer) !== 0 && last.failed !== 'timeout')
        await pause(Math.min(BACK_OFF * attempt, left()));
      if (left() <= 0) return DEADLINE;
      const isLast = attempt === attemptCount - 1;
      const milliseconds = attempts[Math.min(attempt, attempts.length - 1)];
      const outcome = await askPeer(peer, question, milliseconds, attempt > 0 && isLast);
      if (!('failed' in outcome)) return outcome;
      if (left() <= 0) return DEADLINE;
      // What a server says of itself tells more than the silence of the next one.
      if (outcome.failed !== 'timeout' || last.failed === 'timeout') last = outcome;
      if (outcome.passing) tries.set(peer, (tries.get(peer) ?? 0) + 1);
      else tries.delete(peer);
    }
    if (!heard) unheard++;
    return last;
  };

  async function askPeer(peer: Peer, question: Question, milliseconds: number, plain: boolean) {
    // Networks that drop what has EDNS are why the last attempt goes without.
    const edns = peer.edns && !plain;
    const message = await exchange(peer, question, edns, milliseconds);
    if (!edns || 'failed' in message || !PERHAPS_EDNS.has(message.rcode)) return told(message, question);
    const again = await exchange(peer, question, false, milliseconds);
    if (!('failed' in again) && !PERHAPS_EDNS.has(again.rcode)) peer.edns = false;
    return told(again, question);
  }

  /** One message over UDP, or over TCP where UDP cannot carry it. */
  async function exchange(peer: Peer, question: Question, edns: boolean, milliseconds: number) {
    const message = await peer.udp(question, edns, Math.min(milliseconds, left()));
    if ('failed' in message) {
      if (message.failed !== 'malformed') peer.silences++;
      return message;
    }
    heard = true;
    peer.silences = 0;
    return message.truncated ? peer.tcp(question, edns, Math.min(milliseconds, left())) : message;
  }
}

/** Said of what is not even asked because nothing has come back for the questions before. */
const DEAD: Failure = { failed: 'timeout', detail: 'no DNS server has answered any question', passing: false };

function told(message: Message | Failure, question: Question): Answer | Onward | Failure {
  return 'failed' in message ? message : readMessage(message, question);
}

/** The server that was asked least, of these the one that was silent least, of these the first. */
function next(tries: ReadonlyMap<Peer, number>): Peer {
  let [best] = tries.keys();
  for (const [peer, count] of tries) {
    const better = count - tries.get(best)! || peer.silences - best.silences;
    if (better < 0) best = peer;
  }
  return best;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resume) => setTimeout(resume, Math.max(0, milliseconds)));
}
