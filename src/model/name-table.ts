import { labelOctets, labelsOf, type Name, ROOT } from './name.ts';

/** A domain name as a small number, the same for the whole run. */
export type NameId = number;

/** The id of the root. */
export const ROOT_ID: NameId = 0;
export const NO_NAME: NameId = -1;

const FNV_PRIME = 0x01000193;
const FIRST_CAPACITY = 1024;

/**
 * Every domain name of a run, each once, as a tree of labels: a name is its parent and one label. Nothing is allocated
 * per name but a few numbers and the octets of its label, so a million owners cost some 30 MB and no garbage.
 */
export class NameTable {
  #parents = new Uint32Array(FIRST_CAPACITY);
  /** Where the label begins in the arena; its first octet is its length. */
  #labels = new Uint32Array(FIRST_CAPACITY);
  /** Open addressing: id + 1, 0 for a free slot. */
  #slots = new Uint32Array(FIRST_CAPACITY * 2);
  #arena = new Uint8Array(FIRST_CAPACITY * 16);
  /** One label at a time on its way into the table. */
  #scratch = new Uint8Array(64);
  #arenaLength = 1;
  #count = 1;

  /** How many names there are, the root among them; ids are 0 … size − 1. */
  get size(): number {
    return this.#count;
  }

  /** Makes room for so many further names at once: growing step by step moves every name again and again. */
  reserve(count: number): void {
    let capacity = this.#slots.length;
    while (capacity < (this.#count + count) * 2) capacity *= 2;
    if (capacity > this.#slots.length) this.#rehash(capacity);
  }

  /** The id of the name made of `label` (its raw octets, any case) under `parent`; a new name is added. */
  child(parent: NameId, octets: Uint8Array, start: number, end: number): NameId {
    let hash = (parent ^ 0x811c9dc5) >>> 0;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ lower(octets[i]), FNV_PRIME);
    const slot = this.#slot(mix(hash), parent, octets, start, end);
    const found = this.#slots[slot];
    return found !== 0 ? found - 1 : this.#add(slot, parent, octets, start, end);
  }

  /** Like `child`, but adds nothing: −1 where the name is not in the table. */
  findChild(parent: NameId, octets: Uint8Array, start: number, end: number): NameId {
    let hash = (parent ^ 0x811c9dc5) >>> 0;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ lower(octets[i]), FNV_PRIME);
    return this.#slots[this.#slot(mix(hash), parent, octets, start, end)] - 1;
  }

  /** The id of a name given as text; a new name is added. */
  intern(name: Name): NameId {
    return this.internWithin(name, ROOT, ROOT_ID);
  }

  /** The same for a name at or below another one, whose id is known. */
  internWithin(name: Name, ancestor: Name, ancestorId: NameId): NameId {
    let id = ancestorId;
    const rest = ancestor === ROOT ? name.length : name.length - ancestor.length;
    if (rest === 0) return id;
    if (name.includes('\\')) {
      const labels = labelsOf(name.slice(0, rest));
      for (let i = labels.length - 1; i >= 0; i--) id = this.#childOf(id, labelOctets(labels[i]), 0);
      return id;
    }
    for (let end = name === ROOT ? -1 : rest - 1; end >= 0; ) {
      const start = end === 0 ? 0 : name.lastIndexOf('.', end - 1) + 1;
      id = this.#childOf(id, name, start, end);
      end = start - 1;
    }
    return id;
  }

  /** The child whose label is a stretch of a text, one octet a character; a new name is added. */
  #childOf(parent: NameId, text: string, start: number, end = text.length): NameId {
    if (end - start > this.#scratch.length) this.#scratch = new Uint8Array(end - start);
    for (let i = start; i < end; i++) this.#scratch[i - start] = text.charCodeAt(i);
    return this.child(parent, this.#scratch, 0, end - start);
  }

  /** The id of a name given as text, or −1. */
  find(name: Name): NameId {
    const { id, rest } = this.findDeepest(name);
    return rest === 0 ? id : NO_NAME;
  }

  /** The deepest ancestor-or-self of a name that is in the table, and how many labels of the name are missing. */
  findDeepest(name: Name): { id: NameId; rest: number } {
    if (name.includes('\\')) return this.#findDeepestEscaped(name);
    let id = ROOT_ID;
    // Every question walks here: offsets into the text instead of a string and a buffer for each label.
    for (let end = name === ROOT ? -1 : name.length - 1; end >= 0; ) {
      const start = end === 0 ? 0 : name.lastIndexOf('.', end - 1) + 1;
      const next = this.#findText(id, name, start, end);
      if (next === NO_NAME) return { id, rest: countOf(name, '.', end) + 1 };
      id = next;
      end = start - 1;
    }
    return { id, rest: 0 };
  }

  #findDeepestEscaped(name: Name): { id: NameId; rest: number } {
    const labels = labelsOf(name);
    let id = ROOT_ID;
    for (let i = labels.length - 1; i >= 0; i--) {
      const octets = Buffer.from(labelOctets(labels[i]), 'latin1');
      const next = this.findChild(id, octets, 0, octets.length);
      if (next === NO_NAME) return { id, rest: i + 1 };
      id = next;
    }
    return { id, rest: 0 };
  }

  /** The child whose label is a stretch of a text without escapes, one octet a character. */
  #findText(parent: NameId, text: string, start: number, end: number): NameId {
    let hash = (parent ^ 0x811c9dc5) >>> 0;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ lower(text.charCodeAt(i)), FNV_PRIME);
    const mask = this.#slots.length - 1;
    for (let slot = mix(hash) & mask; this.#slots[slot] !== 0; slot = (slot + 1) & mask) {
      const id = this.#slots[slot] - 1;
      if (this.#isText(id, parent, text, start, end)) return id;
    }
    return NO_NAME;
  }

