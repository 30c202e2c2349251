/** A small generator of random numbers, the same on every machine for the same seed (mulberry32). */
export function randomFrom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count) => Math.floor(next() * count);
  return { below, chance: (part) => next() < part, pick: (list) => list[below(list.length)] };
}

const LABELS = [
  'www',
  'mail',
  'a',
  'in',
  'IN',
  'mx',
  'TXT',
  '1h',
  '3600',
  '_dmarc',
  'x-y',
  'Ab',
  '*',
  'a\\.b',
  '\\119ww',
  'c\\;d',
  'b\\@',
  'type1',
];
const BLANKS = [' ', '\t', '  ', ' \t '];
const TTLS = ['300', '3600', '1h', '1H30m', '2d', '1w2d3h4m5s', '0', '60S'];
const STRINGS = [
  '"v=spf1 -all"',
  'plain',
  '"a;b"',
  '"two words"',
  '"quo\\"te"',
  '"back\\\\slash"',
  '"\\195\\188"',
  'a\\;b',
  'a\\ b',
  '""',
  '"(x)"',
  "'x'",
  '"é"',
  'x"y"',
];

/** Types whose data the reader looks into. Of others it takes what is there: coordinates, the length of a digest. */
export const CHECKED = ['A', 'AAAA', 'MX', 'TXT', 'NS', 'PTR', 'SRV', 'HINFO', 'RP', 'URI', 'TYPE65280'];

/** A zone that BIND accepts, written in random spellings, about `count` records of the given types or of all. */
export function randomZone(random, count, only) {
  const { below, chance, pick } = random;
  const blank = () => pick(BLANKS);
  const line = [];
  const relative = true;
  const name = () => {
    if (chance(0.1)) return '@';
    const labels = Array.from({ length: 1 + below(2) }, () => pick(LABELS.filter((label) => label !== '*')));
    return chance(0.3) || !relative ? `${labels.join('.')}.example.net.` : labels.join('.');
  };
  const octet = () => below(256);
  const data = {
    A: () => `${octet()}.${octet()}.${octet()}.${octet()}`,
    AAAA: () =>
      pick([
        '2001:db8::1',
        '::',
        '::1',
        '2001:DB8:0:0:1:0:0:1',
        '::ffff:192.0.2.1',
        'fe80::1:2:3:4',
        '1:2:3:4:5:6:7:8',
      ]),
    MX: () => `${below(65536)}${blank()}${chance(0.1) ? '.' : name()}`,
    TXT: () => Array.from({ length: 1 + below(3) }, () => pick(STRINGS)).join(blank()),
    NS: name,
    PTR: name,
    SRV: () => `${below(100)} ${below(100)} ${below(65536)} ${name()}`,
    CAA: () =>
      `${pick(['0', '128'])} ${pick(['issue', 'iodef', 'issuewild'])} ${pick(['"ca.example"', '";"', '"mailto:a@b.example"'])}`,
    HINFO: () => `${pick(STRINGS)} ${pick(STRINGS)}`,
    TLSA: () => `3 1 1 ${'0aB1'.repeat(16)}`,
    DS: () => `${below(65536)} 8 2 ${'0aB1 '.repeat(16)}`,
    SSHFP: () => `4 2 ${'0aB1'.repeat(16)}`,
    RP: () => `${name()} ${name()}`,
    NAPTR: () => `${below(100)} 10 "u" "E2U+sip" "!^.*$!sip:a@example.com!" .`,
    TYPE65280: () => pick(['\\# 0', '\\# 4 0aB1c2D3', '\\# 4 0a B1 c2D3']),
    SVCB: () => `1 ${name()} alpn=h2,h3 port=443`,
    LOC: () => '52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m',
    URI: () => `10 1 "https://example.com/${below(9)}"`,
  };
  const types = only ?? Object.keys(data);
  const inBrackets = (text) => {
    if (!chance(0.2)) return text;
    const cut = text.indexOf(' ');
    return cut < 0 || text.includes('"')
      ? `(${text} )`
      : `(${text.slice(0, cut)} ; comment (\n${blank()}${text.slice(cut)}\n)`;
  };
  const lowered = (type) => (chance(0.3) ? type.toLowerCase() : type);
  const middle = () => {
    const parts = [];
    if (chance(0.4)) parts.push(pick(TTLS));
    if (chance(0.5)) parts.push(pick(['IN', 'in', 'In']));
    if (chance(0.3)) parts.reverse();
    return parts.length === 0 ? '' : `${parts.join(blank())}${blank()}`;
  };
  const anyOwner = () => {
    if (chance(0.3)) return '';
    if (chance(0.2)) return '@';
    return chance(0.2) ? `${pick(LABELS)}.example.com.` : pick(LABELS);
  };
  if (chance(0.7)) line.push(`$TTL ${pick(TTLS)}`);
  line.push(
    `@${blank()}${chance(0.5) ? '3600 ' : ''}IN SOA ns1 host\\.master.example.net. ( ${below(2 ** 31)} 2h ; serial\n 1800 4w 5M )`,
  );
  line.push(`${blank()}NS${blank()}ns1.example.net.`);
  for (let i = 0; i < count; i++) {
    const kind = below(20);
    if (kind === 0) line.push('', '; a comment', `   ; another "one (`);
    else if (kind === 1) line.push(`$TTL ${pick(TTLS)}${chance(0.3) ? ' ; new' : ''}`);
    else if (kind === 2)
      line.push(`$ORIGIN ${pick(['sub', 'deep.sub', 'Example.COM.', 'x.example.com.'])}`, `here${blank()}A 192.0.2.1`);
    else if (kind === 3) {
      const range = pick(['1-3', '0-6/2', '10-12']);
      line.push(
        `$GENERATE ${range} ${pick(['host-$', 'h${10,3,d}', '${0,2,x}', 'g$'])} ${chance(0.4) ? '300 ' : ''}${pick(['A 192.0.2.$', 'TXT "n ${1,3,X}"', 'PTR h-$.example.net.', 'MX 10 m$'])}`,
      );
    } else if (kind === 4) {
      // Nothing else may follow at the alias.
      line.push(`alias-${i}${blank()}${middle()}${lowered('CNAME')} ${name()}`, `after-${i}${blank()}A 192.0.2.1`);
    } else {
      const type = pick(types);
      // A name server at a wildcard and a signer at the top are refused for what they mean.
      const owner = type === 'DS' || type === 'NS' ? `cut-${i}` : anyOwner();
      line.push(
        `${owner}${blank()}${middle()}${lowered(type)}${blank()}${inBrackets(data[type]())}${chance(0.1) ? ' ; end' : ''}`,
      );
    }
  }
  return line.join(chance(0.1) ? '\r\n' : '\n') + (chance(0.9) ? '\n' : '');
}

const PIECES = [
  '(',
  ')',
  '"',
  ';',
  '\\',
  '\n',
  ' ',
  '.',
  '@',
  '$',
  '0',
  '\t',
  '\r',
  'x',
  '\\300',
  '\\09',
  '..',
  ' IN ',
  '256',
  '-1',
  ':',
  '99999999999',
  'a'.repeat(64),
];

/** Text with one small accident: most such zones have an error, some say something else. */
export function damaged(text, { below, chance, pick }) {
  const at = below(text.length);
  const piece = chance(0.4) ? '' : pick(PIECES);
  return text.slice(0, at) + piece + text.slice(at + (chance(0.5) || piece === '' ? 1 : 0));
}
