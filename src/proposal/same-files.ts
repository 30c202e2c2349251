import type { View } from '../model/view.ts';
import type { ZoneIndex } from '../model/zone-index.ts';

/** Whether both views are made of the same files, so that nothing can differ. */
export function hasSameFiles(view: View, base: View): boolean {
  if (view.zones.length !== base.zones.length) return false;
  const before = new Map(base.zones.map((zone) => [zone.apex, zone]));
  return view.zones.every((zone) => isSameZone(zone, before.get(zone.apex)));
}

function isSameZone({ zone }: ZoneIndex, other: ZoneIndex | undefined): boolean {
  if (other === undefined || zone.public !== other.zone.public) return false;
  const { files } = other.zone;
  return zone.files.length === files.length && zone.files.every((file, i) => file === files[i]);
}
