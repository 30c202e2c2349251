const READING: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be opened',
};

const WRITING: Readonly<Record<string, string>> = {
  ...READING,
  ENOENT: 'there is no such folder',
  ENOTDIR: 'there is no such folder',
  EACCES: 'it may not be written',
  EROFS: 'it may not be written',
  ENOSPC: 'there is no room left',
};

/** Why a file that the operator named cannot be read, in words where the system's own are for programmers. */
export function readingTrouble(error: unknown): string {
  return inWords(error, READING);
}

/** Why a file cannot be written. */
export function writingTrouble(error: unknown): string {
  return inWords(error, WRITING);
}

function inWords(error: unknown, words: Readonly<Record<string, string>>): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return words[code] ?? message;
}
