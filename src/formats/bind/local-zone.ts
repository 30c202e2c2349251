import { isPublicMailAddress, parseAddress } from '../../model/address.ts';
import type { NameId, NameTable } from '../../model/name-table.ts';
import { isPrivateZone } from '../../model/private-zone.ts';
import { TYPE_NUMBER } from '../../model/record.ts';
import type { ZoneFileReading } from './read-zone.ts';

/**
 * Whether a zone can be served in a private network only: its own name servers lie in it or under a private name, and
 * neither they nor anything else in it has an address that the Internet could reach. Holes make it uncertain.
 */
export function isLocalZone({ records, holes }: ZoneFileReading, apex: NameId, names: NameTable): boolean {
  if (holes.length > 0) return false;
  const zone = names.name(apex);
  const servers: string[] = [];
  const withAddress = new Set<NameId>();
  for (let i = 0; i < records.length; i++) {
    const type = records.types[i];
    if (type === TYPE_NUMBER.A || type === TYPE_NUMBER.AAAA) {
      const address = parseAddress(records.data(i));
      if (address === undefined || isPublicMailAddress(address)) return false;
      withAddress.add(records.owners[i]);
    } else if (type === TYPE_NUMBER.NS && records.owners[i] === apex) {
      servers.push(records.data(i));
    }
  }
  if (withAddress.size === 0 || servers.length === 0) return false;
  return servers.every((server) => isPrivateZone(server) || (server !== zone && withAddress.has(names.find(server))));
}
