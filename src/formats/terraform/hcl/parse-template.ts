import type { Place } from '../../../model/place.ts';
import { parseForNames } from './parse-collection.ts';
import { parseExpression } from './parse-expression.ts';
import type { Parser } from './parser.ts';
import { findMarkerLine, heredocMarker, quotedEnd } from './skip.ts';
import { joinTexts, sliceText } from './string-value.ts';
import type { Expression, TemplatePart } from './syntax.ts';
import { readText, type TemplateMode } from './template-text.ts';
import type { StringValue } from './value.ts';

/** A template before its directives are put into one another. */
type Flat =
  | { readonly kind: 'text'; value: StringValue; readonly place: Place }
  | { readonly kind: 'value'; readonly expression: Expression; readonly place: Place }
  | { readonly kind: 'if'; readonly condition: Expression; readonly place: Place }
  | { readonly kind: 'for'; readonly names: ForNames; readonly collection: Expression; readonly place: Place }
  | { readonly kind: 'else' | 'endif' | 'endfor'; readonly place: Place };

type ForNames = NonNullable<ReturnType<typeof parseForNames>>;

/** Reads a text in quotes; the token is the opening quote. */
export function parseQuoted(parser: Parser): Expression | undefined {
  return parser.nested(() => {
    const { start, end } = parser.lexer;
    const read = readFlat(parser, 'quoted', end, parser.lexer.limit);
    if (read === undefined) {
      const { lexer } = parser;
      lexer.continueAt(quotedEnd(lexer.text, end, lexer.limit));
      return undefined;
    }
    if (read.end >= parser.lexer.limit)
      return parser.fail('This text in quotes has no closing quote.', parser.placeFrom(start, end));
    parser.lexer.continueAt(read.end + 1);
    return build(parser, read.flat, parser.placeFrom(start, read.end + 1));
  });
}

/** Reads a heredoc; the token is `<<WORD` or `<<-WORD` and the end of its line. */
export function parseHeredoc(parser: Parser): Expression | undefined {
  return parser.nested(() => {
    const { lexer } = parser;
    const { start, end: contentStart } = lexer;
    const opening = lexer.word.trimEnd();
    const close = findMarkerLine(lexer);
    if (close === undefined) {
      return parser.fail(
        `The text that begins here ends with a line of “${heredocMarker(lexer)}” alone, and there is none.`,
        parser.placeFrom(start, start + opening.length),
      );
    }
    const read = readFlat(parser, 'heredoc', contentStart, close.start);
    lexer.continueAt(close.end);
    if (read === undefined) return undefined;
    if (opening.startsWith('<<-')) removeIndentation(read.flat);
    return build(parser, read.flat, parser.placeFrom(start, close.end));
  });
}

/** Reads all text between two offsets as a template, as in a template file or a string of the JSON syntax. */
export function parsePlainTemplate(parser: Parser, start: number, limit: number): Expression | undefined {
  const read = readFlat(parser, 'plain', start, limit);
  return read === undefined ? undefined : build(parser, read.flat, parser.placeFrom(start, limit));
}

function readFlat(
  parser: Parser,
  mode: TemplateMode,
  from: number,
  limit: number,
): { readonly flat: Flat[]; readonly end: number } | undefined {
  const { text } = parser.lexer;
  const flat: Flat[] = [];
  let trimsNext = false;
  let at = from;
  while (at < limit && !(mode === 'quoted' && text[at] === '"')) {
    if ((text[at] === '$' || text[at] === '%') && text[at + 1] === '{') {
      const before = flat[flat.length - 1];
      if (text[at + 2] === '~' && before?.kind === 'text') {
        before.value = sliceText(before.value, 0, before.value.value.trimEnd().length);
      }
      const sequence = readSequence(parser, at);
      if (sequence === undefined) return undefined;
      flat.push(sequence);
      trimsNext = parser.is('~}');
      at = parser.lexer.end;
      continue;
    }
    const read = readText(parser, mode, at, limit);
    if (read === undefined) return undefined;
    const skipped = trimsNext ? read.value.value.length - read.value.value.trimStart().length : 0;
    flat.push({ kind: 'text', value: sliceText(read.value, skipped), place: parser.placeFrom(at, read.end) });
    trimsNext = false;
    at = read.end;
  }
  return { flat, end: at };
}

/** Reads `${ … }` or `%{ … }`; afterwards the token is the closing bracket. */
function readSequence(parser: Parser, at: number): Flat | undefined {
  const { lexer } = parser;
  const { text } = lexer;
  const { newlines, depth } = lexer;
  lexer.newlines = false;
  lexer.continueAt(at + (text[at + 2] === '~' ? 3 : 2));
  const isDirective = text[at] === '%';
  const part = isDirective ? readDirective(parser, at) : readValue(parser);
  const isClosed = parser.is('}') || parser.is('~}');
  lexer.newlines = newlines;
  lexer.depth = depth;
  if (part === undefined) return undefined;
  if (!isClosed) return parser.expected('“}”, the end of what is put into the text');
  return part;
}

