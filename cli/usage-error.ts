/** A command line that cannot be carried out: the message says what was found and what is expected. Exit code 2. */
export class UsageError extends Error {
  readonly code = 'DC_USAGE';
}
