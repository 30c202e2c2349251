/** A pull request of a repository. */
export interface PullRequest {
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
}
