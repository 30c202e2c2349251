import { describe, expect, it } from 'vitest';
import { compileWithBind, hasBind } from './support/bind.ts';
import { DIRECTIVE_SNIPPETS } from './support/directive-snippets.ts';
import { read } from './support/read.ts';
import { RECORD_SNIPPETS } from './support/record-snippets.ts';
import { TYPE_SNIPPETS } from './support/type-snippets.ts';

const SNIPPETS = { ...RECORD_SNIPPETS, ...DIRECTIVE_SNIPPETS, ...TYPE_SNIPPETS };
const HEAD = '$TTL 60\n@ SOA ns h 1 2 3 4 5\n@ NS ns.example.net.\n';
const INCLUDES = {
  'included.inc': 'i A 192.0.2.101\n$TTL 99\n$ORIGIN inner\nj A 192.0.2.102\n',
  'blank.inc': ' A 192.0.2.103\n',
};

/** Problems with which BIND refuses a file. */
const REFUSED = new Set(['record-unreadable', 'txt-string-too-long']);

describe.runIf(hasBind)('read beside BIND', () => {
  for (const [name, snippet] of Object.entries(SNIPPETS)) {
    it(name, () => {
      const text = `${HEAD}${snippet}\n`;
      const bind = compileWithBind('example.com', text, INCLUDES);
      const own = read(text, { includes: INCLUDES });
      const refused = own.problems.filter(({ rule }) => REFUSED.has(rule)).map(({ message }) => message);
      if ('error' in bind) {
        expect(refused, bind.error).not.toEqual([]);
      } else {
        expect(refused).toEqual([]);
        const again = read(bind.text);
        expect(again.problems).toEqual([]);
        expect(new Set(own.lines)).toEqual(new Set(again.lines));
      }
    });
  }
});
