import { groupBy } from '../../model/group-by.ts';
import type { Name } from '../../model/name.ts';
import type { ZonePlan } from './zone-plans.ts';

/**
 * Names the views of zones that several configurations describe, each from other files or in another way: after the
 * configurations. A zone that is described once, or in the same way each time, has no view of its own.
 */
export function viewNames(plans: readonly ZonePlan[]): Map<ZonePlan, string> {
  const views = new Map<ZonePlan, string>();
  const byZone = groupBy(plans, ({ zone }): Name => zone);
  for (const sameZone of byZone.values()) {
    const configured = sameZone.filter(({ config }) => config !== undefined);
    if (configured.length < 2) continue;
    const paths = configured.map(({ config }) => config!.file.path);
    const isClear = new Set(paths.map(stem)).size === paths.length;
    for (const [i, plan] of configured.entries()) views.set(plan, isClear ? stem(paths[i]) : paths[i]);
  }
  return views;
}

/** `internal` of `dns/internal.yaml`. */
function stem(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
}
