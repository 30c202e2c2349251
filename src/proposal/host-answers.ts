import type { Answer, Resolver } from '../model/answer.ts';
import { type Effect, memo, wait } from '../model/effect.ts';
import type { Name } from '../model/name.ts';

/** The addresses of a host, or why there are none, by family. */
export interface HostAnswers {
  readonly v4: Answer<'A'>;
  readonly v6: Answer<'AAAA'>;
}

/** Asks for both families of a host at once, and once however many records name the host. */
export function hostAnswers(resolver: Resolver): (name: Name) => Effect<HostAnswers> {
  return memo(function* (name: Name) {
    const [v4, v6] = [resolver({ name, type: 'A' }), resolver({ name, type: 'AAAA' })];
    return { v4: (yield* wait(v4)) as Answer<'A'>, v6: (yield* wait(v6)) as Answer<'AAAA'> };
  });
}
