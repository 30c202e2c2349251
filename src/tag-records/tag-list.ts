/** One `name=value` of a list of tags. Offsets are into the text, `end` exclusive; blanks around name and value are no part of them. */
export interface Tag {
  /** As written; names are compared in lower case where the policy says so. */
  readonly name: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly valueStart: number;
}

/** A stretch between semicolons that is no tag. */
export interface NoTag {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What a text is as a list of tags (RFC 6376 §3.2). */
export interface TagList {
  readonly tags: readonly Tag[];
  readonly noTags: readonly NoTag[];
}

/** RFC 6376 §3.2: a letter, then letters, digits and underscores. */
const NAME = /^[a-z][a-z0-9_]*$/i;
/** Tags of one text that are looked at; policies have a dozen. */
const MAX_TAGS = 200;

/** Splits a text at its semicolons. A final semicolon is allowed and begins nothing; an empty stretch elsewhere is passed over. */
export function parseTagList(text: string): TagList {
  const tags: Tag[] = [];
  const noTags: NoTag[] = [];
  for (let from = 0; from <= text.length && tags.length + noTags.length < MAX_TAGS; ) {
    const semicolon = text.indexOf(';', from);
    const to = semicolon < 0 ? text.length : semicolon;
    readTag(text, from, to, tags, noTags);
    from = to + 1;
  }
  return { tags, noTags };
}

function readTag(text: string, from: number, to: number, tags: Tag[], noTags: NoTag[]): void {
  const [start, end] = trimmed(text, from, to);
  if (start === end) return;
  const equals = text.indexOf('=', start);
  const nameEnd = equals < 0 || equals >= end ? -1 : trimmed(text, start, equals)[1];
  const name = nameEnd < 0 ? '' : text.slice(start, nameEnd);
  if (!NAME.test(name)) {
    noTags.push({ text: text.slice(start, end), start, end });
    return;
  }
  const [valueStart] = trimmed(text, equals + 1, end);
  tags.push({ name, value: text.slice(valueStart, end), start, end, valueStart });
}

/** The stretch without blanks, tabs and line breaks around it. */
function trimmed(text: string, from: number, to: number): [start: number, end: number] {
  let [start, end] = [from, to];
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return [start, end];
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0d || code === 0x0a;
}

/** The tags that are there a second time: of one name the first counts, or none (RFC 6376 §3.2). */
export function repeatedTags({ tags }: TagList): readonly Tag[] {
  const seen = new Set<string>();
  return tags.filter(({ name }) => {
    const key = name.toLowerCase();
    return seen.has(key) || !seen.add(key);
  });
}
