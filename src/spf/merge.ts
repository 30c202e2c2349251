/** From the softest answer to the hardest; a merged record takes the softest that still says no. */
const REFUSALS = ['~all', '-all'] as const;

const VERSION = /^v=spf1(?= |$)/i;

/**
 * One record out of several policies, or parts of one, for people to paste: every term once, in order, one `all` at the
 * end (the softest refusal of those there were, so that nobody is refused who was not). A redirect cannot stand beside
 * `all` or a second one (RFC 7208 §5.1, §6), so it becomes an include then.
 */
export function mergeSpf(texts: readonly string[]): string {
  const words = texts.flatMap((text) => text.replace(VERSION, '').split(/\s+/)).filter(Boolean);
  const alls = words.filter(isAll).map((word) => word.toLowerCase());
  const redirects = [...new Set(words.filter(isRedirect))];
  const keepRedirect = alls.length === 0 && redirects.length === 1;
  const terms = words
    .filter((word) => !isAll(word) && !(keepRedirect && isRedirect(word)))
    .map((word) => (isRedirect(word) ? `include:${word.slice('redirect='.length)}` : word));
  const last = keepRedirect ? redirects : [REFUSALS.find((all) => alls.includes(all)) ?? alls[0] ?? '~all'];
  return ['v=spf1', ...onceEach(terms), ...last].join(' ');
}

function onceEach(words: readonly string[]): string[] {
  const seen = new Set<string>();
  let exp = false;
  return words.filter((word) => {
    const key = word.toLowerCase();
    if (seen.has(key) || (exp && key.startsWith('exp='))) return false;
    exp ||= key.startsWith('exp=');
    seen.add(key);
    return true;
  });
}

function isAll(word: string): boolean {
  return /^[+?~-]?all$/i.test(word);
}

function isRedirect(word: string): boolean {
  return /^redirect=/i.test(word);
}
