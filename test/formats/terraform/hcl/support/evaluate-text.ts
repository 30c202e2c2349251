import { Run, type Scope } from '../../../../../src/formats/terraform/hcl/context.ts';
import { evaluate } from '../../../../../src/formats/terraform/hcl/evaluate.ts';
import { parseExpressionText } from '../../../../../src/formats/terraform/hcl/parse.ts';
import { ProblemLog } from '../../../../../src/formats/terraform/hcl/problem-log.ts';
import type { Value } from '../../../../../src/formats/terraform/hcl/value.ts';
import { SourceFile } from '../../../../../src/model/source-file.ts';
import { memoryTree } from '../../../../support/memory-tree.ts';

export interface EvaluatedText {
  readonly file: SourceFile;
  readonly value: Value | undefined;
  readonly problems: readonly { readonly message: string }[];
}

/** Evaluates a text as one expression; `names` are what single words mean in it. */
export function evaluateText(
  source: string,
  names: Readonly<Record<string, Value>> = {},
  files: Readonly<Record<string, string>> = {},
): EvaluatedText {
  const file = new SourceFile('expression', source);
  const { expression, problems } = parseExpressionText(file);
  if (expression === undefined) return { file, value: undefined, problems };
  const found = new ProblemLog();
  const scope: Scope = {
    lookup: ([first]) => (Object.hasOwn(names, first) ? { value: names[first], used: 1 } : undefined),
  };
  const value = evaluate(expression, { scope, run: new Run(memoryTree(files), ''), problems: found });
  return { file, value, problems: found.problems };
}
