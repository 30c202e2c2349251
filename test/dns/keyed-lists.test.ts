import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyedResolver } from '../../src/dns/keyed-lists.ts';
import type { Answer, Question } from '../../src/model/answer.ts';

const KEY = 'abcdefghijklmnopqrstuvwx12';
const LIST = { zone: 'zen.example.org.', keyedZone: 'zen.dq.example.net.', key: KEY };
const KEYED_NAME = `2.0.0.127.${KEY}.zen.dq.example.net.`;

function answering(answer: Answer) {
  const asked: Question[] = [];
  const resolver = (question: Question) => {
    asked.push(question);
    return answer;
  };
  return { asked, resolve: keyedResolver(resolver, LIST) };
}

const FOUND: Answer = { state: 'found', records: [{ type: 'A', address: '127.0.0.2' }], chain: [], source: 'live' };

describe('keyedResolver', () => {
  it('asks by the key and answers by the public name', async () => {
    const { asked, resolve } = answering({
      ...FOUND,
      chain: [
        { owner: KEYED_NAME, target: `x.${KEYED_NAME}`, source: 'live' },
        { owner: `x.${KEYED_NAME}`, target: `${KEY.toUpperCase()}.elsewhere.example.`, source: 'live' },
      ],
    });
    const answer = await resolve({ name: '2.0.0.127.zen.example.org.', type: 'A' });
    expect(asked).toEqual([{ name: KEYED_NAME, type: 'A' }]);
    expect(answer).toEqual({
      ...FOUND,
      chain: [
        { owner: '2.0.0.127.zen.example.org.', target: 'x.2.0.0.127.zen.example.org.', source: 'live' },
        { owner: 'x.2.0.0.127.zen.example.org.', target: '(key).elsewhere.example.', source: 'live' },
      ],
    });
  });

  it.each(['example.com.', 'notzen.example.org.', 'zen.example.org.', '1.bl.example.org.'])(
    'passes a question about %s on as it is',
    async (name) => {
      const { asked, resolve } = answering(FOUND);
      expect(await resolve({ name, type: 'A' })).toBe(FOUND);
      expect(asked).toEqual([{ name, type: 'A' }]);
    },
  );

  it.each<[string, Answer]>([
    ['a text', { ...FOUND, records: [{ type: 'TXT', strings: [`your key ${KEY} has ended`] }] }],
    [
      'texts cut within the key',
      { ...FOUND, records: [{ type: 'TXT', strings: [`key ${KEY.slice(0, 9)}`, KEY.slice(9)] }] },
    ],
    ['a long text', { ...FOUND, records: [{ type: 'TXT', strings: ['x'.repeat(250), `${KEY}${'y'.repeat(100)}`] }] }],
    ['a name', { ...FOUND, records: [{ type: 'CNAME', target: KEYED_NAME }] }],
    ['an exchange', { ...FOUND, records: [{ type: 'MX', preference: 1, exchange: KEYED_NAME }] }],
    ['an SOA', { ...FOUND, records: [{ type: 'SOA', primary: KEYED_NAME, mailbox: KEYED_NAME, text: KEYED_NAME }] }],
    [
      'the words of a failure',
      { state: 'unknown', reason: 'failed', detail: `${KEYED_NAME} cannot be had`, chain: [] },
    ],
    [
      'the chain of an absence',
      {
        state: 'absent',
        reason: 'nxdomain',
        chain: [{ owner: KEYED_NAME, target: KEY, source: 'live' }],
        source: 'live',
      },
    ],
  ])('takes the key out of %s, also when it comes later', async (_, answer) => {
    const question: Question = { name: '2.0.0.127.zen.example.org.', type: 'TXT' };
    const now = await answering(answer).resolve(question);
    const later = await keyedResolver(async () => answer, LIST)(question);
    expect(later).toEqual(now);
    expect(JSON.stringify(now).replaceAll('","', '')).not.toContain(KEY);
    if (now.state === 'found' && now.records[0].type === 'TXT')
      for (const string of now.records[0].strings) expect(string.length).toBeLessThanOrEqual(255);
  });

  it('leaves the key in no text, wherever it stands and however it is cut and written', async () => {
    const piece = fc.oneof(fc.string(), fc.constantFrom(KEY, KEY.toUpperCase(), KEYED_NAME, `${KEY}.`));
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 6 }), fc.nat(), async (pieces, cut) => {
        const text = pieces.join('');
        const at = text === '' ? 0 : cut % text.length;
        const strings = [text.slice(0, at), text.slice(at)];
        const { resolve } = answering({ ...FOUND, records: [{ type: 'TXT', strings }] });
        const answer = await resolve({ name: '2.0.0.127.zen.example.org.', type: 'TXT' });
        const [record] = answer.state === 'found' ? answer.records : [];
        expect(record.type === 'TXT' && record.strings.join('').toLowerCase()).not.toContain(KEY);
      }),
    );
  });
});
