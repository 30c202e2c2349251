import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSnapshot } from '../../src/dns/read-snapshot.ts';
import { recorder, renderSnapshot, snapshotResolver } from '../../src/dns/snapshot.ts';
import type { Answer, Question } from '../../src/model/answer.ts';
import { UsageError } from '../../src/model/usage-error.ts';
import { memoryDns } from '../support/memory-dns.ts';

const WORLD = `
  example.com. A 192.0.2.2
  example.com. A 192.0.2.1
  example.com. AAAA 2001:db8::25
  example.com. MX 10 mail.example.com.
  example.com. TXT "v=spf1 mx -all"
  www.example.com. CNAME web.example.net.
  web.example.net. CNAME cdn.example.net.
  cdn.example.net. A 198.51.100.1
  25.2.0.192.in-addr.arpa. PTR mail.example.com.
  slow.example.com. A !timeout
`;
const QUESTIONS: readonly Question[] = [
  { name: 'www.example.com.', type: 'A' },
  { name: 'example.com.', type: 'MX' },
  { name: 'example.com.', type: 'A' },
  { name: 'example.com.', type: 'AAAA' },
  { name: 'example.com.', type: 'TXT' },
  { name: 'example.com.', type: 'PTR' },
  { name: 'none.example.com.', type: 'A' },
  { name: '25.2.0.192.in-addr.arpa.', type: 'PTR' },
  { name: 'www.example.com.', type: 'CNAME' },
  { name: 'slow.example.com.', type: 'A' },
];
const SCHEMA = 'https://example.com/snapshot.schema.json';
const validate = new Ajv2020().compile(JSON.parse(readFileSync('docs/snapshot.schema.json', 'utf8')));

async function take(waits = false) {
  const record = recorder(memoryDns(WORLD, { waits }).resolver);
  const answers = await Promise.all(QUESTIONS.map((question) => record.resolver(question)));
  return { record, answers, text: renderSnapshot({ taken: '2026-11-23', answers: record.answers() }, SCHEMA) };
}

describe('a snapshot', () => {
  it.each([true, false])('gives back the answers that were taken (waited for: %s)', async (waits) => {
    const { answers, text } = await take(waits);
    const resolve = snapshotResolver(readSnapshot(text, 'dns.json'));
    for (const [i, question] of QUESTIONS.entries()) {
      const expected = answers[i];
      if (expected.state === 'unknown') continue;
      const given = resolve(question) as Answer;
      if (expected.state === 'found' && given.state === 'found') {
        expect(new Set(given.records)).toEqual(new Set(expected.records));
        expect({ ...given, records: [] }).toEqual({ ...expected, records: [] });
      } else {
        expect(given).toEqual(expected);
      }
    }
  });

  it('has one question a line, sorted, and no question without an answer', async () => {
    const { text, record } = await take();
    expect(text).toBe(`{
  "$schema": "${SCHEMA}",
  "version": 1,
  "taken": "2026-11-23",
  "answers": [
    {"name":"25.2.0.192.in-addr.arpa.","type":"PTR","found":["mail.example.com."]},
    {"name":"example.com.","type":"A","found":["192.0.2.1","192.0.2.2"]},
    {"name":"example.com.","type":"AAAA","found":["2001:db8::25"]},
    {"name":"example.com.","type":"MX","found":["10 mail.example.com."]},
    {"name":"example.com.","type":"PTR","absent":"nodata"},
    {"name":"example.com.","type":"TXT","found":[["v=spf1 mx -all"]]},
    {"name":"none.example.com.","type":"A","absent":"nxdomain"},
    {"name":"www.example.com.","type":"A","through":["web.example.net.","cdn.example.net."],"found":["198.51.100.1"]},
    {"name":"www.example.com.","type":"CNAME","found":["web.example.net."]}
  ]
}
`);
    expect(record.unanswered()).toEqual([{ question: { name: 'slow.example.com.', type: 'A' }, reason: 'timeout' }]);
  });

  it('is what its schema describes', async () => {
    expect(validate(JSON.parse((await take()).text)), JSON.stringify(validate.errors)).toBe(true);
    expect(validate(JSON.parse(renderSnapshot({ taken: '2026-11-23', answers: [] }, SCHEMA)))).toBe(true);
  });

  it('says of a question that it lacks that it does, not that nothing is there', async () => {
    const resolve = snapshotResolver(readSnapshot((await take()).text, 'dns.json'));
    for (const question of [
      { name: 'slow.example.com.', type: 'A' },
      { name: 'other.example.', type: 'MX' },
    ] as const) {
      expect(resolve(question)).toEqual({ state: 'unknown', reason: 'not-in-snapshot', chain: [] });
    }
  });

  it('keeps every octet of TXT in plain ASCII', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 255 }), { minLength: 1, maxLength: 4 }), (octets) => {
        const strings = octets.map((string) => Buffer.from(string).toString('latin1'));
        const record = recorder(() => ({
          state: 'found',
          records: [{ type: 'TXT', strings }],
          chain: [],
          source: 'live',
        }));
        record.resolver({ name: 'example.com.', type: 'TXT' });
        const text = renderSnapshot({ taken: '2026-11-23', answers: record.answers() }, SCHEMA);
        expect(text).toMatch(/^[\n\x20-\x7e]*$/);
        const answer = snapshotResolver(readSnapshot(text, 'dns.json'))({ name: 'example.com.', type: 'TXT' });
        expect(answer).toMatchObject({ records: [{ strings }] });
        expect(validate(JSON.parse(text))).toBe(true);
      }),
    );
  });
});