  #isText(id: NameId, parent: NameId, text: string, start: number, end: number): boolean {
    const at = this.#labels[id];
    const arena = this.#arena;
    if (this.#parents[id] !== parent || id === ROOT_ID || arena[at] !== end - start) return false;
    for (let i = start, j = at + 1; i < end; i++, j++) if (arena[j] !== lower(text.charCodeAt(i))) return false;
    return true;
  }

  /** The name without its first label; the root's parent is the root. */
  parent(id: NameId): NameId {
    return this.#parents[id];
  }

  /** The name as text. */
  name(id: NameId): Name {
    if (id === ROOT_ID) return ROOT;
    let text = '';
    for (let at = id; at !== ROOT_ID; at = this.#parents[at]) text += `${this.#label(at)}.`;
    return text;
  }

  /** The first label of a name as text, for walking up a name without making it; the root has none. */
  label(id: NameId): string {
    return id === ROOT_ID ? '' : this.#label(id);
  }

  /** The length of the name on the wire in octets, RFC 1035 §3.1: at most 255 in a name that can be published. */
  wireLength(id: NameId): number {
    let length = 1;
    for (let at = id; at !== ROOT_ID; at = this.#parents[at]) length += 1 + this.#arena[this.#labels[at]];
    return length;
  }

  /** Whether a name is at or below another. */
  isWithin(id: NameId, ancestor: NameId): boolean {
    // A child is always added after its parent, so ids fall on the way up.
    let at = id;
    while (at > ancestor) at = this.#parents[at];
    return at === ancestor;
  }

  #label(id: NameId): string {
    const at = this.#labels[id];
    const length = this.#arena[at];
    let text = '';
    for (let i = at + 1; i <= at + length; i++) text += presented(this.#arena[i]);
    return text;
  }

  /** The slot that holds the name, or the free slot where it belongs. */
  #slot(hash: number, parent: NameId, octets: Uint8Array, start: number, end: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    while (this.#slots[slot] !== 0 && !this.#is(this.#slots[slot] - 1, parent, octets, start, end)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #is(id: NameId, parent: NameId, octets: Uint8Array, start: number, end: number): boolean {
    const at = this.#labels[id];
    const arena = this.#arena;
    if (this.#parents[id] !== parent || id === ROOT_ID || arena[at] !== end - start) return false;
    for (let i = start, j = at + 1; i < end; i++, j++) if (arena[j] !== lower(octets[i])) return false;
    return true;
  }

  #add(slot: number, parent: NameId, octets: Uint8Array, start: number, end: number): NameId {
    const id = this.#count++;
    if (id >= this.#parents.length) {
      this.#parents = grown(this.#parents, Uint32Array);
      this.#labels = grown(this.#labels, Uint32Array);
    }
    while (this.#arenaLength + 1 + end - start > this.#arena.length) this.#arena = grown(this.#arena, Uint8Array);
    this.#parents[id] = parent;
    this.#labels[id] = this.#arenaLength;
    this.#arena[this.#arenaLength++] = end - start;
    for (let i = start; i < end; i++) this.#arena[this.#arenaLength++] = lower(octets[i]);
    this.#slots[slot] = id + 1;
    if (this.#count * 2 > this.#slots.length) this.#rehash(this.#slots.length * 2);
    return id;
  }

  #rehash(capacity: number): void {
    const slots = new Uint32Array(capacity);
    const mask = slots.length - 1;
    for (let id = 1; id < this.#count; id++) {
      const at = this.#labels[id];
      let hash = (this.#parents[id] ^ 0x811c9dc5) >>> 0;
      for (let i = at + 1; i <= at + this.#arena[at]; i++) hash = Math.imul(hash ^ this.#arena[i], FNV_PRIME);
      let slot = mix(hash) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = id + 1;
    }
    this.#slots = slots;
  }
}

/** One octet of a label in the presentation format of RFC 1035 §5.1. */
export function presented(octet: number): string {
  if (octet === 0x2e || octet === 0x5c) return `\\${String.fromCharCode(octet)}`;
  if (octet > 0x20 && octet < 0x7f) return String.fromCharCode(octet);
  return `\\${String(octet).padStart(3, '0')}`;
}

/** How often a character occurs before an offset. */
function countOf(text: string, character: string, end: number): number {
  let count = 0;
  for (let at = text.indexOf(character); at >= 0 && at < end; at = text.indexOf(character, at + 1)) count++;
  return count;
}

function lower(octet: number): number {
  return octet >= 0x41 && octet <= 0x5a ? octet | 0x20 : octet;
}

/** Spreads the high bits down: siblings differ mostly in their last octets. */
function mix(hash: number): number {
  return (hash ^ (hash >>> 15)) >>> 0;
}

function grown<T extends Uint32Array | Uint8Array>(array: T, make: new (length: number) => T): T {
  const larger = new make(array.length * 2);
  larger.set(array);
  return larger;
}
