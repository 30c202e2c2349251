import { DEFAULT_BLOCKLISTS, FURTHER_BLOCKLISTS } from '../data/blocklists.ts';
import { type ListLookups, listLookups } from '../dns/blocklists.ts';
import { keyedResolver } from '../dns/keyed-lists.ts';
import { cachedResolver } from '../dns/resolver.ts';
import { isGlobal } from '../model/address.ts';
import type { Resolver } from '../model/answer.ts';
import type { Blocklist } from '../model/blocklist.ts';
import type { Severity } from '../model/finding.ts';
import { absolute } from '../model/name.ts';
import { UsageError } from '../model/usage-error.ts';
import type { Proposal } from './proposal.ts';
import { type MailAddressSubject, mailAddresses, newAddressTest } from './reverse.ts';

/** Addresses that a list is asked about in one view: lists that cost nothing are not there for whole estates. */
export const MAX_ASKED = 1_000;

/** A list and how to ask it. */
export interface AskedList {
  readonly list: Blocklist;
  /** Of a listing. */
  readonly level: Severity;
  readonly lookups: ListLookups;
}

/** The lists of a run; head and base, and all views, share their answers. */
export interface Blocklists {
  readonly lists: readonly AskedList[];
  /** The environment variable that should hold a key, where it is named; and whether it does. */
  readonly key: { readonly variable: string; readonly isSet: boolean } | undefined;
}

export const NO_BLOCKLISTS: Blocklists = { lists: [], key: undefined };

/** What the policy file says of blocklists. */
export interface BlocklistSettings {
  /** Undefined for the built-in ones. */
  readonly lists: readonly string[] | undefined;
  /** Of a listing; undefined for each list's own. */
  readonly level: Severity | 'off' | undefined;
  /** The environment variable with the key. */
  readonly keyEnv: string | undefined;
}

export interface BlocklistSources {
  readonly settings: BlocklistSettings | undefined;
  /** Answers for names outside the files; never the proposed view, whose zones have no say in this. */
  readonly outside: Resolver;
  /** Put around what is asked, on this side of the key. */
  readonly record: (resolver: Resolver) => Resolver;
  /** Whether `outside` asks DNS: only then are keys used. */
  readonly live: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * The lists of a run, as the policy file says. Throws a UsageError where the variable that it names holds something that
 * is no key.
 */
export function findBlocklists({ settings, outside, record, live, env }: BlocklistSources): Blocklists {
  const { level, keyEnv } = settings ?? {};
  if (level === 'off') return NO_BLOCKLISTS;
  const lists = chosenLists(settings?.lists);
  const key = keyEnv === undefined || !live ? undefined : readKey(lists, keyEnv, env);
  const resolver = cachedResolver(record(key === undefined ? outside : withKey(lists, key, outside)));
  return {
    lists: lists.map((list) => ({ list, level: level ?? list.level, lookups: listLookups(list.zone, resolver) })),
    key: keyEnv === undefined || !live ? undefined : { variable: keyEnv, isSet: key !== undefined },
  };
}

function chosenLists(names: readonly string[] | undefined): readonly Blocklist[] {
  if (names === undefined) return DEFAULT_BLOCKLISTS;
  const known = new Map([...DEFAULT_BLOCKLISTS, ...FURTHER_BLOCKLISTS].map((list) => [list.zone, list]));
  return [...new Set(names.map(absolute))].map(
    (zone) => known.get(zone) ?? { zone, kind: 'listing', families: [4, 6], codes: {}, level: 'warning' },
  );
}

/** The key; undefined where the variable is empty, as in pull requests from forks, or no list takes a key. */
function readKey(lists: readonly Blocklist[], variable: string, env: BlocklistSources['env']): string | undefined {
  const key = env[variable]?.trim().toLowerCase() ?? '';
  const takers = lists.flatMap(({ keyed }) => keyed ?? []);
  if (key === '' || takers.length === 0) return undefined;
  if (takers.some(({ form }) => form.test(key))) return key;
  throw new UsageError(
    `The environment variable ${variable}, which the policy file names under “blocklists”, holds no key of the form that the lists have (26 letters and digits for Spamhaus). Put the key alone into it, or take key-env out of the policy file.`,
  );
}

function withKey(lists: readonly Blocklist[], key: string, outside: Resolver): Resolver {
  return lists.reduce(
    (resolver, { zone, keyed }) =>
      keyed?.form.test(key) ? keyedResolver(resolver, { zone, keyedZone: keyed.zone, key }) : resolver,
    outside,
  );
}

/** The addresses of a view that the lists are asked about, and how many are left out because they are too many. */
export interface AskedAddresses {
  readonly asked: readonly MailAddressSubject[];
  readonly leftOut: number;
}

/** Addresses of mail hosts that the Internet can reach; where they are too many, those first that the change brings. */
export function addressesToAsk(proposal: Proposal): AskedAddresses {
  const all = [...mailAddresses(proposal)].filter(({ address }) => isGlobal(address));
  if (all.length <= MAX_ASKED) return { asked: all, leftOut: 0 };
  const isNew = newAddressTest(proposal);
  const inOrder = [...all.filter(({ mail }) => isNew(mail.address)), ...all.filter(({ mail }) => !isNew(mail.address))];
  return { asked: inOrder.slice(0, MAX_ASKED), leftOut: all.length - MAX_ASKED };
}

/** An address and a list to ask about it. */
export interface ListQuestion extends MailAddressSubject {
  readonly to: AskedList;
}

/** Every question to the lists of one kind. */
export function* listQuestions(proposal: Proposal, kind: Blocklist['kind']): Generator<ListQuestion> {
  const lists = proposal.blocklists.lists.filter(({ list }) => list.kind === kind);
  if (lists.length === 0) return;
  const { asked } = addressesToAsk(proposal);
  for (const to of lists) {
    for (const about of asked) if (to.list.families.includes(about.address.family)) yield { ...about, to };
  }
}
