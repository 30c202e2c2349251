/** A whole number from 0 on as people read it: `1,000,000`. Asking `Intl` for it would load tables first. */
export function withCommas(number: number): string {
  return String(number).replace(/\B(?=(?:[0-9]{3})+$)/g, ',');
}
