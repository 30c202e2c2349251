import type { SourceFile } from './source-file.ts';

/** A stretch of a file: UTF-16 offsets into its text, `end` exclusive. Line and column are computed when printed. */
export interface Place {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}

/** Which of the two trees something stands in: the one proposed or the one that the merge would change. */
export type Side = 'head' | 'base';

/** Whether two places share at least one character, or are the same empty stretch. */
export function overlap(a: Place, b: Place): boolean {
  if (a.file.path !== b.file.path) return false;
  return (a.start < b.end && b.start < a.end) || (a.start === b.start && a.end === b.end);
}
