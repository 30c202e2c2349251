/**
 * Milliseconds of processor time that this process has used. Bounds on work are held against it and not against the
 * clock, which a busy machine lets run on.
 */
export function cpuMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
