import type { Related } from '../model/finding.ts';
import { plain } from '../model/name.ts';
import type { NameId } from '../model/name-table.ts';
import { type DnsRecord, TYPE_NUMBER } from '../model/record.ts';
import type { ZoneIndex } from '../model/zone-index.ts';
import { HEALTHY_BESIDE_CNAME, typeName } from '../proposal/judged-records.ts';
import { defineRule } from '../proposal/proposal.ts';

/** A name that is an alias and more. */
interface Clash {
  readonly cname: DnsRecord<'CNAME'>;
  /** The first record of each other type, or another CNAME. */
  readonly others: readonly DnsRecord[];
  readonly isApex: boolean;
}

export const cnameBesideOthers = defineRule<Clash>({
  id: 'cname-beside-others',
  severity: 'error',
  summary: 'A name that is an alias (CNAME) holds other records as well',
  why: 'An alias stands for everything at its name. Name servers refuse a zone with other records beside it, and where one does not, the mail records there are found by some senders and missed by others.',
  norm: 'RFC 1034 §3.6.2, RFC 2181 §10.1',
  examples: {
    bad: { zone: '@    NS    ns1.example.net.\nnews CNAME host.example.net.\nnews MX    10 mail.example.net.\n' },
    good: { zone: '@    NS    ns1.example.net.\nnews A     192.0.2.25\nnews MX    10 mail.example.net.\n' },
  },
  *subjects({ view }) {
    for (const zone of view.judged) yield* clashes(zone);
  },
  *check({ cname, others, isApex }) {
    const owner = plain(cname.owner);
    const isSoft = [cname, ...others].some(({ traits }) => traits?.lenient || traits?.flattened || traits?.proxied);
    const types = [...new Set(others.map(typeName))];
    const second = others.find((record) => record.type === 'CNAME');
    yield {
      subject: owner,
      names: types,
      severity: isSoft ? 'warning' : 'error',
      message:
        types.length === 0
          ? `${owner} is the top of its zone and is made an alias (CNAME) of ${plain(cname.target)}, but the top of a zone always holds other records.`
          : second !== undefined && types.length === 1
            ? `${owner} is an alias (CNAME) of both ${plain(cname.target)} and ${plain(second.target)}; a name can be an alias of one name only.`
            : `${owner} is an alias (CNAME) of ${plain(cname.target)} and holds ${spoken(types)} records as well; beside an alias there can be nothing else.`,
      advice: advice(cname, types, isApex),
      place: cname.place,
      related: others.map(
        (record): Related => ({ place: record.place, message: `The ${typeName(record)} record at the same name.` }),
      ),
    };
  },
});

function* clashes(zone: ZoneIndex): Generator<Clash> {
  const { owners, types, record } = columns(zone);
  const seen = new Set<NameId>();
  for (const i of zone.ofType(TYPE_NUMBER.CNAME)) {
    const owner = owners[i];
    if (seen.has(owner)) continue;
    seen.add(owner);
    const isApex = owner === zone.apex;
    const others = new Map<number, number>();
    for (let j = zone.firstAt(owner); j >= 0; j = zone.nextAt(j)) {
      const type = types[j];
      if (j === i || others.has(type) || HEALTHY_BESIDE_CNAME.has(type)) continue;
      // The same alias twice is one alias.
      if (type === TYPE_NUMBER.CNAME && zone.zone.records.data(j) === zone.zone.records.data(i)) continue;
      others.set(type, j);
    }
    if (others.size > 0 || isApex) {
      yield { cname: record(i) as DnsRecord<'CNAME'>, others: [...others.values()].map(record), isApex };
    }
  }
}

function columns({ zone: { records } }: ZoneIndex) {
  return { owners: records.owners, types: records.types, record: (i: number) => records.record(i) };
}

function advice({ target, owner }: DnsRecord<'CNAME'>, types: readonly string[], isApex: boolean): string {
  if (isApex) {
    return `At the top of a zone write the addresses of ${plain(target)} as A and AAAA records, or use your provider’s ALIAS record.`;
  }
  if (types.length === 1 && types[0] === 'CNAME') return 'Keep one of the two.';
  return types.some((type) => type === 'MX' || type === 'TXT')
    ? `Replace the alias by A and AAAA records of ${plain(owner)}, and keep the ${spoken(types)} records; or keep the alias alone, and then mail follows the records of ${plain(target)}.`
    : `Keep either the alias or the ${spoken(types)} records.`;
}

function spoken(types: readonly string[]): string {
  return types.length < 2 ? types.join() : `${types.slice(0, -1).join(', ')} and ${types[types.length - 1]}`;
}
