import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  codeBlock,
  codeSpan,
  encodePath,
  escapeAdvice,
  escapeMarkdown,
  escapeMessage,
  link,
} from '../../src/outputs/escape-markdown.ts';
import { cpuMilliseconds } from '../support/cpu-time.ts';

describe('escapeMarkdown', () => {
  it.each([
    ['*bold* _em_ `code`', '\\*bold\\* \\_em\\_ \\`code\\`'],
    ['[a](https://evil.example)', '\\[a\\](https:<!-- -->//evil.example)'],
    ['![i](x)', '!\\[i\\](x)'],
    ['<img src=x>', '&lt;img src=x&gt;'],
    ['</details>', '&lt;/details&gt;'],
    ['a & b &#64;', 'a &amp; b &amp;#<!-- -->64;'],
    ['@octocat', '@<!-- -->octocat'],
    ['fixes #12', 'fixes #<!-- -->12'],
    ['see GH-7', 'see GH<!-- -->-7'],
    ['www.example.com', 'www<!-- -->.example.com'],
    ['2001:db8:a:b:: is new', '2001:<!-- -->db8:<!-- -->a:<!-- -->b:: is new'],
    ['a colon of ours may follow :tada', 'a colon of ours may follow :<!-- -->tada'],
    ['a | b', 'a \\| b'],
    ['~~gone~~', '\\~\\~gone\\~\\~'],
    ['$x$', '<span>$</span>x<span>$</span>'],
    ['# heading', '\\# heading'],
    ['- item', '\\- item'],
    ['1. item', '1\\. item'],
    ['=====', '\\====='],
    ['192.0.2.1 is listed', '192.0.2.1 is listed'],
    ['a\u001b[1mb\u202ec', 'a␛\\[1mb&lt;U+202E&gt;c'],
    ['mail.example.com has 11 lookups.', 'mail.example.com has 11 lookups.'],
  ])('writes %j as %s', (text, markdown) => {
    expect(escapeMarkdown(text)).toBe(markdown);
  });
});

describe('escapeMessage', () => {
  it('makes code of what is quoted, and escapes the rest', () => {
    expect(escapeMessage('“a_b” is *not* “c`d”.')).toBe('`a_b` is \\*not\\* ``c`d``.');
  });

  it('makes code of words to write, which stand between backticks', () => {
    expect(escapeMessage('Write `\\;` below `values:`.')).toBe('Write `\\;` below `values:`.');
    expect(escapeMessage('One ` alone')).toBe('One \\` alone');
    expect(escapeMessage('“a`b” and `<b>@x`')).toBe('``a`b`` and `<b>@x`');
  });

  it('keeps lines apart without letting one begin a block', () => {
    expect(escapeMessage('\n\nPublish:\n- one\n  \n# two\n')).toBe('Publish:<br>\n\\- one<br>\n\\# two');
  });

  it('makes code of zone-file data with its quotes, so that it can be copied', () => {
    expect(escapeMessage('Write "v=spf1 mx" " ~all" or "a\\"b".')).toBe('Write `"v=spf1 mx" " ~all"` or `"a\\"b"`.');
    expect(escapeMessage('An "open *quote*')).toBe('An "open \\*quote\\*');
  });

  it('takes linear time on quotes that do not close', () => {
    const start = cpuMilliseconds();
    escapeMessage(`${'"" '.repeat(100_000)}"${'\\'.repeat(100_001)}${'“'.repeat(100_000)}`);
    expect(cpuMilliseconds() - start).toBeLessThan(2_000);
  });

  it('escapes quotes that do not close', () => {
    expect(escapeMessage('“<b>')).toBe('“&lt;b&gt;');
  });
});

describe('escapeAdvice', () => {
  it('puts records to paste into a code block of their own', () => {
    const advice = 'Name *it*:\nmail.example.com. IN A 192.0.2.1\na. 60 IN TXT "```"\nor\n"v=spf1 -all"';
    expect(escapeAdvice(advice)).toBe(
      'Name \\*it\\*:\n\n````\nmail.example.com. IN A 192.0.2.1\na. 60 IN TXT "```"\n````\n\nor\n\n```\n"v=spf1 -all"\n```',
    );
  });

  it('is a message where there is no record', () => {
    expect(escapeAdvice('Ask “them”.\nSoon.')).toBe('Ask `them`.<br>\nSoon.');
  });
});

describe('codeSpan', () => {
  it.each([
    ['plain', '`plain`'],
    ['a`b', '``a`b``'],
    ['``', '``` `` ```'],
    [' padded ', '`  padded  `'],
    ['   ', '`␠␠␠`'],
    ['', ''],
    ['\u00a0', '`<U+00A0>`'],
    ['a\nb', '`a␊b`'],
  ])('holds %j as %s', (text, markdown) => {
    expect(codeSpan(text)).toBe(markdown);
  });

  it('is never closed by its content', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('`', 'a', ' ') }), (text) => {
        const [fence] = /^`*/.exec(codeSpan(`x${text}x`)) ?? [''];
        expect(text.split(/[^`]+/)).not.toContain(fence);
      }),
    );
  });
});

describe('codeBlock', () => {
  it('is closed by no line of its content', () => {
    expect(codeBlock(['```', 'x ````'], 'diff')).toBe('`````diff\n```\nx ````\n`````');
  });
});

describe('link and encodePath', () => {
  it('link https addresses only', () => {
    expect(link('x', 'https://example.com/a b)')).toBe('[x](https://example.com/a%20b%29)');
    expect(link('x', 'javascript:alert(1)')).toBe('x');
    expect(link('`a](b)`', 'https://example.com/')).toBe('`a](b)`');
  });

  it('encode what would end the link, and half surrogate pairs', () => {
    expect(encodePath("a b/c)d/'e#?%/\ud800")).toBe('a%20b/c%29d/%27e%23%3F%25/%EF%BF%BD');
  });
});
