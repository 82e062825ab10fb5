/** Codes of the options that a mock cannot be started with; listed in `docs/errors.md`. */
export type MockErrorCode =
  | 'DC_NO_CONTRACT'
  | 'DC_OPTIONS'
  | 'DC_FACT'
  | 'DC_COLLECTION'
  | 'DC_RECORD'
  | 'DC_MOUNT_TWICE';

/** An option that does not fit; the message says what was found and what is expected. */
export class MockError extends Error {
  readonly code: MockErrorCode;

  constructor(code: MockErrorCode, message: string) {
    super(message);
    this.name = 'MockError';
    this.code = code;
  }
}
