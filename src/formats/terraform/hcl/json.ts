/** A node of JSON text; offsets are UTF-16 offsets into the text, `end` exclusive. */
export type JsonNode = JsonString | JsonNumber | JsonWord | JsonArray | JsonObject;

interface Stretch {
  readonly start: number;
  readonly end: number;
}

export interface JsonString extends Stretch {
  readonly kind: 'string';
  readonly value: string;
  /** For each character and the end, its offset in the text; undefined where nothing is escaped. */
  readonly offsets: Int32Array | undefined;
}

export interface JsonNumber extends Stretch {
  readonly kind: 'number';
  readonly value: string;
}

export interface JsonWord extends Stretch {
  readonly kind: 'word';
  readonly value: boolean | null;
}

export interface JsonArray extends Stretch {
  readonly kind: 'array';
  readonly elements: readonly JsonNode[];
}

export interface JsonObject extends Stretch {
  readonly kind: 'object';
  readonly members: readonly JsonMember[];
}

export interface JsonMember {
  readonly key: JsonString;
  readonly value: JsonNode;
}

export interface JsonMistake extends Stretch {
  readonly kind: 'mistake';
  readonly message: string;
}

/** Arrays and objects in one another; each level is a call. */
const MAX_NESTING = 200;
const STRING = /"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORDS: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };
const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** Parses JSON (RFC 8259) with places; the first mistake ends it. */
export function parseJson(text: string): JsonNode | JsonMistake {
  const reader = new JsonReader(text);
  const node = reader.value();
  if (node !== undefined) reader.skipSpace();
  if (node !== undefined && reader.at < text.length) reader.fail('Behind the value there is more text.');
  return reader.mistake ?? node!;
}

class JsonReader {
  readonly text: string;
  at = 0;
  mistake: JsonMistake | undefined;
  #nesting = 0;

  constructor(text: string) {
    this.text = text;
    if (text.startsWith('\ufeff')) this.at = 1;
  }

  fail(message: string): undefined {
    const end = Math.min(this.at + 1, this.text.length);
    this.mistake ??= { kind: 'mistake', message, start: Math.min(this.at, this.text.length), end };
    return undefined;
  }

  skipSpace(): void {
    while (' \t\r\n'.includes(this.text[this.at] || 'x')) this.at++;
  }

  value(): JsonNode | undefined {
    this.skipSpace();
    switch (this.text[this.at]) {
      case '{':
        return this.#nested(() => this.#object());
      case '[':
        return this.#nested(() => this.#array());
      case '"':
        return this.#string();
      default:
        return this.#scalar();
    }
  }

  #nested<T>(read: () => T | undefined): T | undefined {
    if (this.#nesting >= MAX_NESTING) return this.fail(`More than ${MAX_NESTING} brackets are nested here.`);
    this.#nesting++;
    const node = read();
    this.#nesting--;
    return node;
  }

  #scalar(): JsonNode | undefined {
    const start = this.at;
    NUMBER.lastIndex = start;
    const number = NUMBER.exec(this.text)?.[0];
    if (number !== undefined) {
      this.at += number.length;
      return { kind: 'number', value: number, start, end: this.at };
    }
    for (const word of Object.keys(WORDS)) {
      if (!this.text.startsWith(word, start)) continue;
      this.at += word.length;
      return { kind: 'word', value: WORDS[word], start, end: this.at };
    }
    return this.fail(start >= this.text.length ? 'The file ends where a value should be.' : 'Here should be a value.');
  }

  #string(): JsonString | undefined {
    const start = this.at;
    STRING.lastIndex = start;
    if (!STRING.test(this.text))
      return this.fail('This text has no closing quote on its line, or an escape that means nothing.');
    this.at = STRING.lastIndex;
    const raw = this.text.slice(start + 1, this.at - 1);
    if (!raw.includes('\\')) return { kind: 'string', value: raw, offsets: undefined, start, end: this.at };
    return { kind: 'string', ...unescaped(raw, start + 1), start, end: this.at };
  }

  #array(): JsonArray | undefined {
    const start = this.at++;
    const elements: JsonNode[] = [];
    this.skipSpace();
    while (this.text[this.at] !== ']') {
      if (elements.length > 0 && !this.#comma(']')) return undefined;
      const element = this.value();
      if (element === undefined) return undefined;
      elements.push(element);
      this.skipSpace();
    }
    return { kind: 'array', elements, start, end: ++this.at };
  }

  #object(): JsonObject | undefined {
    const start = this.at++;
    const members: JsonMember[] = [];
    this.skipSpace();
    while (this.text[this.at] !== '}') {
      if (members.length > 0 && !this.#comma('}')) return undefined;
      this.skipSpace();
      if (this.text[this.at] !== '"') return this.fail('Here should be the name of a member, in quotes.');
      const key = this.#string();
      if (key === undefined) return undefined;
      this.skipSpace();
      if (this.text[this.at] !== ':') return this.fail('Here should be “:”.');
      this.at++;
      const value = this.value();
      if (value === undefined) return undefined;
      members.push({ key, value });
      this.skipSpace();
    }
    return { kind: 'object', members, start, end: ++this.at };
  }

  #comma(close: string): boolean {
    if (this.text[this.at] === ',') {
      this.at++;
      return true;
    }
    this.fail(`Here should be “,” or “${close}”.`);
    return false;
  }
}

function unescaped(raw: string, from: number): { readonly value: string; readonly offsets: Int32Array } {
  const offsets = new Int32Array(raw.length + 1);
  const parts: string[] = [];
  let length = 0;
  let at = 0;
  while (at < raw.length) {
    offsets[length++] = from + at;
    if (raw[at] !== '\\') {
      parts.push(raw[at++]);
      continue;
    }
    const letter = raw[at + 1];
    if (letter === 'u') parts.push(String.fromCharCode(Number.parseInt(raw.slice(at + 2, at + 6), 16)));
    else parts.push(ESCAPES[letter] ?? letter);
    at += letter === 'u' ? 6 : 2;
  }
  offsets[length] = from + raw.length;
  return { value: parts.join(''), offsets: offsets.subarray(0, length + 1) };
}
