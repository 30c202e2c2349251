/** What the process exits with where it comes to no end of its own: a bug of the program. */
const EXIT_BUG = 3;

/**
 * Exits with the status that `status` settles to. Node ends a process that has nothing left to wait for, whatever has not
 * settled, and with status 0, which would pass for a verdict: then the status is that of a bug and `unsettled` says so.
 * `status` must not be awaited at the top of a module instead: bundlers wrap such a module in a function, and the engine
 * reads the whole bundle twice.
 */
export function exitWith(status: Promise<number>, unsettled: (words: string) => void): void {
  process.exitCode = EXIT_BUG;
  const tell = () => unsettled('This is a bug of DNS Mail Gate, please report it: it stopped before it had a verdict.');
  process.once('beforeExit', tell);
  void status.then((settled) => {
    process.exitCode = settled;
    process.off('beforeExit', tell);
  });
}
