import { formatAddress, parseAddress } from '../model/address.ts';
import { absolute, lowerCase } from '../model/name.ts';
import type { Levels, LevelWord, Policy } from './policy.ts';

type RawLevels = Readonly<Record<string, LevelWord>> | null;
type Words = readonly string[] | null;

/** A policy file as plain data, of the right shape; keys may be missing or without a value. */
export interface RawPolicy {
  readonly senders?: readonly { domains: readonly string[]; hosts?: Words; helo?: Words; networks?: Words }[] | null;
  readonly 'mail-exchangers'?: readonly { domains: readonly string[]; hosts: Words }[] | null;
  readonly zones?: Readonly<
    Record<string, { files?: Words; authoritative?: boolean; rules?: RawLevels } | null>
  > | null;
  readonly views?: readonly { name: string; paths: readonly string[]; public?: boolean }[] | null;
  readonly paths?: Readonly<Record<string, { rules?: RawLevels } | null>> | null;
  readonly terraform?: { 'zone-ids'?: Readonly<Record<string, string>> | null } | null;
  readonly ignore?: Words;
  readonly rules?: RawLevels;
  readonly exceptions?: readonly { rule: string; subject: string; until?: string; reason: string }[] | null;
  readonly blocklists?: { lists?: Words; level?: LevelWord; 'key-env'?: string } | null;
}

/** The policy that valid data means: names absolute, what is left out filled in. */
export function toPolicy(raw: RawPolicy): Policy {
  const blocklists = raw.blocklists ?? undefined;
  return {
    facts: {
      senders: (raw.senders ?? []).map(({ domains, hosts, helo, networks }) => ({
        domains,
        hosts: (hosts ?? []).map(absolute),
        helo: (helo ?? []).map(absolute),
        networks: networks ?? [],
      })),
      mailExchangers: (raw['mail-exchangers'] ?? []).map(({ domains, hosts }) => ({ domains, hosts: hosts ?? [] })),
    },
    zones: Object.entries(raw.zones ?? {}).map(([name, zone]) => ({
      name: absolute(name),
      files: zone?.files ?? [],
      authoritative: zone?.authoritative,
      levels: toLevels(zone?.rules),
    })),
    views: (raw.views ?? []).map(({ name, paths, public: isPublic = true }) => ({ name, paths, public: isPublic })),
    paths: Object.entries(raw.paths ?? {}).map(([pattern, path]) => ({ pattern, levels: toLevels(path?.rules) })),
    zoneIds: new Map(Object.entries(raw.terraform?.['zone-ids'] ?? {}).map(([id, zone]) => [id, absolute(zone)])),
    ignore: raw.ignore ?? [],
    levels: toLevels(raw.rules),
    exceptions: (raw.exceptions ?? []).map(({ rule, subject, until = null, reason }) => ({
      rule,
      subject: toSubject(subject),
      until,
      reason: reason.trim().replace(/\s+/g, ' '),
    })),
    blocklists:
      blocklists === undefined
        ? undefined
        : {
            lists: blocklists.lists ?? undefined,
            level: blocklists.level,
            keyEnv: blocklists['key-env'],
          },
  };
}

/** A name or an address in the spelling that findings use. */
function toSubject(text: string): string {
  const address = parseAddress(text);
  if (address !== undefined) return formatAddress(address);
  return lowerCase(text).replace(/(?<=.)\.$/, '');
}

function toLevels(levels: RawLevels | undefined): Levels {
  return new Map(Object.entries(levels ?? {}));
}
