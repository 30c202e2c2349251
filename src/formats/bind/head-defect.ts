import { quoted } from '../../model/quoted.ts';
import { CLASS_IN } from './keyword.ts';
import { octetText } from './octets.ts';
import { brokenText } from './rdata/check.ts';
import { isMetaType, mnemonicOf } from './rdata/types.ts';
import { BROKEN, END, type Scanner, type TokenKind } from './scanner.ts';

const NO_NUMBER = -1;

/**
 * What is wrong between a record's owner and its data, in words; undefined for nothing. The scanner stands on what should
 * be the type; `recordClass` and `type` are −1 where none was read.
 */
export function headDefect(scanner: Scanner, kind: TokenKind, recordClass: number, type: number): string | undefined {
  if (kind === BROKEN) return brokenText(scanner);
  if (kind === END) return 'it ends before a record type';
  if (type === NO_NUMBER) {
    const text = quoted(octetText(scanner.bytes, scanner.start, scanner.end));
    return `${text} stands where a record type such as A, MX or TXT is expected`;
  }
  if (recordClass !== NO_NUMBER && recordClass !== CLASS_IN) {
    return 'its class is not `IN` (Internet), and a zone holds records of one class only';
  }
  return isMetaType(type) ? `${mnemonicOf(type)} is a type for questions; no record can have it` : undefined;
}
