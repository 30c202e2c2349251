import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { load, YAML11_SCHEMA } from 'js-yaml';

/** Every zone of the folders: `{ name, text, folder, zone?, skip? }`; the text is octets, one a character. */
export function* zonesIn(folders) {
  for (const folder of folders) {
    if (statSync(folder, { throwIfNoEntry: false }) === undefined) continue;
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) yield* zonesIn([path]);
      else if (/\.(?:zone|txt|db)$/.test(entry.name)) yield { name: path, text: readFileSync(path, 'latin1'), folder };
      else if (/\.ya?ml$/.test(entry.name)) yield* zoneOfCase(path, folder);
    }
  }
}

/** A case file has the zone text under `zonefile` and the zone's name under `origin`. */
function* zoneOfCase(path, folder) {
  // Its expectations have tags that only its own tests know.
  const text = readFileSync(path, 'utf8').split(/^result:/m)[0];
  const { origin, zonefile, default_class: defaultClass } = load(text, { schema: YAML11_SCHEMA });
  if (typeof zonefile !== 'string') return;
  const skip = defaultClass !== undefined && defaultClass !== 'IN' ? `its class is ${defaultClass}` : undefined;
  yield { name: path, text: Buffer.from(zonefile, 'utf8').toString('latin1'), folder, zone: origin, skip };
}
