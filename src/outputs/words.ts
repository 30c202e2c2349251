import { withCommas } from '../model/with-commas.ts';

/** A number with its noun: `1 error`, `2 errors`, `1,000 errors`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${withCommas(number)} ${number === 1 ? noun : plural}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

export function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** Why a question has no answer, for people: what a file leaves open says so itself, without the report's own word for it. */
export function openReason(reason: string): string {
  return reason.replace(/^hole: /, '');
}
