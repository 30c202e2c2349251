import { describe, expect, it } from 'vitest';
import { brief, fixed, judged } from '../support/judged.ts';

/** Rules of the section on choosing the record; policy and resolution have their own tests. */
const CHOOSING =
  /^spf-(?:missing|multiple-records|not-recognised|split-across-records|glued-strings|record-type-99|sender-id|record-too-large|wrong-name)$/;

const choosing = (records: string, dns = '') => judged(records, CHOOSING, dns);
const briefs = async (records: string, dns = '') => (await choosing(records, dns)).map(brief);

describe('spf-missing', () => {
  it('is about domains that take mail', async () => {
    expect(await briefs('shop MX 10 mx.example.net.')).toEqual([
      'spf-missing warning shop.example.com “shop MX 10 mx.example.net.”',
    ]);
    expect(await briefs('shop MX 0 .')).toEqual([]);
    expect(await briefs('shop A 192.0.2.1')).toEqual([]);
  });

  it('proposes what the provider of the mail exchangers asks for', async () => {
    const [finding] = await choosing('@ MX 0 example-com.mail.protection.outlook.com.');
    expect(finding.advice).toContain('"v=spf1 include:spf.protection.outlook.com ~all"');
  });

  it('follows an alias and a wildcard to the record', async () => {
    expect(
      await briefs(
        'shop MX 10 mx.example.net.\n*.shop MX 10 mx.example.net.\nshop TXT "v=spf1 mx -all"\n*.shop TXT "v=spf1 mx -all"',
      ),
    ).toEqual([]);
  });

  it('leaves a broken or misplaced record to the rule that names the defect', async () => {
    expect(await briefs('@ MX 10 mx.example.net.\n@ TXT "v=spf1; mx -all"')).toEqual([
      'spf-not-recognised error example.com “v=spf1;”',
    ]);
  });
});

describe('spf-multiple-records', () => {
  it('counts all records of the name wherever they stand in the zone', async () => {
    const found = await choosing('@ TXT "v=spf1 mx -all"\na TXT "v=spf1 -all"\n@ TXT "other"\n@ TXT "V=SPF1 a ~all"');
    expect(found.map(brief)).toEqual(['spf-multiple-records error example.com “V=SPF1 a ~all”']);
    expect(found[0].advice).toContain('"v=spf1 mx a ~all"');
    expect(found[0].related).toHaveLength(1);
  });

  it('takes the same data twice for the one record that it is', async () => {
    expect(await briefs('@ TXT "v=spf1 mx -all"\n@ TXT "v=spf1 mx -all"')).toEqual([]);
    expect(await briefs('@ TXT "v=spf1 mx -all"\n@ TXT "v=spf1 " "mx -all"')).toEqual([
      'spf-multiple-records error example.com “v=spf1 " "mx -all”',
    ]);
  });

  it('does not count v=spf10, which is another rule’s', async () => {
    expect(await briefs('@ TXT "v=spf1 mx -all"\n@ TXT "v=spf10 mx -all"')).toEqual([
      'spf-not-recognised error example.com “v=spf10”',
    ]);
  });
});

describe('spf-not-recognised', () => {
  it.each([
    ['"v=spf1; mx -all"', '"v=spf1 mx -all"'],
    ['"v=spf1;"', '"v=spf1"'],
    ['"v=spfv1 mx -all"', '"v=spf1 mx -all"'],
    ['"v=spf1mx -all"', '"v=spf1 mx -all"'],
    ['" v=spf1 mx -all"', '"v=spf1 mx -all"'],
    ['"\\"v=spf1 mx -all\\""', '"v=spf1 mx -all"'],
    ['"“v=spf1 mx -all”"', '"v=spf1 mx -all"'],
    ['"mx ip4:192.0.2.1 -all"', '"v=spf1 mx ip4:192.0.2.1 -all"'],
  ])('offers a correction of %s', async (written, meant) => {
    const [finding] = await choosing(`@ TXT ${written}`);
    expect(finding.rule).toBe('spf-not-recognised');
    expect(fixed(finding)).toContain(`@ TXT ${meant}\n`);
  });

  it('reads typographic quotes, between which each blank began a string', async () => {
    const [finding] = await choosing('@ TXT “v=spf1 include:x.example -all”');
    expect(finding.message).toContain('has a quotation mark (“) before “v=spf1”');
    expect(finding.advice).toBe('Write "v=spf1 include:x.example -all"');
    expect(finding.fix).toBeUndefined();
  });

  it('offers none where the rest is not sound either', async () => {
    const [finding] = await choosing('@ TXT "v=spf1; nclude:x.example -all"');
    expect(finding.fix).toBeUndefined();
  });
});

describe('spf-split-across-records', () => {
  it('sees parts without a version beside the record', async () => {
    const found = await choosing(
      '@ TXT "v=spf1"\n@ TXT "include:_spf.example.net"\n@ TXT "site-verification=1"\n@ TXT "-all"',
    );
    expect(found.map(brief)).toEqual(['spf-split-across-records error example.com “include:_spf.example.net”']);
    expect(found[0].advice).toContain('"v=spf1 include:_spf.example.net -all"');
    expect(found[0].related).toHaveLength(2);
  });
});

