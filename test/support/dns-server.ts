import { createSocket, type Socket } from 'node:dgram';
import { createServer, type Server } from 'node:net';
import dnsPacket from 'dns-packet';

/** One query as the server got it. */
export interface Query {
  /** As sent, without the final dot. */
  readonly name: string;
  readonly type: string;
  readonly transport: 'udp' | 'tcp';
  readonly edns: boolean;
  /** How many queries of this name and type came before it. */
  readonly before: number;
}

type Packet = Parameters<typeof dnsPacket.encode>[0];
type Answer = NonNullable<Packet['answers']>[number];

/** What the server does with a query; nothing given, it stays silent. */
export interface Reaction {
  readonly rcode?: number;
  readonly answers?: readonly Answer[];
  readonly authorities?: readonly Answer[];
  /** Flags besides the response bit; by default that recursion was wanted and is to be had. */
  readonly flags?: number;
  /** Milliseconds before it is sent. */
  readonly after?: number;
  /** The last word on the octets. */
  readonly mangle?: (octets: Buffer) => Buffer;
  /** Leaves the question out. */
  readonly questionless?: boolean;
  /** Sends the octets of this reply before the real one. */
  readonly first?: Reaction;
}

export type Behaviour = (query: Query) => Reaction | undefined;

export interface DnsServer {
  /** `127.0.0.1:PORT`, or with brackets. */
  readonly address: string;
  /** Every query in order, `NAME TYPE`, with `tcp` or `plain` (no EDNS) behind it where that is so. */
  readonly asked: string[];
  /** The most queries that were waiting for their replies at one time. */
  readonly mostInFlight: () => number;
  stop(): void;
}

const HEADER_OCTETS = 12;
/** Ports tried until one is free for both. */
const MAX_PORTS = 10;

export const FLAGS = { AA: 0x0400, TC: 0x0200, RD: 0x0100, RA: 0x0080 };

