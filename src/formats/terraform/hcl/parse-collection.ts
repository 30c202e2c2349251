import { parseExpression, wordLiteral } from './parse-expression.ts';
import type { Parser } from './parser.ts';
import type { Expression, ForExpression, ObjectItem } from './syntax.ts';

/** Reads `[…]` or `{…}`: elements, items, or a `for` expression. The token is the opening bracket. */
export function parseCollection(parser: Parser): Expression | undefined {
  const { lexer } = parser;
  const { start } = parser.placeFrom(lexer.start, lexer.end);
  const isObject = parser.is('{');
  const close = isObject ? '}' : ']';
  let isFor = false;
  const content = parser.inBrackets(isObject, close, () => {
    // After `{` the end of the line counts, but a `for` may begin on the next one.
    while (parser.accept('newline'));
    isFor = parser.isWord('for');
    if (isFor) return parseFor(parser, isObject);
    return isObject ? parseItems(parser) : parseElements(parser);
  });
  if (content === undefined) return undefined;
  const { file, end } = parser.placeFrom(lexer.start, lexer.end);
  lexer.next();
  const place = { file, start, end };
  if (!Array.isArray(content)) return { ...(content as ForExpression), ...place };
  return isObject
    ? { kind: 'object', items: content as ObjectItem[], ...place }
    : { kind: 'tuple', elements: content as Expression[], ...place };
}

function parseElements(parser: Parser): Expression[] | undefined {
  const elements: Expression[] = [];
  while (!parser.is(']')) {
    const element = parseExpression(parser);
    if (element === undefined) return undefined;
    elements.push(element);
    if (!parser.accept(',')) break;
  }
  return elements;
}

function parseItems(parser: Parser): ObjectItem[] | undefined {
  const items: ObjectItem[] = [];
  for (;;) {
    while (parser.accept('newline'));
    if (parser.is('}')) return items;
    const item = parseItem(parser);
    if (item === undefined) return undefined;
    items.push(item);
    if (parser.is('}')) return items;
    if (!parser.accept(',') && !parser.accept('newline')) return parser.expected('“,”, “}” or the end of the line');
  }
}

function parseItem(parser: Parser): ObjectItem | undefined {
  const keyStart = parser.lexer.offset(parser.lexer.start);
  const word = parser.is('identifier') ? parser.lexer.word : undefined;
  const written = parseExpression(parser);
  if (written === undefined) return undefined;
  // In brackets or in a template the word is a reference; there the expression begins behind the token.
  const isName = written.kind === 'literal' || (written.kind === 'traversal' && written.names.length === 1);
  const isWord = word !== undefined && isName && written.start === keyStart;
  const key = isWord ? wordLiteral(word, written) : written;
  if (!parser.accept('=') && !parser.accept(':')) return parser.expected('“=” and the value');
  const value = parseExpression(parser);
  return value === undefined ? undefined : { key, value };
}

/** `for k, v in collection : value if condition`, up to the closing bracket; the token is `for`. */
function parseFor(parser: Parser, isObject: boolean): ForExpression | undefined {
  const { lexer } = parser;
  const { file, start } = parser.placeFrom(lexer.start, lexer.end);
  lexer.newlines = false;
  lexer.next();
  const names = parseForNames(parser);
  if (names === undefined) return undefined;
  const collection = parseExpression(parser);
  if (collection === undefined) return undefined;
  if (!parser.accept(':')) return parser.expected('“:” and what is made of each element');
  let value = parseExpression(parser);
  let key: Expression | undefined;
  if (value === undefined) return undefined;
  if (parser.is('=>') && !isObject)
    return parser.fail('A list made with “for” has no keys; write “{” and “}” instead of “[” and “]”.');
  if (parser.accept('=>')) {
    key = value;
    value = parseExpression(parser);
    if (value === undefined) return undefined;
  } else if (isObject) return parser.expected('“=>” and the value');
  const groups = isObject && parser.accept('...');
  let condition: Expression | undefined;
  if (parser.isWord('if')) {
    lexer.next();
    condition = parseExpression(parser);
    if (condition === undefined) return undefined;
  }
  return { kind: 'for', ...names, collection, key, value, groups, condition, file, start, end: start };
}

/** `v in` or `k, v in`, as `for` expressions and `%{ for }` have it. */
export function parseForNames(
  parser: Parser,
): { readonly keyName: string | undefined; readonly valueName: string } | undefined {
  const first = parseName(parser);
  if (first === undefined) return undefined;
  let second: string | undefined;
  if (parser.accept(',')) {
    second = parseName(parser);
    if (second === undefined) return undefined;
  }
  if (!parser.isWord('in')) return parser.expected('“in” and the collection');
  parser.lexer.next();
  return second === undefined ? { keyName: undefined, valueName: first } : { keyName: first, valueName: second };
}

function parseName(parser: Parser): string | undefined {
  if (!parser.is('identifier')) return parser.expected('a name for the elements');
  const name = parser.lexer.word;
  parser.lexer.next();
  return name;
}
