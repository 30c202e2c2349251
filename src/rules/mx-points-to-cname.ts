import type { Alias } from '../model/answer.ts';
import type { Problem } from '../model/finding.ts';
import { plain } from '../model/name.ts';
import { aboutExchange, type MailExchanger, mxLine } from '../proposal/mail-exchangers.ts';
import { defineRule } from '../proposal/proposal.ts';
import { renaming, writtenName } from '../proposal/written-name.ts';

export const mxPointsToCname = defineRule<MailExchanger>({
  id: 'mx-points-to-cname',
  severity: 'error',
  summary: 'An MX record names an alias (CNAME) instead of the host itself',
  why: 'An MX record must name a host that has addresses of its own. Some mail servers refuse to deliver to an alias, and some send mail in circles.',
  norm: 'RFC 2181 §10.3, RFC 5321 §5.1',
  examples: {
    bad: { zone: '@       MX     10 mail\nmail    CNAME  server\nserver  A      192.0.2.25\n' },
    good: { zone: '@       MX     10 server\nmail    CNAME  server\nserver  A      192.0.2.25\n' },
  },
  subjects: ({ mailExchangers }) => mailExchangers,
  *check({ record }, proposal) {
    const { v4: answer } = yield* proposal.addressesOf(record.exchange);
    // An alias that was seen is certain, whatever became of the name behind it.
    const [alias] = answer.chain;
    if (alias === undefined) return;
    const about = aboutExchange(record);
    const host = answer.chain[answer.chain.length - 1].target;
    const isProposed = alias.source === 'proposed';
    const isThere = proposal.view.at(record.owner, 'MX').some(({ exchange }) => exchange === host);
    const problem: Problem = {
      ...about,
      severity: isProposed ? 'error' : 'warning',
      message:
        `Mail to ${about.subject} goes to ${plain(record.exchange)}, which is only an alias (CNAME) for ` +
        `${plain(alias.target)}: some senders refuse to deliver to an alias.`,
      advice: isThere
        ? `Take this MX record away: ${about.subject} names ${plain(host)} already.`
        : isProposed
          ? `Name the host itself:\n${mxLine(record, host)}\nor replace the alias ${plain(alias.owner)} by A and AAAA records.`
          : `Ask the operator of ${plain(record.exchange)} which host name belongs into MX records; today it leads to ${plain(host)}.`,
      related: relatedTo(alias),
    };
    const edit = renaming(writtenName(record.exchange, record.targetPlace), record.exchange, host);
    // Behind a third party's alias the name may change any day; behind an own one it is known.
    const isCertain = isProposed && !isThere && answer.state === 'found' && edit !== undefined;
    yield isCertain ? { ...problem, fix: { description: `Name ${plain(host)} itself`, edits: [edit] } } : problem;
  },
});

function relatedTo({ place, target }: Alias): Problem['related'] {
  return place === undefined ? undefined : [{ place, message: `The alias for ${plain(target)}.` }];
}
