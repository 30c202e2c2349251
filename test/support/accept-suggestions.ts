import type { ApiReviewComment } from './github-api.ts';

/** The text of a file once the suggestions in review comments on it are accepted, as GitHub's button does it. */
export function acceptSuggestions(text: string, comments: readonly ApiReviewComment[]): string {
  const lines = text.split('\n');
  // From the bottom up, so that the lines of the others stay where they are.
  for (const { body, line, start_line = line } of [...comments].sort((a, b) => b.line - a.line)) {
    const suggested = /^(`{3,})suggestion\n([\s\S]*?)\n?\1$/m.exec(body)?.[2] ?? '';
    lines.splice(start_line - 1, line - start_line + 1, ...(suggested === '' ? [] : suggested.split('\n')));
  }
  return lines.join('\n');
}
