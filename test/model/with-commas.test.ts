import { expect, it } from 'vitest';
import { withCommas } from '../../src/model/with-commas.ts';

it('writes whole numbers as Intl does', () => {
  for (const number of [0, 7, 100, 999, 1_000, 12_345, 999_999, 1_000_000, 4_294_967_296]) {
    expect(withCommas(number)).toBe(number.toLocaleString('en-US'));
  }
});
