import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAddress } from '../../src/model/address.ts';
import { genericEvidence } from '../../src/proposal/generic-name.ts';
import { cpuMilliseconds } from '../support/cpu-time.ts';

const V4 = '203.0.113.7';
const V6 = '2001:db8:0:42:a00:27ff:fe12:3456';

/** Names as providers give them, and the address that they are given to. */
const GENERIC: readonly (readonly [name: string, address: string | undefined, evidence: string])[] = [
  ['dyn-203-0-113-7.isp.example.', V4, 'contains the address 203.0.113.7 as 203-0-113-7'],
  ['203-0-113-7.isp.example.', V4, '203-0-113-7'],
  ['203.0.113.7.isp.example.', V4, '203.0.113.7'],
  ['7.113.0.203.isp.example.', V4, '7.113.0.203'],
  ['7-113-0-203.isp.example.', V4, '7-113-0-203'],
  ['203_0_113_7.isp.example.', V4, '203_0_113_7'],
  ['203-000-113-007.isp.example.', V4, '203-000-113-007'],
  ['203-0-113-007.isp.example.', V4, '203-0-113-007'],
  ['p203000113007.isp.example.', V4, '203000113007'],
  ['007113000203.isp.example.', V4, '007113000203'],
  ['ip203-0-113-7.isp.example.', V4, '203-0-113-7'],
  ['host-203-0-113-7.isp.example.', V4, '203-0-113-7'],
  ['h203-0.113-7.isp.example.', V4, '203-0.113-7'],
  ['c-203-0-113-7.hsd1.ma.comcast.net.', V4, '203-0-113-7'],
  ['cpe-203-0-113-7.nyc.res.rr.com.', V4, 'the word ‘cpe’'],
  ['pool-203-0-113-7.bltmmd.fios.verizon.net.', V4, 'the word ‘pool’'],
  ['adsl-203-0-113-7.dsl.example.net.', V4, 'the word ‘adsl’'],
  ['203-0-113-7.dynamic.isp.example.', V4, 'the word ‘dynamic’'],
  ['p5cb007107.dip0.t-ipconnect.de.', V4, 'the word ‘dip’'],
  ['pcb007107.dip0.t-ipconnect.de.', V4, 'cb007107'],
  ['xcb007107.dyn.telefonica.example.', V4, 'cb007107'],
  ['077100cb.isp.example.', V4, 'as 077100cb'],
  ['static-203-0-113-7.isp.example.', V4, '203-0-113-7'],
  ['7.113.0.203.static.isp.example.', V4, '7.113.0.203'],
  ['mail.dyn-203-0-113-7.isp.example.', V4, '203-0-113-7'],
  ['smtp-203-0-113-7.dhcp.isp.example.', V4, 'the word ‘dhcp’'],
  ['ec2-203-0-113-7.eu-west-1.compute.amazonaws.com.', V4, 'Amazon EC2'],
  ['ec2-203-0-113-7.compute-1.amazonaws.com.', V4, 'Amazon EC2'],
  ['ec2-198-51-100-1.compute-1.amazonaws.com.', V4, 'looks like an address, 198-51-100-1'],
  ['ip-10-0-0-7.eu-west-1.compute.internal.', V4, '10-0-0-7'],
  ['7.113.0.203.bc.googleusercontent.com.', V4, 'Google Cloud'],
  ['static.7.113.0.203.clients.your-server.de.', V4, 'Hetzner'],
  ['vmi123456.contaboserver.net.', V4, 'Contabo'],
  ['203.0.113.7.vultrusercontent.com.', V4, 'Vultr'],
  ['203-0-113-7.ip.linodeusercontent.com.', V4, 'Linode'],
  ['li1234-7.members.linode.com.', V4, 'Linode'],
  ['h1234567.stratoserver.net.', V4, 'STRATO'],
  ['vps-1a2b3c4d.vps.ovh.net.', V4, 'OVH'],
  ['ns3012345.ip-203-0-113.eu.', V4, 'contains a part of the address 203.0.113.7 as 203-0-113'],
  ['myvm.westeurope.cloudapp.azure.com.', V4, 'Microsoft Azure'],
  ['203-0-113-7.rev.poneytelecom.eu.', V4, 'Scaleway'],
  ['srv123456.hstgr.cloud.', V4, 'Hostinger'],
  ['dhcp-7.isp.example.', V4, 'the last number of the address, 7'],
  ['113-7.pool.isp.example.', V4, '113-7'],
  ['dsl-pool-17.isp.example.', V4, 'the word ‘pool’'],
  ['client-113-7.dhcp.isp.example.', V4, 'the word ‘dhcp’'],
  ['dyn-198-51-100-9.isp.example.', V4, 'looks like an address, 198-51-100-9'],
  ['dyn-203-0-113-7.isp.example.', undefined, 'looks like an address, 203-0-113-7'],
  ['198.51.100.9.isp.example.', undefined, '198.51.100.9'],
  ['2001-db8-0-42-a00-27ff-fe12-3456.isp.example.', V6, '2001-db8-0-42-a00-27ff-fe12-3456'],
  ['2001-0db8-0000-0042-0a00-27ff-fe12-3456.isp.example.', V6, '0a00-27ff'],
  ['20010db8000000420a0027fffe123456.ipv6.isp.example.', V6, '20010db8000000420a0027fffe123456'],
  ['6.5.4.3.2.1.e.f.f.f.7.2.0.0.a.0.2.4.0.0.0.0.0.0.8.b.d.0.1.0.0.2.isp.example.', V6, '6.5.4.3'],
  ['2-0-0-1-0-d-b-8-0-0-0-0-0-0-4-2-0-a-0-0-2-7-f-f-f-e-1-2-3-4-5-6.isp.example.', V6, '2-0-0-1'],
  ['host-a00-27ff-fe12-3456.isp.example.', V6, 'a part of the address'],
  ['2001-db8--7.isp.example.', '2001:db8::7', '2001-db8--7'],
  ['2a01-4f8-c2c-1-2-3-4-5.isp.example.', undefined, 'looks like an address'],
];

