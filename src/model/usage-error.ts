/** A mistake of whoever runs the program: its message says what to do, and the exit status is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
