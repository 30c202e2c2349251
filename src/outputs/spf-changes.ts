import { groupBy } from '../model/group-by.ts';
import type { ShownNetworkChange, ShownSender, ShownSide, ShownSpfChange, ShownState } from '../model/spf-shown.ts';
import { withCommas } from '../model/with-commas.ts';
import { codeCell } from './code-cell.ts';
import { CHANGE_WORDS, type ComparedWords } from './compared-words.ts';
import { clip, visible } from './escape.ts';
import { codeBlock, escapeMarkdown } from './escape-markdown.ts';
import { treeMermaid } from './spf-mermaid.ts';
import { voidsText } from './spf-tree.ts';
import { count } from './words.ts';

/** A comment is for reading; the JSON report has all. */
const MAX_DOMAINS = 5;
const MAX_NETWORKS = 6;
const MAX_ROWS = 12;
const MAX_TEXT = 100;
/** Of a record that is not valid nothing is counted. */
const NOT_COUNTED = '–';

/** One line of what changed: what it is about, and its value on both sides. */
interface Row {
  /** Texts from files among words of ours. */
  readonly about: readonly (string | { readonly code: string })[];
  readonly before: string;
  readonly after: string;
}

/** Changes that are the same for several domains, such as all that include an edited record. */
export interface SpfChangeGroup {
  readonly domains: readonly string[];
  readonly change: ShownSpfChange;
}

/** Changes by what they do, in the order of the first domain of each. */
export function groupedSpfChanges(changes: readonly ShownSpfChange[]): SpfChangeGroup[] {
  return [...groupBy(changes, withoutDomain).values()].map((group) => ({
    domains: group.map(({ domain }) => domain),
    change: group[0],
  }));
}

/** A change as Markdown: a table, and the include tree folded below it where that changed. */
export function spfChangeMarkdown({ domains, change }: SpfChangeGroup, words: ComparedWords = CHANGE_WORDS): string {
  const names = domains.slice(0, MAX_DOMAINS).map((domain) => `**${codeCell(domain)}**`);
  const more = domains.length > names.length ? ` and ${count(domains.length - names.length, 'more domain')}` : '';
  const rows = rowsOf(change);
  const table = [
    `| ${names.join(', ')}${more} | ${words.before} | ${words.after} |`,
    '| :-- | :-- | :-- |',
    ...rows.slice(0, MAX_ROWS).map(rowMarkdown),
    ...(rows.length > MAX_ROWS ? [`| and ${count(rows.length - MAX_ROWS, 'more line')} | | |`] : []),
  ].join('\n');
  return change.treeChanged && change.tree.record.terms.some(({ record }) => record !== null)
    ? `${table}\n\n${treeMarkdown(change, words)}`
    : table;
}

/** A change as plain text. */
export function spfChangeText({ domains, change }: SpfChangeGroup, words: ComparedWords = CHANGE_WORDS): string {
  const shown = domains.slice(0, MAX_DOMAINS).map((domain) => clip(visible(domain), MAX_TEXT));
  const more = domains.length > shown.length ? ` and ${count(domains.length - shown.length, 'more domain')}` : '';
  const rows = rowsOf(change);
  const lines = rows.slice(0, MAX_ROWS).map(({ about, before, after }) => {
    const what = about.map((part) => (typeof part === 'string' ? part : clip(visible(part.code), MAX_TEXT))).join('');
    return `  ${what}: ${before} → ${after}`;
  });
  if (rows.length > MAX_ROWS) lines.push(`  and ${count(rows.length - MAX_ROWS, 'more line')}`);
  return [`SPF of ${shown.join(', ')}${more}, ${words.sides}:`, ...lines].join('\n');
}

