export const EVALUATIONS = 20_000;
const DOMAINS = 5_000;
const VENDORS = 20;

/**
 * A zone of sending domains: each authorises networks of its own, its mail hosts and two vendors, whose records include
 * three more. Owner (lower case, final dot) → type → data.
 */
export function spfZone() {
  const zone = new Map();
  const add = (owner, type, data) => {
    const types = zone.get(owner) ?? new Map();
    types.set(type, [...(types.get(type) ?? []), data]);
    zone.set(owner, types);
  };
  for (let v = 0; v < VENDORS; v++) {
    add(`_spf.vendor${v}.net.`, 'TXT', [
      `v=spf1 ${[1, 2, 3].map((p) => `include:_p${p}.vendor${v}.net`).join(' ')} ~all`,
    ]);
    for (const part of [1, 2, 3]) {
      const ranges = Array.from({ length: 8 }, (_, i) => `ip4:${60 + v}.${part}.${i * 16}.0/20`);
      add(`_p${part}.vendor${v}.net.`, 'TXT', [`v=spf1 ${ranges.join(' ')} ip6:2a01:${v}:${part}::/48 ~all`]);
    }
  }
  for (let d = 0; d < DOMAINS; d++) {
    const domain = `d${d}.example.com.`;
    const [one, two] = [d % VENDORS, (d * 7 + 3) % VENDORS];
    const own = `ip4:45.${d >> 8}.${d & 255}.0/24`;
    const includes = `include:_spf.vendor${one}.net include:_spf.vendor${two}.net`;
    add(domain, 'TXT', [`v=spf1 ${own} mx ${includes} -all`]);
    add(domain, 'MX', { preference: 10, exchange: `mail.${domain}` });
    add(`mail.${domain}`, 'A', `46.${d >> 8}.${d & 255}.25`);
  }
  return zone;
}

/** Who is asked about: senders of every part of the record, and strangers. */
export function query(n) {
  const d = n % DOMAINS;
  const ips = [
    `45.${d >> 8}.${d & 255}.${n & 255}`,
    `46.${d >> 8}.${d & 255}.25`,
    `${60 + (d % VENDORS)}.2.33.${n & 255}`,
    `${60 + ((d * 7 + 3) % VENDORS)}.3.100.${n & 255}`,
    `99.1.2.${n & 255}`,
  ];
  const domain = `d${d}.example.com`;
  return { ip: ips[n % ips.length], helo: `mail.${domain}`, sender: `user@${domain}` };
}

/** Runs all evaluations and prints the rate with a digest of the verdicts, which must be the same for every engine. */
export async function evaluateAll(evaluate) {
  for (let n = 0; n < 500; n++) await evaluate(query(n));
  const verdicts = new Map();
  const started = performance.now();
  for (let n = 0; n < EVALUATIONS; n++) {
    const pending = evaluate(query(n));
    const verdict = pending instanceof Promise ? await pending : pending;
    verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
  }
  const rate = EVALUATIONS / ((performance.now() - started) / 1000);
  const digest = [...verdicts].map(([verdict, count]) => `${verdict} ${count}`).sort();
  process.stdout.write(`${Math.round(rate).toLocaleString('en-US')} evaluations/s (${digest.join(', ')})\n`);
}
