import { describe, expect, it } from 'vitest';
import type { MailHosts } from '../../src/proposal/mail-hosts.ts';
import type { PolicyFacts } from '../../src/proposal/proposal.ts';
import { propose } from '../support/propose.ts';

function hostsOf(zones: Record<string, string>, policy?: Partial<PolicyFacts>, hidden?: string[]): MailHosts {
  return propose(zones, { policy, hidden }).mailHosts;
}

const names = (found: MailHosts) => [...found.hosts.keys()].sort();
const addresses = (found: MailHosts) => [...found.addresses.keys()].sort();
const kinds = (roles: readonly { kind: string }[] | undefined) => (roles ?? []).map(({ kind }) => kind).sort();

describe('findMailHosts', () => {
  it('takes MX targets inside the proposed zones, with every address of theirs', () => {
    const found = hostsOf({
      'example.com':
        '@ MX 10 mail\n@ MX 20 mx.example.net.\nmail A 192.0.2.25\nmail AAAA 2001:DB8:0::25\nwww A 192.0.2.80',
    });
    expect(names(found)).toEqual(['mail.example.com.']);
    expect(addresses(found)).toEqual(['192.0.2.25', '2001:db8::25']);
    const address = found.addresses.get('192.0.2.25')!;
    expect(address.hosts.map(({ name }) => name)).toEqual(['mail.example.com.']);
    expect(address.place!.file.slice(address.place!.start, address.place!.end)).toBe('mail A 192.0.2.25');
    expect(kinds(address.roles)).toEqual(['mx']);
    expect(address.declaredSender).toBe(false);
  });

  it('sees hosts of other proposed zones, and through aliases and wildcards', () => {
    const found = hostsOf({
      'example.com': '@ MX 10 mail.example.org.\n@ MX 20 relay\nrelay CNAME out.example.org.',
      'example.org': 'mail A 192.0.2.1\n*  A 192.0.2.2',
    });
    expect(names(found)).toEqual(['mail.example.org.', 'relay.example.com.']);
    expect(addresses(found)).toEqual(['192.0.2.1', '192.0.2.2']);
    expect(found.addresses.get('192.0.2.2')!.hosts[0].name).toBe('relay.example.com.');
  });

  it('takes no null MX, no host below a zone cut and none of a zone that the Internet does not see', () => {
    const found = hostsOf(
      {
        'example.com':
          '@ MX 0 .\na MX 10 mail.sub\nb MX 10 mail.corp.example.org.\nsub NS ns.example.net.\nmail.sub A 192.0.2.1',
        'corp.example.org': 'mail A 192.0.2.2\n@ MX 10 inner\ninner A 192.0.2.3',
      },
      {},
      ['corp.example.org'],
    );
    expect(names(found)).toEqual([]);
    expect(addresses(found)).toEqual([]);
  });

  it('takes addresses of the Internet only', () => {
    const found = hostsOf({
      'example.com': '@ MX 10 mail\nmail A 10.0.0.1\nmail A 192.0.2.1\nmail A 127.0.0.1\nmail AAAA fd00::1',
    });
    expect(addresses(found)).toEqual(['192.0.2.1']);
  });

  it('takes a:name and single addresses that SPF lets pass, and no bare a', () => {
    const found = hostsOf({
      'example.com':
        '@ TXT "v=spf1 a a:example.com a:out a:out.example.com a:%{i}.example.com ip4:192.0.2.9 ip4:192.0.2.0/24 -ip4:192.0.2.10 ?ip4:192.0.2.11 ip6:2001:db8::9 ip6:2001:db8::/64 -all"\n' +
        '@ A 192.0.2.80\nout A 192.0.2.7',
    });
    expect(names(found)).toEqual(['out.example.com.']);
    expect(addresses(found)).toEqual(['192.0.2.7', '192.0.2.9', '2001:db8::9']);
    const bare = found.addresses.get('192.0.2.9')!;
    expect(bare.hosts).toEqual([]);
    expect(kinds(bare.roles)).toEqual(['spf-address']);
    expect(bare.place!.file.slice(bare.place!.start, bare.place!.end)).toBe('ip4:192.0.2.9');
  });

  it('marks declared senders: their hosts, HELO names, networks and single addresses', () => {
    const found = hostsOf(
      {
        'example.com':
          'out A 192.0.2.7\nhello A 198.51.100.1\n@ MX 10 mx1\nmx1 A 203.0.113.5\n@ MX 20 mx2\nmx2 A 203.0.114.5',
      },
      {
        senders: [
          {
            domains: ['example.com'],
            hosts: ['out.example.com.', 'smtp.example.net.'],
            helo: ['hello.example.com.'],
            networks: ['203.0.113.0/28', '198.51.100.99', '2001:db8::7/128', 'nonsense', '192.0.2.0/33'],
          },
        ],
      },
    );
    expect(names(found)).toEqual(['hello.example.com.', 'mx1.example.com.', 'mx2.example.com.', 'out.example.com.']);
    const declared = [...found.addresses.values()]
      .filter(({ declaredSender }) => declaredSender)
      .map(({ address }) => address);
    expect(declared.sort()).toEqual(['192.0.2.7', '198.51.100.1', '198.51.100.99', '2001:db8::7', '203.0.113.5']);
    expect(found.hosts.get('out.example.com.')!.declaredSender).toBe(true);
    expect(found.hosts.get('mx1.example.com.')!.declaredSender).toBe(false);
    expect(found.addresses.get('192.0.2.7')!.roles[0].domain).toBe('example.com.');
  });

  it('takes the address of a PTR record that names a mail host, and of no other', () => {
    const found = hostsOf({
      'example.com': '@ MX 10 mail\nmail A 192.0.2.25',
      '2.0.192.in-addr.arpa': '25 PTR mail.example.com.\n26 PTR mail.example.com.\n80 PTR www.example.com.',
    });
    expect(addresses(found)).toEqual(['192.0.2.25', '192.0.2.26']);
    expect(kinds(found.addresses.get('192.0.2.25')!.roles)).toEqual(['mx', 'ptr']);
    expect(found.addresses.get('192.0.2.26')!.hosts).toEqual([]);
    expect(found.addresses.get('192.0.2.26')!.roles[0].domain).toBe('example.com.');
  });

  it('takes no host without an address, but the address whose PTR record names it', () => {
    const found = hostsOf({
      'example.com': '@ MX 10 gone\n@ MX 20 away\naway CNAME x.example.net.',
      '2.0.192.in-addr.arpa': '25 PTR gone.example.com.',
    });
    expect(names(found)).toEqual(['away.example.com.']);
    expect(addresses(found)).toEqual(['192.0.2.25']);
  });

  it('joins the roles of all hosts that share an address', () => {
    const found = hostsOf({ 'example.com': '@ MX 10 a\n@ MX 20 b\na A 192.0.2.1\nb A 192.0.2.1\nb A 192.0.2.1' });
    const address = found.addresses.get('192.0.2.1')!;
    expect(address.hosts.map(({ name }) => name)).toEqual(['a.example.com.', 'b.example.com.']);
    expect(kinds(address.roles)).toEqual(['mx', 'mx']);
  });
});
