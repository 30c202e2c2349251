/** Milliseconds after which a timer that fires is late: the program was busy with something else. */
const LATE = 20;
/** Milliseconds in which what has arrived meanwhile is read, and how often they are granted. */
const GRACE = 50;
const MAX_GRACES = 4;

/**
 * Calls `expire` after so many milliseconds, unless the function that it returns is called before. A program that was busy
 * runs its timers before it reads what has arrived, so a timer that is late gives the answers on the socket a moment:
 * else a large estate, while it is judged, would take answers for lost that came in time.
 */
export function patientTimeout(milliseconds: number, expire: () => void): () => void {
  let timer = arm(milliseconds, 0);
  return () => clearTimeout(timer);

  function arm(wait: number, graces: number): NodeJS.Timeout {
    const due = performance.now() + wait;
    return setTimeout(() => {
      if (graces < MAX_GRACES && performance.now() > due + LATE) timer = arm(GRACE, graces + 1);
      else expire();
    }, wait);
  }
}
