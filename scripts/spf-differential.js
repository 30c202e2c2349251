// Holds check_host() against mailauth, an independent implementation, over generated records, mutations and senders.
//   node scripts/spf-differential.js [--seed N] [--cases N]
// Disagreements that a known deviation of mailauth explains are counted by class; others are printed, and the exit
// status is 1. Run `npm run build` first.
import { parseArgs } from 'node:util';
import { spf } from 'mailauth/lib/spf/index.js';
import { run } from '../lib/model/effect.js';
import { checkHost } from '../lib/spf/evaluate.js';
import { generateCase } from './spf-differential/cases.js';
import { DEVIATIONS } from './spf-differential/deviations.js';

const MAX_SHOWN = 20;

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, cases: { type: 'string', default: '5000' } },
});
const seed = Number(values.seed);
const cases = Number(values.cases);

const classes = new Map();
const verdicts = new Map();
let unexplained = 0;
for (let i = 0; i < cases; i++) {
  const world = generateCase(seed * 1_000_003 + i);
  const ours = run(checkHost(world.query, ask(world.zone)));
  const theirs = await judgeByMailauth(world);
  verdicts.set(ours.result, (verdicts.get(ours.result) ?? 0) + 1);
  if (ours.result === theirs.result) continue;
  const judgeRewritten = (rewrite) => run(checkHost(world.query, ask(world.zone.rewritten(rewrite))));
  const deviation = DEVIATIONS.find(({ applies }) => applies(world, ours, theirs, judgeRewritten));
  const name = deviation?.name ?? 'unexplained';
  classes.set(name, (classes.get(name) ?? 0) + 1);
  if (deviation !== undefined) continue;
  if (unexplained++ < MAX_SHOWN) show(i, world, ours, theirs);
}
console.log(
  `${cases} cases, seed ${seed}: ${[...verdicts].map(([verdict, count]) => `${verdict} ${count}`).join(', ')}`,
);
for (const [name, count] of [...classes].sort((a, b) => b[1] - a[1]))
  console.log(`${String(count).padStart(6)} ${name}`);
process.exitCode = unexplained > 0 ? 1 : 0;

async function judgeByMailauth({ query, zone }) {
  const resolver = async (name, type) => {
    const answer = zone.answer(`${name.toLowerCase().replace(/\.$/, '')}.`, type);
    if (answer.state === 'unknown') throw Object.assign(new Error('timeout'), { code: 'ETIMEOUT' });
    if (answer.state === 'absent') {
      throw Object.assign(new Error(answer.reason), { code: answer.reason === 'nodata' ? 'ENODATA' : 'ENOTFOUND' });
    }
    return answer.records.map((record) => {
      switch (type) {
        case 'MX':
          return { priority: record.preference, exchange: record.exchange.slice(0, -1) };
        case 'TXT':
          return record.strings;
        case 'PTR':
          return record.target.slice(0, -1);
        default:
          return record.address;
      }
    });
  };
  const { status } = await spf({ ...query, mta: 'mx.receiver.example', resolver });
  return { result: status.result, comment: status.comment ?? '' };
}

function ask(zone) {
  // biome-ignore lint/correctness/useYield: an effect that never waits
  return function* (name, type) {
    return zone.answer(name, type);
  };
}

function show(index, { query, zone }, ours, theirs) {
  console.log(`case ${index}: ${query.sender} from ${query.ip}, HELO ${query.helo}`);
  for (const [name, text] of zone.texts()) console.log(`  ${name} TXT ${JSON.stringify(text)}`);
  console.log(`  ours ${ours.result} ${ours.reason ?? ''} (${ours.lookups} lookups, ${ours.voids} void)`);
  console.log(`  mailauth ${theirs.result}: ${theirs.comment}`);
}
