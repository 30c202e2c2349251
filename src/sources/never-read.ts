/** Folders that hold no source of DNS: version control, installed packages, Terraform's own working copies. */
const NEVER_READ = new Set(['.git', 'node_modules', '.terraform']);

/** Whether a path (with `/`, relative to the root) lies in a folder that is never read. */
export function isNeverRead(path: string): boolean {
  return path.split('/').some((part) => NEVER_READ.has(part));
}
