import { domainToASCII } from 'node:url';
import { labelOctets, labelsOf, MAX_LABEL_LENGTH, MAX_NAME_LENGTH, type Name, plain } from '../model/name.ts';
import { quoted, visible } from '../model/quoted.ts';
import { deadMailHost } from '../proposal/dead-mail-host.ts';
import { type MailNameSource, mailNameSources, mailNames } from '../proposal/mail-names.ts';
import { defineRule } from '../proposal/proposal.ts';

/** Labels of letters, digits and inner hyphens, the last one not a number. */
const PLAIN_NAME = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?\.$/;

export const hostInvalidCharacters = defineRule<MailNameSource>({
  id: 'host-invalid-characters',
  severity: 'error',
  summary: 'A mail host has a name that no host may have',
  why: 'Host names consist of letters, digits and hyphens. Many mail servers refuse to look up or to greet a host with anything else in its name.',
  norm: 'RFC 952, RFC 1123 §2.1, RFC 5890',
  over: ['mx-without-address', 'host-generic', 'ptr-differs-from-mail-host', 'ptr-without-forward', 'ptr-out-of-step'],
  examples: {
    bad: { zone: '@       MX  10 mail_1\nmail_1  A   192.0.2.25\n' },
    good: { zone: '@       MX  10 mail-1\nmail-1  A   192.0.2.25\n' },
  },
  subjects: (proposal) => mailNameSources(proposal, isNoHostName),
  *check(source, proposal) {
    for (const { name, subject, place, introduction, exchanger } of yield* mailNames(source, proposal, isNoHostName)) {
      const defect = defectOf(name);
      if (defect === undefined) continue;
      yield {
        subject,
        names: [plain(name)],
        place,
        count: exchanger && (yield* deadMailHost(exchanger, proposal)),
        message: `${introduction}, but ${defect.what}: many mail servers refuse such a name.`,
        advice: defect.advice,
      };
    }
  },
});

/** Nearly every name is well, so the common form is tried before labels are made. */
function isNoHostName(name: Name): boolean {
  return !(PLAIN_NAME.test(name) && name.length <= MAX_NAME_LENGTH + 1) && defectOf(name) !== undefined;
}

interface Defect {
  /** A clause about the name. */
  readonly what: string;
  readonly advice: string;
}

/** What keeps a name from being a host name; undefined for the root and for every name that can be one. */
function defectOf(name: Name): Defect | undefined {
  if (name === '.') return undefined;
  const labels = labelsOf(name).map(labelOctets);
  const octets = labels.join('.');
  const nonAscii = labels.find((label) => /[\x80-\xff]/.test(label));
  if (nonAscii !== undefined) return nonAsciiDefect(nonAscii, octets);
  if (octets.length > MAX_NAME_LENGTH) {
    return {
      what: `the name is ${octets.length} characters long, and ${MAX_NAME_LENGTH} are the most`,
      advice: 'Give the host a shorter name.',
    };
  }
  for (const label of labels) {
    const what = labelDefect(label);
    if (what !== undefined) {
      return { what, advice: 'Give the host a name of letters, digits and hyphens only, and use it in all records.' };
    }
  }
  const top = labels[labels.length - 1];
  if (/^[0-9]+$/.test(top)) {
    return {
      what: `it ends in the number ${quoted(top)}, which is no top-level domain`,
      advice: 'Write the full name of the host, such as mail.example.com.',
    };
  }
  return undefined;
}

function labelDefect(label: string): string | undefined {
  if (label === '') return 'there is an empty part between two dots';
  if (label.length > MAX_LABEL_LENGTH) {
    return `the part ${quoted(label)} is ${label.length} characters long, and ${MAX_LABEL_LENGTH} are the most`;
  }
  const invalid = /[^a-z0-9-]/i.exec(label)?.[0];
  if (invalid === '_') return `the part ${quoted(label)} has an underscore, which names of hosts may not have`;
  if (invalid !== undefined) return `the part ${quoted(label)} has the character ${quoted(invalid)}`;
  if (label.startsWith('-') || label.endsWith('-')) {
    return `the part ${quoted(label)} ${label.startsWith('-') ? 'begins' : 'ends'} with a hyphen`;
  }
  return undefined;
}

/** RFC 5890 §2.3.2.1: what is shown in other scripts is looked up in its ASCII form. */
function nonAsciiDefect(label: string, octets: string): Defect {
  const ascii = domainToASCII(visible(octets));
  return {
    what: `the part ${quoted(label)} has characters that are not ASCII`,
    advice:
      ascii === ''
        ? 'Write the name with letters, digits and hyphens; typographic dashes and invisible characters come in by copying.'
        : `Write the ASCII form that the DNS uses: ${ascii}`,
  };
}
