import type { FileProblem } from './file-problem.ts';
import type { Name } from './name.ts';
import type { NameTable } from './name-table.ts';
import type { FormatName, ReadFile } from './report.ts';
import type { SourceFile } from './source-file.ts';
import type { Tree } from './tree.ts';
import type { ZoneDescription } from './zone.ts';

/** What the policy file says of zones that a format cannot see in the files. */
export interface ZoneHint {
  readonly name: Name;
  /** Paths or globs of files that describe the zone. */
  readonly files: readonly string[];
  readonly authoritative: boolean | undefined;
}

/** A Terraform plan in JSON that the user gives beside the files. */
export interface GivenPlan {
  readonly file: SourceFile;
  /** The folder, from the root, that it was made in; where it is left out the configuration tells. */
  readonly folder?: string;
}

export interface ReadContext {
  readonly names: NameTable;
  readonly hints: readonly ZoneHint[];
  /** Zones by the id that a provider gives them. */
  readonly zoneIds?: ReadonlyMap<string, Name>;
  readonly plans?: readonly GivenPlan[];
  /** What is read of the plans: what is there after apply, which is meant unless said, or what was there before. */
  readonly planState?: 'planned' | 'prior';
  /** The tree before the change: what the files only stop managing is there as it was in it. */
  readonly before?: Tree;
  /** Called with the number of files done and to do, for progress. */
  readonly progress?: (done: number, total: number) => void;
}

/** What a format made of a tree. */
export interface Reading {
  readonly zones: readonly ZoneDescription[];
  readonly problems: readonly FileProblem[];
  readonly files: readonly ReadFile[];
  /** Things to say once that are no defect of the DNS: template lines, a file that was too large. */
  readonly remarks: readonly string[];
}

/** A format sees all files of its kind and may read more of the tree. It never throws on bad input. */
export interface Format {
  readonly name: FormatName;
  /** The paths of the tree that are this format's, by name and where that does not tell by content, and those of plans. */
  readonly claims: (tree: Tree, paths: readonly string[], context: ReadContext) => readonly string[];
  readonly read: (claimed: readonly string[], tree: Tree, context: ReadContext) => Reading;
}
