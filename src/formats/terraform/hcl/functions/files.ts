import { posix } from 'node:path';
import { matchesGlob } from '../../../../model/glob.ts';
import { SourceFile } from '../../../../model/source-file.ts';
import type { Context, Scope } from '../context.ts';
import { type Failure, failure, set, show } from '../convert.ts';
import { evaluate } from '../evaluate.ts';
import { parseTemplateText } from '../parse.ts';
import { text, textAt } from '../string-value.ts';
import { bool, type MappingValue, type StringValue, unknown, type Value } from '../value.ts';
import { type Call, fixed, type HclFunction, variadic } from './define.ts';
import { DIGESTS } from './hashes.ts';

/** Choices that braces in a pattern may multiply to. */
const MAX_PATTERNS = 200;

/** The functions on files, which stay inside the tree. */
export const FILE_FUNCTIONS: Readonly<Record<string, HclFunction>> = {
  basename: fixed(['string'], ([path]) => text(path.value === '' ? '.' : posix.basename(path.value) || '/')),
  dirname: fixed(['string'], ([path]) => text(posix.normalize(posix.dirname(path.value)))),
  file: fixed(['string'], ([path], { context }) => {
    const file = find(path, context);
    if (file.kind === 'failure') return file;
    return textAt(file.file.text, { file: file.file, start: 0, end: file.file.text.length });
  }),
  filebase64: fixed(['string'], ([path], { context }) => {
    const file = find(path, context);
    return file.kind === 'failure' ? file : text(Buffer.from(file.file.bytes).toString('base64'));
  }),
  fileexists: fixed(['string'], ([path], { context }) => {
    const located = locate(path.value, context);
    return located === undefined ? outside(path) : bool(context.run.tree.read(located) !== undefined);
  }),
  fileset: fixed(['string', 'string'], ([folder, pattern], { context }) => {
    const located = locate(folder.value, context);
    if (located === undefined) return outside(folder);
    const patterns = expandBraces(pattern.value);
    if (patterns === undefined || /[[\]]/.test(pattern.value))
      return unknown('the pattern of “fileset” is not one that the gate reads');
    const start = located === '' ? '' : `${located}/`;
    const { tree } = context.run;
    const paths = tree.allPaths ?? tree.paths;
    if (!context.run.spend(paths.length * patterns.length))
      return unknown('the expressions of this module ask for too much work');
    const below = paths.filter((path) => path.startsWith(start)).map((path) => path.slice(start.length));
    return set(below.filter((path) => patterns.some((one) => matchesGlob(one, path))).map(text), undefined);
  }),
  templatefile: fixed(['string', 'anything'], ([path, names], call) => {
    const file = find(path, call.context);
    return file.kind === 'failure' ? file : renderTemplate(file.file, names, call);
  }),
  templatestring: fixed(['string', 'anything'], ([source, names], call) =>
    renderTemplate(new SourceFile('a template', source.value), names, call),
  ),
  ...Object.fromEntries(
    Object.entries(DIGESTS).map(([name, digest]) => [
      name.startsWith('base64') ? `filebase64${name.slice('base64'.length)}` : `file${name}`,
      variadic(['string'], 'string', ([path], _, { context }) => {
        const file = find(path, context);
        return file.kind === 'failure' ? file : text(digest(file.file.bytes));
      }),
    ]),
  ),
};

/** A path as Terraform takes it, from the folder of the root module, as a path of the tree; undefined outside of it. */
function locate(path: string, { run }: Context): string | undefined {
  if (path.startsWith('/') || path.startsWith('~') || path.includes('\0')) return undefined;
  const located = posix.normalize(posix.join(run.folder, path)).replace(/\/$/, '');
  if (located === '..' || located.startsWith('../')) return undefined;
  return located === '.' ? '' : located;
}

function find(path: StringValue, context: Context): { readonly kind: 'file'; readonly file: SourceFile } | Failure {
  const located = locate(path.value, context);
  if (located === undefined) return outside(path);
  const file = context.run.tree.read(located);
  if (file === undefined) return failure(`there is no file ${show(path)} in the repository`);
  return context.run.spendText(file.bytes.length) ? { kind: 'file', file } : failure('the files are too large');
}

function outside(path: StringValue): Failure {
  return failure(`${show(path)} is outside of the repository, where nothing is read`);
}

function renderTemplate(file: SourceFile, names: Value, { context }: Call): Value | Failure {
  if (names.kind === 'unknown') return unknown(names.reason);
  if (!('entries' in names)) return failure('the names for a template are a map');
  if (context.inTemplate) return failure('a template file cannot ask for another one');
  const { expression, problems } = parseTemplateText({ file, start: 0, end: file.text.length });
  if (expression === undefined)
    return failure(`the template cannot be read: ${problems[0]?.message.replace(/\.$/, '') ?? ''}`);
  return evaluate(expression, { ...context, scope: templateScope(names), inTemplate: true, item: undefined });
}

function templateScope(names: MappingValue): Scope {
  return {
    lookup: ([first]) => {
      const value = names.entries.get(first);
      return value === undefined ? undefined : { value, used: 1 };
    },
  };
}

/** A pattern for each way through `{a,b}`; undefined for too many. */
function expandBraces(pattern: string): string[] | undefined {
  let patterns = [''];
  for (const part of pattern.split(/(\{[^{}]*\})/)) {
    const choices = part.startsWith('{') && part.endsWith('}') ? part.slice(1, -1).split(',') : [part];
    if (patterns.length * choices.length > MAX_PATTERNS) return undefined;
    patterns = patterns.flatMap((start) => choices.map((choice) => start + choice));
  }
  return patterns;
}