describe('spf-glued-strings', () => {
  it.each([
    ['"v=spf1 ip4:192.0.2.1" "include:a.example -all"', 'ip4:192.0.2.1" "include:a.example'],
    ['"v=spf1 include:a.example" "-all"', 'include:a.example" "-all'],
    ['"v=spf1" "mx -all"', 'v=spf1" "mx'],
    ['"v=spf1 mx" "~all"', 'mx" "~all'],
    ['"v=spf1 a" "mx -all"', 'a" "mx'],
  ])('sees %s', async (written, underlined) => {
    const found = await choosing(`@ TXT ${written}`);
    expect(found.map(brief)).toEqual([`spf-glued-strings error example.com “${underlined}”`]);
    const [before, after] = written.split('" "');
    expect(fixed(found[0])).toContain(`@ TXT ${before}" " ${after}\n`);
  });

  it.each([
    '"v=spf1 include:_spf.exa" "mple.net -all"',
    '"v=spf1 include:_spf.example.net " "-all"',
    '"v=spf1 include:_spf.example.net" " -all"',
    '"v=spf1 ip4:192.0.2.1" "0 -all"',
    '"v=spf1 mx -" "all"',
    '"v=s" "pf1 mx -all"',
    '"v=spf1 include:spf.gob." "mx -all"',
    `"v=spf1 include:${'a'.repeat(60)}.example ${'ip4:192.0.2.1 '.repeat(12)}mx:a.exampl" "e -all"`,
  ])('is content with %s', async (written) => {
    expect(await briefs(`@ TXT ${written}`)).toEqual([]);
  });

  it('mends every border of a record at once', async () => {
    const [finding] = await choosing('@ TXT "v=spf1" "a:a.example.com" "include:a.example" "-all"');
    expect(fixed(finding)).toContain('"v=spf1" " a:a.example.com" " include:a.example" " -all"');
  });
});

describe('spf-record-type-99', () => {
  it('is an error where nothing else says it', async () => {
    expect(await briefs('@ SPF "v=spf1 mx -all"\n@ MX 10 mx.example.net.')).toEqual([
      'spf-record-type-99 error example.com “@ SPF "v=spf1 mx -all"”',
    ]);
  });

  it('is a warning beside a TXT record', async () => {
    expect(await briefs('@ SPF "v=spf1 mx -all"\n@ TXT "v=spf1 mx -all"')).toEqual([
      'spf-record-type-99 warning example.com “@ SPF "v=spf1 mx -all"”',
    ]);
  });
});

describe('spf-record-too-large', () => {
  const filler = (octets: number) => `x=${'y'.repeat(octets - 2)}`;

  // Header 12, question 13 + 4, and for each record 12, its strings and an octet for the length of each.
  const room = 512 - (12 + 13 + 4) - (12 + 1 + 'v=spf1 mx -all'.length) - (12 + 1 + 200) - (12 + 1);

  it.each([
    [room, 0],
    [room + 1, 1],
  ])('counts as the answer on the wire does: %i octets', async (octets, expected) => {
    const found = await briefs(`@ TXT "v=spf1 mx -all"\n@ TXT "${filler(200)}"\n@ TXT "${filler(octets)}"`);
    expect(found).toHaveLength(expected);
  });

  it('is louder where the record alone is too large', async () => {
    const terms = Array.from({ length: 40 }, (_, i) => `ip4:198.51.100.${i}`).join(' ');
    const text = `v=spf1 ${terms} -all`;
    const found = await choosing(`@ TXT "${text.slice(0, 250)}" "${text.slice(250, 500)}" "${text.slice(500)}"`);
    expect(found.map(({ rule, severity }) => [rule, severity])).toEqual([['spf-record-too-large', 'warning']]);
  });
});

describe('spf-wrong-name', () => {
  it.each([
    ['_dmarc', 'warning'],
    ['selector._domainkey', 'warning'],
    ['_mta-sts', 'notice'],
    ['_smtp._tls', 'notice'],
  ])('is %s', async (name, severity) => {
    expect(await briefs(`${name} TXT "v=spf1 -all"`)).toEqual([
      `spf-wrong-name ${severity} ${name}.example.com “v=spf1 -all”`,
    ]);
  });

  it.each(['_spf', 'spf', 'spf1._netblocks', '_spf.mail', 'www', '*', '_anything'])('is not %s', async (name) => {
    expect(await briefs(`${name} TXT "v=spf1 -all"`)).toEqual([]);
  });

  it('is no name that another record includes', async () => {
    expect(await briefs('@ TXT "v=spf1 include:_mta-sts.example.com -all"\n_mta-sts TXT "v=spf1 mx -all"')).toEqual([]);
  });

  it('is a name that the zone was added to twice', async () => {
    const found = await choosing('example.com TXT "v=spf1 -all"');
    expect(found.map(({ rule, subject }) => [rule, subject])).toEqual([['spf-wrong-name', 'example.com.example.com']]);
  });
});

describe('spf-sender-id', () => {
  it('is told at each record', async () => {
    expect(await briefs('@ TXT "v=spf1 -all"\n@ TXT "spf2.0/mfrom,pra -all"')).toEqual([
      'spf-sender-id notice example.com “spf2.0/mfrom,pra -all”',
    ]);
  });
});