describe('a file that is no snapshot', () => {
  const withAnswers = (answers: unknown) => JSON.stringify({ version: 1, taken: '2026-11-23', answers });
  it.each([
    ['no JSON', 'root:x:0:0', /it is no JSON/],
    ['broken JSON', '{\n"version": 1,\n"answers": [}', /it is no JSON/],
    ['another thing', '[]', /no list “answers”/],
    ['another version', '{"version": 2, "taken": "2026-11-23", "answers": []}', /version/],
    ['no day', '{"version": 1, "answers": []}', /taken/],
    [
      'a name without a dot at its end',
      withAnswers([{ name: 'example.com', type: 'A', absent: 'nodata' }]),
      /answer 1 /,
    ],
    ['a name in upper case', withAnswers([{ name: 'Example.com.', type: 'A', absent: 'nodata' }]), /answer 1 /],
    ['an unknown type', withAnswers([{ name: 'example.com.', type: 'toString', absent: 'nodata' }]), /answer 1 /],
    ['neither found nor absent', withAnswers([{ name: 'example.com.', type: 'A' }]), /answer 1 /],
    ['both', withAnswers([{ name: 'example.com.', type: 'A', found: ['192.0.2.1'], absent: 'nodata' }]), /answer 1 /],
    ['no address', withAnswers([{ name: 'example.com.', type: 'A', found: ['192.0.2'] }]), /answer 1 /],
    ['no MX', withAnswers([{ name: 'example.com.', type: 'MX', found: ['mail.example.com.'] }]), /answer 1 /],
    ['no SOA', withAnswers([{ name: 'example.com.', type: 'SOA', found: ['a. b. 1'] }]), /answer 1 /],
    ['TXT as one text', withAnswers([{ name: 'example.com.', type: 'TXT', found: ['v=spf1'] }]), /answer 1 /],
    [
      'TXT of characters that are no octets',
      withAnswers([{ name: 'example.com.', type: 'TXT', found: [['…']] }]),
      /answer 1 /,
    ],
    [
      'a question twice',
      withAnswers([1, 2].map(() => ({ name: 'example.com.', type: 'A', absent: 'nodata' }))),
      /answer 2 .*example\.com\. A/,
    ],
  ])('%s is refused with what to do', (_, text, message) => {
    const read = () => readSnapshot(text, 'dns.json');
    expect(read).toThrow(UsageError);
    expect(read).toThrow(message);
    expect(read).toThrow(/dns\.json.*dns-mail-gate snapshot/);
  });

  it('is not repeated in the message', () => {
    expect(() => readSnapshot('secret-token', 'dns.json')).not.toThrow(/secret/);
    expect(() => readSnapshot('secret-token', 'dns.json')).toThrow(UsageError);
  });
});
