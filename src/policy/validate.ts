import { nearest } from '../model/nearest.ts';
import { quoted } from '../model/quoted.ts';
import { coreKind } from '../yaml/core-value.ts';
import { keyText, type YamlNode } from '../yaml/node.ts';
import type { ListShape, MappingShape, Shape, TableShape, WordShape } from './shape.ts';

/** Longer lists of what is allowed are left to the documentation. */
const MAX_ALLOWED_SHOWN = 12;

/**
 * Told of each mistake, where it stands and in one or two sentences. The words are made when they are asked for: to look
 * for the nearest spelling of a hundred thousand wrong ones would take long.
 */
export type Tell = (node: YamlNode, message: () => string) => void;

/** Judges a YAML tree by a shape. Recursion is bounded by the depth of the shape. */
export function validate(node: YamlNode, shape: Shape, tell: Tell): void {
  switch (shape.kind) {
    case 'mapping':
      validateMapping(node, shape, tell);
      break;
    case 'table':
      validateTable(node, shape, tell);
      break;
    case 'list':
      validateList(node, shape, tell);
      break;
    case 'word':
      validateWord(node, shape, tell);
      break;
    case 'boolean':
      validateBoolean(node, tell);
  }
}

function validateMapping(node: YamlNode, shape: MappingShape, tell: Tell): void {
  const { keys, what } = shape;
  const missing = new Set(Object.keys(keys).filter((key) => keys[key].required));
  if (isNull(node) && missing.size === 0) return;
  if (node.kind !== 'mapping') {
    tell(node, () => `${capitalised(what)} is written as keys with values${instead(node)}.`);
    return;
  }
  for (const entry of node.entries) {
    const key = keyText(entry);
    if (key !== undefined && Object.hasOwn(keys, key)) {
      missing.delete(key);
      validate(entry.value, keys[key].shape, tell);
    } else {
      const written = () => (key === undefined ? 'This' : shown(key));
      tell(entry.key, () => `${written()} is no key of ${what}.${meant(key, Object.keys(keys))}`);
    }
  }
  const at = node.entries[0]?.key ?? node;
  for (const key of missing)
    tell(at, () => `${capitalised(what)} needs the key “${key}”: ${uncapitalised(keys[key].about)}`);
}

function validateTable(node: YamlNode, shape: TableShape, tell: Tell): void {
  if (isNull(node)) return;
  if (node.kind !== 'mapping') {
    tell(node, () => `Here ${shape.what} are expected, each as a key with a value${instead(node)}.`);
    return;
  }
  for (const { key, value } of node.entries) {
    validateKey(key, shape.key, tell);
    validate(value, shape.value, tell);
  }
}

function validateList(node: YamlNode, shape: ListShape, tell: Tell): void {
  if (isNull(node) && !shape.notEmpty) return;
  if (node.kind !== 'sequence') {
    tell(node, () => `Here ${shape.what} is expected, in square brackets or each after “- ”${instead(node)}.`);
    return;
  }
  if (shape.notEmpty && node.items.length === 0)
    tell(node, () => `Here ${shape.what} is expected, and this one is empty.`);
  for (const item of node.items) validate(item, shape.of, tell);
}

function validateWord(node: YamlNode, shape: WordShape, tell: Tell): void {
  if (node.kind !== 'scalar' || isNull(node)) {
    tell(node, () => `Here ${shape.what} is expected${instead(node)}.`);
    return;
  }
  const { text } = node;
  const kind = coreKind(node);
  if (!isValid(text, shape)) tell(node, () => faultOf(text, shape));
  // A valid text that YAML takes for something else, such as a reason that is only a number.
  else if (kind !== 'string')
    tell(node, () => `YAML reads ${shown(text)} as a ${kind}. Put it in quotation marks: "${text}".`);
}

/** A key is a text, also where YAML would read a number in its place. */
function validateKey(node: YamlNode, shape: WordShape, tell: Tell): void {
  if (node.kind !== 'scalar') tell(node, () => `Here ${shape.what} is expected${instead(node)}.`);
  else if (!isValid(node.text, shape)) tell(node, () => faultOf(node.text, shape));
}

function isValid(text: string, { words, pattern, check }: WordShape): boolean {
  if (words !== undefined) return words.includes(text);
  return (pattern === undefined || new RegExp(pattern).test(text)) && check?.(text) === undefined;
}

/** What is wrong with an invalid word, with the word that was probably meant. */
function faultOf(text: string, { what, words, pattern, check, suggest, example }: WordShape): string {
  if (words !== undefined) {
    const wrong = what === 'a rule' ? `There is no rule ${shown(text)}` : `${shown(text)} ${isNo(what)}`;
    return `${wrong}.${meant(text, words)}`;
  }
  const isSpelt = pattern === undefined || new RegExp(pattern).test(text);
  const reason = isSpelt ? check?.(text) : undefined;
  const suggested = suggest?.(text);
  const likeThis = example === undefined ? '' : ` Write it like “${example}”.`;
  const help = suggested === undefined ? likeThis : ` Do you mean “${suggested}”?`;
  return `${shown(text)} ${isNo(what)}${reason === undefined ? '' : `: ${reason}`}.${help}`;
}

function validateBoolean(node: YamlNode, tell: Tell): void {
  if (node.kind === 'scalar' && coreKind(node) === 'boolean') return;
  const written = node.kind === 'scalar' ? node.text.toLowerCase() : '';
  const meaning = /^(?:yes|on|y|true)$/.test(written)
    ? 'true'
    : /^(?:no|off|n|false)$/.test(written)
      ? 'false'
      : undefined;
  const help = meaning === undefined ? '' : ` Write ${meaning}.`;
  tell(node, () => `Here true or false is expected${instead(node)}.${help}`);
}

/** What is there in place of what is expected. */
function instead(node: YamlNode): string {
  if (node.kind === 'sequence') return ', and this is a list';
  if (node.kind === 'mapping') return ', and these are keys with values';
  return isNull(node) ? ', and nothing is written' : `, and this is ${shown(node.text)}`;
}

/** ` Do you mean …?`, or what is allowed where that is few. */
function meant(word: string | undefined, allowed: readonly string[]): string {
  const near = word === undefined ? undefined : nearest(word, allowed);
  if (near !== undefined) return ` Do you mean “${near}”?`;
  return allowed.length > MAX_ALLOWED_SHOWN ? '' : ` Possible are ${allowed.join(', ')}.`;
}

function isNull(node: YamlNode): boolean {
  return node.kind === 'scalar' && coreKind(node) === 'null';
}

function shown(text: string): string {
  return quoted(Buffer.from(text, 'utf8').toString('latin1'));
}

/** `is no date`, `is not the name of …`. */
function isNo(what: string): string {
  return what.startsWith('the ') ? `is not ${what}` : `is no ${what.replace(/^an? /, '')}`;
}

function capitalised(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}

function uncapitalised(text: string): string {
  return text[0].toLowerCase() + text.slice(1);
}
