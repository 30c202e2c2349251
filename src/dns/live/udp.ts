import { randomInt } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import type { Question } from '../../model/answer.ts';
import { decodeMessage, encodeQuery, type Message } from './message.ts';
import { patientTimeout } from './patient-timeout.ts';
import { type Failure, isReplyTo, unreachable } from './read-message.ts';
import type { Ask, Server } from './server.ts';

const IDS = 0x10000;

interface Waiting {
  readonly question: Question;
  readonly settle: (outcome: Message | Failure) => void;
}

/**
 * Asks one server over one connected socket, so that the system drops what comes from any other address and says when
 * nothing listens. The socket is closed whenever nothing is on the way: each burst has another source port, and none is
 * left when the program ends.
 */
export function udpTo(server: Server): Ask {
  const waiting = new Map<number, Waiting>();
  let current: Socket | undefined;
  /** What is sent as soon as the socket is connected; undefined once it is. */
  let outbox: Buffer[] | undefined;

  return (question, edns, milliseconds) =>
    new Promise((resolve) => {
      const id = freeId(waiting);
      const query = encodeQuery(question, id, edns);
      if (query === undefined) {
        resolve({ failed: 'malformed', passing: false });
        return;
      }
      const stop = patientTimeout(milliseconds, () => settle({ failed: 'timeout', passing: true }));
      const settle = (outcome: Message | Failure) => {
        stop();
        waiting.delete(id);
        if (waiting.size === 0) close();
        resolve(outcome);
      };
      waiting.set(id, { question, settle });
      send(query);
    });

  function send(query: Buffer): void {
    if (current === undefined) open();
    if (outbox !== undefined) outbox.push(query);
    else if (current !== undefined) transmit(current, query);
  }

  /** What the system learns of an earlier packet it may say when the next one is sent. */
  function transmit(socket: Socket, packet: Buffer): void {
    socket.send(packet, (error) => {
      if (error !== null) fail(socket, error);
    });
  }

  function open(): void {
    const socket = createSocket(server.family === 6 ? 'udp6' : 'udp4');
    current = socket;
    outbox = [];
    socket.on('message', (octets) => receive(octets));
    socket.on('error', (error) => fail(socket, error));
    socket.connect(server.port, server.address, (error?: Error) => {
      if (socket !== current) return;
      if (error !== undefined && error !== null) {
        fail(socket, error);
        return;
      }
      const packets = outbox ?? [];
      outbox = undefined;
      for (const packet of packets) transmit(socket, packet);
    });
    // The timers of the questions keep the program alive, not the socket.
    socket.unref();
  }

  function close(): void {
    current?.close();
    current = undefined;
    outbox = undefined;
  }

  /** The system says that nobody listens there, or that there is no way: true for all that is on the way. */
  function fail(socket: Socket, error: NodeJS.ErrnoException): void {
    if (socket !== current) return;
    const failure: Failure = { failed: 'failed', detail: unreachable(error), passing: true };
    for (const { settle } of [...waiting.values()]) settle(failure);
  }

  function receive(octets: Buffer): void {
    const found = octets.length < 2 ? undefined : waiting.get(octets.readUInt16BE(0));
    if (found === undefined) return;
    const message = decodeMessage(octets);
    if (message === undefined) found.settle({ failed: 'malformed', passing: true });
    // Late or forged: what answers another question is no answer, and the real one may still come.
    else if (isReplyTo(message, found.question)) found.settle(message);
  }
}

/** Ids are drawn anew for each query, so that nobody can answer without having seen it (RFC 5452 §9.2). */
function freeId(waiting: ReadonlyMap<number, unknown>): number {
  for (;;) {
    const id = randomInt(IDS);
    if (!waiting.has(id)) return id;
  }
}
