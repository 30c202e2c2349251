import { plain } from '../model/name.ts';
import { type MxRrset, takesMail } from '../proposal/mail-domains.ts';
import { defineRule } from '../proposal/proposal.ts';
import { policyOf, type StsPolicyFile } from '../proposal/sts-policies.ts';
import { mayTakeMail } from '../tag-records/sts-policy.ts';

interface Domain {
  readonly mx: MxRrset;
  readonly found: StsPolicyFile;
}

const POLICY = 'version: STSv1\nmode: enforce\nmx: mail.example.com\nmax_age: 604800\n';
const ZONE = (exchange: string) =>
  `@ MX 10 ${exchange}\n@ TXT "v=spf1 mx -all"\n_mta-sts TXT "v=STSv1; id=1;"\nmta-sts A 192.0.2.80\n${exchange} A 192.0.2.25\n${exchange} TXT "v=spf1 a -all"\n`;

export const mtaStsMxMismatch = defineRule<Domain>({
  id: 'mta-sts-mx-mismatch',
  severity: 'error',
  summary: 'A mail host that the MTA-STS policy does not allow',
  why: 'Senders that keep to the policy do not deliver to a host that it does not name: that mail waits and comes back.',
  norm: 'RFC 8461 §4.1',
  examples: {
    bad: { files: { 'example.com.zone': ZONE('mx1'), 'web/mta-sts.txt': POLICY } },
    good: { files: { 'example.com.zone': ZONE('mail'), 'web/mta-sts.txt': POLICY } },
  },
  *subjects({ tagRecords, mailDomains, stsPolicies }) {
    if (stsPolicies.length === 0) return;
    for (const { domain } of tagRecords.mtaSts) {
      const mx = mailDomains.get(domain);
      const found = policyOf(domain, tagRecords.mtaSts.length, stsPolicies);
      if (mx !== undefined && takesMail(mx) && found !== undefined && found.policy.mode !== 'none') yield { mx, found };
    }
  },
  *check({ mx, found: { file, policy } }) {
    const domain = plain(mx[0].owner);
    const places = policy.hosts
      .slice(0, 5)
      .map(({ start, end }) => ({ place: { file, start, end }, message: 'The policy allows this.' }));
    for (const { exchange, place, targetPlace } of mx) {
      const host = plain(exchange);
      if (mayTakeMail(policy, host)) continue;
      const isEnforced = policy.mode === 'enforce';
      yield {
        subject: domain,
        names: [host],
        place: targetPlace ?? place,
        severity: isEnforced ? 'error' : 'warning',
        message: `Mail to ${domain} goes to ${host}, which the MTA-STS policy in ${file.path} does not name${isEnforced ? ': senders that keep to it do not deliver there' : '; it is only tested yet'}.`,
        advice: `Add the line “mx: ${host}” to the policy, publish it, and change the “id” of the record _mta-sts.${domain}, before the MX record changes.`,
        related: places,
      };
    }
  },
});
