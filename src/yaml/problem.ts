import type { Place } from '../model/place.ts';
import { quoted } from '../model/quoted.ts';
import type { YamlNode } from './node.ts';

/** What is wrong with a YAML file, at one place, for `duplicate-key` with the place of the first one. */
export interface YamlProblem {
  readonly code: 'syntax' | 'duplicate-key' | 'alias';
  readonly place: Place;
  /** One sentence. */
  readonly message: string;
  readonly related?: { readonly place: Place; readonly message: string };
}

export interface YamlTree {
  /** The root of each document; none where the file is empty or is no YAML. */
  readonly documents: readonly YamlNode[];
  readonly problems: readonly YamlProblem[];
}

/** A piece of a file in quotation marks, for messages. */
export function quotedText(text: string): string {
  return quoted(Buffer.from(text, 'utf8').toString('latin1'));
}
