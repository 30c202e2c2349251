/** Deeper blocks are not BIND's: `zone` in `view` is two, and no statement that matters here is below four. */
const MAX_BLOCK_DEPTH = 32;

/** A statement of named.conf: its words, and what stands in its braces. */
export interface Statement {
  readonly words: readonly string[];
  readonly block: readonly Statement[];
}

/** The statements of named.conf text. A brace that is not closed ends with the text; one too many is skipped. */
export function namedStatements(text: string): Statement[] {
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
