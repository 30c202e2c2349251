import type { FileProblem } from '../../model/file-problem.ts';
import type { Fix } from '../../model/finding.ts';
import { nearest } from '../../model/nearest.ts';
import type { YamlNode } from '../../yaml/node.ts';
import { type Field, valueAt } from './fields.ts';
import type { Includes } from './includes.ts';
import { isScalar, type Located, placeOf, quotedText } from './located.ts';
import { pythonText } from './python-scalar.ts';

/** One entry below `zones:` with its key. */
export interface ZoneSection {
  readonly name: string;
  readonly key: Field;
  readonly fields: ReadonlyMap<string, Field>;
}

/** What a configuration defines for its zones to name. */
export interface Definitions {
  readonly providers: ReadonlySet<string>;
  readonly processors: ReadonlySet<string>;
  readonly zones: ReadonlySet<string>;
}

/** What OctoDNS refuses to start with, whatever the zone files say: nothing of the change is published then. */
export function configProblems(
  sections: readonly ZoneSection[],
  known: Definitions,
  includes: Includes,
): FileProblem[] {
  const hasPattern = sections.some(({ name }) => name.startsWith('*'));
  return sections.flatMap((section) => [
    ...nameProblems(section),
    ...aliasProblems(section, known, hasPattern, includes),
    ...unknownWords(section, 'sources', 'source', known.providers, includes),
    ...unknownWords(section, 'targets', 'target', known.providers, includes),
    ...unknownWords(section, 'processors', 'processor', known.processors, includes),
  ]);
}

function nameProblems({ name, key }: ZoneSection): FileProblem[] {
  if (name.startsWith('*') || name.endsWith('.')) return [];
  const at = { node: key.key, file: key.file };
  const { node, file } = at;
  const end = node.style === 'plain' ? node.end : node.contentEnd;
  const fix: Fix = {
    description: 'Add the final dot',
    edits: [{ place: { file, start: end - 1, end }, text: `${file.slice(end - 1, end)}.` }],
  };
  return [problem(name, at, `The zone ${quotedText(name)} lacks its final dot.`, `Write \`${name}.:\`.`, fix)];
}

function aliasProblems(
  { name, fields }: ZoneSection,
  { zones }: Definitions,
  hasPattern: boolean,
  includes: Includes,
): FileProblem[] {
  const alias = valueAt(fields, 'alias', includes);
  if (alias === undefined || !isScalar(alias) || hasPattern) return [];
  const target = pythonText(alias.node);
  const wanted = target.toLowerCase().replace(/\.$/, '');
  // A zone that lacks its own final dot has been told of.
  if (zones.has(`${wanted}.`) || zones.has(wanted)) return [];
  const message = `The zone ${quotedText(name)} is to be a copy of ${quotedText(target)}, which is no zone of this configuration.`;
  return [problem(name, alias, message, meant(target, zones))];
}

function unknownWords(
  { name, fields }: ZoneSection,
  key: string,
  what: string,
  known: ReadonlySet<string>,
  includes: Includes,
): FileProblem[] {
  const located = valueAt(fields, key, includes);
  if (located === undefined) return [];
  const items: readonly YamlNode[] = located.node.kind === 'sequence' ? located.node.items : [located.node];
  return items.flatMap((node) => {
    const at = { node, file: located.file };
    if (!isScalar(at) || node.tag === '!include') return [];
    const word = pythonText(at.node);
    if (word === '' || known.has(word)) return [];
    const message = `The zone ${quotedText(name)} names the ${what} ${quotedText(word)}, which this configuration does not define.`;
    // A slip of the pen for certain, or a name that somebody may define where this file does not say.
    const near = nearest(word, [...known]);
    const told = problem(name, at, message, meant(word, known));
    return [near === undefined ? { ...told, severity: 'warning' } : told];
  });
}

function meant(word: string, known: ReadonlySet<string>): string {
  const near = nearest(word, [...known]);
  return near === undefined ? `Write one of ${[...known].join(', ')}.` : `Did you mean “${near}”?`;
}

function problem(zone: string, at: Located, message: string, advice: string, fix?: Fix): FileProblem {
  return {
    rule: 'record-unreadable',
    place: placeOf(at),
    subject: zone.replace(/\.$/, ''),
    names: [at.node.kind === 'scalar' ? at.node.text : ''],
    message: `${message} OctoDNS does not start with it, and publishes nothing.`,
    advice,
    fix,
  };
}