/** Names that somebody chose, among them all that look like the above at a glance. */
const CHOSEN: readonly (readonly [name: string, address?: string])[] = [
  ['mail.example.com.', V4],
  ['mail7.example.com.', V4],
  ['mail-203-0-113-7.example.com.', V4],
  ['203-0-113-7.mail.example.com.', V4],
  ['mx-113-7.example.com.', V4],
  ['smtp-out-203-0-113-7.example.com.', V4],
  ['smtp-out-203-0-113-7.eu-west-1.example.com.', V4],
  ['mailout-203-0-113-7.example.com.', V4],
  ['o1-2-3-4.outbound-mail.example.com.', V4],
  ['o203-0-113-7.outbound-mail.example.com.', V4],
  ['mta-203-0-113-7.sparkpostmail.com.', V4],
  ['a8-50.smtp-out.amazonses.com.', '54.240.8.50'],
  ['mail-wr1-f50.google.com.', '209.85.221.50'],
  ['mail-eopbgr70087.outbound.protection.outlook.com.', '40.107.7.87'],
  ['relay-2001-db8--7.example.com.', '2001:db8::7'],
  ['out4-smtp.messagingengine.com.', '66.111.4.28'],
  ['mx1.example.com.', '203.0.113.1'],
  ['dyn.example.com.', V4],
  ['dhcp.example.com.', V4],
  ['dhcp12.example.com.', V4],
  ['pool.example.com.', V4],
  ['cable.example.com.', V4],
  ['static.example.com.', V4],
  ['client.example.com.', V4],
  ['client7.example.com.', V4],
  ['host7.example.com.', V4],
  ['customers.example.com.', V4],
  ['res.example.com.', V4],
  ['mail.pool.example.com.', V4],
  ['mail.dhcp.example.com.', V4],
  ['smtp.customers.example.com.', V4],
  ['mail.cable-pool.co.uk.', V4],
  ['mail.dialup.co.uk.', V4],
  ['dynamic-pool-dsl.com.', V4],
  ['dynamite.example.com.', V4],
  ['spool.example.com.', V4],
  ['carpool.example.com.', V4],
  ['resort.example.com.', V4],
  ['scaffolding-dyno.example.com.', V4],
  ['web-1-2.example.com.', '203.0.1.2'],
  ['node-2026-11-23-1.example.com.', V4],
  ['v1-2-3.example.com.', V4],
  ['build-999-1-2-3.example.com.', V4],
  ['1.2.3.example.com.', V4],
  ['deadbeef.example.com.', V4],
  ['db8.example.com.', V6],
  ['server.0.example.com.', '2001:db8::'],
  ['dedi123.your-server.de.', V4],
  ['mail.contaboserver.net.', V4],
  ['example.com.', V4],
  ['localhost.', V4],
  ['.', V4],
  ['xn--mller-kva.example.', V4],
  ['mail\\.7.example.com.', V4],
];

describe('generic names', () => {
  test.each(GENERIC)('%s of %s was given by a provider', (name, address, evidence) => {
    const result = genericEvidence(name, address === undefined ? undefined : parseAddress(address));
    expect(result.generic, JSON.stringify(result)).toBe(true);
    expect(result.evidence.join('; ')).toContain(evidence);
  });

  test.each(CHOSEN.map(([name, address]) => ({ name, address })))(
    '$name of $address was chosen',
    ({ name, address }) => {
      const result = genericEvidence(name, address === undefined ? undefined : parseAddress(address));
      expect(result.generic, JSON.stringify(result)).toBe(false);
    },
  );

  test.each([
    ['dyn-203-0-113-7.isp.example.', true],
    ['203-0-113-7.adsl.isp.example.', true],
    ['203-0-113-7.isp.example.', false],
    ['203-0-113-7.customers.isp.example.', false],
    ['static-203-0-113-7.dsl.isp.example.', false],
    ['dhcp-7.pool.isp.example.', false],
  ])('%s is dynamic: %s', (name, dynamic) => {
    expect(genericEvidence(name, parseAddress(V4)).dynamic).toBe(dynamic);
  });

  test('an address in any of its spellings is found, and not in a longer number', () => {
    const octet = fc.integer({ min: 1, max: 255 });
    fc.assert(
      fc.property(fc.tuple(octet, octet, octet, octet), fc.constantFrom('.', '-', '_'), (octets, separator) => {
        const address = parseAddress(octets.join('.'));
        const said = `contains the address ${octets.join('.')} as`;
        for (const list of [octets, octets.toReversed()]) {
          const spelled = list.join(separator);
          expect(genericEvidence(`x${spelled}.isp.example.`, address).evidence[0]).toBe(`${said} ${spelled}`);
        }
        const longer = genericEvidence(`x1000${octets.join(separator)}0001.isp.example.`, address);
        expect(longer.evidence[0] ?? '').not.toContain(said);
      }),
    );
  });

  test('a hostile name costs next to nothing', () => {
    const started = cpuMilliseconds();
    for (const unit of ['0', '0-', '1-1-', 'a-', '00-', 'f.']) {
      genericEvidence(`${unit.repeat(50_000)}x.`, parseAddress(V4));
      genericEvidence(`${unit.repeat(50_000)}x.`, parseAddress(V6));
    }
    expect(cpuMilliseconds() - started).toBeLessThan(5_000);
  });
});
