import { SLUG } from '../project.ts';
import { visible } from './escape.ts';
import { count } from './words.ts';

/** A domain with mail, as a policy file writes it, and who may send for it as far as its records tell. */
export interface SenderGuess {
  readonly domains: readonly string[];
  readonly hosts: readonly string[];
  readonly networks: readonly string[];
}

export interface StarterPolicy {
  /** The zones, each with the file that describes it, sorted. */
  readonly zones: readonly { readonly name: string; readonly file: string }[];
  readonly senders: readonly SenderGuess[];
}

/** Zones and guesses that a file shows; an estate may have thousands. */
const MAX_ZONES = 50;
const MAX_SENDERS = 20;

/** A policy file in which everything is a comment: what it proposes is guessed, and only its reader knows what is true. */
export function starterPolicy({ zones, senders }: StarterPolicy): string {
  const shown = zones.slice(0, MAX_ZONES).map(({ name, file }) => `#   ${visible(name)} in ${visible(file)}`);
  if (zones.length > MAX_ZONES) shown.push(`#   and ${count(zones.length - MAX_ZONES, 'more zone')}`);
  const guesses = senders.slice(0, MAX_SENDERS).flatMap(senderLines);
  if (senders.length > MAX_SENDERS)
    guesses.push(`# and ${count(senders.length - MAX_SENDERS, 'further group')} of domains`);
  return `${[
    `# yaml-language-server: $schema=https://raw.githubusercontent.com/${SLUG}/main/docs/policy.schema.json`,
    '# What DNS Mail Gate should know of this repository. Nothing here is needed: take the “# ” away from what is true.',
    '# In a pull request the policy of the base branch judges, so no change can excuse itself.',
    '',
    `# ${count(zones.length, 'zone was', 'zones were')} found:`,
    ...shown,
    '',
    '# Who sends mail as which domains. Every address of these hosts must pass SPF and have a PTR record that matches.',
    ...(guesses.length > 0
      ? ['# Guessed from the MX and SPF records; a host that only takes mail is no sender.', ...guesses]
      : [
          '# senders:',
          '#   - domains: [example.com]',
          '#     hosts: [mail.example.com]',
          '#     networks: [203.0.113.0/28]',
        ]),
    '',
    '# The level of a rule: off, notice, warning or error. `dns-mail-gate explain` lists the rules.',
    '# rules:',
    '#   spf-near-lookup-limit: off',
    '',
    '# What is known and accepted for a time.',
    '# exceptions:',
    '#   - rule: ptr-missing',
    '#     subject: legacy.example.com',
    '#     until: 2027-01-31',
    '#     reason: address block moves in January',
    '',
    '# Files that are not to be read, and views that the Internet does not see.',
    '# ignore: ["vendor/**"]',
    '# views:',
    '#   - { name: internal, paths: ["internal/**"], public: false }',
  ].join('\n')}\n`;
}

function senderLines({ domains, hosts, networks }: SenderGuess, i: number): string[] {
  return [
    ...(i === 0 ? ['# senders:'] : []),
    `#   - domains: [${domains.map(scalar).join(', ')}]`,
    ...(hosts.length > 0 ? [`#     hosts: [${hosts.map(scalar).join(', ')}]`] : []),
    ...(networks.length > 0 ? [`#     networks: [${networks.map(scalar).join(', ')}]`] : []),
  ];
}

/** Names and networks as YAML reads them back. */
function scalar(text: string): string {
  return /^[a-z0-9][a-z0-9._/-]*$/.test(text) ? text : JSON.stringify(visible(text));
}
