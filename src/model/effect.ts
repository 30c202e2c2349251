/**
 * Code that may have to wait for the DNS, written as a generator: it yields the promises it waits for and is resumed
 * with their values. Where every answer is at hand nothing is yielded and it runs like a plain function, so the same
 * code judges a million proposed records without a single tick and a thousand live domains concurrently.
 */
export type Effect<T> = Generator<Promise<unknown>, T, unknown>;

/** The value, waited for if it is not there yet: `const answer = yield* wait(resolve(question))`. */
export function* wait<T>(value: T | Promise<T>): Effect<T> {
  return value instanceof Promise ? ((yield value) as T) : value;
}

/** Runs an effect to its end: its result at once if it never waited, else a promise of it. */
export function run<T>(effect: Effect<T>): T | Promise<T> {
  const first = effect.next();
  return first.done ? first.value : finish(effect, first.value);
}

async function finish<T>(effect: Effect<T>, waitedFor: Promise<unknown>): Promise<T> {
  let pending = waitedFor;
  for (;;) {
    let next: IteratorResult<Promise<unknown>, T>;
    try {
      const value = await pending;
      next = effect.next(value);
    } catch (error) {
      next = effect.throw(error);
    }
    if (next.done) return next.value;
    pending = next.value;
  }
}

/** An effect of one key run once, its result shared by all who ask, also while it is still waiting. */
export function memo<K, T>(make: (key: K) => Effect<T>): (key: K) => Effect<T> {
  const results = new Map<K, T | Promise<T>>();
  return function* (key) {
    let result = results.get(key);
    if (result === undefined && !results.has(key)) {
      result = run(make(key));
      results.set(key, result);
      if (result instanceof Promise) result.then((value) => results.set(key, value), ignore);
    }
    // As `wait` does it: every rule comes by here for every subject.
    return result instanceof Promise ? ((yield result) as T) : (result as T);
  };
}

/** A failure reaches everyone who waits; nobody waiting is no failure. */
function ignore(): void {}
