import { argument, asText, textArgument } from './arguments.ts';
import type { ResourceInstance } from './hcl/module/resource.ts';
import { joinTexts, text } from './hcl/string-value.ts';
import type { Value } from './hcl/value.ts';

/** The attributes in which providers tell the whole name of a record, without a final dot. */
const FULL_NAMES: ReadonlyMap<string, string> = new Map([
  ['aws_route53_record', 'fqdn'],
  ['cloudflare_record', 'hostname'],
]);

/**
 * The whole name of a record as other resources ask for it, such as `aws_route53_record.mail.fqdn`: the files say the name
 * and the zone, and the provider puts them together. Undefined where they do not.
 */
export function fullName(instance: object, attribute: string): Value | undefined {
  const record = instance as ResourceInstance;
  if (FULL_NAMES.get(record.resourceType) !== attribute) return undefined;
  const given = argument(record, ['name']);
  const name = given === undefined ? text('') : asText(given.value);
  const zone = zoneOf(record);
  if (name?.kind !== 'string' || zone === undefined) return undefined;
  const [own, apex] = [name.value, zone].map((one) => one.replace(/\.$/, '').toLowerCase());
  if (own === '' || own === '@') return text(apex);
  if (own === apex || own.endsWith(`.${apex}`)) return name;
  // A name that only ends in the letters of the zone's is whole for some and not for others.
  return own.endsWith(apex) ? undefined : joinTexts([name, text(`.${apex}`)]);
}

/** The domain name of the zone that a record refers to. */
function zoneOf(record: ResourceInstance): string | undefined {
  const given = argument(record, ['zone_id']);
  const reference = given === undefined ? undefined : asText(given.value);
  const zone = reference?.kind === 'unknown' ? reference.attribute?.of : undefined;
  return zone !== undefined && 'attributes' in zone
    ? textArgument(zone as ResourceInstance, ['name', 'zone'])
    : undefined;
}
