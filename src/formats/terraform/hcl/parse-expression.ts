import { parseDecimal } from './number.ts';
import { parseCollection } from './parse-collection.ts';
import { parseHeredoc, parseQuoted } from './parse-template.ts';
import type { Parser } from './parser.ts';
import { textAt } from './string-value.ts';
import type { BinaryOperator, Call, Expression, Literal } from './syntax.ts';
import { bool, nullValue, number } from './value.ts';

/** How tightly operators bind; all of them group from the left. */
const PRECEDENCE: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
};

/** Reads one expression from the token on; undefined, with a problem, where there is none. */
export function parseExpression(parser: Parser): Expression | undefined {
  return parser.nested(() => parseConditional(parser));
}

function parseConditional(parser: Parser): Expression | undefined {
  const condition = parseBinary(parser, 1);
  if (condition === undefined || !parser.accept('?')) return condition;
  const whenTrue = parseExpression(parser);
  if (whenTrue === undefined) return undefined;
  if (!parser.accept(':')) return parser.expected('“:” and the value for when the condition is false');
  const whenFalse = parseExpression(parser);
  if (whenFalse === undefined) return undefined;
  const { file, start } = condition;
  return { kind: 'conditional', condition, whenTrue, whenFalse, file, start, end: whenFalse.end };
}

function parseBinary(parser: Parser, lowest: number): Expression | undefined {
  let left = parseOperand(parser);
  for (;;) {
    const operator = parser.kind;
    const precedence = PRECEDENCE[operator];
    if (left === undefined || precedence === undefined || precedence < lowest) return left;
    parser.lexer.next();
    const right = parser.nested(() => parseBinary(parser, precedence + 1));
    if (right === undefined) return undefined;
    const { file, start } = left;
    left = { kind: 'binary', operator: operator as BinaryOperator, left, right, file, start, end: right.end };
  }
}

/** A term and what is asked of it: `.name`, `[0]`, `[*].name`. A sign before it takes all of that. */
function parseOperand(parser: Parser): Expression | undefined {
  const operator = parser.kind;
  if (operator === '-' || operator === '!') {
    const { file, start } = parser.placeFrom(parser.lexer.start, parser.lexer.end);
    parser.lexer.next();
    const operand = parser.nested(() => parseOperand(parser));
    if (operand === undefined) return undefined;
    return { kind: 'unary', operator, operand, file, start, end: operand.end };
  }
  const isBareName = parser.is('identifier');
  const term = parseTerm(parser);
  return term === undefined ? undefined : parseAccesses(parser, term, isBareName);
}

function parseAccesses(parser: Parser, term: Expression, extendsName: boolean): Expression | undefined {
  let target = term;
  for (;;) {
    let next: Expression | undefined;
    if (parser.is('.')) next = parseDotAccess(parser, target, extendsName);
    else if (parser.is('[')) next = parseIndexAccess(parser, target);
    else return target;
    if (next === undefined) return undefined;
    target = next;
  }
}

function parseDotAccess(parser: Parser, target: Expression, extendsName: boolean): Expression | undefined {
  const { lexer } = parser;
  lexer.next();
  const { file, start } = target;
  const { start: nameStart, end } = parser.placeFrom(lexer.start, lexer.end);
  if (parser.is('identifier')) {
    const name = lexer.word;
    lexer.next();
    if (extendsName && target.kind === 'traversal') {
      // The node that is extended is seen by nobody else, and copying its names would be quadratic.
      (target.names as string[]).push(name);
      return { kind: 'traversal', names: target.names, file, start, end };
    }
    return { kind: 'attribute', target, name, file, start, end };
  }
  if (parser.is('number')) return parseOldIndex(parser, target);
  if (!parser.is('*')) return parser.expected('the name of an attribute');
  lexer.next();
  let each: Expression = { kind: 'splat-item', file, start: nameStart, end };
  while (parser.is('.')) {
    const before: Expression = each;
    const inner: Expression | undefined = parser.nested(() => parseDotAccess(parser, before, false));
    if (inner === undefined) return undefined;
    each = inner;
  }
  return { kind: 'splat', target, each, file, start, end: each.end };
}

