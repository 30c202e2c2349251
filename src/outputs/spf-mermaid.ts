import type { ShownRecord, ShownTerm, ShownTree } from '../model/spf-shown.ts';
import { clip } from './escape.ts';
import { isNetwork, MAX_LOOKUPS, outcomeText, voidsText } from './spf-tree.ts';
import { count } from './words.ts';

/** A picture with more boxes cannot be read, and GitHub draws no more than 500 arrows. */
const MAX_NODES = 60;
const MAX_LABEL = 60;

/** The include tree as a Mermaid flowchart, which GitHub draws: a box a record, and one for each term with a lookup. */
export function treeMermaid(tree: ShownTree): string {
  const lines = ['flowchart LR'];
  const cost = `${tree.atLeast ? 'at least ' : ''}${tree.lookups} of ${MAX_LOOKUPS} lookups`;
  let nodes = 0;
  let left = tree.left;
  const queue: { record: ShownRecord; id: string }[] = [];

  function addNode(label: readonly string[], isBad: boolean): string {
    const id = `n${nodes++}`;
    lines.push(`  ${id}["${label.map(safeLabel).join('<br/>')}"]${isBad ? ':::bad' : ''}`);
    return id;
  }

  function addTerm(from: string, term: ShownTerm): void {
    if (nodes >= MAX_NODES) {
      left++;
      return;
    }
    const { record } = term;
    const outcome = outcomeText(term);
    const label = record === null ? [clip(term.term, MAX_LABEL), outcome] : recordLabel(record, outcome);
    const id = addNode(label.filter(Boolean), isBad(term));
    lines.push(`  ${from} -->|"${safeLabel(edgeText(term))}"| ${id}`);
    if (record !== null) queue.push({ record, id });
  }

  const root = addNode(
    [...recordLabel(tree.record, ''), cost, `${voidsText(tree.voids4, tree.voids6)} without an answer`],
    tree.lookups > MAX_LOOKUPS || tree.record.state !== 'valid',
  );
  queue.push({ record: tree.record, id: root });
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    for (const term of next.record.terms) if (hasBox(term)) addTerm(next.id, term);
  }
  if (left > 0) addNode([`${count(left, 'more term')} not shown`], false);
  lines.push('  classDef bad stroke:#d1242f,stroke-width:3px');
  return `${lines.join('\n')}\n`;
}

function recordLabel({ domain, state, terms }: ShownRecord, outcome: string): string[] {
  const networks = terms.filter(isNetwork).length;
  const said = state === 'valid' ? outcome : RECORD_STATES[state];
  return [clip(domain, MAX_LABEL), networks === 0 ? '' : count(networks, 'network'), said].filter(Boolean);
}

const RECORD_STATES = {
  invalid: 'invalid SPF record',
  several: 'several SPF records',
  none: 'no SPF record',
  unknown: 'could not be looked up',
} as const;

function edgeText({ term, lookups, record }: ShownTerm): string {
  const name = /^[+?~-]?[a-z0-9]+/i.exec(term)?.[0] ?? '';
  return record === null ? count(lookups, 'lookup') : `${name}, ${count(lookups, 'lookup')}`;
}

/** Whether a term costs a lookup. */
function hasBox({ lookups, outcome }: ShownTerm): boolean {
  return lookups > 0 && outcome !== 'ignored';
}

function isBad({ outcome }: ShownTerm): boolean {
  return outcome === 'no-record' || outcome === 'loop' || outcome === 'too-many-mx' || outcome === 'void';
}

/** Text for a quoted label: all but plain characters as Mermaid's numeric entities, so that nothing in it is an order. */
function safeLabel(text: string): string {
  return text.replace(/[^\w .,:/=~+-]/gu, (character) => `#${character.codePointAt(0)};`);
}
