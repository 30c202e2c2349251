import { quoted } from '../../model/quoted.ts';
import { problem } from '../problem.ts';
import { partsOf, type Recogniser, trimmed } from './recognised.ts';

const PUNCTUATION = '.,;:!/)]}"\'|';
const BEGINS_AS_TERM = /^[+?~-]?(?:all|include|a|mx|ptr|ip4|ip6|exists)(?=[:/]|$)/i;
const IS_TERM_BEGIN = /^[+?~-]?(?:(?:include|a|mx|ptr|ip4|ip6|exists)(?=[:/]|$)|(?:redirect|exp)=)/i;
/** Where another term begins inside a word; `a` and `mx` could as well be letters of a name. */
const NEXT_TERM = /[+?~-]?(?:(?:include|ip4|ip6|exists):|(?:redirect|exp)=)/gi;

const SPACES = 'terms with a space between them';

/** `ip4:192.0.2.1,ip4:192.0.2.2` and `-all;`: only spaces separate terms (RFC 7208 §4.6.1). */
export const wrongSeparator: Recogniser = (word) => {
  // A comma inside a macro is a delimiter of its own (§7.1).
  if (!/[,;|]/.test(word) || word.includes('%{')) return undefined;
  const parts = word.split(/[,;|]/).filter((part) => part !== '');
  const [separator] = /[,;|]/.exec(word)!;
  if (parts.length === 0)
    return { rewritten: '', problem: problem('wrong-separator', `${quoted(word)} is no term`, SPACES) };
  const message =
    parts.length === 1
      ? `${quoted(word)} has a “${separator}” that does not belong there`
      : `The terms in ${quoted(word)} have “${separator}” between them`;
  return { rewritten: parts.join(' '), problem: problem('wrong-separator', message, SPACES) };
};

/** `--all` */
export const doubledQualifier: Recogniser = (word) => {
  const signs = /^[+?~-]{2,}(?=[a-z])/i.exec(word)?.[0];
  if (signs === undefined) return undefined;
  const isOne = trimmed(signs, signs[0]) === '';
  return {
    rewritten: isOne ? word.slice(signs.length - 1) : undefined,
    problem: problem(
      'doubled-qualifier',
      `${quoted(word)} has ${signs.length} signs before its name`,
      'one of +, -, ~, ?',
    ),
  };
};

/** `-all.`, `-all:x`, `-allinclude:example.net`, `all-` */
export const gluedToAll: Recogniser = (word) => {
  const match = /^([+?~-]?)all(.+)$/is.exec(word);
  if (match === null) return undefined;
  const [, qualifier, rest] = match;
  const all = word.slice(0, word.length - rest.length);
  const nothing = 'nothing after “all”';
  if (trimmed(rest, PUNCTUATION) === '') {
    return {
      rewritten: all,
      problem: problem('unexpected-argument', `${quoted(word)} has ${quoted(rest)} after “all”`, nothing),
    };
  }
  if (/^[:/]/.test(rest)) {
    return {
      rewritten: all,
      problem: problem('unexpected-argument', `“all” in ${quoted(word)} takes nothing after it`, nothing),
    };
  }
  if (qualifier === '' && /^[+?~-]$/.test(rest)) {
    const message = `The sign in ${quoted(word)} stands after the name`;
    return { rewritten: `${rest}all`, problem: problem('glued-terms', message, 'the sign before the name') };
  }
  if (rest.toLowerCase() === all.toLowerCase()) {
    return { rewritten: all, problem: problem('glued-terms', `${quoted(word)} says the same twice`, nothing) };
  }
  if (/^v=spf1/i.test(rest)) {
    const message = `In ${quoted(word)} a second record begins in the middle of the first`;
    return {
      rewritten: undefined,
      problem: problem('second-version', message, 'one record with “v=spf1” at its beginning only'),
    };
  }
  if (!IS_TERM_BEGIN.test(rest)) return undefined;
  // What comes after `all` is never looked at (§5.1), so it has to come before.
  return {
    rewritten: `${rest} ${all}`,
    problem: problem('glued-terms', `The space is missing in ${quoted(word)}`, `${SPACES}, “all” last`),
  };
};

/** `ip4:192.0.2.1include:example.net`, `mx-all` */
export const gluedTerms: Recogniser = (word) => {
  if (
    !BEGINS_AS_TERM.test(word) &&
    !/^[+?~-]?(?:a|mx|ptr)(?:[+?~-]all$|[+?~-]?(?:include|ip4|ip6|exists):)/i.test(word)
  ) {
    return undefined;
  }
  const parts: string[] = [];
  let start = 0;
  for (const { index } of word.matchAll(NEXT_TERM)) {
    // `ip4:ip4:192.0.2.1` is a name too many, not two terms.
    if (index === 0 || /[:/]/.test(word[index - 1])) continue;
    parts.push(word.slice(start, index));
    start = index;
  }
  const last = word.slice(start);
  const all = /[+?~-]all$/i.exec(last);
  if (all !== null && all.index > 0) parts.push(last.slice(0, all.index), all[0]);
  else parts.push(last);
  if (parts.length === 1) return undefined;
  return {
    rewritten: parts.join(' '),
    problem: problem('glued-terms', `The space is missing in ${quoted(word)}`, `${SPACES}, “all” last`),
  };
};

/** `ip4:ip4:192.0.2.1` */
export const doubledName: Recogniser = (word) => {
  const { qualifier, name, separator, argument } = partsOf(word);
  if (separator !== ':' || !argument.toLowerCase().startsWith(`${name.toLowerCase()}:`)) return undefined;
  if (!/^(?:ip4|ip6|include|exists|a|mx|ptr)$/i.test(name)) return undefined;
  const rewritten = `${qualifier}${argument}`;
  return { rewritten, problem: problem('doubled-name', `${quoted(word)} has its name twice`, `“${name}:” once`) };
};
