import type { GitHubClient } from './client.ts';
import { isOwn } from './own.ts';
import type { PullRequest } from './pull-request.ts';

export type Posted = 'created' | 'updated' | 'unchanged' | 'none';

interface Comment {
  readonly id: number;
  readonly body?: string;
  readonly user: { readonly login: string; readonly type: string } | null;
}

const PER_PAGE = 100;
const NOT_FOUND = 404;

/**
 * Brings the one comment of this gate up to date: found by its marker and its author among all comments, written only
 * where its text differs. `create` says whether a first comment is wanted; an existing one is kept up to date in any
 * case, so that it turns to all clear. Where two runs write the first comment at once, the older comment stays and the
 * younger goes. Errors of the API are thrown as they come.
 */
export async function upsertComment(
  client: GitHubClient,
  pull: PullRequest,
  { marker, body, create }: { readonly marker: string; readonly body: string; readonly create: boolean },
): Promise<Posted> {
  const { owner, repo } = pull;
  const [existing, ...others] = await ownComments(client, pull, marker);
  if (existing !== undefined) {
    const posted = await update(client, pull, existing, body);
    if (posted !== 'gone') {
      await removeDuplicates(client, pull, existing, others);
      return posted;
    }
  }
  if (!create) return 'none';
  const { data: created } = await client.rest.issues.createComment({ owner, repo, issue_number: pull.number, body });
  const [oldest, ...younger] = await ownComments(client, pull, marker);
  if (oldest === undefined || younger.length === 0) return 'created';
  // The run that wrote last knows the latest commit, so its words go into the comment that stays.
  if (oldest.id !== created.id) await update(client, pull, oldest, body);
  await removeDuplicates(client, pull, oldest, younger);
  return 'created';
}

/** The comments of this gate, oldest first; more than one only after two runs at once. */
async function ownComments(client: GitHubClient, { owner, repo, number }: PullRequest, marker: string) {
  const all: Comment[] = await client.paginate(client.rest.issues.listComments, {
    owner,
    repo,
    issue_number: number,
    per_page: PER_PAGE,
  });
  const marked = all.filter((comment) => comment.body?.includes(marker) === true);
  const own = marked.length === 0 ? [] : marked.filter(await isOwn(client));
  return own.sort((a, b) => a.id - b.id);
}

/** `gone` where somebody has deleted the comment since it was listed. */
async function update(
  client: GitHubClient,
  { owner, repo }: PullRequest,
  { id, body: stored }: Comment,
  body: string,
): Promise<'updated' | 'unchanged' | 'gone'> {
  if (sameText(stored, body)) return 'unchanged';
  try {
    await client.rest.issues.updateComment({ owner, repo, comment_id: id, body });
    return 'updated';
  } catch (error) {
    if ((error as { status?: number }).status === NOT_FOUND) return 'gone';
    throw error;
  }
}

/** Deletes what the same author wrote beside `kept`. That this fails is no reason to call the comment not posted. */
async function removeDuplicates(
  client: GitHubClient,
  { owner, repo }: PullRequest,
  kept: Comment,
  others: readonly Comment[],
): Promise<void> {
  for (const { id, user } of others) {
    if (user?.login !== kept.user?.login) continue;
    await client.rest.issues.deleteComment({ owner, repo, comment_id: id }).catch(() => undefined);
  }
}

/** What a push changes although nothing is said anew: the commit in links to lines. The old one shows the same text. */
const LINKED_COMMIT = /(?<=\/blob\/)[0-9a-f]{40}(?=\/)/g;

/** GitHub stores line ends as CRLF in some cases and drops blanks at the end. */
function sameText(stored: string | undefined, body: string): boolean {
  const said = (text: string) => text.replaceAll('\r\n', '\n').replace(LINKED_COMMIT, '').trimEnd();
  return stored !== undefined && said(stored) === said(body);
}
