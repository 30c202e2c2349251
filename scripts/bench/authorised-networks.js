import { performance } from 'node:perf_hooks';
import { run as settle } from '../../lib/model/effect.js';
import { authorised } from '../../lib/spf/networks.js';
import { walk } from '../../lib/spf/walk.js';

export const title = 'Authorised networks of a record tree of 5,000 ranges';

const RANGES = 5_000;
const PER_RECORD = 500;
const RUNS = 15;

/** In this process: reading the records is not part of it. */
export function peers() {
  const tree = settle(walk('example.com.', ask));
  const seconds = [];
  for (let i = 0; i < RUNS; i++) {
    const started = performance.now();
    authorised(tree);
    seconds.push((performance.now() - started) / 1000);
  }
  const sorted = seconds.toSorted((a, b) => a - b);
  const median = sorted[RUNS >> 1];
  const output = `first ${(seconds[0] * 1000).toFixed(0)} ms, median of ${RUNS} ${(median * 1000).toFixed(0)} ms`;
  const megabytes = process.memoryUsage.rss() / 2 ** 20;
  return [{ name: 'dns-mail-gate', seconds: median, lowest: sorted[0], highest: sorted[RUNS - 1], megabytes, output }];
}

/** A record of includes, each of which lists its share of ranges that touch, overlap and repeat. */
function* ask(name) {
  const part = /^part(\d+)\./.exec(name)?.[1];
  const terms =
    part === undefined
      ? Array.from({ length: RANGES / PER_RECORD }, (_, i) => `include:part${i}.example.com`)
      : Array.from({ length: PER_RECORD }, (_, i) => rangeTerm(Number(part) * PER_RECORD + i));
  const strings = [`v=spf1 ${terms.join(' ')} -all`];
  return { state: 'found', records: [{ type: 'TXT', strings }], chain: [], source: 'proposed' };
}

function rangeTerm(n) {
  const hash = Math.imul(n + 1, 0x9e3779b1) >>> 0;
  if (n % 5 === 0) return `ip6:2a00:${(hash >>> 16).toString(16)}:${(hash & 0xffff).toString(16)}::/${40 + (n % 24)}`;
  return `ip4:${hash >>> 24}.${(hash >>> 16) & 255}.${(hash >>> 8) & 255}.${hash & 255}/${16 + (n % 17)}`;
}
