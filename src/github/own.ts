import type { GitHubClient } from './client.ts';

/** Who wrote something. */
interface Written {
  readonly user: { readonly login: string; readonly type: string } | null;
}

/** A person's token writes as that person; a workflow's own token may not ask who it is, and writes as a bot. */
export async function isOwn(client: GitHubClient): Promise<(written: Written) => boolean> {
  try {
    const { data } = await client.rest.users.getAuthenticated();
    return ({ user }) => user?.login === data.login;
  } catch {
    return ({ user }) => user?.type === 'Bot';
  }
}
