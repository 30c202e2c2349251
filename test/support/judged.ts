import { proposedResolver } from '../../src/dns/proposed.ts';
import { readZoneFile } from '../../src/formats/bind/read-zone.ts';
import type { Finding } from '../../src/model/finding.ts';
import { NameTable } from '../../src/model/name-table.ts';
import { SourceFile } from '../../src/model/source-file.ts';
import { View } from '../../src/model/view.ts';
import { ZoneIndex } from '../../src/model/zone-index.ts';
import { judge } from '../../src/proposal/judge.ts';
import { makeProposal, NO_POLICY, type PolicyFacts } from '../../src/proposal/proposal.ts';
import { Unanswered } from '../../src/proposal/unanswered.ts';
import { RULES } from '../../src/rules/index.ts';
import { zoneLinesResolver } from './example.ts';

/** Makes the zone whole: what it does not hold does not exist. */
const APEX = '@  SOA  ns1.example.net. hostmaster 1 7200 900 1209600 300\n@  NS  ns1.example.net.\n';

/** What the rules with these ids find in the zone example.com with these records; `dns` answers for the rest of the world. */
export async function judged(
  records: string,
  ids: RegExp,
  dns = '',
  policy: PolicyFacts = NO_POLICY,
): Promise<Finding[]> {
  const names = new NameTable();
  const file = new SourceFile('example.com.zone', `$TTL 300\n${APEX}${records}\n`);
  const reading = readZoneFile(file, { names, zone: 'example.com.', include: () => 'not here' });
  const zone = { name: 'example.com.', view: undefined, authoritative: true, public: true, file, files: [file] };
  const view = new View('', names, [new ZoneIndex({ ...zone, records: reading.records, holes: reading.holes }, names)]);
  const resolver = proposedResolver(view, zoneLinesResolver(dns));
  const unanswered = new Unanswered();
  return judge(
    makeProposal({ view, policy, problems: reading.problems, resolver, unanswered }),
    RULES.filter(({ id }) => ids.test(id)),
  );
}

/** `rule severity subject “underlined text”`, for comparing at a glance. */
export function brief({ rule, severity, subject, place }: Finding): string {
  return `${rule} ${severity} ${subject} “${place === undefined ? '' : place.file.slice(place.start, place.end)}”`;
}

/** The text of the file after the finding's fix. */
export function fixed({ fix }: Finding): string {
  if (fix === undefined) throw new Error('no fix is offered');
  const { text } = fix.edits[0].place.file;
  return [...fix.edits]
    .sort((a, b) => b.place.start - a.place.start)
    .reduce(
      (rest, { place, text: replacement }) => rest.slice(0, place.start) + replacement + rest.slice(place.end),
      text,
    );
}
