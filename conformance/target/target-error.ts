/** A target, or an option about it, that cannot be used: the message says what was found and what is expected. Exit code 2. */
export class TargetError extends Error {
  readonly code = 'DC_TARGET';

  constructor(message: string) {
    super(message);
    this.name = 'TargetError';
  }
}
