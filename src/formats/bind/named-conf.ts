import { absolute } from '../../model/name.ts';
import { type ConfiguredZone, type IncludeConfig, inDirectory, MAX_CONFIG_DEPTH } from './configured-zone.ts';

/** Deeper blocks are not BIND's: `zone` in `view` is two, and no statement that matters here is below four. */
const MAX_BLOCK_DEPTH = 32;

/** The types of a zone whose file is the zone's own data; without a type BIND would refuse, and a file is meant. */
const PRIMARY_TYPES = new Set(['', 'master', 'primary']);

/** A statement of named.conf: its words, and what stands in its braces. */
interface Statement {
  readonly words: readonly string[];
  readonly block: readonly Statement[];
}

/** Where statements stand. `directory` is the one of `options`, which holds for the whole configuration. */
interface Scope {
  readonly path: string;
  readonly view: string | undefined;
  readonly depth: number;
}

/**
 * The zones of a BIND configuration file and of those that it includes. Reads what it can of broken text; zones of
 * other classes than IN have no files that matter here.
 */
export function readNamedConf(path: string, text: string, include: IncludeConfig): ConfiguredZone[] {
  const found: ConfiguredZone[] = [];
  let directory: string | undefined;

  function enter(statements: readonly Statement[], scope: Scope): void {
    for (const { words, block } of statements) {
      const argument = words[1] ?? '';
      switch (words[0].toLowerCase()) {
        case 'options':
          directory = argumentOf(block, 'directory') ?? directory;
          break;
        case 'include':
          if (scope.depth >= MAX_CONFIG_DEPTH) break;
          for (const file of include(argument, scope.path)) {
            enter(parse(file.text), { ...scope, path: file.path, depth: scope.depth + 1 });
          }
          break;
        case 'view':
          if (isInternetClass(words[2])) enter(block, { ...scope, view: argument });
          break;
        case 'zone':
          if (isInternetClass(words[2])) enterZone(argument, block, scope);
          break;
      }
    }
  }

  function enterZone(name: string, block: readonly Statement[], { path: config, view }: Scope): void {
    const file = argumentOf(block, 'file');
    if (file === undefined || file === '') return;
    const type = argumentOf(block, 'type')?.toLowerCase() ?? '';
    const role = type === 'hint' ? 'hint' : PRIMARY_TYPES.has(type) ? 'primary' : 'secondary';
    found.push({ name: absolute(name), view, file, role, config });
  }

  enter(parse(text), { path, view: undefined, depth: 0 });
  // The directory may stand after the zones, and in an included file.
  return found.map((zone) => ({ ...zone, file: inDirectory(directory, zone.file) }));
}

function argumentOf(block: readonly Statement[], keyword: string): string | undefined {
  return block.find(({ words }) => words[0].toLowerCase() === keyword)?.words[1];
}

function isInternetClass(word: string | undefined): boolean {
  return word === undefined || word.toLowerCase() === 'in';
}

/** The statements of named.conf text. A brace that is not closed ends with the text; one too many is skipped. */
function parse(text: string): Statement[] {
  const top: Statement[] = [];
  const open: Statement[][] = [];
  let block = top;
  let words: string[] = [];
  let inner: Statement[] = [];
  const end = () => {
    if (words.length > 0) block.push({ words, block: inner });
    words = [];
    inner = [];
  };
  for (const token of tokens(text)) {
    if (token.text === ';' && !token.quoted) {
      end();
    } else if (token.text === '{' && !token.quoted) {
      const nested: Statement[] = [];
      // A statement may lack its final semicolon; the block belongs to it at once.
      if (words.length > 0) block.push({ words, block: nested });
      words = [];
      if (open.length < MAX_BLOCK_DEPTH) {
        open.push(block);
        block = nested;
      }
    } else if (token.text === '}' && !token.quoted) {
      end();
      block = open.pop() ?? top;
    } else {
      words.push(token.text);
    }
  }
  end();
  return top;
}

interface Token {
  readonly text: string;
  readonly quoted: boolean;
}

/** White space and comments (`//`, `#`, and C's), quoted strings, punctuation, words. */
const TOKEN =
  /\s+|\/\/[^\n]*|#[^\n]*|\/\*.*?(?:\*\/|$)|"((?:[^"\\]|\\.|\\$)*)(?:"|$)|[{};]|(?:[^\s{};"/#]|\/(?![/*]))+|./gs;

function* tokens(text: string): Generator<Token> {
  for (const match of text.matchAll(TOKEN)) {
    if (match[1] !== undefined) yield { text: match[1].replace(/\\(.)/gs, '$1'), quoted: true };
    else if (!/^(?:\s|\/\/|#|\/\*)/.test(match[0])) yield { text: match[0], quoted: false };
  }
}
