import { describe, expect, it } from 'vitest';
import { TOP_LEVEL_DOMAINS_DATE } from '../../src/data/top-level-domains.ts';
import { isTopLevelDomain, nonPublicName, topLabelOf } from '../../src/proposal/public-names.ts';

describe('nonPublicName', () => {
  it.each([
    ['mail.local.', 'local'],
    ['local.', 'local'],
    ['mail.office.lan.', 'lan'],
    ['mx.corp.', 'corp'],
    ['mx.home.', 'home'],
    ['server.mail.', 'mail'],
    ['a.b.internal.', 'internal'],
    ['x.intranet.', 'intranet'],
    ['x.private.', 'private'],
    ['localhost.localdomain.', 'localdomain'],
    ['mail.test.', 'test'],
    ['x.msv1.invalid.', 'invalid'],
    ['mail.example.', 'example'],
    ['facebookcorewwwi.onion.', 'onion'],
    ['a.alt.', 'alt'],
    ['nas.home.arpa.', 'home.arpa'],
    ['localhost.', 'localhost'],
  ])('%s is under .%s', (name, suffix) => {
    expect(nonPublicName(name)?.suffix).toBe(suffix);
  });

  it.each([
    'mail.example.com.',
    'mail.example.net.',
    'mail.example.org.',
    'local.example.com.',
    'mail.de.',
    'notlocal.',
    '1.2.0.192.in-addr.arpa.',
    '.',
    'a\\.local.',
  ])('%s is not', (name) => {
    expect(nonPublicName(name)).toBeUndefined();
  });
});

describe('isTopLevelDomain', () => {
  it.each(['com', 'de', 'uk', 'museum', 'xn--p1ai', 'arpa', 'email', 'bd', 'ck'])('knows %s', (label) => {
    expect(isTopLevelDomain(label)).toBe(true);
  });

  it.each(['con', 'local', 'onion', 'test', 'example', 'lan', '', 'COM', 'co.uk', '25'])(
    'does not know “%s”',
    (label) => {
      expect(isTopLevelDomain(label)).toBe(false);
    },
  );

  it('says the day of its list', () => {
    expect(TOP_LEVEL_DOMAINS_DATE).toMatch(/^20\d\d-\d\d-\d\d$/);
  });
});

describe('topLabelOf', () => {
  it.each([
    ['mail.example.com.', 'com'],
    ['com.', 'com'],
    ['.', ''],
    ['mail\\.com.', 'mail\\.com'],
    ['a\\\\.com.', 'com'],
  ])('%s', (name, label) => {
    expect(topLabelOf(name)).toBe(label);
  });
});
