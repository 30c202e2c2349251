/**
 * Where mailauth 4 departs from RFC 7208. `applies` gets the world, our result, mailauth's, and a function that judges
 * the world once more with its records rewritten. The first that applies to a disagreement explains it.
 */
export const DEVIATIONS = [
  {
    name: '§4.6: a syntax error anywhere is permerror; mailauth checks a term when it comes to it, and not by all of §12',
    applies: (_, ours) => ours.result === 'permerror' && ours.reason.includes(' is invalid: '),
  },
  {
    name: '§4.6.4: a lookup in the sender’s own family without an answer is void; mailauth counts it where both families are empty, and MX hosts apart',
    applies: (_, ours, theirs) => isVoidLimit(ours) && !theirs.comment.includes('void'),
  },
  {
    name: '§5.6: ip6 with /0 matches every IPv6 sender; mailauth drops the zero and compares the address itself',
    applies: (_, __, theirs, judgeRewritten) => {
      const rewritten = judgeRewritten((text) => text.replace(/(\bip6:[0-9a-f:]+)\/0(?= |$)/gi, '$1'));
      return rewritten.result === theirs.result || isVoidLimit(rewritten);
    },
  },
  {
    name: '§4.8, §5: a name with an empty label is undefined by the RFC; here it does not exist, mailauth calls it permerror',
    applies: (_, __, theirs) => /Invalid (?:domain|redirect target) (?:\.|\S*\.\.)/.test(theirs.comment),
  },
  {
    name: '§7.1: a top label may begin with a digit, and a final dot may follow it; mailauth refuses both',
    applies: (_, __, theirs) => /Invalid (?:domain|redirect target) \S*\.(?:[0-9][a-z0-9-]*)?$/i.test(theirs.comment),
  },
  {
    name: '§7.1, RFC 4343: letter case means nothing in a domain; mailauth refuses a top label in mixed case after redirect=',
    applies: (_, __, theirs) => /Invalid redirect target \S*[A-Z]/.test(theirs.comment),
  },
];

function isVoidLimit({ result, reason }) {
  return result === 'permerror' && reason.endsWith('have no answer');
}
