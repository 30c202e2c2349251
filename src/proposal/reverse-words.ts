import { type Address, formatAddress, reverseName } from '../model/address.ts';
import type { Answer } from '../model/answer.ts';
import { type Name, plain } from '../model/name.ts';
import type { View } from '../model/view.ts';
import type { Confirmation, MailAddressSubject, ReverseHome } from './reverse.ts';
import { reverseHome } from './reverse.ts';

/** Addresses that one message lists; more are counted. */
const MAX_LISTED = 4;

/** Why an address matters to mail: `mail.example.com has the address 192.0.2.10`. */
export function mailAddressClause({ mail, host }: MailAddressSubject): string {
  if (host !== undefined) return `${plain(host)} has the address ${mail.address}`;
  const role = mail.roles[0];
  if (role?.kind === 'spf-address') return `The SPF record of ${plain(role.domain)} lets ${mail.address} send mail`;
  if (role?.kind === 'ptr') return `${mail.address} bears the name of a mail host of ${plain(role.domain)}`;
  return `The policy file declares ${mail.address} as a sender of mail`;
}

/** The way back from an address: `192.0.2.10 → host.example.net → (no address)`. */
export function wayBack(address: Address, target: Name, confirmation: Confirmation): string {
  const end =
    confirmation.state === 'confirmed'
      ? formatAddress(address)
      : confirmation.state === 'unknown'
        ? '(unknown)'
        : confirmation.exists
          ? listed(confirmation.addresses) || '(no address)'
          : '(no such name)';
  return `${formatAddress(address)} → ${plain(target)} → ${end}`;
}

/** A list that stays short: `192.0.2.1, 192.0.2.2 and 7 more`. */
export function listed(items: readonly string[]): string {
  const shown = items.slice(0, MAX_LISTED).join(', ');
  return items.length > MAX_LISTED ? `${shown} and ${items.length - MAX_LISTED} more` : shown;
}

/** What to do so that an address's PTR names a host: a line to paste, or whom to ask. `answer` is the one for the address. */
export function setPointer(view: View, address: Address, host: Name | undefined, answer?: Answer<'PTR'>): string {
  const home = reverseHome(view, address, answer);
  const name = host === undefined ? 'the host’s own name' : plain(host);
  return home === undefined
    ? `Ask the owner of the address block, usually the Internet or cloud provider that gave you ${formatAddress(address)}, to set its reverse name (PTR) to ${name}.`
    : writePointer(home, address, host);
}

/** The PTR record as the file that describes the reverse zone has it. */
function writePointer({ zone, owner }: ReverseHome, address: Address, host: Name | undefined): string {
  const { name: apex, file } = zone.zone;
  const target = host ?? 'host.example.com.';
  const isApex = owner === apex;
  const relative = isApex ? '@' : owner.endsWith(`.${apex}`) ? owner.slice(0, -apex.length - 1) : owner;
  const within = `In the zone ${plain(apex)}`;
  if (/\.ya?ml$/.test(file.path))
    return `${within}, write: '${isApex ? '' : relative}': { type: PTR, value: ${target} }`;
  if (!/\.(?:tf|json)$/.test(file.path)) return `${within}, write: ${relative} IN PTR ${target}`;
  // Hosting companies set the record of an address without a zone.
  return apex === reverseName(address)
    ? `Set the PTR record of ${formatAddress(address)} to ${plain(target)} (${file.path}).`
    : `${within} (${file.path}), set the PTR record of ${relative} to ${plain(target)}.`;
}

/** The steps for an address that nobody can have set a PTR for yet. */
export function newAddressSteps(address: Address, host: Name | undefined): string {
  const text = formatAddress(address);
  const name = host === undefined ? 'the host’s name' : plain(host);
  return (
    `The address is new, and providers set a reverse name only once the name resolves. In this order: ` +
    `1. merge the address record (A or AAAA) alone; ` +
    `2. ask the owner of the address block, usually the Internet or cloud provider, to set the PTR of ${text} to ${name}; ` +
    `3. when ${plain(reverseName(address))} answers with it, let mail use the address: add the MX and SPF records, and send from it.`
  );
}

/** ` If somebody else runs this server …`, unless the name that the address has is one of ours. */
export function hostedElsewhere(view: View, target: Name): string {
  if (view.zoneOf(target) !== undefined) return '';
  return (
    ` If somebody else runs this server, leave its reverse name alone: use their name ${plain(target)} in the MX record, ` +
    `or give this mail a subdomain of its own that is set up for them.`
  );
}

/** For a single address in SPF whose owner nobody knows. */
export function ofService(address: string): string {
  return `If ${address} belongs to a service that sends for you, naming it is theirs to do: ask them which “include:” stands for their addresses.`;
}
