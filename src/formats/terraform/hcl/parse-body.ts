import type { Place } from '../../../model/place.ts';
import { parseExpression } from './parse-expression.ts';
import type { Parser } from './parser.ts';
import { findMarkerLine, quotedEnd } from './skip.ts';
import type { Attribute, Block, Body } from './syntax.ts';
import { readText } from './template-text.ts';

/** What begins a block that never stands inside another one: a way to see where an unclosed one should have ended. */
const TOP_LEVEL_BLOCK =
  /^(?:(?:resource|data)[ \t]+"[^"\n]*"[ \t]+"[^"\n]*"|(?:module|variable|output|provider)[ \t]+"[^"\n]*"|locals|terraform)[ \t]*\{/;
const MAX_HEADER = 500;

interface BodyState {
  readonly parser: Parser;
  /** Whether a line that begins with a top-level block ends every open block: for files where one is not closed. */
  readonly closesAtTopLevel: boolean;
}

/** Reads the attributes and blocks of a whole file. What cannot be read is left out, with a problem. */
export function parseFileBody(parser: Parser, closesAtTopLevel: boolean): Body {
  parser.lexer.next();
  return parseBody({ parser, closesAtTopLevel }, undefined);
}

/** Reads a body up to `}` or the end of the file; the token is then what ends it. */
function parseBody(state: BodyState, header: Place | undefined): Body {
  const { parser } = state;
  const { lexer } = parser;
  const attributes = new Map<string, Attribute>();
  const blocks: Block[] = [];
  const { depth } = lexer;
  for (;;) {
    if (parser.accept('newline')) continue;
    if (parser.is('end') || (header !== undefined && (parser.is('}') || isTopLevel(state)))) break;
    const item = parseItem(state);
    if (item === undefined) recover(state, depth);
    else if ('type' in item) blocks.push(item);
    else addAttribute(parser, attributes, item);
    lexer.newlines = true;
  }
  return { attributes, blocks };
}

function addAttribute(parser: Parser, attributes: Map<string, Attribute>, item: Attribute): void {
  const first = attributes.get(item.name);
  if (first === undefined) attributes.set(item.name, item);
  else
    parser.fail(
      `“${item.name}” is set twice in one block; the first one is judged.`,
      item.namePlace,
      'Keep one of the two.',
    );
}

function parseItem(state: BodyState): Attribute | Block | undefined {
  const { parser } = state;
  if (parser.is('identifier')) {
    const name = parser.lexer.word;
    const { start, end } = parser.lexer;
    parser.lexer.next();
    if (parser.is('=')) return parseAttribute(parser, name, start, end);
    if (parser.is('{') || parser.is('quote') || parser.is('identifier')) {
      return parser.nested(() => parseBlock(state, name, start));
    }
    return parser.expected(`“=” and a value for “${name}”, or “{” and a block`);
  }
  if (parser.is('quote')) {
    return parser.fail('The name of an argument is not written in quotes here.', undefined, 'Leave out the quotes.');
  }
  return parser.expected('the name of an argument or block');
}

function parseAttribute(parser: Parser, name: string, start: number, end: number): Attribute | undefined {
  parser.lexer.next();
  const value = parseExpression(parser);
  if (value === undefined) return undefined;
  if (!parser.is('newline') && !parser.is('end') && !parser.is('}')) {
    return parser.expected(`the end of the line, because the value of “${name}” is complete`);
  }
  const namePlace = parser.placeFrom(start, end);
  return { name, namePlace, value, file: value.file, start: namePlace.start, end: value.end };
}

function parseBlock(state: BodyState, type: string, start: number): Block | undefined {
  const { parser } = state;
  const { lexer } = parser;
  const labels: string[] = [];
  let headerEnd = start + type.length;
  while (parser.is('quote') || parser.is('identifier')) {
    const label = parser.is('quote') ? parseLabel(parser) : lexer.word;
    if (label === undefined) return undefined;
    labels.push(label);
    headerEnd = lexer.end;
    lexer.next();
  }
  if (!parser.is('{')) return parser.expected(`“{” and the content of the block “${type}”`);
  const header = parser.placeFrom(start, headerEnd);
  lexer.next();
  const isOneLine = !parser.is('newline') && !parser.is('}') && !parser.is('end');
  const body = isOneLine ? parseOneLineBody(parser) : parseBody(state, header);
  if (body === undefined) return undefined;
  const { file, end } = parser.placeFrom(lexer.start, lexer.end);
  const block: Block = { type, labels, header, body, file, start: header.start, end };
  if (!parser.is('}')) {
    if (isOneLine) return parser.expected('“}”, because a block on one line has one argument');
    parser.fail(
      `The block “${type}” that begins here is not closed.`,
      header,
      'Put “}” on a line of its own where the block ends.',
    );
    return block;
  }
  lexer.next();
  if (!parser.is('newline') && !parser.is('end') && !parser.is('}')) {
    parser.expected('the end of the line, because the block is complete');
  }
  return block;
}

/** `{ name = value }`: one argument, no blocks. */
function parseOneLineBody(parser: Parser): Body | undefined {
  if (!parser.is('identifier')) return parser.expected('the name of an argument, or the end of the line');
  const name = parser.lexer.word;
  const { start, end } = parser.lexer;
  parser.lexer.next();
  if (!parser.is('=')) return parser.expected(`“=”; a block in this block begins on a line of its own`);
  const attribute = parseAttribute(parser, name, start, end);
  return attribute === undefined ? undefined : { attributes: new Map([[name, attribute]]), blocks: [] };
}

/** A label in quotes is no template; afterwards the token is the whole of it. */
function parseLabel(parser: Parser): string | undefined {
  const { lexer } = parser;
  const read = readText(parser, 'quoted', lexer.end, lexer.limit);
  if (read === undefined) return undefined;
  if (lexer.text[read.end] !== '"') {
    return parser.fail('The label of a block is plain text in quotes: nothing can be put into it.');
  }
  lexer.end = read.end + 1;
  return read.value.value;
}

/** After a mistake: on to the end of the line on which the brackets of the item are closed again. */
function recover(state: BodyState, depth: number): void {
  const { parser } = state;
  const { lexer } = parser;
  lexer.newlines = true;
  for (; !parser.is('end'); ) {
    if (parser.is('newline') && lexer.depth <= depth) return;
    if (parser.is('}') && lexer.depth <= depth) {
      if (depth > 0) return;
      lexer.depth = depth + 1;
    }
    if (isTopLevel(state)) {
      lexer.depth = depth;
      return;
    }
    if (parser.is('quote')) lexer.continueAt(quotedEnd(lexer.text, lexer.end, lexer.limit));
    else if (parser.is('heredoc')) lexer.continueAt(findMarkerLine(lexer)?.end ?? lexer.end);
    else lexer.next();
  }
}

function isTopLevel({ parser: { lexer }, closesAtTopLevel }: BodyState): boolean {
  if (!closesAtTopLevel || lexer.kind !== 'identifier') return false;
  if (lexer.start > 0 && lexer.text[lexer.start - 1] !== '\n') return false;
  return TOP_LEVEL_BLOCK.test(lexer.text.slice(lexer.start, lexer.start + MAX_HEADER));
}
