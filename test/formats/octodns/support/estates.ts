import fc from 'fast-check';

/** One record set to be written, and the lines that it stands for. */
export interface GeneratedSet {
  readonly owner: string;
  readonly type: string;
  readonly ttl: number | undefined;
  readonly values: readonly GeneratedValue[];
}

interface GeneratedValue {
  /** Canonical data. */
  readonly data: string;
  /** As a YAML flow value, one spelling of several. */
  readonly yaml: string;
}

const label = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}[a-z0-9]$/);
const host = fc.tuple(label, label, fc.constantFrom('com', 'org', 'net')).map((labels) => labels.join('.'));
const style = fc.constantFrom<(text: string) => string>(
  (text) => JSON.stringify(text),
  (text) => `'${text.replaceAll("'", "''")}'`,
);

const ipv4 = fc.ipV4().map((address) => ({ data: address, yaml: address }));
const target = fc
  .tuple(host, fc.boolean(), style)
  .map(([name, dot, quote]) => ({ data: `${name}.`, yaml: quote(dot ? `${name}.` : name) }));
const mx = fc
  .tuple(fc.nat(0xffff), target, fc.constantFrom('preference', 'priority'), fc.constantFrom('exchange', 'value'))
  .map(([preference, { data, yaml }, number, name]) => ({
    data: `${preference} ${data}`,
    yaml: `{${name}: ${yaml}, ${number}: ${preference}}`,
  }));
const text = fc
  .tuple(
    fc.array(fc.constantFrom('v=spf1', 'a', '-all', "it's", 'x;y', 'p=none;', '100%', 'ü', '#'), { minLength: 1 }),
    style,
  )
  .map(([words, quote]) => {
    const joined = words.join(' ');
    return { data: txt(joined), yaml: quote(joined.replaceAll(';', '\\;')) };
  });

function setOf(
  type: string,
  value: fc.Arbitrary<GeneratedValue>,
  max: number,
): fc.Arbitrary<Omit<GeneratedSet, 'owner'>> {
  return fc.record({
    type: fc.constant(type),
    ttl: fc.option(fc.nat(86_400), { nil: undefined }),
    values: fc.uniqueArray(value, { minLength: 1, maxLength: max, selector: ({ data }) => data }),
  });
}

const sets = fc.uniqueArray(
  fc.oneof(
    setOf('A', ipv4, 4),
    setOf('MX', mx, 4),
    setOf('TXT', text, 3),
    setOf('NS', target, 2),
    setOf('PTR', target, 2),
    setOf('CNAME', target, 1),
  ),
  { minLength: 1, maxLength: 4, selector: ({ type }) => type },
);

/** Zones by name, each with record sets by owner. */
export const estates = fc.uniqueArray(
  fc.tuple(
    host,
    fc.uniqueArray(fc.tuple(fc.oneof(fc.constant(''), fc.constant('*'), label), sets), {
      maxLength: 6,
      selector: ([owner]) => owner,
    }),
  ),
  { minLength: 1, maxLength: 4, selector: ([zone]) => zone },
);

type Zone = readonly (readonly [string, readonly Omit<GeneratedSet, 'owner'>[]])[];

/** A zone file; `spelling` picks among the ways to write the same. */
export function writeZone(zone: Zone, spelling: number): string {
  let entry = 0;
  const entries = zone.map(([owner, ofOwner]) => {
    const records = ofOwner.map(({ type, ttl, values }) => {
      entry++;
      const isSingle = values.length === 1 && (type === 'CNAME' || (entry + spelling) % 2 === 0);
      const data = isSingle ? `value: ${values[0].yaml}` : `values: [${values.map(({ yaml }) => yaml).join(', ')}]`;
      return [`type: ${type}`, ...(ttl === undefined ? [] : [`ttl: ${ttl}`]), data];
    });
    const key = `'${owner}':\n`;
    if (records.length === 1 && spelling % 2 === 0) return `${key}${records[0].map((line) => `  ${line}\n`).join('')}`;
    return `${key}${records.map((lines) => lines.map((line, i) => `${i === 0 ? '- ' : '  '}${line}\n`).join('')).join('')}`;
  });
  return `---\n${entries.join('')}`;
}

/** The canonical lines of a zone. */
export function linesOfZone(name: string, zone: Zone, defaultTtl: number): string[] {
  return zone.flatMap(([owner, ofOwner]) =>
    ofOwner.flatMap(({ type, ttl, values }) =>
      values.map(({ data }) => `${owner === '' ? '' : `${owner}.`}${name}. ${ttl ?? defaultTtl} IN ${type} ${data}`),
    ),
  );
}

function txt(joined: string): string {
  const octets = Buffer.from(joined, 'utf8').toString('latin1');
  const strings: string[] = [];
  for (let at = 0; at < octets.length; at += 255) strings.push(octets.slice(at, at + 255));
  const escaped = strings.map((part) =>
    part.replace(/[^ -~]|["\\;'()]/g, (octet) => `\\${String(octet.charCodeAt(0)).padStart(3, '0')}`),
  );
  return escaped.map((part) => `"${part}"`).join(' ');
}
