import type { FileProblem } from '../model/file-problem.ts';
import { plain } from '../model/name.ts';
import { quoted } from '../model/quoted.ts';
import type { DnsRecord } from '../model/record.ts';
import { NEVER_TEXT, typeName } from '../proposal/judged-records.ts';
import { defineRule } from '../proposal/proposal.ts';
import { problemsOf } from '../proposal/reader-problem.ts';

/** How the policies begin that belong into TXT records. */
const POLICY = /(?:^|[" ])v=(?:spf1|dmarc1|dkim1|stsv1|tlsrptv1)(?![a-z0-9])/i;
/** A line whose type is followed by a policy, a preference between them. */
const POLICY_LINE =
  /(?:^|\s)([a-z][a-z0-9]*)\s+(?:[0-9]{1,5}\s+)?"?v=(?:spf1|dmarc1|dkim1|stsv1|tlsrptv1)(?![a-z0-9])/i;
/** What may stand before a text that is in the right place, or is no type. */
const NO_WRONG_TYPE: ReadonlySet<string> = new Set(['TXT', 'SPF', 'IN', 'CH', 'HS']);

/** Every policy begins with `v=`. */
const EQUALS_SIGN = 0x3d;

type Subject =
  | { readonly kind: 'record'; readonly record: DnsRecord; readonly data: string }
  | { readonly kind: 'line'; readonly problem: FileProblem; readonly type: string; readonly line: string };

export const txtWrongType = defineRule<Subject>({
  id: 'txt-wrong-type',
  severity: 'error',
  summary: 'A mail policy in a record of another type than TXT',
  why: 'Receivers look for mail policies in TXT records only. Anywhere else the policy does not exist for them, and the record that holds it does not work either.',
  norm: 'RFC 7208 §3.1',
  over: ['record-unreadable'],
  examples: {
    bad: { zone: '@ CNAME v=spf1 ip4:192.0.2.25 -all\n' },
    good: { zone: '@ TXT "v=spf1 ip4:192.0.2.25 -all"\n' },
  },
  *subjects(proposal) {
    for (const { zone } of proposal.view.judged) {
      const { types, length } = zone.records;
      for (let i = 0; i < length; i++) {
        if (NEVER_TEXT.has(types[i]) || zone.records.mentions?.(i, EQUALS_SIGN) === false) continue;
        const data = zone.records.data(i);
        if (POLICY.test(data)) yield { kind: 'record', record: zone.records.record(i), data };
      }
    }
    for (const problem of problemsOf(proposal, 'record-unreadable')) {
      const { file, start } = problem.place;
      const line = file.line(file.position(start).line);
      const type = POLICY_LINE.exec(line)?.[1].toUpperCase();
      if (type !== undefined && !NO_WRONG_TYPE.has(type)) yield { kind: 'line', problem, type, line };
    }
  },
  *check(subject) {
    if (subject.kind === 'record') {
      const { record, data } = subject;
      yield {
        ...said(plain(record.owner), typeName(record)),
        message: `${plain(record.owner)} has a mail policy in a record of type ${typeName(record)}: ${quoted(data)}.`,
        place: record.place,
      };
      return;
    }
    const { problem, type, line } = subject;
    yield {
      ...said(problem.subject, type),
      message: `This record has the type ${type}, but its text is a mail policy: ${quoted(line.trim())}.`,
      place: problem.place,
    };
  },
});

function said(subject: string, type: string) {
  return {
    subject,
    names: [type],
    advice: `Write TXT instead of ${type}, and the policy in quotation marks: TXT "v=…"`,
  };
}
