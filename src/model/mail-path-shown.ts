/** The way of mail as the outputs show it: plain data. Names are without their final dot. */

/** Domains that are named for one host; that of a service has thousands. */
export const MAX_PATH_DOMAINS = 50;

export const SHOWN_ANSWERS = ['found', 'absent', 'unknown'] as const;

/** `unknown` where a lookup had no answer. */
export type ShownAnswer = (typeof SHOWN_ANSWERS)[number];

/** `elsewhere` is a host that the files do not describe; it is not looked at. */
export const SHOWN_HOST_STATES = ['found', 'absent', 'unknown', 'elsewhere'] as const;
export type ShownHostState = (typeof SHOWN_HOST_STATES)[number];

/** `not-public` is an address that the Internet cannot reach, so that its name is nobody's business. */
export const SHOWN_POINTER_STATES = ['found', 'absent', 'unknown', 'not-public'] as const;
export type ShownPointerState = (typeof SHOWN_POINTER_STATES)[number];

/** A name that the PTR records of an address give. */
export interface ShownPointer {
  readonly name: string;
  /** Whether the name has the address: `absent` where it has not. */
  readonly back: ShownAnswer;
}

export interface ShownMailAddress {
  readonly address: string;
  readonly state: ShownPointerState;
  readonly pointers: readonly ShownPointer[];
}

/** A mail host with its addresses and their names, the first ones where there are very many. */
export interface ShownMailHost {
  readonly state: ShownHostState;
  /** The name that has the addresses, where the host is an alias. */
  readonly alias: string | null;
  readonly addresses: readonly ShownMailAddress[];
  /** How many addresses are not listed. */
  readonly more: number;
}

/** What a change does to the way that mail takes to a host. */
export interface ShownMailPath {
  readonly host: string;
  /** The domains whose MX records name the host, the first ones where there are very many. */
  readonly domains: readonly string[];
  /** How many domains are not listed. */
  readonly more: number;
  /** Null where no MX record of these domains named the host before, or names it after. */
  readonly before: ShownMailHost | null;
  readonly after: ShownMailHost | null;
}
