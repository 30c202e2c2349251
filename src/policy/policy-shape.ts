import type { ListShape, MappingShape, Shape, TableShape, WordShape } from './shape.ts';
import {
  DATE,
  DOMAIN_PATTERN,
  ENVIRONMENT_NAME,
  GLOB,
  HOST,
  HOST_PATTERN,
  LEVEL,
  NETWORK,
  ruleWord,
  SUBJECT,
  TEXT,
  ZONE,
} from './words.ts';

/** The shape of a policy file, where these are the ids of all rules. */
export function policyShape(rules: readonly string[]): MappingShape {
  const rule = ruleWord(rules);
  const levels: TableShape = { kind: 'table', what: 'rules with their levels', key: rule, value: LEVEL };
  const zone = mapping('a zone', {
    files: {
      shape: list('paths', GLOB),
      about: 'The files that describe the zone, where they do not say it themselves.',
    },
    authoritative: {
      shape: { kind: 'boolean' },
      about: 'Whether the files hold the whole zone, so that what they do not hold does not exist.',
    },
    rules: { shape: levels, about: 'Levels of rules for findings in this zone.' },
  });
  return mapping('the policy file', {
    senders: { shape: list('senders', sender()), about: 'Who sends mail as which domains.' },
    'mail-exchangers': { shape: list('allow-lists', mailExchangers()), about: 'The hosts that MX records may name.' },
    zones: { shape: { kind: 'table', what: 'zones', key: ZONE, value: zone }, about: 'Zones by name.' },
    views: { shape: list('views', view()), about: 'Which files describe zones of which view.' },
    paths: {
      shape: {
        kind: 'table',
        what: 'paths',
        key: GLOB,
        value: mapping('a path', {
          rules: { shape: levels, about: 'Levels of rules for findings in these files.' },
        }),
      },
      about: 'Levels of rules by path; of several patterns that match, the last one that names the rule decides.',
    },
    terraform: {
      shape: mapping('terraform', {
        'zone-ids': {
          shape: { kind: 'table', what: 'zone ids', key: { ...TEXT, what: 'a zone id' }, value: ZONE },
          about: 'Zones by the id that the Terraform files name them by.',
        },
      }),
      about: 'What Terraform files do not say themselves.',
    },
    ignore: { shape: list('paths', GLOB), about: 'Files and folders that are not read.' },
    rules: { shape: levels, about: 'Levels of rules for the whole repository.' },
    exceptions: {
      shape: list('exceptions', exception(rule)),
      about: 'Findings that are known and accepted for a time.',
    },
    blocklists: { shape: blocklists(), about: 'Blocklists that are asked for the addresses of mail hosts.' },
  });
}

function sender(): MappingShape {
  return mapping('a sender', {
    domains: {
      shape: list('domains', DOMAIN_PATTERN, true),
      required: true,
      about: 'The domains in the sender’s address.',
    },
    hosts: { shape: list('host names', HOST), about: 'The servers that send; every address of theirs is judged.' },
    helo: { shape: list('host names', HOST), about: 'The names that the servers greet others with.' },
    networks: { shape: list('networks', NETWORK), about: 'The addresses that mail is sent from, in CIDR notation.' },
  });
}

function mailExchangers(): MappingShape {
  return mapping('an allow-list', {
    domains: { shape: list('domains', DOMAIN_PATTERN, true), required: true, about: 'The domains that it is for.' },
    hosts: { shape: list('host names', HOST_PATTERN), required: true, about: 'The hosts that may take their mail.' },
  });
}

function view(): MappingShape {
  return mapping('a view', {
    name: { shape: { ...TEXT, example: 'internal' }, required: true, about: 'Tells the view apart from others.' },
    paths: { shape: list('paths', GLOB, true), required: true, about: 'The files that describe its zones.' },
    public: { shape: { kind: 'boolean' }, about: 'Whether the Internet sees it; true where it is left out.' },
  });
}

function exception(rule: WordShape): MappingShape {
  return mapping('an exception', {
    rule: { shape: rule, required: true, about: 'The rule whose findings it excuses.' },
    subject: {
      shape: SUBJECT,
      required: true,
      about: 'The name or address that the finding is about; “*.” before a name for everything below it.',
    },
    until: { shape: DATE, about: 'The last day on which it holds; then the finding is shown as a warning.' },
    reason: { shape: TEXT, required: true, about: 'Why the finding is accepted; shown in every report.' },
  });
}

function blocklists(): MappingShape {
  return mapping('blocklists', {
    lists: {
      shape: list('blocklists', ZONE),
      about: 'The zones of the lists; the built-in ones where it is left out.',
    },
    level: {
      shape: LEVEL,
      about: 'The level of a listing, each list’s own where it is left out; off asks no list at all.',
    },
    'key-env': { shape: ENVIRONMENT_NAME, about: 'The name of the environment variable with the query key.' },
  });
}

function mapping(what: string, keys: MappingShape['keys']): MappingShape {
  return { kind: 'mapping', what, keys };
}

function list(what: string, of: Shape, notEmpty?: true): ListShape {
  return { kind: 'list', what: `a list of ${what}`, of, notEmpty };
}
