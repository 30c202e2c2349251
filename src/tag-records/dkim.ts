import { createPublicKey } from 'node:crypto';
import { nearest } from '../model/nearest.ts';
import { quoted } from '../model/quoted.ts';
import type { Defect } from './defect.ts';
import { listDefects } from './list-defects.ts';
import { parseTagList, type Tag, type TagList } from './tag-list.ts';

/** RFC 6376 §3.6.1: where the version is given it comes first, and in just these letters. */
const VERSION = 'DKIM1';
/** RFC 6376 §3.6.1, and `g` and `h` of older keys. */
const TAGS = ['v', 'h', 'k', 'n', 'p', 's', 't', 'g'];
/** RFC 8463 §4: the key itself, without anything around it. */
const ED25519_OCTETS = 32;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** What a key is good for. */
export type DkimKey =
  | { readonly state: 'revoked' }
  | { readonly state: 'rsa'; readonly bits: number }
  | { readonly state: 'ed25519' }
  | { readonly state: 'unreadable' };

/** Whether a text at a selector is, or is meant as, a key record. */
export function isDkim(text: string): boolean {
  if (/^[\s"'\\\u0080-\u00ff]*v[ \t]*=[ \t]*dkim/i.test(text) || isBareKey(text)) return true;
  return parseTagList(text).tags.some(({ name }) => name === 'p' || name === 'k');
}

/** The key of a record, undefined where it names an algorithm that this program does not know. */
export function dkimKey(text: string): DkimKey | undefined {
  const { tags } = parseTagList(text);
  const key = tags.find(({ name }) => name === 'p');
  if (key === undefined) return { state: 'unreadable' };
  return readKey(key.value, algorithmOf(tags));
}

/** What is wrong with a key record. */
export function dkimDefects(text: string): Defect[] {
  if (isBareKey(text)) return [bareKey(text)];
  const list = parseTagList(text);
  return [...versionDefects(list), ...listDefects(list, 'tag'), ...hashDefects(list), ...keyDefects(text, list)];
}

/** Whether a text is a key and nothing else, without the tag that holds it. */
function isBareKey(text: string): boolean {
  return /^MI/.test(text) && readKey(text, 'rsa')?.state === 'rsa';
}

function bareKey(text: string): Defect {
  return {
    start: 0,
    end: text.length,
    key: 'key',
    message: 'the key stands there without “p=” before it, so no signature can be verified.',
    advice: 'Write “v=DKIM1; p=” before the key.',
  };
}

/** RFC 8301 §3.1: signatures with SHA-1 are neither made nor verified any more. */
function hashDefects({ tags }: TagList): Defect[] {
  const hashes = tags.find(({ name }) => name === 'h');
  if (hashes === undefined || !/^sha1$/i.test(hashes.value)) return [];
  return [
    {
      start: hashes.valueStart,
      end: hashes.end,
      key: 'hash',
      severity: 'warning',
      message: 'the key allows signatures with SHA-1 only, which verifiers take for none.',
      advice: 'Leave out “h=sha1”, or write “h=sha256”.',
      replacement: 'sha256',
    },
  ];
}

function versionDefects({ tags }: TagList): Defect[] {
  const index = tags.findIndex(({ name }) => name.toLowerCase() === 'v');
  if (index < 0) return [];
  const { value, name, start, end, valueStart } = tags[index];
  // The semicolon that is missing between two tags is told of where the key is looked for.
  if (swallowsKey(tags[index])) return [];
  if (name !== 'v' || value !== VERSION) {
    const message = `${quoted(`${name}=${value}`)} is no version that verifiers know, so they pass over the key.`;
    return [
      {
        start: valueStart,
        end,
        key: 'version',
        message,
        advice: 'Write “v=DKIM1”, in just these letters.',
        // What holds another tag would lose it.
        replacement: name === 'v' && !value.includes('=') ? VERSION : undefined,
      },
    ];
  }
  if (index === 0) return [];
  const message = 'the tag “v” is not the first one, so verifiers pass over the key.';
  return [{ start, end, key: 'version', message, advice: 'Put “v=DKIM1;” at the beginning.' }];
}

function keyDefects(text: string, { tags, noTags }: TagList): Defect[] {
  const key = tags.find(({ name }) => name === 'p');
  // What is no tag is the reason then, and is told.
  if (key === undefined) return noTags.length > 0 ? [] : [missingKey(text, tags)];
  const { value, valueStart: start, end } = key;
  const algorithm = algorithmOf(tags);
  if (readKey(value, algorithm)?.state !== 'unreadable') return [];
  const doubled = /^p\s*=\s*/.exec(value);
  if (doubled !== null) {
    const message = 'the key begins with a second “p=”, which is no part of it, so no signature can be verified.';
    return [
      { start, end: start + doubled[0].length, key: 'key', message, advice: 'Leave out one “p=”.', replacement: '' },
    ];
  }
  const quoting = quotingIn(value, start, algorithm);
  if (quoting !== undefined) return [quoting];
  const encoded = value.replace(/\s/g, '');
  const wrong = /[^A-Za-z0-9+/=]/.exec(encoded)?.[0];
  const why =
    wrong !== undefined
      ? `it holds ${quoted(wrong)}, which is no part of Base64`
      : BASE64.test(encoded)
        ? `what it encodes is no ${algorithm === 'ed25519' ? 'Ed25519' : 'RSA'} key; often the end is cut off`
        : 'it is no whole Base64 text; often the end is cut off';
  const message = `the key in “p=” cannot be read: ${why}. No signature made with it can be verified.`;
  return [{ start, end, key: 'key', message, advice: 'Copy the key anew, in one piece, from whoever signs the mail.' }];
}

/** Quotation marks and backslashes of some file format that got into the text, where the key is whole without them. */
function quotingIn(value: string, valueStart: number, algorithm: string): Defect | undefined {
  const first = value.search(/["\\]/);
  if (first < 0) return undefined;
  const last = Math.max(value.lastIndexOf('"'), value.lastIndexOf('\\'));
  const between = value.slice(first, last + 1).replace(/["\\\s]/g, '');
  const key = readKey(value.slice(0, first) + between + value.slice(last + 1), algorithm);
  if (key?.state !== 'rsa' && key?.state !== 'ed25519') return undefined;
  const what = value.includes('"') ? 'quotation marks' : 'backslashes';
  return {
    start: valueStart + first,
    end: valueStart + last + 1,
    key: 'key',
    message: `the key in “p=” has ${what} in it, which are published as part of it, so no signature can be verified.`,
    advice: `Take the ${what} out: the parts of the key stand side by side, with nothing between them.`,
    replacement: between,
  };
}

/** Whether the semicolon before `p=` is missing, so that the key is part of another tag. */
function swallowsKey({ value }: Tag): boolean {
  return /[\s,:]p[ \t]*=/.test(value);
}

function missingKey(text: string, tags: readonly Tag[]): Defect {
  const swallowing = tags.find(swallowsKey);
  if (swallowing !== undefined) {
    const { name, start, end } = swallowing;
    const message = `no semicolon stands before “p=”, so the key is part of the tag ${quoted(name)} and no signature can be verified.`;
    return { start, end, key: 'key', message, advice: 'Write a semicolon between two tags: “v=DKIM1; k=rsa; p=…”.' };
  }
  const other = tags.find(({ name }) => !TAGS.includes(name));
  const hint =
    other !== undefined && nearest(other.name.toLowerCase(), ['p'])
      ? ` Perhaps ${quoted(other.name)} is meant as “p”.`
      : '';
  return {
    start: 0,
    end: text.length,
    key: 'key',
    message: 'the key is missing (there is no tag “p”), so no signature can be verified.',
    advice: `Add “p=” with the key; an empty “p=” says that the key is revoked.${hint}`,
  };
}

/** RSA where nothing is said. */
function algorithmOf(tags: readonly Tag[]): string {
  return tags.find(({ name }) => name === 'k')?.value.toLowerCase() ?? 'rsa';
}

function readKey(value: string, algorithm: string): DkimKey | undefined {
  const encoded = value.replace(/\s/g, '');
  if (encoded === '') return { state: 'revoked' };
  if (algorithm !== 'rsa' && algorithm !== 'ed25519') return undefined;
  if (!BASE64.test(encoded)) return { state: 'unreadable' };
  const octets = Buffer.from(encoded, 'base64');
  if (algorithm === 'ed25519') return octets.length === ED25519_OCTETS ? { state: 'ed25519' } : { state: 'unreadable' };
  // RFC 6376 §3.6.1 as corrected: the key with its algorithm around it; some publish the bare key of RFC 8017.
  for (const type of ['spki', 'pkcs1'] as const) {
    try {
      const { modulusLength } = createPublicKey({ key: octets, format: 'der', type }).asymmetricKeyDetails ?? {};
      if (modulusLength !== undefined) return { state: 'rsa', bits: modulusLength };
    } catch {
      // Of the other form, or no key at all.
    }
  }
  return { state: 'unreadable' };
}
