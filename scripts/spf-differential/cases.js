// Random small worlds for the differential test: some domains with records, hosts, reverse names, and a sender.

const DOMAINS = ['example.com.', 'a.example.', 'b.example.', 'c.example.', 'd.example.'];
const HOSTS = ['four.example.', 'six.example.', 'both.example.', 'none.example.', 'gone.example.', 'down.example.'];
const IPS = ['192.0.2.1', '192.0.2.200', '198.51.100.7', '2001:db8::1', '2001:db8:1::7', '::ffff:192.0.2.1'];

const ADDRESSES = {
  'four.example.': { A: ['192.0.2.1', '192.0.2.9'] },
  'six.example.': { AAAA: ['2001:db8::1'] },
  'both.example.': { A: ['198.51.100.7'], AAAA: ['2001:db8:1::7'] },
  'example.com.': { A: ['192.0.2.100'] },
};
const EXCHANGES = {
  'example.com.': ['four.example.', 'both.example.'],
  'a.example.': ['gone.example.', 'six.example.'],
  'b.example.': ['.'],
};
const POINTERS = {
  '1.2.0.192.in-addr.arpa.': ['gone.example.', 'four.example.'],
  '7.100.51.198.in-addr.arpa.': ['four.example.', 'both.example.'],
};

/** A world that depends on the number alone. */
export function generateCase(number) {
  const random = generator(number);
  const pick = (items) => items[Math.floor(random() * items.length)];
  const texts = new Map();
  for (const domain of DOMAINS) {
    if (domain === DOMAINS[0] || random() < 0.8) texts.set(domain, record(random, pick));
  }
  const sender = pick(['user@example.com', 'a-b@example.com', 'user@EXAMPLE.com', '']);
  return { query: { ip: pick(IPS), sender, helo: pick(['example.com', 'a.example']) }, zone: zoneOf(texts) };
}

function record(random, pick) {
  const count = Math.floor(random() * 6);
  const terms = Array.from({ length: count }, () => term(pick));
  const last = pick(['-all', '~all', '?all', '-all', '+all', 'redirect=c.example', 'redirect=gone.example', '']);
  const text = ['v=spf1', ...terms, last].filter(Boolean).join(' ');
  return random() < 0.15 ? mutated(text, random) : text;
}

function term(pick) {
  const qualifier = pick(['', '', '', '-', '~', '?', '+']);
  const name = pick([...DOMAINS, ...HOSTS]).slice(0, -1);
  const prefix = pick(['', '', '', '/24', '/0', '//64', '/31//0', '/32//128']);
  return pick([
    `${qualifier}include:${name}`,
    `${qualifier}a:${name}${prefix}`,
    `${qualifier}a${prefix}`,
    `${qualifier}mx:${name}${prefix}`,
    `${qualifier}mx`,
    `${qualifier}ip4:${pick(['192.0.2.1', '192.0.2.0/24', '198.51.100.0/25', '203.0.113.0/24', '0.0.0.0/1'])}`,
    `${qualifier}ip6:${pick(['2001:db8::1', '2001:db8::/32', '2001:db8:1::/48', '::/0', '::1'])}`,
    `${qualifier}exists:${name}`,
    `${qualifier}exists:%{${pick(['l', 'lr-', 'l1-', 'd1', 'o'])}}.example`,
    `${qualifier}ptr:${pick(['a.example', 'both.example', 'example.com'])}`,
    pick(['exp=four.example', 'ra=postmaster', 'x-y=%{d}']),
  ]);
}

/** One character left out, put in, or doubled. */
function mutated(text, random) {
  const at = 7 + Math.floor(random() * Math.max(1, text.length - 7));
  const noise = ' :/=.,%-+~0xI'[Math.floor(random() * 13)];
  const way = random();
  if (way < 0.4) return text.slice(0, at) + text.slice(at + 1);
  return text.slice(0, at) + (way < 0.8 ? noise : (text[at] ?? '')) + text.slice(at);
}

function zoneOf(texts) {
  const names = new Set([...DOMAINS, ...HOSTS, ...Object.keys(POINTERS)]);
  names.delete('gone.example.');
  const absent = (name) => ({
    state: 'absent',
    reason: names.has(name) ? 'nodata' : 'nxdomain',
    chain: [],
    source: 'live',
  });
  const found = (records) => ({ state: 'found', records, chain: [], source: 'live' });
  const all = (table, name, make) => (table[name] === undefined ? absent(name) : found(table[name].map(make)));
  return {
    texts: () => texts,
    rewritten: (rewrite) => zoneOf(new Map([...texts].map(([name, text]) => [name, rewrite(text)]))),
    answer(name, type) {
      if (name === 'down.example.') return { state: 'unknown', reason: 'timeout', chain: [] };
      switch (type) {
        case 'TXT':
          return texts.has(name) ? found([{ type, strings: [texts.get(name)] }]) : absent(name);
        case 'MX':
          return all(EXCHANGES, name, (exchange, i) => ({ type, preference: i, exchange }));
        case 'PTR':
          return all(POINTERS, name, (target) => ({ type, target }));
        default:
          return all(ADDRESSES[name] ?? {}, type, (address) => ({ type, address }));
      }
    },
  };
}

/** mulberry32: small, seeded, good enough to choose with. */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
