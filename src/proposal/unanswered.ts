import type { Answer, Question } from '../model/answer.ts';
import type { Name } from '../model/name.ts';
import type { QueryType } from '../model/record.ts';
import type { Unverified } from '../model/report.ts';
import { withCommas } from '../model/with-commas.ts';

/** Nobody reads further, and an estate that is judged offline leaves a question open for every address it has. */
const MAX_QUESTIONS = 10_000;
/** How many of those who needed an answer are named. */
const MAX_SUBJECTS = 50;

interface Entry {
  readonly question: Question;
  readonly reason: string;
  readonly subjects: Set<string>;
}

/** Collects the questions of a run that had no answer, and who needed one; both bounded. */
export class Unanswered {
  readonly #byType = new Map<QueryType, Map<Name, Entry>>();
  #count = 0;
  #isFull = false;

  note(question: Question, answer: Extract<Answer, { state: 'unknown' }>, subject: string): void {
    const entry = this.#byType.get(question.type)?.get(question.name);
    if (entry !== undefined) {
      if (entry.subjects.size < MAX_SUBJECTS) entry.subjects.add(subject);
      return;
    }
    if (this.#count >= MAX_QUESTIONS) {
      this.#isFull = true;
      return;
    }
    const reason = answer.detail === undefined ? answer.reason : `${answer.reason}: ${answer.detail}`;
    const byName = this.#byType.get(question.type) ?? new Map<Name, Entry>();
    byName.set(question.name, { question, reason, subjects: new Set([subject]) });
    this.#byType.set(question.type, byName);
    this.#count++;
  }

  /** Sorted by name and type. */
  list(): Unverified[] {
    return [...this.#byType.values()]
      .flatMap((byName) => [...byName.values()])
      .map(({ question: { name, type }, reason, subjects }) => ({ name, type, reason, subjects: [...subjects].sort() }))
      .sort((a, b) => compare(a.name, b.name) || compare(a.type, b.type));
  }

  /** Those who need an answer that they did not lack in another run: what was found of them then may still be so. */
  subjectsOpenSince(other: Unanswered): ReadonlySet<string> {
    const subjects = new Set<string>();
    for (const [type, byName] of this.#byType) {
      for (const [name, entry] of byName) {
        const before = other.#byType.get(type)?.get(name)?.subjects;
        for (const subject of entry.subjects) if (before?.has(subject) !== true) subjects.add(subject);
      }
    }
    return subjects;
  }

  /** What to say where not every question is listed. */
  remarks(): string[] {
    if (!this.#isFull) return [];
    const most = withCommas(MAX_QUESTIONS);
    return [`More than ${most} DNS questions had no answer; the first ${most} are listed.`];
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
