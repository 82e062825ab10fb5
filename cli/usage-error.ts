/** Codes of command lines that cannot be carried out; listed in `docs/errors.md`. */
export type UsageErrorCode = 'DC_USAGE' | 'DC_CLAUSE_UNKNOWN' | 'DC_CONSENT';

/** A command line that cannot be carried out: the message says what was found and what is expected. Exit code 2. */
export class UsageError extends Error {
  readonly code: UsageErrorCode;

  constructor(message: string, code: UsageErrorCode = 'DC_USAGE') {
    super(message);
    this.name = 'UsageError';
    this.code = code;
  }
}
