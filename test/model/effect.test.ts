import { describe, expect, it } from 'vitest';
import { type Effect, memo, run, wait } from '../../src/model/effect.ts';

function* add(a: number | Promise<number>, b: number | Promise<number>): Effect<number> {
  return (yield* wait(a)) + (yield* wait(b));
}

describe('effects', () => {
  it('run at once where nothing has to be waited for', () => {
    expect(run(add(1, 2))).toBe(3);
  });

  it('wait where they have to', async () => {
    const result = run(add(Promise.resolve(1), Promise.resolve(2)));
    expect(result).toBeInstanceOf(Promise);
    expect(await result).toBe(3);
  });

  it('fail with what they waited for, and can catch it', async () => {
    await expect(run(add(1, Promise.reject(new Error('gone'))))).rejects.toThrow('gone');
    function* careful(): Effect<string> {
      try {
        return String(yield* add(1, Promise.reject(new Error('gone'))));
      } catch (error) {
        return (error as Error).message;
      }
    }
    expect(await run(careful())).toBe('gone');
  });

  it('are made once a key, also by those who ask while it waits', async () => {
    let made = 0;
    const length = memo(function* (text: string): Effect<number> {
      made++;
      return yield* wait(Promise.resolve(text.length));
    });
    expect(await Promise.all([run(length('four')), run(length('four')), run(length('three'))])).toEqual([4, 4, 5]);
    expect(run(length('four'))).toBe(4);
    expect(made).toBe(2);
  });

  it('remember undefined', () => {
    let made = 0;
    // biome-ignore lint/correctness/useYield: an effect that never waits
    const nothing = memo(function* (): Effect<undefined> {
      made++;
      return undefined;
    });
    run(nothing('a'));
    run(nothing('a'));
    expect(made).toBe(1);
  });
});
