/** Codes of what can go wrong with reports; listed in `docs/errors.md`. */
export type ReportErrorCode = 'DC_REPORT' | 'DC_REPORT_WRITE';

/** A report that is not what it must be (`DC_REPORT`, a fault of the kit), or cannot be written (`DC_REPORT_WRITE`). */
export class ReportError extends Error {
  readonly code: ReportErrorCode;

  constructor(code: ReportErrorCode, message: string) {
    super(message);
    this.name = 'ReportError';
    this.code = code;
  }
}
