import type { FileProblem } from '../model/file-problem.ts';
import { isWithin, type Name, plain } from '../model/name.ts';
import type { DnsRecord } from '../model/record.ts';
import type { Pointers } from '../proposal/pointers.ts';
import { defineRule } from '../proposal/proposal.ts';
import { problemsOf, readerProblem } from '../proposal/reader-problem.ts';
import { FULL_DEPTH } from '../proposal/reverse-names.ts';

type Malformed = Pointers['malformed'][number];

export const ptrOwnerMalformed = defineRule<Malformed | FileProblem>({
  id: 'ptr-owner-malformed',
  severity: 'error',
  summary: 'A PTR record whose name is not that of an address',
  why: 'Receivers turn an address into one exact name and ask for that. A PTR record at any other name is never found, so the address stays without a name.',
  norm: 'RFC 1035 §3.5, RFC 3596 §2.5',
  examples: {
    bad: { files: { '2.0.192.in-addr.arpa.zone': '@ NS ns1.example.net.\n256 PTR mail.example.com.\n' } },
    good: { files: { '2.0.192.in-addr.arpa.zone': '@ NS ns1.example.net.\n25 PTR mail.example.com.\n' } },
  },
  *subjects(proposal) {
    yield* proposal.pointers.malformed;
    yield* problemsOf(proposal, 'ptr-owner-malformed');
  },
  *check(subject) {
    if (!('record' in subject)) {
      yield readerProblem(subject);
      return;
    }
    const { record, fault } = subject;
    const { message, advice } = words(record, fault);
    yield {
      subject: plain(record.owner),
      names: [plain(record.target)],
      severity: fault === 'too-short' ? 'warning' : 'error',
      message,
      advice,
      place: record.place,
    };
  },
});

function words({ owner, zone }: DnsRecord<'PTR'>, fault: Malformed['fault']): { message: string; advice: string } {
  const name = plain(owner);
  const isIpv6 = isWithin(owner, 'ip6.arpa.');
  if (fault === 'too-short') {
    const missing = FULL_DEPTH[6] - digitsOf(owner);
    return {
      message: `${name} is ${missing} hexadecimal ${missing === 1 ? 'digit' : 'digits'} short of an IPv6 address: it has ${digitsOf(owner)} of 32.`,
      advice: `Write all digits of the address, zeros too, in reverse order with dots between; in the zone ${plain(zone)} that is ${FULL_DEPTH[6] - digitsOf(zone)} digits.`,
    };
  }
  switch (fault.kind) {
    case 'octet-too-large':
      return {
        message: `No address has the number ${fault.label}, so nobody asks for ${name}: the numbers of an IPv4 address end at 255.`,
        advice: `Write the address in reverse order before in-addr.arpa, in the zone ${plain(zone)} only ${ownPart(zone)}.`,
      };
    case 'leading-zero':
      return {
        message: `“${fault.label}” in ${name} is written with zeros in front: receivers ask for ${Number(fault.label)}, which is another name.`,
        advice: `Write ${Number(fault.label)} instead of ${fault.label}.`,
      };
    case 'not-a-nibble':
      return {
        message: `“${fault.label}” in ${name} is not a single hexadecimal digit, which every part of an IPv6 reverse name is.`,
        advice: `Write each digit of the address by itself, zeros too, in reverse order with dots between: 2001:db8::7 is 7.0.0.0 … 8.b.d.0.1.0.0.2.ip6.arpa.`,
      };
    case 'zone-repeated':
      return {
        message: `${name} has the name of the reverse zone in it twice: the zone’s name was appended because there is no final dot.`,
        advice: `Write only the part before ${plain(zone)}, or the whole name with a final dot.`,
      };
    case 'too-long':
      return {
        message: `${name} has more ${isIpv6 ? 'digits than the 32 of an IPv6' : 'numbers than the four of an IPv4'} address, so nobody asks for it.`,
        advice: `In the zone ${plain(zone)} write only ${ownPart(zone)}.`,
      };
  }
}

/** What of an address is left to write in a zone. */
function ownPart(zone: Name): string {
  const isIpv6 = isWithin(zone, 'ip6.arpa.');
  const left = FULL_DEPTH[isIpv6 ? 6 : 4] - digitsOf(zone);
  if (isIpv6) return `the last ${left} digits of the address, in reverse order with dots between`;
  return left === 1 ? 'the last number of the address' : `the last ${left} numbers of the address, in reverse order`;
}

/** How many labels a reverse name has before in-addr.arpa or ip6.arpa. */
function digitsOf(name: Name): number {
  return plain(name).split('.').length - 2;
}
