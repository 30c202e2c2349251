import { readdirSync, readFileSync } from 'node:fs';

const ESTATE = new URL('../../examples/bind/', import.meta.url);
const ZONE = 'example.com.zone';

const published = estate('published');
const proposed = estate('proposed');
const typo = edited({ 'include:_spf.example.com': 'nclude:_spf.example.com' });

/** The comments that are drawn: files before and after a change, and the status that the run ends with. */
export const SCENES = [
  { name: 'small-break', before: published, after: typo, status: 1 },
  { name: 'large-break', before: published, after: proposed, status: 1 },
  { name: 'fixed', before: typo, after: published, status: 0 },
  {
    name: 'clean',
    before: published,
    after: edited({ 'ns2         IN': 'status      IN  A     203.0.113.90\nns2         IN' }),
    status: 0,
  },
  {
    name: 'could-not-verify',
    before: published,
    after: edited({ 'include:_spf.example.com': 'include:_spf.example.com include:mailer.example.org' }),
    status: 0,
  },
];

function estate(folder) {
  const base = new URL(`${folder}/`, ESTATE);
  return Object.fromEntries(
    readdirSync(base).map((name) => [`dns/${name}`, readFileSync(new URL(name, base), 'utf8')]),
  );
}

/** The published estate with words of its zone replaced. */
function edited(words) {
  let text = published[`dns/${ZONE}`];
  for (const [word, other] of Object.entries(words)) {
    if (!text.includes(word)) throw new Error(`${ZONE} has no ${word}`);
    text = text.replace(word, other);
  }
  return { ...published, [`dns/${ZONE}`]: text };
}