/** Starts a DNS server on loopback, UDP and TCP on one port, that reacts as the behaviour says. */
export async function startDnsServer(behave: Behaviour, host = '127.0.0.1'): Promise<DnsServer> {
  const asked: string[] = [];
  const counts = new Map<string, number>();
  let inFlight = 0;
  let stopped = false;
  let most = 0;

  function handle(octets: Buffer, transport: Query['transport'], send: (reply: Buffer) => void): void {
    const query = dnsPacket.decode(octets);
    const [{ name, type }] = query.questions ?? [];
    const edns = (query.additionals ?? []).some((record) => record.type === 'OPT');
    const key = `${name} ${type}`;
    const before = counts.get(key) ?? 0;
    counts.set(key, before + 1);
    asked.push(`${key}${transport === 'tcp' ? ' tcp' : ''}${edns ? '' : ' plain'}`);
    const reaction = behave({ name, type, transport, edns, before });
    if (reaction === undefined) return;
    most = Math.max(most, ++inFlight);
    setTimeout(() => {
      inFlight--;
      if (stopped) return;
      if (reaction.first !== undefined) send(replyTo(query, octets, reaction.first));
      send(replyTo(query, octets, reaction));
    }, reaction.after ?? 0);
  }

  const { udp, tcp, port } = await listen(host);
  udp.on('message', (octets, { port, address }) => handle(octets, 'udp', (reply) => udp.send(reply, port, address)));
  tcp.on('connection', (socket) => {
    socket.on('error', () => {});
    socket.on('data', (chunk) =>
      handle(chunk.subarray(2), 'tcp', (reply) => {
        const length = Buffer.alloc(2);
        length.writeUInt16BE(reply.length);
        socket.write(length);
        // In two parts, as a network may.
        setTimeout(() => socket.write(reply), 1);
      }),
    );
  });
  return {
    address: host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`,
    asked,
    mostInFlight: () => most,
    stop() {
      stopped = true;
      udp.close();
      tcp.close();
    },
  };
}

/** UDP and TCP on one port; another port where one of the two is taken. */
async function listen(host: string): Promise<{ udp: Socket; tcp: Server; port: number }> {
  for (let attempt = 0; ; attempt++) {
    const udp = createSocket(host.includes(':') ? 'udp6' : 'udp4');
    const tcp = createServer();
    const port = await new Promise<number>((bound) => udp.bind(0, host, () => bound(udp.address().port)));
    const error = await new Promise((done) => tcp.once('error', done).listen(port, host, () => done(undefined)));
    if (error === undefined) return { udp, tcp, port };
    udp.close();
    if (attempt === MAX_PORTS) throw error;
  }
}

function replyTo(query: dnsPacket.DecodedPacket, asked: Buffer, reaction: Reaction): Buffer {
  const { rcode = 0, answers = [], authorities = [], flags = FLAGS.RD | FLAGS.RA, mangle, questionless } = reaction;
  const reply = dnsPacket.encode({
    type: 'response',
    id: query.id,
    flags: flags | (rcode & 0xf),
    questions: [],
    answers: [...answers],
    authorities: [...authorities],
    additionals:
      rcode > 0xf
        ? [
            {
              type: 'OPT',
              name: '.',
              udpPayloadSize: 1232,
              extendedRcode: rcode >> 4,
              ednsVersion: 0,
              flags: 0,
              flag_do: false,
              options: [],
            },
          ]
        : [],
  });
  const octets = questionless ? reply : withQuestion(reply, asked);
  return mangle === undefined ? octets : mangle(octets);
}

/** Puts in the question as it was sent: written anew by dns-packet, names with odd octets would be others. */
function withQuestion(reply: Buffer, asked: Buffer): Buffer {
  let end = HEADER_OCTETS;
  while (asked[end] !== 0) end += asked[end] + 1;
  // The root label, type and class.
  end += 5;
  reply.writeUInt16BE(1, 4);
  const [header, records] = [reply.subarray(0, HEADER_OCTETS), reply.subarray(HEADER_OCTETS)];
  return Buffer.concat([header, asked.subarray(HEADER_OCTETS, end), records]);
}

/** The SOA of a negative answer. */
export function soaOf(zone: string): Answer {
  return {
    type: 'SOA',
    name: zone,
    ttl: 60,
    data: { mname: `ns.${zone}`, rname: `hostmaster.${zone}`, serial: 1, refresh: 1, retry: 1, expire: 1, minimum: 1 },
  };
}

/**
 * Answers as a resolver that knows these records: `NAME TYPE DATA` a line, names without the final dot, TXT data one
 * character-string. Names above those that have records exist.
 */
export function knowing(lines: string): (query: Pick<Query, 'name' | 'type'>) => Reaction {
  const data = new Map<string, Answer[]>();
  const names = new Set<string>();
  for (const line of lines.split('\n').filter((text) => text.trim() !== '')) {
    const [, name, type, rest] = /^\s*(\S+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    const labels = name.split('.');
    for (let i = 0; i < labels.length; i++) names.add(labels.slice(i).join('.'));
    const key = `${name} ${type}`;
    data.set(key, [...(data.get(key) ?? []), recordOf(name, type, rest)]);
  }
  return ({ name, type }) => {
    const answers: Answer[] = [];
    let owner = name.toLowerCase();
    for (let hops = 0; hops < 10; hops++) {
      const found = data.get(`${owner} ${type}`);
      if (found !== undefined) return { answers: [...answers, ...found] };
      const [alias] = data.get(`${owner} CNAME`) ?? [];
      if (alias === undefined) break;
      answers.push(alias);
      owner = String((alias as { data: unknown }).data);
    }
    const zone = owner.split('.').slice(-2).join('.');
    return { answers, authorities: [soaOf(zone)], rcode: names.has(owner) ? 0 : 3 };
  };
}

function recordOf(name: string, type: string, text: string): Answer {
  const base = { name, ttl: 60 };
  if (type === 'MX') {
    const [preference, exchange] = text.split(' ');
    return { ...base, type, data: { preference: Number(preference), exchange } };
  }
  if (type === 'TXT') return { ...base, type, data: [text] };
  return { ...base, type: type as 'A', data: text };
}
