/** One thing that is wrong with a document: where, what was found, what was expected, what to do. */
export interface Problem {
  /** Stable code, listed in `docs/errors.md`. */
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly file: string;
  /** Counted from 1; 1:1 when the place is unknown. */
  readonly line: number;
  readonly column: number;
  /** JSON pointer into the document. */
  readonly pointer: string;
  readonly found: string;
  readonly expected: string;
  /** What to do about it. */
  readonly advice: string;
}

/** `file:line:column error CODE found; expected …; advice`: one line for people and editors. */
export function describeProblem(problem: Problem): string {
  const { file, line, column, severity, code, found, expected, advice } = problem;
  return `${file}:${line}:${column} ${severity} ${code}: found ${found}; expected ${expected}. ${advice}`;
}

/** A document that cannot be used, with everything that is wrong with it. */
export class ContractError extends Error {
  readonly code = 'DC_CONTRACT_INVALID';
  readonly problems: readonly Problem[];

  constructor(file: string, problems: readonly Problem[]) {
    super(`${file} cannot be used:\n${problems.map((problem) => `  ${describeProblem(problem)}`).join('\n')}`);
    this.name = 'ContractError';
    this.problems = problems;
  }
}
