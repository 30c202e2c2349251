import type { ShownMailAddress, ShownMailHost, ShownMailPath, ShownPointer } from '../model/mail-path-shown.ts';
import { withCommas } from '../model/with-commas.ts';
import { codeCell } from './code-cell.ts';
import { clip, visible } from './escape.ts';
import { count } from './words.ts';

/** A comment is for reading; the JSON report has all. */
const MAX_DOMAINS = 3;
const MAX_ADDRESSES = 6;
const MAX_TEXT = 100;

/** Above the rows of all hosts. */
export const MAIL_PATH_HEAD = '| mail host | before | after |\n| :-- | :-- | :-- |\n';

/** What changes on the way to one host, as a row of a table. */
export function mailPathRow({ host, domains, more, before, after }: ShownMailPath): string {
  const mail = domains.slice(0, MAX_DOMAINS).map(codeCell).join(', ');
  const left = domains.length - Math.min(domains.length, MAX_DOMAINS) + more;
  const whose = `${mail}${left > 0 ? ` and ${withCommas(left)} more` : ''}`;
  return `| **${codeCell(host)}**<br>for ${whose} | ${hostCell(before, false)} | ${hostCell(after, before?.state !== after?.state)} |`;
}

/** The same as lines of plain text. */
export function mailPathText({ host, domains, more, before, after }: ShownMailPath): string {
  const shown = domains.slice(0, MAX_DOMAINS).map(plainText);
  const left = domains.length - shown.length + more;
  const whose = `${shown.join(', ')}${left > 0 ? ` and ${count(left, 'more domain')}` : ''}`;
  return [
    `Way of mail for ${whose} to ${plainText(host)}, before → after this change:`,
    `  before: ${hostText(before)}`,
    `  after:  ${hostText(after)}`,
  ].join('\n');
}

/** No MX record of these domains names the host. */
const NO_MX = 'no MX';

const HOST_STATES = {
  absent: 'no address',
  unknown: 'could not be looked up',
  elsewhere: 'not in these files',
} as const;

function hostCell(host: ShownMailHost | null, isChanged: boolean): string {
  if (host === null) return NO_MX;
  const alias = host.alias === null ? [] : [`alias of ${codeCell(host.alias)}`];
  if (host.state !== 'found') {
    const state = HOST_STATES[host.state];
    return [...alias, host.state === 'absent' && isChanged ? `**${state}**` : state].join('<br>');
  }
  const shown = host.addresses.slice(0, MAX_ADDRESSES).map(addressCell);
  return [...alias, ...shown, ...restOf(host)].join('<br>');
}

function addressCell({ address, state, pointers }: ShownMailAddress): string {
  const code = codeCell(address);
  switch (state) {
    case 'found':
      return pointers.map((pointer) => `${code} → ${codeCell(pointer.name)} ${backMark(pointer)}`).join('<br>');
    case 'absent':
      return `${code} → **no PTR** ❌`;
    default:
      return `${code} → ${POINTER_STATES[state]}`;
  }
}

function hostText(host: ShownMailHost | null): string {
  if (host === null) return NO_MX;
  const alias = host.alias === null ? [] : [`alias of ${plainText(host.alias)}`];
  if (host.state !== 'found') return [...alias, HOST_STATES[host.state]].join(', ');
  return [...alias, ...host.addresses.slice(0, MAX_ADDRESSES).map(addressText), ...restOf(host)].join(', ');
}

function addressText({ address, state, pointers }: ShownMailAddress): string {
  const shown = plainText(address);
  if (state !== 'found') return `${shown} → ${state === 'absent' ? 'no PTR' : POINTER_STATES[state]}`;
  return pointers.map((pointer) => `${shown} → ${plainText(pointer.name)} ${BACK_WORDS[pointer.back]}`).join(', ');
}

const POINTER_STATES = { unknown: 'PTR not known', 'not-public': 'not a public address' } as const;
const BACK_WORDS = { found: '→ back', absent: '(does not lead back)', unknown: '(the way back is not known)' } as const;

function backMark({ back }: ShownPointer): string {
  return { found: '✅', absent: '❌ does not lead back', unknown: '(the way back is not known)' }[back];
}

function restOf({ addresses, more }: ShownMailHost): string[] {
  const left = addresses.length - Math.min(addresses.length, MAX_ADDRESSES) + more;
  return left > 0 ? [`and ${count(left, 'more address', 'more addresses')}`] : [];
}

function plainText(text: string): string {
  return clip(visible(text), MAX_TEXT);
}
