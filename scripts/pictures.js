// Draws comments as GitHub shows them, each from a real run of dist/index.js on a repository made for it, into
// docs/pictures/. What draws them is too large to depend on:
//   npm install --prefix FOLDER --ignore-scripts playwright-core github-markdown-css mermaid
//   apt-get install chromium cmark-gfm fonts-liberation fonts-noto-color-emoji pngquant
//   node scripts/pictures.js FOLDER [SCENE…]
// `--open` draws them with everything unfolded, for looking at; `--to FOLDER` puts them elsewhere.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { drawer } from './pictures/draw.js';
import { commentOf } from './pictures/run-action.js';
import { SCENES } from './pictures/scenes.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { open: { type: 'boolean', default: false }, to: { type: 'string' } },
});
const [tools, ...wanted] = positionals;
if (tools === undefined) throw new Error('usage: node scripts/pictures.js FOLDER [SCENE…] [--open] [--to FOLDER]');
const target = values.to ?? fileURLToPath(new URL('../docs/pictures/', import.meta.url));
mkdirSync(target, { recursive: true });

const scenes = SCENES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const { draw, close } = await drawer(tools);
for (const scene of scenes) {
  const { comment, status } = commentOf(scene);
  if (status !== scene.status) throw new Error(`${scene.name}: the run ended with ${status}, not ${scene.status}`);
  if (values.to !== undefined) writeFileSync(join(target, `${scene.name}.md`), comment);
  writeFileSync(join(target, `${scene.name}.png`), await draw(comment, { open: values.open }));
  process.stdout.write(`${scene.name}\n`);
}
await close();
