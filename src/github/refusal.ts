/** What to do about an answer of GitHub's that refused a comment, in one sentence for the log. */
export function refusalAdvice(error: unknown): string {
  const { status, message } = error as { status?: number; message?: string };
  switch (status) {
    case 401:
      return 'The token was not accepted; check the input “token”.';
    case 403:
      return (
        'The token may not comment. Give the job “permissions: pull-requests: write”; for pull requests of forks and of ' +
        'Dependabot the token is read-only, and a second workflow has to post the comment.'
      );
    case 404:
      return 'The pull request was not found with this token. Give the job “permissions: pull-requests: write”.';
    case 410:
    case 422:
      return 'GitHub did not take the comment; the conversation may be locked.';
    default:
      return `GitHub could not be reached or failed (${status ?? 'no answer'}: ${message ?? error}); run the job again.`;
  }
}
