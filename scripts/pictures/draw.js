import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Of a comment on github.com, in CSS pixels. */
const WIDTH = 860;
/** Beside the box. */
const MARGIN = 16;

/** A browser that draws Markdown as GitHub shows it. `tools` is the folder in which its parts are installed. */
export async function drawer(tools) {
  const require = createRequire(pathToFileURL(join(resolve(tools), 'package.json')));
  const { chromium } = require('playwright-core');
  const css = readFileSync(require.resolve('github-markdown-css/github-markdown-light.css'), 'utf8');
  const mermaid = join(resolve(tools), 'node_modules', 'mermaid', 'dist', 'mermaid.min.js');
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  const viewport = { width: WIDTH + 2 * MARGIN, height: 600 };

  async function draw(markdown, { open = false } = {}) {
    const page = await browser.newPage({ viewport, deviceScaleFactor: 1.5 });
    await page.setContent(document(htmlOf(markdown), css));
    await page.addScriptTag({ path: mermaid });
    await page.evaluate(drawMermaid, open);
    const picture = await page.locator('.frame').screenshot();
    await page.close();
    return execFileSync('pngquant', ['--strip', '--quality=60-95', '-'], { input: picture });
  }

  return { draw, close: () => browser.close() };
}

/** GitHub's own reader of Markdown. */
function htmlOf(markdown) {
  const extensions = ['table', 'strikethrough', 'autolink', 'tagfilter'].flatMap((name) => ['-e', name]);
  const options = ['--unsafe', '--github-pre-lang', ...extensions];
  return execFileSync('cmark-gfm', options, { input: markdown, encoding: 'utf8' });
}

function document(html, css) {
  return `<!doctype html><meta charset="utf-8"><style>${css}
body { margin: 0; background: #fff; }
.frame { width: ${WIDTH}px; padding: ${MARGIN}px; background: #fff; font-family: sans-serif; }
.box { border: 1px solid #d1d9e0; border-radius: 6px; overflow: hidden; }
.by { padding: 8px 16px; background: #f6f8fa; border-bottom: 1px solid #d1d9e0; color: #59636e; font-size: 14px; }
.by b { color: #1f2328; }
.markdown-body { padding: 16px; font-size: 14px; }
pre[lang='diff'] .added { color: #116329; background: #dafbe1; }
pre[lang='diff'] .taken { color: #82071e; background: #ffebe9; }
pre[lang='diff'] span { display: block; }
</style><div class="frame"><div class="box"><div class="by"><b>github-actions</b> commented</div>
<article class="markdown-body">${html}</article></div></div>`;
}

/** Runs in the page: what GitHub does to code blocks of these languages. */
async function drawMermaid(open) {
  const all = (selector) => [...globalThis.document.querySelectorAll(selector)];
  // A picture in a fold that is closed has no size.
  const folds = all('details');
  const wereOpen = folds.map((fold) => fold.open);
  for (const fold of folds) fold.open = true;
  for (const code of all('pre[lang="diff"] code')) {
    const lines = code.textContent.trimEnd().split('\n');
    code.replaceChildren(
      ...lines.map((line) => {
        const span = globalThis.document.createElement('span');
        span.className = line.startsWith('+') ? 'added' : line.startsWith('-') ? 'taken' : '';
        span.textContent = line;
        return span;
      }),
    );
  }
  const { mermaid } = globalThis;
  mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' });
  for (const [i, pre] of all('pre[lang="mermaid"]').entries()) {
    const { svg } = await mermaid.render(`picture${i}`, pre.textContent);
    const figure = globalThis.document.createElement('div');
    figure.innerHTML = svg;
    pre.replaceWith(figure);
  }
  for (const [i, fold] of folds.entries()) fold.open = open || wereOpen[i];
}
