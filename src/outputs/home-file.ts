import { parseAddress, reverseName } from '../model/address.ts';
import { deepestZone } from '../model/deepest-zone.ts';
import { absolute } from '../model/name.ts';
import type { PresentedFinding, PresentedReport } from './presented.ts';

/** Finds the file of head that a finding without a place in head belongs to. */
export type HomeFile = (finding: Pick<PresentedFinding, 'file' | 'subject'>) => string;

/** Where nothing else is left: the root. */
const ROOT_PATH = '.';

/**
 * The file in which someone would mend the finding: its own while head has it, else the file of the deepest zone that its
 * subject lies in (an address lies in its reverse zone), else any file of head, else the file that is gone.
 */
export function homeFiles({ files, deleted }: Pick<PresentedReport, 'files' | 'deleted'>): HomeFile {
  const paths = new Set(files.map(({ path }) => path));
  const byZone = new Map<string, string>();
  for (const { path, zones } of files) for (const zone of zones) if (!byZone.has(zone)) byZone.set(zone, path);
  return ({ file, subject }) => {
    if (file !== null && paths.has(file)) return file;
    const zone = deepestZone(nameOf(subject), (name) => byZone.has(name));
    return (zone && byZone.get(zone)) ?? files[0]?.path ?? file ?? deleted[0] ?? ROOT_PATH;
  };
}

function nameOf(subject: string): string {
  const address = parseAddress(subject);
  return address === undefined ? absolute(subject) : reverseName(address);
}
