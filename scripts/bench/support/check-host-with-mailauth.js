import { spf } from 'mailauth/lib/spf/index.js';
import { evaluateAll, spfZone } from './spf-zone.js';

/** The same by mailauth. */
const zone = spfZone();

async function resolver(name, type) {
  const types = zone.get(`${name.toLowerCase().replace(/\.$/, '')}.`);
  const data = types?.get(type);
  if (data === undefined) {
    throw Object.assign(new Error('absent'), { code: types === undefined ? 'ENOTFOUND' : 'ENODATA' });
  }
  return type === 'MX'
    ? data.map(({ preference, exchange }) => ({ priority: preference, exchange: exchange.slice(0, -1) }))
    : data;
}

await evaluateAll(async (query) => (await spf({ ...query, mta: 'mx.receiver.example', resolver })).status.result);
