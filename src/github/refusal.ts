/**
 * What to do about an answer of GitHub's that refused to take something, in one or two sentences for the log.
 * `what` is a noun phrase in lower case: `the comment`.
 */
export function refusalAdvice(error: unknown, what = 'the comment'): string {
  const { status, message = '' } = error as { status?: number; message?: string };
  // Both come with a status that also means something else.
  if (/rate limit/i.test(message))
    return `GitHub is asked too much at the moment and did not take ${what}; run the job again later.`;
  if (/\blocked\b/i.test(message))
    return `The conversation is locked, so nobody can write there; unlock it if ${what} is wanted.`;
  switch (status) {
    case 401:
      return 'The token was not accepted; check the input “token”.';
    case 403:
      return (
        `The token may not write ${what}. Give the job “permissions: pull-requests: write”; for pull requests of forks ` +
        'and of Dependabot the token is read-only, and a second workflow has to post it: examples/workflows shows how.'
      );
    case 404:
      return 'The pull request was not found with this token. Give the job “permissions: pull-requests: write”.';
    case 410:
    case 422:
      return `GitHub did not take ${what}: ${message.split('\n')[0]}`;
    default:
      return `GitHub could not be reached or failed (${status ?? 'no answer'}: ${message.split('\n')[0]}); run the job again.`;
  }
}
