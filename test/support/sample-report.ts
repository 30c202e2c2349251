import type { Finding } from '../../src/model/finding.ts';
import type { ShownMailPath } from '../../src/model/mail-path-shown.ts';
import type { Place } from '../../src/model/place.ts';
import type { Drift, Report } from '../../src/model/report.ts';
import { SourceFile } from '../../src/model/source-file.ts';
import type { ShownSpfChange } from '../../src/model/spf-shown.ts';
import { present } from '../../src/outputs/present.ts';
import type { PresentedReport } from '../../src/outputs/presented.ts';

export const SAMPLE_HELP_URL = 'https://example.com/docs/rules.md#';
export const SAMPLE_TOOL = { name: 'dns-mail-gate', version: '1.2.3' };

export const FORWARD = new SourceFile(
  'zones/example.com.zone',
  `$ORIGIN example.com.
$TTL 3600
@	IN	SOA	ns1 hostmaster 2026112301 7200 900 1209600 300
@	IN	NS	ns1
@	IN	MX	10 mail
@	IN	TXT	"v=spf1 nclude:_spf.example.net -all"
mail	IN	CNAME	web
web	IN	A	192.0.2.80
shop	IN	MX	10 mx.example.net
ns1	IN	A	192.0.2.53
`,
);
export const REVERSE_BEFORE = new SourceFile(
  'zones/2.0.192.in-addr.arpa.zone',
  `$ORIGIN 2.0.192.in-addr.arpa.
25	IN	PTR	mail.example.com.
80	IN	PTR	web.example.com.
`,
);

/** The place of some text, which stands once in the file. */
export function placeOf(file: SourceFile, text: string): Place {
  const start = file.text.indexOf(text);
  if (start < 0) throw new Error(`${file.path} has no “${text}”`);
  return { file, start, end: start + text.length };
}

/** A finding with what a test does not care about filled in. */
export function finding(parts: Partial<Finding> & Pick<Finding, 'rule' | 'subject' | 'message'>): Finding {
  return {
    severity: 'error',
    why: 'Because mail servers refuse it.',
    fingerprint: `${parts.rule} ${parts.subject}`,
    ...parts,
  };
}

export const SPF_SYNTAX = finding({
  rule: 'spf-syntax',
  subject: 'example.com',
  message: '“nclude:_spf.example.net” is no SPF term: there is no mechanism “nclude”.',
  why: 'One term that cannot be read makes the whole record an error, and receivers then ignore or refuse the mail.',
  advice: 'Write “include:_spf.example.net”.',
  place: placeOf(FORWARD, 'nclude:_spf.example.net'),
  fix: {
    description: 'Write “include” for “nclude”',
    edits: [{ place: placeOf(FORWARD, 'nclude'), text: 'include' }],
  },
});
export const MX_ALIAS = finding({
  rule: 'mx-points-to-cname',
  subject: 'example.com',
  message: 'example.com sends its mail to “mail.example.com”, which is an alias of “web.example.com”.',
  why: 'An MX record must name a host with addresses of its own; some servers do not follow the alias.',
  advice: 'Give mail.example.com an address record, or name web.example.com in the MX record.',
  place: placeOf(FORWARD, '10 mail'),
  related: [{ place: placeOf(FORWARD, 'mail\tIN\tCNAME\tweb'), message: 'The alias.' }],
});
export const HOST_DOUBLED = finding({
  rule: 'host-doubled-name',
  subject: 'shop.example.com',
  message: 'The final dot is missing: “mx.example.net” becomes “mx.example.net.example.com”.',
  place: placeOf(FORWARD, 'mx.example.net'),
  fix: {
    description: 'Add the final dot',
    edits: [{ place: placeOf(FORWARD, 'mx.example.net'), text: 'mx.example.net.' }],
  },
});
export const PTR_OUT_OF_STEP = finding({
  rule: 'ptr-out-of-step',
  severity: 'warning',
  subject: '192.0.2.80',
  message: 'The change removes the reverse name of 192.0.2.80, but web.example.com still points there.',
  place: placeOf(REVERSE_BEFORE, '80\tIN\tPTR\tweb.example.com.'),
  side: 'base',
  directions: [
    { from: 'web.example.com', type: 'A', to: ['192.0.2.80'], nothing: 'no address' },
    { from: '192.0.2.80', type: 'PTR', to: [], nothing: 'no name' },
  ],
});
export const HELO_MISSING = finding({
  rule: 'spf-helo-missing',
  severity: 'notice',
  subject: 'mail.example.com',
  message: 'mail.example.com has no SPF record of its own.',
});

