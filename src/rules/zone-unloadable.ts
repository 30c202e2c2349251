import { plain } from '../model/name.ts';
import type { ZoneIndex } from '../model/zone-index.ts';
import { defineRule } from '../proposal/proposal.ts';

/** A zone that a server could load before the change, and how it is now. */
interface Subject {
  readonly name: string;
  readonly now: ZoneIndex;
  readonly before: ZoneIndex;
}

/** Files of formats in which the provider makes these records itself. */
const OTHER_FORMAT = /\.(?:tf|json|hcl|ya?ml)$/i;

export const zoneUnloadable = defineRule<Subject>({
  id: 'zone-unloadable',
  severity: 'error',
  summary: 'The change takes a record away without which no server loads the zone',
  why: 'A zone must begin with exactly one SOA record and have NS records at its top. A name server refuses a zone without them, and then the domain’s mail goes the way of all its records.',
  norm: 'RFC 1035 §5.2, RFC 1034 §4.2.1',
  examples: {
    bad: {
      base: {
        'example.com.zone': '@  SOA  ns1.example.net. hostmaster 1 7200 900 1209600 300\n@  NS   ns1.example.net.\n',
      },
      files: { 'example.com.zone': '@  SOA  ns1.example.net. hostmaster 2 7200 900 1209600 300\n' },
    },
    good: {
      base: {
        'example.com.zone': '@  SOA  ns1.example.net. hostmaster 1 7200 900 1209600 300\n@  NS   ns1.example.net.\n',
      },
      files: {
        'example.com.zone': '@  SOA  ns1.example.net. hostmaster 2 7200 900 1209600 300\n@  NS   ns2.example.net.\n',
      },
    },
  },
  *subjects({ view, base }) {
    if (base === undefined) return;
    for (const now of view.judged) {
      const before = base.zoneOfId(now.apex);
      const isFile = !OTHER_FORMAT.test(now.zone.file.path) && before?.zone.file.path === now.zone.file.path;
      // Of a zone that the policy calls a part the rest is elsewhere, and what cannot be read may be the very record.
      if (!isFile || !before.zone.authoritative || before.apex !== now.apex || now.zone.holes.length > 0) continue;
      yield { name: now.zone.name, now, before };
    }
  },
  *check({ name, now, before }) {
    const zone = plain(name);
    const [soa, servers] = [before.at(before.apex, 'SOA'), before.at(before.apex, 'NS')];
    // A part that a tool puts into a zone never had them.
    if (soa.length !== 1 || servers.length === 0) return;
    const lost = [soa[0], servers[0]].find(({ type }) => now.at(now.apex, type).length === 0);
    if (lost === undefined) return;
    const isSoa = lost.type === 'SOA';
    yield {
      subject: zone,
      names: [lost.type],
      place: lost.place,
      side: 'base',
      message: isSoa
        ? `The change takes the SOA record of ${zone} away: no name server loads the zone without it.`
        : `The change takes the last NS record of ${zone} away: no name server loads a zone without any.`,
      advice: `Put the record back. If a tool adds it, or ${zone} is no zone of its own any more, say so in dns-mail-gate.yml: zones: { ${zone}: { rules: { zone-unloadable: off } } }`,
    };
  },
});
