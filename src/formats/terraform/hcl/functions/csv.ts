import { type Failure, failure } from '../convert.ts';
import { placesOf, sliceText, textAt } from '../string-value.ts';
import type { StringValue } from '../value.ts';

const FIELD = /"((?:[^"]|"")*)"|([^",\r\n][^,\r\n]*|)/y;

/** The rows of CSV (RFC 4180) below its line of names, each by those names; the texts keep their places. */
export function decodeCsv(source: StringValue): Map<string, StringValue>[] | Failure {
  const lines = readLines(source);
  if (!Array.isArray(lines)) return lines;
  const [header, ...rows] = lines;
  if (header === undefined) return failure('the CSV has no line of names');
  const names = header.map(({ value }) => value);
  if (new Set(names).size < names.length) return failure('the CSV has a column name twice');
  const different = rows.findIndex((row) => row.length !== names.length);
  if (different >= 0)
    return failure(`row ${different + 1} of the CSV has another number of columns than its line of names`);
  return rows.map((row) => new Map(row.map((field, i) => [names[i], field])));
}

function readLines(source: StringValue): StringValue[][] | Failure {
  const { value } = source;
  const lines: StringValue[][] = [];
  let line: StringValue[] = [];
  let at = 0;
  while (at < value.length) {
    if (line.length === 0 && (value[at] === '\n' || value.startsWith('\r\n', at))) {
      at += value[at] === '\n' ? 1 : 2;
      continue;
    }
    FIELD.lastIndex = at;
    const match = FIELD.exec(value);
    if (match === null) return failure('a quote in the CSV is not closed');
    line.push(fieldOf(source, match, at));
    at = FIELD.lastIndex;
    if (value[at] === ',') {
      at++;
      if (at < value.length && value[at] !== '\n' && value[at] !== '\r') continue;
      line.push(sliceText(source, at, at));
    }
    if (at < value.length && value[at] !== '\n' && value[at] !== '\r')
      return failure('a quote stands inside a field of the CSV');
    at += value.startsWith('\r\n', at) ? 2 : 1;
    lines.push(line);
    line = [];
  }
  return lines;
}

function fieldOf(source: StringValue, match: RegExpExecArray, at: number): StringValue {
  const end = at + match[0].length;
  if (match[1] === undefined) return sliceText(source, at, end);
  if (!match[1].includes('""')) return sliceText(source, at + 1, end - 1);
  return textAt(match[1].replaceAll('""', '"'), placesOf(source, at + 1, end - 1)[0]);
}
