import { type Name, plain, ROOT } from '../model/name.ts';
import { deadMailHost } from '../proposal/dead-mail-host.ts';
import { type MailNameSource, mailNameSources, mailNames } from '../proposal/mail-names.ts';
import { defineRule, type Proposal } from '../proposal/proposal.ts';
import { renaming, writtenName } from '../proposal/written-name.ts';

export const hostNotFqdn = defineRule<MailNameSource>({
  id: 'host-not-fqdn',
  severity: 'error',
  summary: 'A mail host is named by a single word, without its domain',
  why: 'A single word such as “mail” or “localhost” means something only inside one network. On the Internet a mail server needs its full name.',
  norm: 'RFC 5321 §2.3.5',
  over: [
    'mx-without-address',
    'host-not-public',
    'host-unknown-tld',
    'host-generic',
    'target-without-dot',
    'ptr-without-forward',
    'ptr-out-of-step',
  ],
  examples: {
    bad: { zone: '@     MX  10 mail.\nmail  A   192.0.2.25\n' },
    good: { zone: '@     MX  10 mail\nmail  A   192.0.2.25\n' },
  },
  subjects: (proposal) => mailNameSources(proposal, isSingleLabel),
  *check(source, proposal) {
    for (const { name, subject, place, introduction, consequence, domain, exchanger } of yield* mailNames(
      source,
      proposal,
      isSingleLabel,
    )) {
      const full = fullName(name, exchanger?.record.zone, proposal);
      const edit =
        full === undefined ? undefined : renaming(writtenName(name, exchanger?.record.targetPlace), name, full);
      yield {
        subject,
        names: [plain(name)],
        place,
        count: exchanger && (yield* deadMailHost(exchanger, proposal)),
        message: `${introduction}, a single word without a domain: ${consequence}.`,
        advice: `Write the full name, such as ${plain(full ?? `mail.${domain ?? 'example.com.'}`)}${domain === undefined ? '' : ' (in a zone file with a final dot)'}.`,
        fix: edit === undefined ? undefined : { description: `Write ${plain(full!)}`, edits: [edit] },
      };
    }
  },
});

/** The root is none: nobody means it. */
function isSingleLabel(name: Name): boolean {
  return name !== ROOT && name.indexOf('.') === name.length - 1;
}

/** The host of this name in the record's own zone, where the zone has an address for it. */
function fullName(name: Name, zone: Name | undefined, { view }: Proposal): Name | undefined {
  if (zone === undefined) return undefined;
  const full = `${name}${zone === ROOT ? '' : zone}`;
  return view.at(full, 'A').length > 0 || view.at(full, 'AAAA').length > 0 ? full : undefined;
}
