import type { FileProblem } from '../../model/file-problem.ts';
import { type Name, plain } from '../../model/name.ts';
import type { Place } from '../../model/place.ts';
import type { YamlMapping } from '../../yaml/node.ts';
import type { YamlProblem } from '../../yaml/problem.ts';
import type { Located } from './located.ts';
import type { RecordSet } from './record-set.ts';

/**
 * The keys of a zone file that are there twice: of equal keys OctoDNS takes the last and never says so. A name that is
 * there twice loses records; a key inside a record loses its first value.
 */
export function* duplicateKeys(
  root: Located<YamlMapping>,
  problems: readonly YamlProblem[],
  zone: Name,
): Generator<FileProblem> {
  const duplicates = problems.filter(({ code }) => code === 'duplicate-key');
  if (duplicates.length === 0) return;
  const top = new Set(root.node.entries.map(({ key }) => key.start));
  for (const { place, message, related } of duplicates) {
    const isName = top.has(place.start);
    const name = nameAt(place);
    yield {
      rule: isName ? 'rrset-duplicated' : 'key-unknown',
      place,
      subject: isName && name !== '' ? `${name}.${plain(zone)}` : plain(zone),
      names: isName ? undefined : [name],
      severity: 'error',
      message: `${message} OctoDNS keeps only what stands at the last one.`,
      advice: isName
        ? 'Put the records of both into one list below the name.'
        : 'Keep one of the two; several values go into one list below `values`.',
      related: related === undefined ? undefined : [{ ...related, message: 'The first one, which is lost.' }],
    };
  }
}

/** One name and type twice, where OctoDNS stops with an error. */
export function duplicateSet(set: RecordSet, first: RecordSet, owner: string): FileProblem {
  const type = mnemonicOf(set) ?? mnemonicOf(first) ?? 'records of the same type';
  const { line } = first.file.position(first.start);
  return {
    rule: 'rrset-duplicated',
    place: placeOfSet(set),
    subject: owner,
    names: [type],
    message: `${owner} has two entries for ${type}; the first is in line ${line} of ${first.file.path}. OctoDNS takes one for each name and type, and refuses the zone.`,
    advice: 'Put the values of both into one list below `values`.',
    related: [{ place: placeOfSet(first), message: 'The first one.' }],
  };
}

function mnemonicOf({ rows }: RecordSet): string | undefined {
  const row = rows[0] as unknown as { readonly type: string; readonly mnemonic?: string } | undefined;
  return row === undefined ? undefined : (row.mnemonic ?? row.type);
}

function placeOfSet({ file, start, end }: RecordSet): Place {
  return { file, start, end };
}

function nameAt({ file, start, end }: Place): string {
  return file.slice(start, end).replace(/^(['"])(.*)\1$/s, '$2');
}
