import { groupBy } from '../model/group-by.ts';
import { plain } from '../model/name.ts';
import { NameTable } from '../model/name-table.ts';
import { noDnsFiles } from '../model/no-dns-files.ts';
import { UsageError } from '../model/usage-error.ts';
import { visible } from '../outputs/escape.ts';
import { starterPolicy } from '../outputs/starter-policy.ts';
import { starterWorkflow } from '../outputs/starter-workflow.ts';
import { count, listed } from '../outputs/words.ts';
import { NEAR_PATHS, POLICY_PATHS } from '../policy/choose-policy.ts';
import { EMPTY_POLICY } from '../policy/policy.ts';
import { SLUG } from '../project.ts';
import { guessSenders } from '../proposal/guess-senders.ts';
import { assignViews } from '../proposal/views.ts';
import { treeReader } from '../read-with-policy.ts';
import { createFile } from '../sources/create-file.ts';
import { repositoryRoot } from '../sources/git.ts';
import { worktree } from '../sources/worktree.ts';
import { type Command, type Io, parse } from './command.ts';

const WORKFLOW_PATH = '.github/workflows/dns-mail-gate.yml';

const FORMAT_TITLES = {
  bind: 'zone files',
  terraform: 'Terraform',
  'terraform-plan': 'Terraform plans',
  octodns: 'OctoDNS',
} as const;

const HELP = `Usage: dns-mail-gate init

Looks at the repository and writes a workflow (${WORKFLOW_PATH}) and a policy file (${POLICY_PATHS[0]}),
in which everything is commented out. Writes over nothing: what is there already is named, and the exit status is 2.
`;

/** `init`: writes a workflow and a policy file after a look at the repository. */
export const initCommand: Command = {
  name: 'init',
  summary: 'write a workflow and a policy file after a look at the repository',
  help: HELP,
  run,
};

async function run(args: readonly string[], io: Io): Promise<number> {
  const { positionals } = parse(args, {});
  if (positionals.length > 0) throw new UsageError('init takes no arguments; run it in the repository.');
  const root = repositoryRoot(io.cwd) ?? io.cwd;
  const tree = worktree(root);
  refuseExisting(tree.paths, (path) => tree.read(path)?.text ?? '');

  const names = new NameTable();
  const reading = treeReader(EMPTY_POLICY, names)(tree);
  if (reading.files.length === 0) throw noDnsFiles();
  const byFormat = groupBy(reading.files, ({ format }) => format);
  const zones = reading.zones
    .map(({ name, file }) => ({ name: plain(name), file: file.path }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.file < b.file ? -1 : 1));
  const senders = guessSenders(assignViews(reading.zones, names));

  const hints = { terraform: byFormat.has('terraform'), octodns: byFormat.has('octodns') };
  createFile(root, WORKFLOW_PATH, starterWorkflow(hints));
  createFile(root, POLICY_PATHS[0], starterPolicy({ zones, senders }));

  const found = [...byFormat].map(([format, files]) => `${FORMAT_TITLES[format]} (${count(files.length, 'file')})`);
  io.out(`Found ${count(zones.length, 'zone')}: ${listed(found)}.
Wrote ${WORKFLOW_PATH}, which judges every pull request.
Wrote ${POLICY_PATHS[0]}; everything in it is commented out${senders.length > 0 ? ', with the senders that MX and SPF records tell of' : ''}.

What to do next:
  dns-mail-gate check     shows what is there today; none of it blocks a pull request
  Look through ${POLICY_PATHS[0]} and take the “# ” away from what is true.
  Commit both files. The gate judges from the next pull request on.
`);
  return 0;
}

/** Nothing is written over, and a gate that is there is not set up a second time. */
function refuseExisting(paths: readonly string[], textOf: (path: string) => string): void {
  const there = [...POLICY_PATHS, ...NEAR_PATHS, WORKFLOW_PATH].filter((path) => paths.includes(path));
  const uses = paths.filter(
    (path) =>
      /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path) &&
      path !== WORKFLOW_PATH &&
      new RegExp(`^\\s*(?:-\\s+)?uses:\\s*["']?${SLUG}@`, 'm').test(textOf(path)),
  );
  if (there.length + uses.length === 0) return;
  const files = listed([...there, ...uses].map(visible));
  throw new UsageError(
    `${files} ${there.length + uses.length === 1 ? 'is' : 'are'} there already, and init writes over nothing. ` +
      `Edit what is there, or move it away and run init again; “dns-mail-gate check” works without either file.`,
  );
}
