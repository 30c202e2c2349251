import type { GitHubClient } from './client.ts';
import type { PullRequest } from './pull-request.ts';

export type Posted = 'created' | 'updated' | 'unchanged' | 'none';

interface Comment {
  readonly id: number;
  readonly body?: string;
  readonly user: { readonly login: string; readonly type: string } | null;
}

const PER_PAGE = 100;

/**
 * Brings the one comment of this gate up to date: found by its marker and its author among all comments, written only
 * where its text differs. `create` says whether a first comment is wanted; an existing one is kept up to date in any
 * case, so that it turns to all clear. Errors of the API are thrown as they come.
 */
export async function upsertComment(
  client: GitHubClient,
  { owner, repo, number }: PullRequest,
  { marker, body, create }: { readonly marker: string; readonly body: string; readonly create: boolean },
): Promise<Posted> {
  const all: Comment[] = await client.paginate(client.rest.issues.listComments, {
    owner,
    repo,
    issue_number: number,
    per_page: PER_PAGE,
  });
  const marked = all.filter((comment) => comment.body?.includes(marker) === true);
  const own = marked.length === 0 ? [] : marked.filter(await isOwn(client));
  const [existing] = own;
  if (existing === undefined && !create) return 'none';
  if (existing === undefined) {
    await client.rest.issues.createComment({ owner, repo, issue_number: number, body });
    return 'created';
  }
  if (sameText(existing.body, body)) return 'unchanged';
  await client.rest.issues.updateComment({ owner, repo, comment_id: existing.id, body });
  return 'updated';
}

/** A person's token writes as that person; a workflow's own token may not ask who it is, and writes as a bot. */
async function isOwn(client: GitHubClient): Promise<(comment: Comment) => boolean> {
  try {
    const { data } = await client.rest.users.getAuthenticated();
    return ({ user }) => user?.login === data.login;
  } catch {
    return ({ user }) => user?.type === 'Bot';
  }
}

/** What a push changes although nothing is said anew: the commit in links to lines. The old one shows the same text. */
const LINKED_COMMIT = /(?<=\/blob\/)[0-9a-f]{40}(?=\/)/g;

/** GitHub stores line ends as CRLF in some cases and drops blanks at the end. */
function sameText(stored: string | undefined, body: string): boolean {
  const said = (text: string) => text.replaceAll('\r\n', '\n').replace(LINKED_COMMIT, '').trimEnd();
  return stored !== undefined && said(stored) === said(body);
}
