/** What a caller of the generators can do wrong, or ask for in vain. Explained in `docs/generators.md`. */
export type GeneratorErrorCode =
  | 'DC_PATTERN_INVALID'
  | 'DC_LANGUAGE_TOO_LARGE'
  | 'DC_LANGUAGE_EMPTY'
  | 'DC_FILTER_STARVED'
  | 'DC_OPTION_INVALID'
  | 'DC_SCHEMA_INVALID'
  | 'DC_SCHEMA_EMPTY';

/** An input that no data can be generated for. The message says what was given, what was expected and what to do. */
export class GeneratorError extends Error {
  readonly code: GeneratorErrorCode;

  constructor(code: GeneratorErrorCode, message: string) {
    super(`${code}: ${message}`);
    this.name = 'GeneratorError';
    this.code = code;
  }
}
