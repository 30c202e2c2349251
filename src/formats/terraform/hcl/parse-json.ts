import type { Place } from '../../../model/place.ts';
import type { SourceFile } from '../../../model/source-file.ts';
import { type JsonNode, type JsonObject, type JsonString, parseJson } from './json.ts';
import { parseDecimal } from './number.ts';
import type { ParsedBody } from './parse.ts';
import { parsePlainTemplate } from './parse-template.ts';
import { Parser, type SyntaxProblem } from './parser.ts';
import { textAt } from './string-value.ts';
import type { Attribute, Block, Body, Expression, Literal } from './syntax.ts';
import { bool, nullValue, number } from './value.ts';

/** Blocks of a module and how many labels they have: the JSON syntax does not tell blocks from arguments by itself. */
const TOP_LEVEL_LABELS: Readonly<Record<string, number>> = {
  data: 2,
  locals: 0,
  module: 1,
  output: 1,
  provider: 1,
  removed: 0,
  resource: 2,
  variable: 1,
};

interface JsonFile {
  readonly file: SourceFile;
  readonly problems: SyntaxProblem[];
  /** Whether texts are templates; in a file of variable values they are not. */
  readonly hasTemplates: boolean;
}

/** Parses a file of the JSON syntax (`.tf.json`). */
export function parseJsonFile(file: SourceFile): ParsedBody {
  return parseObject(file, true, (root, json) => {
    const blocks: Block[] = [];
    for (const { key, value } of root.members) {
      const labels = Object.hasOwn(TOP_LEVEL_LABELS, key.value) ? TOP_LEVEL_LABELS[key.value] : undefined;
      if (labels !== undefined) addBlocks(json, key.value, [], labels, key, value, blocks);
    }
    return { attributes: new Map(), blocks };
  });
}

/** Parses a file of values for variables (`.tfvars.json`). */
export function parseJsonValues(file: SourceFile): ParsedBody {
  return parseObject(file, false, (root, json) => ({ attributes: attributesOf(json, root), blocks: [] }));
}

function parseObject(
  file: SourceFile,
  hasTemplates: boolean,
  read: (root: JsonObject, json: JsonFile) => Body,
): ParsedBody {
  const problems: SyntaxProblem[] = [];
  const root = parseJson(file.text);
  if (root.kind === 'object') return { body: read(root, { file, problems, hasTemplates }), problems };
  const message = root.kind === 'mistake' ? root.message : 'This file should hold one object.';
  problems.push({ place: { file, start: root.start, end: root.end }, message });
  return { body: { attributes: new Map(), blocks: [] }, problems };
}

/** Labels are the keys of objects in one another; anywhere there may be a list instead of one. */
function addBlocks(
  json: JsonFile,
  type: string,
  labels: readonly string[],
  missing: number,
  header: JsonString,
  node: JsonNode,
  blocks: Block[],
): void {
  if (node.kind === 'array') {
    for (const element of node.elements) addBlocks(json, type, labels, missing, header, element, blocks);
  } else if (node.kind !== 'object') {
    json.problems.push({ place: placeOf(json, node), message: `The content of “${type}” should be an object.` });
  } else if (missing > 0) {
    for (const { key, value } of node.members) {
      if (key.value !== '//') addBlocks(json, type, [...labels, key.value], missing - 1, key, value, blocks);
    }
  } else {
    blocks.push({
      type,
      labels,
      header: placeOf(json, header),
      body: bodyOf(json, type, node),
      ...placeOf(json, node),
    });
  }
}

/** Everything is an argument but what repeats blocks; who knows the provider knows which arguments are blocks. */
function bodyOf(json: JsonFile, type: string, node: JsonObject): Body {
  const isLiteral = type === 'variable';
  const attributes = attributesOf(isLiteral ? { ...json, hasTemplates: false } : json, node);
  const blocks: Block[] = [];
  for (const { key, value } of node.members) {
    const isContent = type === 'dynamic' && key.value === 'content';
    if (key.value !== 'dynamic' && !isContent) continue;
    attributes.delete(key.value);
    addBlocks(json, key.value, [], isContent ? 0 : 1, key, value, blocks);
  }
  return { attributes, blocks };
}

function attributesOf(json: JsonFile, node: JsonObject): Map<string, Attribute> {
  const attributes = new Map<string, Attribute>();
  for (const { key, value } of node.members) {
    if (key.value === '//' || attributes.has(key.value)) continue;
    const expression = expressionOf(json, value);
    if (expression === undefined) continue;
    const namePlace = placeOf(json, key);
    const { file, start } = namePlace;
    attributes.set(key.value, { name: key.value, namePlace, value: expression, file, start, end: value.end });
  }
  return attributes;
}

function expressionOf(json: JsonFile, node: JsonNode): Expression | undefined {
  const place = placeOf(json, node);
  switch (node.kind) {
    case 'string':
      return textOf(json, node);
    case 'number': {
      const value = parseDecimal(node.value);
      if (value === undefined) json.problems.push({ place, message: 'This number is too long to be read.' });
      return value === undefined ? undefined : literal(number(value, place), place);
    }
    case 'word':
      return literal(node.value === null ? nullValue(place) : bool(node.value, place), place);
    case 'array':
      return {
        kind: 'tuple',
        elements: node.elements.flatMap((element) => expressionOf(json, element) ?? []),
        ...place,
      };
    default: {
      const items = node.members.flatMap(({ key, value: member }) => {
        const value = expressionOf(json, member);
        const name = textOf(json, key);
        return value === undefined || name === undefined ? [] : [{ key: name, value }];
      });
      return { kind: 'object', items, ...place };
    }
  }
}

function literal(value: Literal['value'], place: Place): Literal {
  return { kind: 'literal', value, ...place };
}

/** A text between quotes as a template; offsets lead back into the file where it has escapes. */
function textOf({ file, problems, hasTemplates }: JsonFile, node: JsonString): Expression | undefined {
  const place = { file, start: node.start + 1, end: node.end - 1 };
  if (!hasTemplates || !/[$%]\{/.test(node.value)) return literal(textAt(node.value, place), place);
  if (node.offsets === undefined) {
    const parser = new Parser({ file, text: file.text }, problems, place.start, place.end);
    return parsePlainTemplate(parser, place.start, place.end);
  }
  const parser = new Parser({ file, text: node.value, offsets: node.offsets }, problems);
  return parsePlainTemplate(parser, 0, node.value.length);
}

function placeOf({ file }: JsonFile, { start, end }: { readonly start: number; readonly end: number }): Place {
  return { file, start, end };
}
