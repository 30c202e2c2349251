import { promises as dns } from 'node:dns';
import type { Answer, Answered, Resolver, UnknownReason } from '../model/answer.ts';
import { absolute } from '../model/name.ts';
import type { QueryType } from '../model/record.ts';

/** Questions on the way at one time; a stub resolver drops what goes far beyond. */
const MAX_IN_FLIGHT = 64;

export interface LiveOptions {
  /** `ADDRESS` or `ADDRESS:PORT`; the system's servers where none is given. */
  readonly servers?: readonly string[];
  /** Seconds for all questions together. */
  readonly deadline: number;
}

/** Asks the system's resolver. What it cannot say for certain is unknown; after the deadline everything is. */
export function liveResolver({ servers = [], deadline }: LiveOptions): Resolver {
  const resolver = new dns.Resolver({ timeout: 2_000, tries: 2 });
  if (servers.length > 0) resolver.setServers(servers);
  const end = Date.now() + deadline * 1_000;
  const queue: (() => void)[] = [];
  let inFlight = 0;

  return async ({ name, type }) => {
    if (inFlight >= MAX_IN_FLIGHT) await new Promise<void>((resume) => queue.push(resume));
    inFlight++;
    try {
      if (Date.now() >= end) return unknown('deadline');
      return await askOnce(resolver, name, type);
    } finally {
      inFlight--;
      queue.shift()?.();
    }
  };
}

async function askOnce(resolver: dns.Resolver, name: string, type: QueryType): Promise<Answer> {
  const host = name === '.' ? name : name.slice(0, -1);
  try {
    const records = await query(resolver, host, type);
    if (records.length > 0)
      return { state: 'found', records, chain: await aliases(resolver, host, type), source: 'live' };
    return { state: 'absent', reason: 'nodata', chain: [], source: 'live' };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'ENOTFOUND') return { state: 'absent', reason: 'nxdomain', chain: [], source: 'live' };
    if (code === 'ENODATA') return { state: 'absent', reason: 'nodata', chain: [], source: 'live' };
    return unknown(REASONS[code] ?? 'failed', code);
  }
}

const REASONS: Readonly<Record<string, UnknownReason>> = {
  ETIMEOUT: 'timeout',
  ESERVFAIL: 'servfail',
  EREFUSED: 'refused',
  EBADRESP: 'malformed',
  EBADNAME: 'malformed',
};

function unknown(reason: UnknownReason, detail?: string): Answer {
  return { state: 'unknown', reason, detail, chain: [] };
}

async function query(resolver: dns.Resolver, host: string, type: QueryType): Promise<Answered[]> {
  switch (type) {
    case 'A':
      return (await resolver.resolve4(host)).map((address) => ({ type, address }));
    case 'AAAA':
      return (await resolver.resolve6(host)).map((address) => ({ type, address }));
    case 'MX':
      return (await resolver.resolveMx(host)).map(({ priority, exchange }) => ({
        type,
        preference: priority,
        exchange: absolute(exchange),
      }));
    case 'TXT':
      return (await resolver.resolveTxt(host)).map((strings) => ({ type, strings: strings.map(octets) }));
    case 'CNAME':
      return (await resolver.resolveCname(host)).map((target) => ({ type, target: absolute(target) }));
    case 'NS':
      return (await resolver.resolveNs(host)).map((target) => ({ type, target: absolute(target) }));
    case 'PTR':
      return (await resolver.resolvePtr(host)).map((target) => ({ type, target: absolute(target) }));
    default:
      return [];
  }
}

/** c-ares decodes character-strings as UTF-8; the gate keeps one octet a character. */
function octets(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** An address behind an alias does not show the alias, so it is asked for. */
async function aliases(resolver: dns.Resolver, host: string, type: QueryType): Promise<Answer['chain']> {
  if (type !== 'A' && type !== 'AAAA') return [];
  try {
    const [target] = await resolver.resolveCname(host);
    return target === undefined ? [] : [{ owner: absolute(host), target: absolute(target), source: 'live' }];
  } catch {
    return [];
  }
}