export const SPF_CHANGE: ShownSpfChange = {
  domain: 'example.com',
  before: { state: 'valid', lookups: 2, atLeast: false, voids4: 0, voids6: 0, others: 'fail' },
  after: { state: 'valid', lookups: 3, atLeast: true, voids4: 0, voids6: 1, others: 'softfail' },
  lost: [
    {
      networks: ['198.51.100.16/28'],
      more: 0,
      terms: ['include:_spf.example.net', 'ip4:198.51.100.16/28'],
      domain: '_spf.example.net',
      before: 'pass',
      after: 'softfail',
    },
  ],
  gained: [{ networks: ['192.0.2.80'], more: 2, terms: ['mx'], domain: 'example.com', before: 'fail', after: 'pass' }],
  senders: [{ host: 'mail.example.com', address: '192.0.2.80', before: 'fail', after: 'pass' }],
  tree: {
    record: {
      domain: 'example.com',
      state: 'valid',
      terms: [
        {
          term: 'mx',
          lookups: 1,
          outcome: 'ok',
          void4: false,
          void6: true,
          addresses: ['192.0.2.80'],
          record: null,
        },
        {
          term: 'include:_spf.example.net',
          lookups: 2,
          outcome: 'ok',
          void4: false,
          void6: false,
          addresses: [],
          record: {
            domain: '_spf.example.net',
            state: 'valid',
            terms: [
              {
                term: 'exists:%{i}.list.example.net',
                lookups: 1,
                outcome: 'dynamic',
                void4: false,
                void6: false,
                addresses: [],
                record: null,
              },
            ],
          },
        },
      ],
    },
    lookups: 3,
    atLeast: true,
    voids4: 0,
    voids6: 1,
    left: 0,
  },
  treeChanged: true,
};

export const MAIL_PATH: ShownMailPath = {
  host: 'mail.example.com',
  domains: ['example.com', 'example.net'],
  more: 0,
  before: {
    state: 'found',
    alias: null,
    addresses: [
      { address: '192.0.2.25', state: 'found', pointers: [{ name: 'mail.example.com', back: 'found' }] },
      { address: '2001:db8::25', state: 'unknown', pointers: [] },
    ],
    more: 0,
  },
  after: {
    state: 'found',
    alias: 'web.example.com',
    addresses: [
      { address: '192.0.2.80', state: 'found', pointers: [{ name: 'old.example.com', back: 'absent' }] },
      { address: '192.0.2.81', state: 'absent', pointers: [] },
    ],
    more: 3,
  },
};

/** A report with something of everything. */
export const SAMPLE: Report = {
  conclusion: 'fail',
  settings: { failOn: 'error', scope: 'introduced', lookups: 'live', shard: null },
  introduced: [SPF_SYNTAX, MX_ALIAS, HOST_DOUBLED, PTR_OUT_OF_STEP, HELO_MISSING],
  existing: [
    finding({
      rule: 'spf-no-all',
      severity: 'warning',
      subject: 'old.example.org',
      message: 'The SPF record of old.example.org has no “all”.',
    }),
  ],
  fixed: [
    finding({
      rule: 'mx-without-address',
      subject: 'lab.example.com',
      message: 'mx.lab.example.com has no address.',
      place: placeOf(REVERSE_BEFORE, '25'),
      side: 'base',
    }),
  ],
  excused: [
    {
      ...finding({
        rule: 'ptr-missing',
        severity: 'warning',
        subject: '192.0.2.9',
        message: '192.0.2.9 has no reverse name.',
      }),
      reason: 'The block moves in January.',
      until: '2027-01-31',
    },
  ],
  files: [{ file: FORWARD, format: 'bind', zones: ['example.com.'], records: 8 }],
  deleted: ['zones/2.0.192.in-addr.arpa.zone'],
  drift: undefined,
  unverified: [
    { name: '_spf.example.net.', type: 'TXT', reason: 'timeout', subjects: ['example.com', 'shop.example.com'] },
  ],
  remarks: ['2 template lines in zones/example.com.zone were skipped.'],
  changes: { spf: [SPF_CHANGE], mailPaths: [MAIL_PATH] },
  policyChanges: [],
  compared: true,
};

/** What others have changed since a snapshot. */
export const DRIFT: Drift = {
  file: 'dns.json',
  taken: '2026-11-01',
  answers: [
    { name: 'mx.example.net.', type: 'A', before: ['192.0.2.1'], after: ['192.0.2.2'] },
    {
      name: '_spf.example.net.',
      type: 'TXT',
      before: ['v=spf1 -all', 'kept'],
      after: ['kept', 'v=spf1 include:more.example.net -all'],
    },
  ],
  lacking: 1,
};

/** A run in which nothing was found. */
export const CLEAN: Report = {
  ...SAMPLE,
  conclusion: 'pass',
  introduced: [],
  existing: [],
  fixed: [],
  excused: [],
  deleted: [],
  unverified: [],
  remarks: [],
  changes: { spf: [], mailPaths: [] },
  policyChanges: [],
};

export function presented(report: Report): PresentedReport {
  return present(report, { tool: SAMPLE_TOOL, helpUrl: SAMPLE_HELP_URL });
}
