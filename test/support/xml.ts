/** An element of a document: attributes and text as they are meant, escapes resolved. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

/** XML 1.0 §2.2: what no document may hold, escaped or not. */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const TOKEN = /<(\/?)([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>|([^<]+)/y;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Reads a document of elements and text, strictly: throws where it is not well-formed. */
export function parseXml(document: string): XmlElement {
  if (FORBIDDEN.test(document)) throw new Error('a character that XML forbids');
  const [declaration] = /^<\?xml version="1\.0" encoding="UTF-8"\?>\n/.exec(document) ?? [''];
  if (declaration === '') throw new Error('no declaration');
  const top = { name: '', attributes: {}, children: [] as XmlElement[], text: '' };
  const open = [top];
  TOKEN.lastIndex = declaration.length;
  while (TOKEN.lastIndex < document.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(document);
    if (match === null) throw new Error(`no XML: ${document.slice(at, at + 80)}`);
    const [, isEnd, name, attributes, isEmpty, text] = match;
    const parent = open.at(-1)!;
    if (text !== undefined) {
      if (text.includes(']]>')) throw new Error('the end of a CDATA section in text');
      parent.text += resolved(text);
    } else if (isEnd === '/') {
      if (parent.name !== name || open.length === 1) throw new Error(`</${name}> closes <${parent.name}>`);
      open.pop();
    } else {
      const element = { name, attributes: readAttributes(attributes), children: [], text: '' };
      parent.children.push(element);
      if (isEmpty === '') open.push(element);
    }
  }
  if (open.length > 1 || top.children.length !== 1 || top.text.trim() !== '') throw new Error('not one whole element');
  return top.children[0];
}

function readAttributes(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, key, value]) => [key, resolved(value)] as const);
  const attributes = Object.fromEntries(pairs);
  if (Object.keys(attributes).length !== pairs.length) throw new Error(`an attribute twice: ${text}`);
  return attributes;
}

function resolved(text: string): string {
  return text.replace(/&([^;&]*);?/g, (entity, name: string) => {
    if (!entity.endsWith(';') || ENTITIES[name] === undefined) throw new Error(`no entity: ${entity}`);
    return ENTITIES[name];
  });
}
