import { type Name, plain } from '../../model/name.ts';
import { quoted } from '../../model/quoted.ts';
import { TYPE_NUMBER } from '../../model/record.ts';
import { isMetaType, typeNumber } from '../bind/rdata/types.ts';
import { argument, asText, placeIn, textArgument } from './arguments.ts';
import type { DescribedZone } from './described-zone.ts';
import { type BlockValue, blocksOf, type ResourceInstance } from './hcl/module/resource.ts';
import type { RecordResource, ZoneResource } from './provider.ts';
import { ownerName, readData } from './record-data.ts';

/** Types that providers make of their own: they look the addresses of another name up by themselves. */
const ALIASES: ReadonlySet<string> = new Set(['ALIAS', 'ANAME', 'APEXALIAS', 'FLATTEN']);
/** Types that are no DNS data: redirections of web sites and their like. */
const WEB: ReadonlySet<string> = new Set(['URL', 'URL301', 'FRAME', 'POOL', 'REDIRECT', 'PAGE_RULE']);
/** What AWS has put under a name to prove that a certificate may be made; never the name of anything else. */
const PROOF = /domain_validation_options|dkim_tokens/;

/** Reads a resource that makes a zone, which some providers do not leave empty. Never throws. */
export function readZone(instance: ResourceInstance, resource: ZoneResource, zone: DescribedZone): void {
  zone.addFile(instance.file);
  const given = resource.address === undefined ? undefined : argument(instance, [resource.address]);
  if (given === undefined) return;
  const { address, file, start, end, isForgotten } = instance;
  const place = { file, start, end };
  const owner = zone.zone.name;
  const read = readData('A', { value: given.value, place: given }, { targets: 'absolute', texts: 'plain' }, owner);
  if (read.state === 'read' && instance.expansion === undefined) {
    zone.addRow(
      { owner, type: TYPE_NUMBER.A, ttl: undefined, traits: undefined, place, isOnly: true, isForgotten },
      read,
    );
    return;
  }
  const reason = read.state === 'unknown' ? read.reason : 'its address cannot be read';
  zone.holes.add({ name: owner, below: false, type: TYPE_NUMBER.A, reason: reasonOf(address, reason), place });
}

/** Reads one resource into its zone. Never throws. */
export function readRecords(instance: ResourceInstance, resource: RecordResource, zone: DescribedZone): void {
  zone.addFile(instance.file);
  const { entries } = resource;
  if (entries === undefined) readEntry(instance, instance, resource, zone);
  else for (const block of blocksOf(instance, entries)) readEntry(block, instance, resource, zone);
}

function readEntry(block: BlockValue, instance: ResourceInstance, resource: RecordResource, zone: DescribedZone): void {
  const { address, file, start, end, isForgotten } = instance;
  const place = { file, start, end };
  const mnemonic = typeOf(block, resource);
  if (mnemonic !== undefined && (WEB.has(mnemonic) || mnemonic === 'SOA')) return;
  const type = mnemonic === undefined || ALIASES.has(mnemonic) ? undefined : typeNumber(mnemonic);
  if (type !== undefined && (type < 0 || isMetaType(type))) return;

  const owner = ownerOf(block, resource, zone.zone.name);
  if (typeof owner === 'object' && 'unknown' in owner) {
    if (!PROOF.test(owner.unknown))
      zone.holes.add({ name: zone.zone.name, below: true, type, reason: reasonOf(address, owner.unknown), place });
    return;
  }
  if (typeof owner === 'object') {
    zone.log.problem({
      rule: owner.isOutside ? 'name-outside-zone' : 'record-unreadable',
      place: owner.place,
      subject: owner.text === '' ? plain(zone.zone.name) : owner.text,
      message: `The name ${quoted(owner.text)} of ${address} ${owner.defect}.`,
    });
    return;
  }

  const open = resource.isFound?.(block);
  const notSure = block.expansion ?? instance.expansion;
  if (mnemonic === undefined || type === undefined) {
    const why = mnemonic === undefined ? 'its type is not known' : 'the provider looks the addresses of the alias up';
    if (mnemonic === undefined) zone.holes.add({ name: owner, below: false, reason: reasonOf(address, why), place });
    else {
      for (const number of [TYPE_NUMBER.A, TYPE_NUMBER.AAAA])
        zone.holes.add({ name: owner, below: false, type: number, reason: reasonOf(address, why), place });
    }
    return;
  }
  if (open !== undefined || notSure !== undefined) {
    const why = open ?? notSure?.reason ?? '';
    zone.holes.add({ name: owner, below: false, type, reason: reasonOf(address, why), place });
    return;
  }
  if (resource.isWhole?.(block) === true && !zone.addSet(owner, mnemonic, instance)) return;

  const written = resource.values(block, mnemonic);
  const ttl = ttlOf(block);
  const traits = resource.traits?.(block, mnemonic);
  const isChoice = resource.isChoice?.(block) === true;
  for (const data of written) {
    const read = readData(mnemonic, data, resource, zone.zone.name);
    if (read.state === 'unknown') {
      zone.holes.add({ name: owner, below: false, type, reason: reasonOf(address, read.reason), place: read.place });
      continue;
    }
    if (read.problem !== undefined) {
      const { rule, place: at, message, advice, fix } = read.problem;
      zone.log.problem({
        rule,
        place: at,
        subject: plain(owner),
        names: [mnemonic],
        severity: 'error',
        message: `The ${mnemonic} record of ${plain(owner)} ${message}`,
        advice,
        fix,
      });
    }
    if (isChoice && read.state === 'read' && !zone.takesChoice(owner, mnemonic, read.data, instance)) continue;
    if (read.state === 'bad')
      zone.holes.add({ name: owner, below: false, type, reason: 'a value cannot be read', place: read.problem.place });
    else zone.addRow({ owner, type, ttl, traits, place, isOnly: written.length === 1, isForgotten }, read);
  }
}

function typeOf(block: BlockValue, { type }: RecordResource): string | undefined {
  if ('is' in type) return type.is;
  const written = textArgument(block, [type.argument])?.toUpperCase();
  return written === undefined ? undefined : (type.words?.[written] ?? written);
}

type Owner =
  | Name
  | { readonly unknown: string }
  | {
      readonly text: string;
      readonly defect: string;
      readonly isOutside: boolean;
      readonly place: ReturnType<typeof placeIn>;
    };

/** The owner's name, why it is not known, or what is wrong with it. */
function ownerOf(block: BlockValue, { name }: RecordResource, zone: Name): Owner {
  const given = argument(block, name.arguments);
  if (given === undefined) return zone;
  const text = asText(given.value);
  if (text === undefined) return { unknown: 'it is no text' };
  if (text.kind === 'unknown') return { unknown: text.reason };
  const owner = ownerName(text.value, name.style, zone);
  if (typeof owner === 'string') return owner;
  const isOutside = owner.defect.startsWith('does not end in');
  return { text: text.value, defect: owner.defect, isOutside, place: placeIn(given.value, given) };
}

function ttlOf(block: BlockValue): number | undefined {
  const text = textArgument(block, ['ttl', 'ttl_sec']);
  const ttl = text === undefined ? Number.NaN : Number(text);
  return Number.isInteger(ttl) && ttl >= 0 && ttl < 2 ** 31 ? ttl : undefined;
}

/** Why a record is not known in whole. */
export function reasonOf(address: string, reason: string): string {
  return `${address} is not known in whole: ${reason}`;
}
