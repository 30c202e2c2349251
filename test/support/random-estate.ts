import fc from 'fast-check';

/** The zones of an estate by path. */
export type Estate = Readonly<Record<string, string>>;

const APEX = '$TTL 1h\n@ IN SOA ns1.example.org. hostmaster.example.org. 1 4h 1h 2w 1h\n@ IN NS ns1.example.org.\n';
const FORWARD = ['example.com', 'mail.example.com', 'example.net', 'example.org'];
const REVERSE = ['113.0.203.in-addr.arpa', '8-15.113.0.203.in-addr.arpa'];

const host = fc.constantFrom(
  'mail.example.com.',
  'mx1.example.net.',
  'mx2',
  'mx1.example.net',
  'www.example.org.',
  'gone.example.com.',
  'mail.local.',
  'mx.elsewhere.test.',
  'host-203-0-113-9.example.org.',
);
const address = fc.integer({ min: 7, max: 12 }).map((last) => `203.0.113.${last}`);
const owner = fc.constantFrom('@', 'www', 'mx1', 'mx2', 'news', 'gone', '*');

const spfTerm = fc.oneof(
  address.map((one) => `ip4:${one}`),
  fc.constantFrom('mx', 'a', 'ptr', '+all', 'nclude:example.net', 'a:gone.example.com', 'ip4:203.0.113.0/24'),
  fc.constantFrom(...FORWARD, 'spf.elsewhere.test').map((domain) => `include:${domain}`),
);
const spf = fc
  .tuple(fc.array(spfTerm, { maxLength: 4 }), fc.constantFrom(' -all', ' ~all', ''))
  .map(([terms, all]) => `${['v=spf1', ...terms].join(' ')}${all}`);

const forwardLine = fc.oneof(
  fc.tuple(owner, fc.constantFrom(0, 10, 20), host).map(([name, preference, mx]) => `${name} MX ${preference} ${mx}`),
  fc.tuple(owner, spf).map(([name, text]) => `${name} TXT "${text}"`),
  fc.tuple(owner, spf).map(([name, text]) => `${name} TXT ${text}`),
  fc.tuple(owner, address).map(([name, one]) => `${name} A ${one}`),
  fc.tuple(owner, address).map(([name, one]) => `${name} A ${one}`),
  fc.tuple(owner, host).map(([name, target]) => `${name} CNAME ${target}`),
  fc.constantFrom('@ MX 0 .', 'broken A 203.0.113.300', 'x.example.test. A 203.0.113.9'),
);
const reverseLine = fc.oneof(
  fc.tuple(fc.integer({ min: 7, max: 12 }), host).map(([last, target]) => `${last} PTR ${target}`),
  fc.integer({ min: 8, max: 15 }).map((last) => `${last} CNAME ${last}.8-15`),
);

function estateOf(forward: readonly string[][], reverse: readonly string[][]): Estate {
  const zone = (lines: readonly string[]) => `${APEX}${lines.map((line) => `${line}\n`).join('')}`;
  return Object.fromEntries([
    ...FORWARD.map((name, i) => [`zones/${name}.zone`, zone(forward[i])]),
    ...REVERSE.map((name, i) => [`zones/${name}.zone`, zone(reverse[i])]),
  ]);
}

const lines = (line: fc.Arbitrary<string>) => fc.array(line, { maxLength: 5 });
const anyEstate = fc
  .tuple(
    fc.array(lines(forwardLine), { minLength: FORWARD.length, maxLength: FORWARD.length }),
    fc.array(lines(reverseLine), { minLength: REVERSE.length, maxLength: REVERSE.length }),
  )
  .map(([forward, reverse]) => estateOf(forward, reverse));

/** An estate whose zones include, point to and name one another, after a change that touches some of them. */
export const changedEstate: fc.Arbitrary<{ readonly head: Estate; readonly base: Estate }> = fc
  .tuple(anyEstate, anyEstate, fc.array(fc.constantFrom(...FORWARD, ...REVERSE), { maxLength: 3 }))
  .map(([head, other, changed]) => ({
    head,
    base: {
      ...head,
      ...Object.fromEntries(changed.map((name) => [`zones/${name}.zone`, other[`zones/${name}.zone`]])),
    },
  }));
