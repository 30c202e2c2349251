import { plain } from '../model/name.ts';
import type { DnsRecord } from '../model/record.ts';
import type { View } from '../model/view.ts';
import { aboutExchange, type MailExchanger, mailExchangers } from '../proposal/mail-exchangers.ts';
import { defineRule } from '../proposal/proposal.ts';

interface ProxiedExchanger extends MailExchanger {
  readonly proxied: DnsRecord;
}

export const mxProxied = defineRule<ProxiedExchanger>({
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
  *subjects(proposal) {
    for (const exchanger of mailExchangers(proposal)) {
      // Only hosts in the proposed zones have records that can say so.
      if (!proposal.mailHosts.hosts.has(exchanger.record.exchange)) continue;
      const proxied = proxiedRecord(proposal.view, exchanger.record.exchange);
      if (proxied !== undefined) yield { ...exchanger, proxied };
    }
  },
  *check({ record, proxied }) {
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

function proxiedRecord(view: View, name: string): DnsRecord | undefined {
  for (const type of ['A', 'AAAA', 'CNAME'] as const) {
    const proxied = view.at(name, type).find(({ traits }) => traits?.proxied === true);
    if (proxied !== undefined) return proxied;
  }
  return undefined;
}
