import { getServers } from 'node:dns';
import { isIP } from 'node:net';
import type { Question } from '../../model/answer.ts';
import { UsageError } from '../../model/usage-error.ts';
import type { Message } from './message.ts';
import type { Failure } from './read-message.ts';

/** RFC 1035 §4.2 */
const DNS_PORT = 53;

/** A DNS server to ask. */
export interface Server {
  readonly address: string;
  readonly family: 4 | 6;
  readonly port: number;
}

/** Sends one question to one server and gives its message, or why there is none within so many milliseconds. */
export type Ask = (question: Question, edns: boolean, milliseconds: number) => Promise<Message | Failure>;

/** Reads `ADDRESS`, `ADDRESS:PORT` or `[ADDRESS]:PORT`. Throws a UsageError for anything else, names too. */
export function parseServer(text: string): Server {
  const [, bracketed, plain = text, port = String(DNS_PORT)] =
    /^(?:\[([^\]]*)\]|([^:]*))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const address = bracketed ?? plain;
  const family = isIP(address);
  const number = Number(port);
  const isWhole = bracketed === undefined || family === 6;
  if (!isWhole || (family !== 4 && family !== 6) || number < 1 || number > 65_535) {
    throw new UsageError(
      `“${text}” is no DNS server that can be asked. Write its IP address, with the port where it is not 53: ` +
        '192.0.2.53, 192.0.2.53:5353, 2001:db8::53 or [2001:db8::53]:5353.',
    );
  }
  return { address, family, port: number };
}

/** The servers that the system is set up to ask, in its order. */
export function systemServers(): Server[] {
  return getServers().map(parseServer);
}