/** `list.0` is an old way to write `list[0]`; a second one behind it would look like a decimal number, and is refused. */
function parseOldIndex(parser: Parser, target: Expression): Expression | undefined {
  const { lexer } = parser;
  const { file, start, end } = parser.placeFrom(lexer.start, lexer.end);
  const value = /^\d+$/.test(lexer.word) ? parseDecimal(lexer.word) : undefined;
  if (value === undefined) return parser.expected('the number of an element, better written in “[” and “]”');
  lexer.next();
  const key: Literal = { kind: 'literal', value: number(value), file, start, end };
  return { kind: 'index', target, key, file, start: target.start, end };
}

function parseIndexAccess(parser: Parser, target: Expression): Expression | undefined {
  const { lexer } = parser;
  const { file, start } = target;
  const key = parser.inBrackets(false, ']', () => {
    if (!parser.is('*')) return parseExpression(parser);
    const star = parser.placeFrom(lexer.start, lexer.end);
    lexer.next();
    return { kind: 'splat-item', ...star } as const;
  });
  if (key === undefined) return undefined;
  const { end } = parser.placeFrom(lexer.start, lexer.end);
  lexer.next();
  if (key.kind !== 'splat-item') return { kind: 'index', target, key, file, start, end };
  const each = parser.nested(() => parseAccesses(parser, key, false));
  return each === undefined ? undefined : { kind: 'splat', target, each, file, start, end: Math.max(end, each.end) };
}

function parseTerm(parser: Parser): Expression | undefined {
  const { lexer } = parser;
  const { file, start, end } = parser.placeFrom(lexer.start, lexer.end);
  switch (parser.kind) {
    case 'identifier':
      return parseNamed(parser);
    case 'number': {
      const value = parseDecimal(lexer.word);
      if (value === undefined) return parser.fail('This number is too long to be read.');
      const literal: Literal = { kind: 'literal', value: number(value, { file, start, end }), file, start, end };
      lexer.next();
      return literal;
    }
    case 'quote':
      return parseQuoted(parser);
    case 'heredoc':
      return parseHeredoc(parser);
    case '(': {
      const inner = parser.inBrackets(false, ')', () => parseExpression(parser));
      if (inner !== undefined) lexer.next();
      return inner;
    }
    case '[':
    case '{':
      return parseCollection(parser);
    default:
      return parser.expected('a value');
  }
}

/** A word: a constant, a function call, or the start of a reference. */
function parseNamed(parser: Parser): Expression | undefined {
  const { lexer } = parser;
  const place = parser.placeFrom(lexer.start, lexer.end);
  const { file, start, end } = place;
  let name = lexer.word;
  lexer.next();
  while (parser.accept('::')) {
    if (!parser.is('identifier')) return parser.expected('the name of a function');
    name += `::${lexer.word}`;
    lexer.next();
  }
  if (parser.is('(')) return parseCall(parser, name, start);
  if (name.includes('::')) return parser.expected('“(” and the arguments of the function');
  if (name === 'true' || name === 'false')
    return { kind: 'literal', value: bool(name === 'true', place), file, start, end };
  if (name === 'null') return { kind: 'literal', value: nullValue(place), file, start, end };
  return { kind: 'traversal', names: [name], file, start, end };
}

function parseCall(parser: Parser, name: string, start: number): Call | undefined {
  const { lexer } = parser;
  let expandsLast = false;
  const values = parser.inBrackets(false, ')', () => {
    const found: Expression[] = [];
    while (!parser.is(')')) {
      const argument = parseExpression(parser);
      if (argument === undefined) return undefined;
      found.push(argument);
      if (parser.accept('...')) {
        expandsLast = true;
        break;
      }
      if (!parser.accept(',')) break;
    }
    return found;
  });
  if (values === undefined) return undefined;
  const { file, end } = parser.placeFrom(lexer.start, lexer.end);
  lexer.next();
  return { kind: 'call', name, arguments: values, expandsLast, file, start, end };
}

/** A word that stands for itself, as the key of an object does. */
export function wordLiteral(word: string, { file, start, end }: Literal | Expression): Literal {
  return { kind: 'literal', value: textAt(word, { file, start, end }), file, start, end };
}
