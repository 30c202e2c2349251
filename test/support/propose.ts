import { proposedResolver } from '../../src/dns/proposed.ts';
import { cachedResolver } from '../../src/dns/resolver.ts';
import { readZoneFile } from '../../src/formats/bind/read-zone.ts';
import type { Resolver } from '../../src/model/answer.ts';
import type { FileProblem } from '../../src/model/file-problem.ts';
import type { Finding } from '../../src/model/finding.ts';
import { absolute } from '../../src/model/name.ts';
import { NameTable } from '../../src/model/name-table.ts';
import { SourceFile } from '../../src/model/source-file.ts';
import { View } from '../../src/model/view.ts';
import { ZoneIndex } from '../../src/model/zone-index.ts';
import { judge } from '../../src/proposal/judge.ts';
import {
  type MailRule,
  makeProposal,
  NO_POLICY,
  type PolicyFacts,
  type Proposal,
} from '../../src/proposal/proposal.ts';
import { Unanswered } from '../../src/proposal/unanswered.ts';
import { zoneLinesResolver } from './example.ts';

export interface ProposeOptions {
  /** Zones before the change. */
  readonly base?: Readonly<Record<string, string>>;
  /** What the rest of the Internet answers, as in an example. */
  readonly dns?: string;
  /** Answers for other names in place of `dns`. */
  readonly outside?: Resolver;
  readonly policy?: Partial<PolicyFacts>;
  /** Zones that the Internet does not see. */
  readonly hidden?: readonly string[];
  readonly unanswered?: Unanswered;
}

/** A proposal of zones given as zone-file text by zone name, all in one view. */
export function propose(zones: Readonly<Record<string, string>>, options: ProposeOptions = {}): Proposal {
  const names = new NameTable();
  const problems: FileProblem[] = [];
  const view = viewOf(zones, names, options.hidden, problems);
  const base = options.base === undefined ? undefined : viewOf(options.base, names, options.hidden);
  const outside = options.outside ?? zoneLinesResolver(options.dns ?? '');
  return makeProposal({
    view,
    base,
    baseResolver: base && cachedResolver(proposedResolver(base, outside)),
    policy: { ...NO_POLICY, ...options.policy },
    problems,
    resolver: cachedResolver(proposedResolver(view, outside)),
    unanswered: options.unanswered ?? new Unanswered(),
  });
}

/** What some rules say of zones given as text. */
export function judgeZones(
  zones: Readonly<Record<string, string>>,
  rules: readonly MailRule[],
  options?: ProposeOptions,
): Promise<Finding[]> {
  return judge(propose(zones, options), rules);
}

function viewOf(
  zones: Readonly<Record<string, string>>,
  names: NameTable,
  hidden: readonly string[] = [],
  problems: FileProblem[] = [],
): View {
  const indices = Object.entries(zones).map(([zone, text]) => {
    const file = new SourceFile(`${zone}.zone`, `$TTL 3600\n${text}\n`);
    const name = absolute(zone);
    const reading = readZoneFile(file, { names, zone: name, include: () => 'the file is missing' });
    const { records, holes } = reading;
    problems.push(...reading.problems);
    const isPublic = !hidden.includes(zone);
    const description = {
      name,
      view: undefined,
      authoritative: true,
      public: isPublic,
      file,
      files: [file],
      records,
      holes,
    };
    return new ZoneIndex(description, names);
  });
  return new View('', names, indices);
}
