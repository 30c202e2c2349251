import type { SourceFile } from '../model/source-file.ts';
import type { Tree } from '../model/tree.ts';
import { UsageError } from '../model/usage-error.ts';
import { EMPTY_POLICY, type Policy } from './policy.ts';
import { policyChanges } from './policy-changes.ts';
import { describeProblem, mistakes } from './policy-mistakes.ts';
import { type PolicyReading, readPolicy } from './read-policy.ts';

/** Where a policy file is looked for, the first one wins. */
export const POLICY_PATHS = ['dns-mail-gate.yml', '.github/dns-mail-gate.yml'] as const;
/** Spellings that are not read; silence about them would leave a policy without effect. */
export const NEAR_PATHS = ['dns-mail-gate.yaml', '.github/dns-mail-gate.yaml', '.dns-mail-gate.yml'];

/** Where the policy comes from: a file used as given, a path in the trees, or the usual places. */
export type PolicySource = { readonly given: SourceFile } | { readonly path: string } | undefined;

export interface ChosenPolicy {
  /** What judges. */
  readonly policy: Policy;
  /** The policy file as proposed, for what can be checked only when the zones are known. */
  readonly proposed: PolicyReading | undefined;
  readonly remarks: readonly string[];
  /** What the change does to the policy file, a sentence each. */
  readonly changes: readonly string[];
}

/**
 * Chooses the policy that judges: with a base the one of base, so that no change excuses itself; head's where base has
 * none. Throws a UsageError for mistakes in the policy as proposed. A policy of base that cannot be read is a remark,
 * and the defaults judge, so that the change that mends it can merge.
 */
export function choosePolicy(
  head: Tree,
  base: Tree | undefined,
  source: PolicySource,
  rules: readonly string[],
): ChosenPolicy {
  if (source !== undefined && 'given' in source) {
    const proposed = readValid(source.given, rules);
    return { policy: proposed.policy, proposed, remarks: [], changes: [] };
  }
  const headFile = find(head, source);
  const baseFile = base === undefined ? undefined : find(base, source);
  if (source !== undefined && headFile === undefined && baseFile === undefined)
    throw new UsageError(`The policy file ${source.path} does not exist in the repository.`);

  const proposed = headFile === undefined ? undefined : readValid(headFile, rules);
  const remarks = source === undefined ? nearPaths(head) : [];
  if (baseFile === undefined) return { policy: proposed?.policy ?? EMPTY_POLICY, proposed, remarks, changes: [] };
  if (baseFile === headFile) return { policy: proposed!.policy, proposed, remarks, changes: [] };

  const before = readPolicy(baseFile, rules);
  const [problem] = before.problems;
  if (problem !== undefined) {
    const told = `The policy before this change cannot be used, so the defaults judge: ${describeProblem(problem)}`;
    return { policy: EMPTY_POLICY, proposed, remarks: [...remarks, told], changes: [] };
  }
  return { policy: before.policy, proposed, remarks, changes: changesOf(proposed, before) };
}

function readValid(file: SourceFile, rules: readonly string[]): PolicyReading {
  const reading = readPolicy(file, rules);
  if (reading.problems.length > 0) throw mistakes(reading.problems);
  return reading;
}

function find(tree: Tree, source: Exclude<PolicySource, { given: SourceFile }>): SourceFile | undefined {
  for (const path of source === undefined ? POLICY_PATHS : [source.path]) {
    const file = tree.read(path);
    if (file !== undefined) return file;
  }
  return undefined;
}

function nearPaths(tree: Tree): string[] {
  return NEAR_PATHS.filter((path) => tree.read(path) !== undefined).map(
    (path) => `${path} is not read: the policy file is named ${POLICY_PATHS.join(' or ')}.`,
  );
}

function changesOf(proposed: PolicyReading | undefined, before: PolicyReading): string[] {
  const { path } = (proposed ?? before).file;
  const { added, removed } = policyChanges(proposed, before);
  return [
    ...added.map((line) => `${path} adds “${line}”. It counts once this change is merged.`),
    ...removed.map((line) => `${path} no longer has “${line}”. It still counts for this change.`),
  ];
}
