import { randomInt } from 'node:crypto';
import { connect } from 'node:net';
import { decodeMessage, encodeQuery, type Message } from './message.ts';
import { patientTimeout } from './patient-timeout.ts';
import { type Failure, isReplyTo, unreachable } from './read-message.ts';
import type { Ask, Server } from './server.ts';

/** Over TCP two octets before each message hold its length (RFC 1035 §4.2.2). */
const LENGTH_OCTETS = 2;
const MAX_MESSAGE_OCTETS = 0xffff;

/** Asks one server over TCP, a connection for each question: only the few answers that UDP cannot carry come here. */
export function tcpTo(server: Server): Ask {
  return (question, edns, milliseconds) =>
    new Promise((resolve) => {
      const id = randomInt(0x10000);
      const query = encodeQuery(question, id, edns);
      if (query === undefined) {
        resolve({ failed: 'malformed', passing: false });
        return;
      }
      const socket = connect({ host: server.address, port: server.port });
      const stop = patientTimeout(milliseconds, () => settle({ failed: 'timeout', passing: true }));
      const settle = (outcome: Message | Failure) => {
        stop();
        socket.destroy();
        resolve(outcome);
      };
      const octets = Buffer.allocUnsafe(LENGTH_OCTETS + MAX_MESSAGE_OCTETS);
      let received = 0;
      socket.unref();
      socket.on('error', (error: NodeJS.ErrnoException) =>
        settle({ failed: 'failed', detail: unreachable(error), passing: true }),
      );
      socket.on('close', () =>
        settle({ failed: 'failed', detail: 'the DNS server closed the connection', passing: true }),
      );
      socket.on('data', (chunk) => {
        received += chunk.copy(octets, received);
        if (received < LENGTH_OCTETS) return;
        const length = octets.readUInt16BE(0);
        if (received < LENGTH_OCTETS + length) return;
        const message = decodeMessage(octets.subarray(LENGTH_OCTETS, LENGTH_OCTETS + length));
        const isReply = message !== undefined && message.id === id && isReplyTo(message, question);
        settle(isReply && !message.truncated ? message : { failed: 'malformed', passing: true });
      });
      const prefix = Buffer.alloc(LENGTH_OCTETS);
      prefix.writeUInt16BE(query.length);
      socket.write(Buffer.concat([prefix, query]));
    });
}