function rowsOf(change: ShownSpfChange): Row[] {
  const { before, after, lost, gained, senders } = change;
  const facts: Row[] = [
    { about: ['SPF record'], before: stateText(before.state), after: stateText(after.state) },
    { about: ['DNS lookups (at most 10)'], before: lookupsText(before), after: lookupsText(after) },
    { about: ['Lookups without an answer (at most 2)'], before: voidsOf(before), after: voidsOf(after) },
    { about: ['Everyone else'], before: before.others, after: after.others },
  ];
  // What a record's own `all` brings is everyone else, of whom a line above says it in fewer words than networks do.
  const isNews = (one: ShownNetworkChange) =>
    before.others === after.others ||
    one.before !== before.others ||
    one.after !== after.others ||
    one.terms.length !== 1 ||
    !/^[+?~-]?all$/i.test(one.terms[0]);
  const networks = [
    ...senders.map(senderRow),
    ...lost.filter(isNews).map((one) => networksRow('No longer: ', one, change.domain)),
    ...gained.filter(isNews).map((one) => networksRow('New: ', one, change.domain)),
  ];
  // What stays is not worth a line, nor is the cost of a record that nobody begins with, or of none.
  const isNothing = ({ before: old, after: now }: Row) => now === NOT_COUNTED || (old === NOT_COUNTED && now === '0');
  const changed = facts.filter((row) => row.before !== row.after && !isNothing(row));
  const rows = [...changed, ...networks];
  return rows.length > 0 ? rows : facts.slice(1, 2);
}

function networksRow(word: string, one: ShownNetworkChange, domain: string): Row {
  const shown = one.networks.slice(0, MAX_NETWORKS);
  const left = one.networks.length - shown.length + one.more;
  const about: Row['about'] = [
    word,
    ...shown.flatMap((network, i) => [...(i === 0 ? [] : [', ']), { code: network }]),
    ...(left > 0 ? [` and ${withCommas(left)} more`] : []),
    ' by ',
    { code: one.terms.at(-1) ?? '' },
    ...(one.domain === domain ? [] : [' of ', { code: one.domain }]),
  ];
  return { about, before: one.before, after: one.after };
}

function senderRow({ host, address, before, after }: ShownSender): Row {
  const about = host === null ? [{ code: address }] : [{ code: host }, ' ', { code: address }];
  return { about: ['Declared sender ', ...about], before, after };
}

function stateText(state: ShownState): string {
  return state === 'unknown' ? 'could not be looked up' : state;
}

/** What is spent on a record; receivers do not begin with one that is not valid. */
function lookupsText({ state, lookups, atLeast }: ShownSide): string {
  return state === 'valid' ? `${atLeast ? 'at least ' : ''}${withCommas(lookups)}` : NOT_COUNTED;
}

function voidsOf({ state, voids4, voids6 }: ShownSide): string {
  return state === 'valid' ? voidsText(voids4, voids6) : NOT_COUNTED;
}

function rowMarkdown({ about, before, after }: Row): string {
  const what = about.map((part) => (typeof part === 'string' ? escapeMarkdown(part) : codeCell(part.code))).join('');
  const isWorse = before === 'pass' || before === 'valid' || after === 'permerror';
  return `| ${what} | ${escapeMarkdown(before)} | ${isWorse && after !== before ? `**${escapeMarkdown(after)}**` : escapeMarkdown(after)} |`;
}

function treeMarkdown({ tree }: ShownSpfChange, { later }: ComparedWords): string {
  const diagram = codeBlock(treeMermaid(tree).trimEnd().split('\n'), 'mermaid');
  return `<details><summary>Picture of the includes ${later}</summary>\n\n${diagram}\n\n</details>`;
}

/** The same text for changes that differ in nothing but the domain's own name. */
function withoutDomain({ domain, before, after, lost, gained, senders, tree }: ShownSpfChange): string {
  const networks = (one: ShownNetworkChange) => (one.domain === domain ? { ...one, domain: '' } : one);
  const { record, ...cost } = tree;
  return JSON.stringify([before, after, lost.map(networks), gained.map(networks), senders, cost, record.terms]);
}
