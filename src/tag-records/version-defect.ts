import { quoted } from '../model/quoted.ts';
import type { Defect } from './defect.ts';

/** Characters of the text that are shown. */
const MAX_SHOWN = 40;
/** Texts are octets: what is above ASCII, as quotation marks from a word processor, takes several. */
const BEFORE = String.raw`[\s"'\\\u0080-\u00ff]*`;

/** Matches what somebody may have written in place of `v=NAME1`, with the mark behind it; a name alone is no version. */
export function nearVersion(name: string): RegExp {
  const written = String.raw`v[ \t]*[=:]?[ \t]*${name}[ \t]*[v.\d]*|[=:]?[ \t]*${name}v?[ \t]*1`;
  return new RegExp(String.raw`^${BEFORE}(?:${written})[ \t]*[;,:]?`, 'i');
}

/**
 * The defect of a text that was meant to begin with a version and does not. `near` matches what stands in its place,
 * a semicolon or comma behind it included; `what` ends the sentence “so receivers do not take it for …”.
 */
export function versionDefect(text: string, version: string, near: RegExp, what: string): Defect {
  const head = headOf(text, version, near);
  const isClosed = head.endsWith(';');
  const end = head.length - (isClosed ? 1 : 0);
  if (head.replace(/[,:]$/, '').trimEnd() === version) {
    const message = `no semicolon stands behind ${quoted(version)}, so receivers do not take the text for ${what}.`;
    const advice = `It has to begin with “${version};”.`;
    return { start: 0, end, key: 'version', message, advice, replacement: `${version};` };
  }
  return {
    start: 0,
    end: Math.max(1, end),
    key: 'version',
    message: `the text begins with ${quoted(head === '' ? text : head, MAX_SHOWN)}, so receivers do not take it for ${what}.`,
    advice: `It has to begin with “${version};”, in just these letters and with nothing before it.`,
    replacement: head === '' ? undefined : `${version}${isClosed ? '' : ';'}`,
  };
}

/** What stands where the version should: something like it, or the version itself with a slip of the pen before it. */
function headOf(text: string, version: string, near: RegExp): string {
  const head = near.exec(text)?.[0].trimEnd() ?? '';
  if (head !== '') return head;
  const at = text.slice(0, MAX_SHOWN).indexOf(`${version};`);
  return at < 0 ? '' : text.slice(0, at + version.length + 1);
}
