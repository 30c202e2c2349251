import { absolute, type Name, plain } from '../model/name.ts';
import type { SourceFile } from '../model/source-file.ts';
import type { Tree } from '../model/tree.ts';
import { MAX_STS_POLICY, parseStsPolicy, type StsPolicy } from '../tag-records/sts-policy.ts';

/** An MTA-STS policy that the repository holds beside its DNS. */
export interface StsPolicyFile {
  readonly file: SourceFile;
  readonly policy: StsPolicy;
}

/** The policies in the files of a tree; RFC 8461 §3.3 gives the file its name. */
export function findStsPolicies(tree: Tree): readonly StsPolicyFile[] {
  return (tree.allPaths ?? tree.paths).flatMap((path) => {
    if (!/(?:^|\/)mta-sts\.txt$/.test(path) || tree.size(path) > MAX_STS_POLICY) return [];
    const file = tree.read(path);
    const policy = file && parseStsPolicy(file.text);
    return file === undefined || policy === undefined ? [] : [{ file, policy }];
  });
}

/**
 * The policy of a domain: the file whose path names the domain, or its host `mta-sts.`; else the only one, where the
 * domain is the only one that announces a policy.
 */
export function policyOf(
  domain: Name,
  announcing: number,
  policies: readonly StsPolicyFile[],
): StsPolicyFile | undefined {
  const names = new Set([plain(domain), plain(`mta-sts.${domain}`)]);
  const own = policies.filter(({ file }) =>
    file.path
      .toLowerCase()
      .split('/')
      .some((part) => names.has(part)),
  );
  if (own.length === 1) return own[0];
  if (own.length > 1 || announcing !== 1 || policies.length !== 1) return undefined;
  const named = policies[0].file.path.split('/').some((part) => part !== 'mta-sts.txt' && isDomain(part));
  return named ? undefined : policies[0];
}

/** Whether a part of a path looks like the name of some domain, which is then another one. */
function isDomain(part: string): boolean {
  return /^(?:[a-z0-9-]+\.)+[a-z]{2,}$/i.test(part) && absolute(part) !== '.' && !part.startsWith('.');
}
