import { execFileSync, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import dnsPacket from 'dns-packet';
import { temporaryFolder } from './repository.ts';

/** A real authoritative server on loopback. */
export interface Knot {
  readonly port: number;
  query(name: string, type: string): Promise<dnsPacket.DecodedPacket>;
  stop(): void;
}

/** Whether Knot DNS is installed; tests that need it run only where it is. */
export function hasKnot(): boolean {
  try {
    execFileSync('knotd', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Starts knotd with zones (name without final dot → zone-file text) and waits until it answers for the first one. */
export async function startKnot(zones: Readonly<Record<string, string>>): Promise<Knot> {
  const folder = temporaryFolder();
  const port = await freePort();
  for (const [name, text] of Object.entries(zones)) writeFileSync(join(folder, `${name}.zone`), text);
  const config = `
server:
  rundir: ${folder}
  listen: 127.0.0.1@${port}
  udp-workers: 1
  tcp-workers: 1
  background-workers: 1
database:
  storage: ${folder}/db
template:
  - id: default
    storage: ${folder}
    file: "%s.zone"
    semantic-checks: soft
    zonefile-sync: -1
    journal-content: none
zone:
${Object.keys(zones)
  .map((name) => `  - domain: ${name}`)
  .join('\n')}
`;
  writeFileSync(join(folder, 'knot.conf'), config);
  const server = spawn('knotd', ['-c', join(folder, 'knot.conf')], { stdio: 'ignore' });
  const knot: Knot = {
    port,
    query: (name, type) => ask(port, name, type, 2_000),
    stop: () => server.kill('SIGKILL'),
  };
  const [first] = Object.keys(zones);
  for (let attempt = 0; attempt < 100; attempt++) {
    const answer = await ask(port, first, 'SOA', 100).catch(() => undefined);
    if (answer?.answers?.length) return knot;
    await new Promise((resume) => setTimeout(resume, 20));
  }
  knot.stop();
  throw new Error('knotd does not answer');
}

function ask(port: number, name: string, type: string, timeout: number): Promise<dnsPacket.DecodedPacket> {
  const socket = createSocket('udp4');
  const query = dnsPacket.encode({ type: 'query', id: 1, questions: [{ type: type as dnsPacket.RecordType, name }] });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => done(() => reject(new Error('no answer'))), timeout);
    const done = (settle: () => void) => {
      clearTimeout(timer);
      socket.close();
      settle();
    };
    socket.on('message', (message) => done(() => resolve(dnsPacket.decode(message))));
    socket.on('error', (error) => done(() => reject(error)));
    socket.send(query, port, '127.0.0.1');
  });
}

function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  return new Promise((resolve) => {
    socket.bind(0, '127.0.0.1', () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}