function readValue(parser: Parser): Flat | undefined {
  const expression = parseExpression(parser);
  return expression === undefined ? undefined : { kind: 'value', expression, place: expression };
}

function readDirective(parser: Parser, at: number): Flat | undefined {
  const { lexer } = parser;
  const word = parser.is('identifier') ? lexer.word : '';
  const place = parser.placeFrom(at, lexer.end);
  if (word === 'else' || word === 'endif' || word === 'endfor') {
    lexer.next();
    return { kind: word, place };
  }
  if (word === 'if') {
    lexer.next();
    const condition = parseExpression(parser);
    return condition === undefined ? undefined : { kind: 'if', condition, place };
  }
  if (word !== 'for') return parser.expected('one of “if”, “else”, “endif”, “for” and “endfor”');
  lexer.next();
  const names = parseForNames(parser);
  const collection = names === undefined ? undefined : parseExpression(parser);
  return names === undefined || collection === undefined ? undefined : { kind: 'for', names, collection, place };
}

/** One expression of the parts: text alone is a literal, one value alone is that value. */
function build(parser: Parser, flat: readonly Flat[], place: Place): Expression | undefined {
  const { file, start, end } = place;
  if (flat.length === 1 && flat[0].kind === 'value') return flat[0].expression;
  if (flat.every((part) => part.kind === 'text')) {
    return { kind: 'literal', value: joinTexts(flat.map(({ value }) => value)), file, start, end };
  }
  const reader = { flat, at: 0 };
  const parts = nest(parser, reader, undefined);
  return parts === undefined ? undefined : { kind: 'template', parts, file, start, end };
}

interface FlatReader {
  readonly flat: readonly Flat[];
  at: number;
}

/** Puts directives into one another, up to what ends the one that is open; the reader then stands at that. */
function nest(parser: Parser, reader: FlatReader, open: 'if' | 'else' | 'for' | undefined): TemplatePart[] | undefined {
  const parts: TemplatePart[] = [];
  for (; reader.at < reader.flat.length; reader.at++) {
    const part = reader.flat[reader.at];
    switch (part.kind) {
      case 'text':
        parts.push({ kind: 'literal', value: part.value, ...part.place });
        continue;
      case 'value':
        parts.push(part.expression);
        continue;
      case 'if':
      case 'for': {
        reader.at++;
        const directive = parser.nested(() =>
          part.kind === 'if' ? nestIf(parser, reader, part) : nestFor(parser, reader, part),
        );
        if (directive === undefined) return undefined;
        parts.push(directive);
        continue;
      }
      default: {
        const isEnd =
          part.kind === 'endfor' ? open === 'for' : open === 'if' || (open === 'else' && part.kind === 'endif');
        if (isEnd) return parts;
        return parser.fail(
          `This “${part.kind}” belongs to nothing: no directive that it could end or divide is open.`,
          part.place,
        );
      }
    }
  }
  return parts;
}

function nestIf(
  parser: Parser,
  reader: FlatReader,
  { condition, place }: Flat & { kind: 'if' },
): TemplatePart | undefined {
  const whenTrue = nest(parser, reader, 'if');
  let whenFalse: TemplatePart[] | undefined = [];
  if (whenTrue !== undefined && reader.flat[reader.at]?.kind === 'else') {
    reader.at++;
    whenFalse = nest(parser, reader, 'else');
  }
  if (whenTrue === undefined || whenFalse === undefined) return undefined;
  const end = reader.flat[reader.at];
  if (end === undefined) return parser.fail('This “if” has no “%{ endif }”.', place);
  return { kind: 'if-directive', condition, whenTrue, whenFalse, ...place };
}

function nestFor(
  parser: Parser,
  reader: FlatReader,
  { names, collection, place }: Flat & { kind: 'for' },
): TemplatePart | undefined {
  const body = nest(parser, reader, 'for');
  if (body === undefined) return undefined;
  if (reader.flat[reader.at] === undefined) return parser.fail('This “for” has no “%{ endfor }”.', place);
  return { kind: 'for-directive', ...names, collection, body, ...place };
}

/** `<<-` takes away the indentation that all lines share; lines of nothing but blanks do not count. */
function removeIndentation(flat: Flat[]): void {
  let shared = Number.POSITIVE_INFINITY;
  let beginsLine = true;
  const lineStarts: (Flat & { kind: 'text' })[] = [];
  for (const part of flat) {
    if (beginsLine) {
      const value = part.kind === 'text' ? part.value.value : '';
      const indentation = value.length - value.trimStart().length;
      const isBlank = indentation === value.length && value.endsWith('\n');
      if (!isBlank) shared = Math.min(shared, indentation);
      if (!isBlank && part.kind === 'text') lineStarts.push(part);
    }
    beginsLine = part.kind === 'text' && part.value.value.endsWith('\n');
  }
  for (const part of lineStarts) part.value = sliceText(part.value, shared);
}
