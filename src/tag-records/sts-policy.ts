/** The text of an MTA-STS policy (RFC 8461 §3.2) as far as it says where mail may go. */
export interface StsPolicy {
  readonly mode: 'enforce' | 'testing' | 'none';
  readonly hosts: readonly StsHost[];
}

/** A host or `*.` and a domain, in lower case, and where it stands in the text. */
export interface StsHost {
  readonly pattern: string;
  readonly start: number;
  readonly end: number;
}

const FIELD = /^[ \t]*([A-Za-z0-9][A-Za-z0-9_.-]{0,31})[ \t]*:[ \t]*(.*?)[ \t]*\r?$/gm;
/** A policy is fetched whole, and senders take no more than 64 KB (RFC 8461 §3.2). */
export const MAX_STS_POLICY = 64 * 1024;

/** Reads a policy; undefined for a text that is none. */
export function parseStsPolicy(text: string): StsPolicy | undefined {
  let version = '';
  let mode = '';
  const hosts: StsHost[] = [];
  for (const match of text.matchAll(FIELD)) {
    const [whole, key, value] = match;
    if (key === 'version') version ||= value;
    else if (key === 'mode') mode ||= value;
    else if (key === 'mx') {
      const start = match.index + whole.lastIndexOf(value);
      hosts.push({ pattern: value.toLowerCase().replace(/\.$/, ''), start, end: start + value.length });
    }
  }
  if (version !== 'STSv1' || (mode !== 'enforce' && mode !== 'testing' && mode !== 'none')) return undefined;
  return { mode, hosts };
}

/** Whether mail may go to a host, given without final dot: `*.` stands for exactly one label (RFC 8461 §4.1). */
export function mayTakeMail({ hosts }: StsPolicy, host: string): boolean {
  const name = host.toLowerCase();
  const above = name.slice(name.indexOf('.') + 1);
  return hosts.some(({ pattern }) => (pattern.startsWith('*.') ? pattern.slice(2) === above : pattern === name));
}
