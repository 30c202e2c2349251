import type { Place } from '../../../model/place.ts';
import type { SourceFile } from '../../../model/source-file.ts';
import { parseFileBody } from './parse-body.ts';
import { parseExpression } from './parse-expression.ts';
import { parsePlainTemplate } from './parse-template.ts';
import { Parser, type SyntaxProblem } from './parser.ts';
import type { Body, Expression } from './syntax.ts';

export interface ParsedBody {
  readonly body: Body;
  readonly problems: readonly SyntaxProblem[];
}

/** Parses a file of the native syntax (`.tf`, `.tfvars`). Never throws: what cannot be read is a problem and left out. */
export function parseFile(file: SourceFile): ParsedBody {
  const parsed = parseText(file, false);
  if (parsed.problems.length === 0) return parsed;
  // Where a block is not closed the next ones would all count as its content; then the blocks that begin in the first
  // column say where it ended. Files without a mistake are never read so.
  const careful = parseText(file, true);
  return careful.body.blocks.length > parsed.body.blocks.length ? careful : parsed;
}

function parseText(file: SourceFile, closesAtTopLevel: boolean): ParsedBody {
  const problems: SyntaxProblem[] = [];
  return { body: parseFileBody(new Parser({ file, text: file.text }, problems), closesAtTopLevel), problems };
}

export interface ParsedExpression {
  /** Undefined where the text is no expression; then there is a problem. */
  readonly expression: Expression | undefined;
  readonly problems: readonly SyntaxProblem[];
}

/** Parses all of a text as one expression. */
export function parseExpressionText(file: SourceFile): ParsedExpression {
  const problems: SyntaxProblem[] = [];
  const parser = new Parser({ file, text: file.text }, problems);
  parser.lexer.newlines = false;
  parser.lexer.next();
  const expression = parseExpression(parser);
  if (expression !== undefined && !parser.is('end')) parser.expected('the end, because the expression is complete');
  return { expression: problems.length === 0 ? expression : undefined, problems };
}

/** Parses all of a file, or a stretch of it, as a template. */
export function parseTemplateText({ file, start, end }: Place): ParsedExpression {
  const problems: SyntaxProblem[] = [];
  const parser = new Parser({ file, text: file.text }, problems, start, end);
  return { expression: parsePlainTemplate(parser, start, end), problems };
}
