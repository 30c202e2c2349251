import type { Io } from './command.ts';

/** Milliseconds between two updates, so that a terminal is not written full. */
const INTERVAL = 100;
/** Back to the line's first column, and the rest of the line cleared (ECMA-48 EL). */
const CLEAR_LINE = '\r\x1b[K';

/** Shows how far the lookups are in one line of a terminal's standard error; nothing where that is no terminal. */
export interface LookupProgress {
  readonly show: ((asked: number, settled: number) => void) | undefined;
  /** Takes the line away before results are written. */
  readonly end: () => void;
}

export function lookupProgress({ err, errIsTerminal }: Io): LookupProgress {
  if (!errIsTerminal) return { show: undefined, end: () => {} };
  let last = 0;
  let shown = false;
  return {
    show(asked, settled) {
      const now = performance.now();
      if (now - last < INTERVAL) return;
      last = now;
      shown = true;
      err(`${CLEAR_LINE}DNS lookups: ${settled} of ${asked}`);
    },
    end() {
      if (shown) err(CLEAR_LINE);
      shown = false;
    },
  };
}
