import { describe, expect, it } from 'vitest';
import { mergeSpf } from '../../src/spf/merge.ts';

describe('one record out of several', () => {
  it('has every term once and one all, the softest refusal there was', () => {
    expect(mergeSpf(['v=spf1 a include:one.example -all', 'V=SPF1 include:ONE.example mx ~all'])).toBe(
      'v=spf1 a include:one.example mx ~all',
    );
  });

  it('takes up terms that stand in a record of their own', () => {
    expect(mergeSpf(['v=spf1', 'include:one.example -all'])).toBe('v=spf1 include:one.example -all');
  });

  it('keeps a single redirect, which counts only without all', () => {
    expect(mergeSpf(['v=spf1 mx', 'v=spf1 redirect=one.example'])).toBe('v=spf1 mx redirect=one.example');
    expect(mergeSpf(['v=spf1 mx -all', 'v=spf1 redirect=one.example'])).toBe('v=spf1 mx include:one.example -all');
  });

  it('never makes a record that passes everyone out of one that refused', () => {
    expect(mergeSpf(['v=spf1 +all', 'v=spf1 mx -all'])).toBe('v=spf1 mx -all');
  });

  it('says how everyone else is to be treated where no record did', () => {
    expect(mergeSpf(['v=spf1 mx', 'v=spf1 a'])).toBe('v=spf1 mx a ~all');
  });

  it('has one explanation only', () => {
    expect(mergeSpf(['v=spf1 exp=a.example -all', 'v=spf1 exp=b.example -all'])).toBe('v=spf1 exp=a.example -all');
  });
});
