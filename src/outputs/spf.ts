import type { ShownCheck, ShownNetworks, ShownSpf } from '../model/spf-shown.ts';
import { clip, visible } from './escape.ts';
import { spfChangeText } from './spf-changes.ts';
import { treeText } from './spf-tree.ts';
import { count, openReason } from './words.ts';

/** Networks listed of one term. */
const MAX_NETWORKS = 12;
const MAX_TERM = 100;

/** All about the SPF of one domain as text: record, tree with costs, networks, verdict, and what a change does. */
export function spfText({ domain, record, tree, authorised, check, change, unverified }: ShownSpf): string {
  const blocks: string[] = [];
  if (record !== null) blocks.push(`${visible(domain)}  ${visible(record)}`);
  blocks.push(treeText(tree).trimEnd());
  blocks.push(authorisedText(authorised));
  if (check !== null) {
    const mail = `${check.ip}, sender ${visible(check.sender)}, HELO ${visible(check.helo)}`;
    blocks.push(`Mail from ${mail}:\n${checkText(check.now)}`);
    if (check.before !== null) blocks.push(`The same before the change:\n${checkText(check.before)}`);
  }
  if (change !== null) blocks.push(spfChangeText({ domains: [domain], change }));
  if (unverified.length > 0) {
    blocks.push(
      [
        'Without an answer:',
        ...unverified.map(({ question, reason }) => `  ${visible(question)}: ${visible(openReason(reason))}`),
      ].join('\n'),
    );
  }
  return `${blocks.join('\n\n')}\n`;
}

function authorisedText({ networks, others, complete }: ShownSpf['authorised']): string {
  const lines = networks.map(networksText);
  const rest = complete ? '' : ', as far as that is known';
  const none = complete ? '  nobody' : '  nobody that is known';
  return ['May send mail:', ...(lines.length === 0 ? [none] : lines), `Everyone else: ${others}${rest}`].join('\n');
}

function networksText({ networks, more, terms, domain }: ShownNetworks): string {
  const shown = networks.slice(0, MAX_NETWORKS);
  const left = networks.length - shown.length + more;
  const list = shown.join(', ') + (left > 0 ? ` and ${count(left, 'more network')}` : '');
  const where = terms.length > 1 ? ` in the record of ${visible(domain)}` : '';
  return `  ${list}  by ${clip(visible(terms.at(-1) ?? ''), MAX_TERM)}${where}`;
}

function checkText({ result, path, lookups, voids, reason, explanation }: ShownCheck): string {
  const way = path.map(({ domain, term }) => `${clip(visible(term), MAX_TERM)} in the record of ${visible(domain)}`);
  const lines = [`  ${result}`];
  if (reason !== null) lines.push(`  because ${visible(reason)}`);
  else if (way.length === 0) lines.push('  no term matches');
  lines.push(...way.map((step, i) => `  ${i === 0 ? 'by' : 'and there'} ${step}`));
  lines.push(`  after ${count(lookups, 'lookup')}, ${voids} without an answer`);
  if (explanation !== null) lines.push(`  told to the sender: ${visible(explanation)}`);
  return lines.join('\n');
}
