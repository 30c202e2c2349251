import { run } from '../../../lib/model/effect.js';
import { parseEachOnce } from '../../../lib/proposal/spf-domains.js';
import { checkHost } from '../../../lib/spf/evaluate.js';
import { evaluateAll, spfZone } from './spf-zone.js';

/** check_host() of the gate. */
const zone = spfZone();
const parse = parseEachOnce();
const make = {
  TXT: (strings) => ({ type: 'TXT', strings }),
  MX: (data) => ({ type: 'MX', ...data }),
  A: (address) => ({ type: 'A', address }),
};

// biome-ignore lint/correctness/useYield: an effect that never waits
function* ask(name, type) {
  const types = zone.get(name);
  if (types === undefined) return { state: 'absent', reason: 'nxdomain', chain: [], source: 'live' };
  const data = types.get(type);
  if (data === undefined) return { state: 'absent', reason: 'nodata', chain: [], source: 'live' };
  return { state: 'found', records: data.map(make[type]), chain: [], source: 'live' };
}

await evaluateAll((query) => run(checkHost(query, ask, parse)).result);
