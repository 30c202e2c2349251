import { absolute, type Name, plain } from '../model/name.ts';
import { nearest } from '../model/nearest.ts';
import type { Place } from '../model/place.ts';
import type { SourceFile } from '../model/source-file.ts';
import { coreValue } from '../yaml/core-value.ts';
import { keyText, valueAt, type YamlNode } from '../yaml/node.ts';
import { readYaml } from '../yaml/tree.ts';
import { EMPTY_POLICY, type Policy } from './policy.ts';
import { policyShape } from './policy-shape.ts';
import { type RawPolicy, toPolicy } from './to-policy.ts';
import { type Tell, validate } from './validate.ts';

/** A larger file is no policy. */
const MAX_OCTETS = 4 * 2 ** 20;
/** More mistakes than anybody reads; the rest is not put into words. */
const MAX_PROBLEMS = 25;

/** A mistake in a policy file. */
export interface PolicyProblem {
  readonly place: Place;
  readonly message: string;
}

export interface PolicyReading {
  readonly file: SourceFile;
  /** What the file says; the empty policy where it has problems. */
  readonly policy: Policy;
  /** In file order, at most MAX_PROBLEMS. */
  readonly problems: readonly PolicyProblem[];
  /** The tree, for what is looked up in it by place; undefined for an empty file. */
  readonly root: YamlNode | undefined;
}

/** Reads a policy file; `rules` are the ids of all rules. Mistakes are problems, never thrown. */
export function readPolicy(file: SourceFile, rules: readonly string[]): PolicyReading {
  if (file.bytes.length > MAX_OCTETS) {
    const message = `A policy file has at most ${MAX_OCTETS / 2 ** 20} MiB, and this one has more.`;
    return { file, policy: EMPTY_POLICY, problems: [{ place: { file, start: 0, end: 0 }, message }], root: undefined };
  }
  const tree = readYaml(file);
  const problems: PolicyProblem[] = tree.problems.slice(0, MAX_PROBLEMS).map(({ code, place, message }) => ({
    place,
    message: code === 'alias' ? `${message} Put a text that begins with “*” in quotation marks.` : message,
  }));
  const tell: Tell = (node, message) => {
    if (problems.length < MAX_PROBLEMS)
      problems.push({ place: { file, start: node.start, end: node.end }, message: message() });
  };
  const [root, second] = tree.documents;
  if (second !== undefined) tell(second, () => 'A policy file is one document; a second one begins here.');
  // What stands in place of an alias that leads nowhere would be told twice.
  if (root !== undefined && !tree.problems.some(({ code }) => code === 'alias'))
    validate(root, policyShape(rules), tell);
  const policy =
    problems.length > 0 || root === undefined ? EMPTY_POLICY : toPolicy((coreValue(root) ?? {}) as RawPolicy);
  return { file, policy, problems: problems.sort((a, b) => a.place.start - b.place.start), root };
}

/** The zones that the policy names and no DNS file describes, each with the name that it was probably meant to be. */
export function unknownZones({ file, root }: PolicyReading, described: ReadonlySet<Name>): PolicyProblem[] {
  const zones = root?.kind === 'mapping' ? valueAt(root, 'zones') : undefined;
  if (zones?.kind !== 'mapping') return [];
  const known = [...described].map(plain);
  const unknown = zones.entries.filter((entry) => !described.has(absolute(keyText(entry) ?? '')));
  return unknown.slice(0, MAX_PROBLEMS).map((entry) => {
    const name = keyText(entry) ?? '';
    const near = nearest(name, known);
    const help =
      near !== undefined
        ? `Do you mean “${near}”?`
        : `Name the files that describe it: \`${name}: { files: ["dns/${name}.db"] }\`, or take it out.`;
    const { start, end } = entry.key;
    return { place: { file, start, end }, message: `No DNS file describes the zone “${name}”. ${help}` };
  });
}
