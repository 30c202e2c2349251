/** Domains without their final dot in the order of DNS: each before the names below it, so that those of one zone stay together. */
export function compareDomains(a: string, b: string): number {
  const [left, right] = [a.split('.'), b.split('.')];
  for (let i = 1; i <= Math.min(left.length, right.length); i++) {
    const [one, other] = [left[left.length - i], right[right.length - i]];
    if (one !== other) return one < other ? -1 : 1;
  }
  return left.length - right.length;
}
