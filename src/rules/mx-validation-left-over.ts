import { isWithin, type Name, plain } from '../model/name.ts';
import { deadMailHost } from '../proposal/dead-mail-host.ts';
import { aboutExchange, type MailExchanger, suspectedExchangers } from '../proposal/mail-exchangers.ts';
import { defineRule } from '../proposal/proposal.ts';

/** Microsoft 365 has owners of a domain prove themselves with an MX record below this name. */
const VALIDATION_PARENT = 'msv1.invalid.';

export const mxValidationLeftOver = defineRule<MailExchanger>({
  id: 'mx-validation-left-over',
  severity: 'warning',
  summary: 'An MX record that only proved the domain to Microsoft 365 is still there',
  why: 'The record names a host that does not exist. Once Microsoft has seen it, it has no use; senders that try it lose time, and where no other MX record works the mail bounces.',
  norm: '',
  over: ['host-not-public', 'mx-without-address'],
  examples: {
    bad: { zone: '@     MX  10 mail\n@     MX  32767 ms12345678.msv1.invalid.\nmail  A   192.0.2.25\n' },
    good: { zone: '@     MX  10 mail\nmail  A   192.0.2.25\n' },
  },
  subjects: (proposal) => suspectedExchangers(proposal, isLeftOver),
  *check(exchanger, proposal) {
    const { record, rrset } = exchanger;
    const about = aboutExchange(record);
    yield {
      ...about,
      count: yield* deadMailHost(exchanger, proposal),
      message:
        `${plain(record.exchange)} is the record by which Microsoft 365 checked who owns ${about.subject}; it is no mail server` +
        (rrset.length === 1 ? `, and ${about.subject} has no other, so mail to it bounces.` : '.'),
      advice: 'Remove the record once Microsoft 365 shows the domain as verified.',
    };
  },
});

function isLeftOver(exchange: Name): boolean {
  return isWithin(exchange, VALIDATION_PARENT);
}
