import type { Answer } from '../model/answer.ts';
import type { Effect } from '../model/effect.ts';
import { absolute, isWithin, type Name, plain } from '../model/name.ts';
import type { View } from '../model/view.ts';
import { deadMailHost } from '../proposal/dead-mail-host.ts';
import {
  type MailName,
  type MailNameSource,
  mailNameSources,
  mailNames,
  type Suspicion,
} from '../proposal/mail-names.ts';
import { defineRule, type Proposal } from '../proposal/proposal.ts';
import { renaming, type WrittenName, writtenName } from '../proposal/written-name.ts';

export const hostDoubledName = defineRule<MailNameSource>({
  id: 'host-doubled-name',
  severity: 'error',
  summary: 'The domain is twice in the name of a mail host because a final dot is missing',
  why: 'In a zone file a name without a final dot gets the zone’s name appended. “mail.example.com” becomes mail.example.com.example.com, which does not exist.',
  norm: 'RFC 1035 §5.1',
  over: ['mx-without-address', 'host-generic', 'mx-not-allowed', 'ptr-without-forward', 'ptr-out-of-step'],
  examples: {
    bad: { zone: '@     MX  10 mail.example.com\nmail  A   192.0.2.25\n' },
    good: { zone: '@     MX  10 mail.example.com.\nmail  A   192.0.2.25\n' },
  },
  subjects: (proposal) => mailNameSources(proposal, suspicion(proposal)),
  *check(source, proposal) {
    for (const mailName of yield* mailNames(source, proposal, suspicion(proposal))) {
      const { name, subject, place, introduction, consequence, exchanger } = mailName;
      const written = writtenName(name, exchanger === undefined ? place : exchanger.record.targetPlace);
      const meant = meantName(name, written, proposal.view);
      if (meant === undefined || !(yield* isMistake(mailName, meant, proposal))) continue;
      const edit = renaming(written, name, meant);
      yield {
        subject,
        names: [plain(name)],
        place,
        count: exchanger && (yield* deadMailHost(exchanger, proposal)),
        message: written?.relative
          ? `${introduction}, because ${plain(meant)} is written without a final dot and the zone’s name was added: ${consequence}.`
          : `${introduction}, which has the domain in it twice: ${consequence}.`,
        advice: written?.relative ? `Add the final dot: ${meant}` : `Write ${plain(meant)}.`,
        fix:
          edit === undefined
            ? undefined
            : { description: written?.relative ? 'Add the final dot' : `Write ${plain(meant)}`, edits: [edit] },
      };
    }
  },
});

/** The zone's name stands a second time somewhere in a name of the zone. */
function suspicion({ view }: Proposal): Suspicion {
  return (name) => {
    const zone = view.zoneOf(name)?.zone.name;
    return zone !== undefined && `.${name.slice(0, -zone.length)}`.includes(`.${zone}`);
  };
}

/** The name that was meant: what is written already lies in the zone whose name was added, or the zone is in it twice. */
function meantName(name: Name, written: WrittenName | undefined, view: View): Name | undefined {
  const zone = view.zoneOf(name)?.zone.name;
  if (zone === undefined || zone === '.' || name === zone) return undefined;
  const meant = absolute(written?.relative ? written.text : name.slice(0, -zone.length - 1));
  return isWithin(meant, zone) && meant !== name ? meant : undefined;
}

/** Certain where nothing has the doubled name and it has no address, or only a wildcard's while the name meant has one. */
function* isMistake({ name, subject }: MailName, meant: Name, proposal: Proposal): Effect<boolean> {
  const zone = proposal.view.zoneOf(name);
  if (zone === undefined || zone.exists(proposal.view.names.find(name))) return false;
  const doubled = yield* addressState(name, subject, proposal);
  if (doubled !== 'found') return doubled === 'absent';
  return (yield* addressState(meant, subject, proposal)) === 'found';
}

/** Whether a name has addresses: `found` by one family is enough, `absent` takes both. */
function* addressState(name: Name, subject: string, proposal: Proposal): Effect<Answer['state']> {
  const v4 = yield* proposal.ask(name, 'A', subject);
  if (v4.state === 'found') return 'found';
  const v6 = yield* proposal.ask(name, 'AAAA', subject);
  return v4.state === 'absent' || v6.state === 'found' ? v6.state : 'unknown';
}
