import type { Place } from '../../model/place.ts';
import { quoted } from '../../model/quoted.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { YamlMapping, YamlNode, YamlScalar } from '../../yaml/node.ts';

/** A node and the file that it stands in: `!include` puts nodes of other files into a tree. */
export interface Located<N extends YamlNode = YamlNode> {
  readonly node: N;
  readonly file: SourceFile;
}

export function isScalar(located: Located): located is Located<YamlScalar> {
  return located.node.kind === 'scalar';
}

export function isMapping(located: Located): located is Located<YamlMapping> {
  return located.node.kind === 'mapping';
}

/** The place of a node. */
export function placeOf({ node, file }: Located): Place {
  return { file, start: node.start, end: node.end };
}

/** Text of a file, as a message shows it. */
export function quotedText(text: string): string {
  return quoted(Buffer.from(text, 'utf8').toString('latin1'));
}
