import type { Defect } from './defect.ts';
import { listDefects } from './list-defects.ts';
import { reportUriDefects } from './report-uri.ts';
import { parseTagList } from './tag-list.ts';
import { nearVersion, versionDefect } from './version-defect.ts';

/** RFC 8460 §3: what does not begin like this is passed over. */
const VERSION = /^v=TLSRPTv1[ \t]*;/;
const NEAR_VERSION = nearVersion('tls-?rpt');
const VERSION_LATER = /;[ \t]*v[ \t]*=[ \t]*TLSRPTv1[ \t]*(?:;|$)/i;

/** Whether senders take a text at `_smtp._tls` for a policy of TLS reporting. */
export function isTlsRpt(text: string): boolean {
  return VERSION.test(text);
}

/** Whether a text that is none was meant as one. */
export function isMeantAsTlsRpt(text: string): boolean {
  return !isTlsRpt(text) && (NEAR_VERSION.test(text) || VERSION_LATER.test(text));
}

/** What is wrong with a text that is, or is meant as, a policy of TLS reporting. */
export function tlsRptDefects(text: string): Defect[] {
  if (!isTlsRpt(text)) return [versionDefect(text, 'v=TLSRPTv1', NEAR_VERSION, 'a policy of TLS reporting')];
  const list = parseTagList(text);
  const defects = listDefects(list, 'field');
  const rua = list.tags.find(({ name }) => name === 'rua');
  if (rua !== undefined) return [...defects, ...reportUriDefects(rua, ['https'])];
  const message = 'the field “rua” is missing, so nobody gets reports and senders take the policy for none.';
  return [
    ...defects,
    {
      start: 0,
      end: text.length,
      key: 'rua',
      message,
      advice: 'Add “rua=mailto:” and an address, or “rua=https://” and a place.',
    },
  ];
}
