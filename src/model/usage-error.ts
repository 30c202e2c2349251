/** Where a mistake stands in a file of the repository; line and column begin at 1. */
export interface MistakePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A mistake of whoever runs the program: its message says what to do, and the exit status is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  /** Where it can be mended, if that is in one place. */
  readonly place: MistakePlace | undefined;

  constructor(message: string, place?: MistakePlace) {
    super(message);
    this.place = place;
  }
}
