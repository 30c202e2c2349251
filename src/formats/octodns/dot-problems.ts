import type { Edit } from '../../model/finding.ts';
import type { YamlScalar } from '../../yaml/node.ts';
import { type Located, quotedText } from './located.ts';
import type { RecordContext } from './record-context.ts';

/** Says once for a record which of its targets lack the final dot. OctoDNS takes them as absolute all the same. */
export function checkDots(context: RecordContext, dots: readonly Located<YamlScalar>[]): void {
  if (dots.length === 0 || context.zone.settings.ensuresDots) return;
  const { type } = context;
  const owner = context.owner.slice(0, -1);
  const [first, ...more] = dots;
  const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
  context.problem({
    rule: 'target-without-dot',
    at: first,
    names: [type.mnemonic],
    message: `The ${type.mnemonic} record of ${owner} points to ${quotedText(first.node.text)}${others} without a final dot. It is read as the whole name, but OctoDNS with strict checks refuses it.`,
    advice: `Write ${quotedText(`${first.node.text}.`)}.`,
    fix: { description: 'Add the final dot', edits: dots.map(dotAdded) },
  });
}

/** The last character of the name with a dot behind it; a place of its own would be empty. */
function dotAdded({ node, file }: Located<YamlScalar>): Edit {
  const end = node.style === 'plain' ? node.end : node.contentEnd;
  return { place: { file, start: end - 1, end }, text: `${file.slice(end - 1, end)}.` };
}
