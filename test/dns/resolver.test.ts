import { describe, expect, it } from 'vitest';
import { cachedResolver, offlineResolver, questionText } from '../../src/dns/resolver.ts';
import type { Answer, Question } from '../../src/model/answer.ts';

const absent: Answer = { state: 'absent', reason: 'nxdomain', chain: [], source: 'live' };

describe('cachedResolver', () => {
  it('asks each question once: the same name of another type is another question', () => {
    const asked: string[] = [];
    const resolve = cachedResolver((question: Question) => {
      asked.push(questionText(question));
      return absent;
    });
    for (const type of ['A', 'MX', 'A', 'MX'] as const) expect(resolve({ name: 'example.com.', type })).toBe(absent);
    resolve({ name: 'example.net.', type: 'A' });
    expect(asked).toEqual(['example.com. A', 'example.com. MX', 'example.net. A']);
  });

  it('shares an answer that is on the way, and gives it at once when it has come', async () => {
    let count = 0;
    const resolve = cachedResolver(async () => {
      count++;
      return absent;
    });
    const question: Question = { name: 'example.com.', type: 'TXT' };
    const first = resolve(question);
    expect(resolve(question)).toBe(first);
    expect(await first).toBe(absent);
    expect(resolve(question)).toBe(absent);
    expect(count).toBe(1);
  });

  it('may be asked by the resolver that it stands before', () => {
    let count = 0;
    const resolve = cachedResolver(({ name, type }) => {
      count++;
      return name === 'a.' ? resolve({ name: 'b.', type }) : absent;
    });
    resolve({ name: 'a.', type: 'A' });
    resolve({ name: 'b.', type: 'A' });
    resolve({ name: 'a.', type: 'A' });
    expect(count).toBe(2);
  });
});

describe('offlineResolver', () => {
  it('knows nothing, which is not the same as nothing being there', () => {
    expect(offlineResolver({ name: 'example.com.', type: 'A' })).toMatchObject({ state: 'unknown', reason: 'offline' });
  });
});
