import type { Address } from '../model/address.ts';
import { formatAddress } from '../model/address.ts';
import type { Alias, Answered } from '../model/answer.ts';
import { plain } from '../model/name.ts';
import { defineRule } from '../proposal/proposal.ts';
import { askFiles, askFor, type MailAddressSubject, mailAddresses } from '../proposal/reverse.ts';

type Subject =
  | { readonly kind: 'record'; readonly record: Answered<'PTR'>; readonly address: Address | undefined }
  | { readonly kind: 'mail'; readonly item: MailAddressSubject };

export const ptrPointsToCname = defineRule<Subject>({
  id: 'ptr-points-to-cname',
  severity: 'warning',
  summary: 'A PTR record names an alias (CNAME)',
  why: 'The name of an address has to be the host’s own name. Some receivers do not follow an alias here, and then the address counts as nameless.',
  norm: 'RFC 2181 §10.2',
  examples: {
    bad: {
      files: {
        'example.com.zone': '@ NS ns1.example.net.\nmail CNAME server\nserver A 192.0.2.10\n',
        '2.0.192.in-addr.arpa.zone': '@ NS ns1.example.net.\n10 PTR mail.example.com.\n',
      },
    },
    good: {
      files: {
        'example.com.zone': '@ NS ns1.example.net.\nmail CNAME server\nserver A 192.0.2.10\n',
        '2.0.192.in-addr.arpa.zone': '@ NS ns1.example.net.\n10 PTR server.example.com.\n',
      },
    },
  },
  *subjects(proposal) {
    for (const pointer of proposal.pointers.aliases) yield { kind: 'record', ...pointer };
    for (const item of mailAddresses(proposal)) yield { kind: 'mail', item };
  },
  *check(subject, proposal) {
    if (subject.kind === 'record') {
      const { record, address } = subject;
      const { chain } = yield* askFiles(proposal.view)(record.target, address?.family === 6 ? 'AAAA' : 'A');
      if (chain.length > 0) yield problem(record, address, chain);
      return;
    }
    const { item } = subject;
    const answer = yield* proposal.pointersAt(item.mail);
    if (answer.state !== 'found') return;
    for (const record of answer.records) {
      const type = item.address.family === 6 ? 'AAAA' : 'A';
      const { chain } = yield* askFor(proposal, item.subject)(record.target, type);
      if (chain.length > 0) yield { place: item.mail.place, ...problem(record, item.address, chain) };
    }
  },
});

function problem(record: Answered<'PTR'>, address: Address | undefined, chain: readonly Alias[]) {
  const target = plain(record.target);
  const end = plain(chain[chain.length - 1].target);
  const who = address === undefined ? undefined : formatAddress(address);
  const { place } = chain[0];
  return {
    subject: who ?? target,
    names: [target],
    message: `The PTR record${who === undefined ? '' : ` of ${who}`} names ${target}, which is only an alias (CNAME) of ${end}.`,
    advice: `Let the PTR record name ${end} itself, or give ${target} an address record of its own instead of the alias.`,
    // One of a live answer has no place, and then the caller's stands.
    ...(record.place === undefined ? {} : { place: record.targetPlace ?? record.place }),
    related: place === undefined ? [] : [{ place, message: `${target} is an alias here.` }],
  };
}
