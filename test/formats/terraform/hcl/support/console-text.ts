import { formatDecimal } from '../../../../../src/formats/terraform/hcl/number.ts';
import type { Value } from '../../../../../src/formats/terraform/hcl/value.ts';

/** A value as `terraform console` prints it, but that every null is `null`. */
export function consoleText(value: Value, indentation = ''): string {
  switch (value.kind) {
    case 'string':
      return value.value.includes('\n') ? heredoc(value.value, indentation) : quote(value.value);
    case 'number':
      return formatDecimal(value.value);
    case 'bool':
      return String(value.value);
    case 'null':
      return 'null';
    case 'unknown':
      return '(known after apply)';
    case 'map':
    case 'object': {
      const inner = [...value.entries].map(
        ([key, entry]) => `${quote(key)} = ${consoleText(entry, `${indentation}  `)}`,
      );
      const block = bracketed('{', inner, '}', '', indentation);
      return value.kind === 'map' ? `tomap(${block})` : block;
    }
    default: {
      const inner = value.elements.map((element) => `${consoleText(element, `${indentation}  `)},`);
      const block = bracketed('[', inner, ']', '', indentation);
      return value.kind === 'tuple' ? block : `to${value.kind}(${block})`;
    }
  }
}

function bracketed(open: string, lines: readonly string[], close: string, end: string, indentation: string): string {
  if (lines.length === 0) return `${open}${close}`;
  return `${open}\n${lines.map((line) => `${indentation}  ${line}${end}\n`).join('')}${indentation}${close}`;
}

function quote(value: string): string {
  return JSON.stringify(value).replace(/[\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`);
}

function heredoc(value: string, indentation: string): string {
  if (indentation === '') return `<<EOT\n${value}\nEOT`;
  const lines = value.split('\n').map((line) => `${indentation}${line}`);
  return `<<-EOT\n${lines.join('\n')}\n${indentation}EOT`;
}
