import type { Effect } from '../model/effect.ts';
import { type Name, plain } from '../model/name.ts';
import type { DnsRecord } from '../model/record.ts';
import { aboutExchange, type MailExchanger } from '../proposal/mail-exchangers.ts';
import { defineRule, type Proposal } from '../proposal/proposal.ts';

export const mxProxied = defineRule<MailExchanger>({
  id: 'mx-proxied',
  severity: 'warning',
  summary: 'An MX record names a host behind the Cloudflare proxy',
  why: 'The proxy carries web traffic, not mail. Cloudflare then answers with a “_dc-mx” name that shows the address which the proxy was to hide, and SPF terms that name the host match addresses of the proxy.',
  norm: '',
  examples: {
    bad: {
      files: {
        'main.tf': `resource "cloudflare_zone" "example" {
  account = { id = "023e105f4ecef8ad9ca31a8372d0c353" }
  name    = "example.com"
}

resource "cloudflare_dns_record" "mx" {
  zone_id  = cloudflare_zone.example.id
  name     = "example.com"
  type     = "MX"
  priority = 10
  content  = "mail.example.com"
  ttl      = 1
}

resource "cloudflare_dns_record" "mail" {
  zone_id = cloudflare_zone.example.id
  name    = "mail.example.com"
  type    = "A"
  content = "192.0.2.25"
  ttl     = 1
  proxied = true
}
`,
      },
    },
    good: { zone: '@     MX  10 mail\nmail  A   192.0.2.25\n' },
  },
  subjects: ({ mailExchangers }) => mailExchangers,
  *check({ record }, proposal) {
    const proxied = yield* proxiedRecord(record.exchange, proposal);
    if (proxied === undefined) return;
    const about = aboutExchange(record);
    const host = plain(record.exchange);
    yield {
      ...about,
      message: `Mail to ${about.subject} goes to ${host}, whose ${proxied.type} record is proxied by Cloudflare: the proxy takes no mail, and Cloudflare publishes the real address under a “_dc-mx” name instead.`,
      advice: `Switch the proxy off for ${host} (“DNS only”, proxied = false), or give the mail server a name of its own beside the website's.`,
      related: [{ place: proxied.place, message: 'The proxied record.' }],
    };
  },
});

/** The proposed record of the host that Cloudflare answers for; records from live DNS do not say so. */
function* proxiedRecord(name: Name, { view, addressesOf }: Proposal): Effect<DnsRecord | undefined> {
  const { v4, v6 } = yield* addressesOf(name);
  for (const answer of [v4, v6]) {
    for (const { owner, source } of answer.chain) {
      const alias = source === 'proposed' ? view.at(owner, 'CNAME').find(isProxied) : undefined;
      if (alias !== undefined) return alias;
    }
    const isProposed = answer.state === 'found' && answer.source === 'proposed';
    const record = isProposed ? (answer.records as readonly DnsRecord[]).find(isProxied) : undefined;
    if (record !== undefined) return record;
  }
  return undefined;
}

function isProxied({ traits }: DnsRecord): boolean {
  return traits?.proxied === true;
}
