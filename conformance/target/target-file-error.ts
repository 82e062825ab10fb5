import type { Place } from '../../specs/positions.ts';

/** One thing that is wrong with a target file, and where. */
export interface TargetFileProblem extends Place {
  readonly found: string;
  readonly expected: string;
}

/** A target file that cannot be used, with everything that is wrong with it. No secret is in the message. */
export class TargetFileError extends Error {
  readonly code = 'DC_TARGET_FILE';
  readonly problems: readonly TargetFileProblem[];

  constructor(file: string, problems: readonly TargetFileProblem[]) {
    const lines = problems.map(
      (problem) =>
        `\n  ${problem.file}:${problem.line}:${problem.column}: found ${problem.found}; expected ${problem.expected}.`,
    );
    super(`The target file ${file} cannot be used:${lines.join('')}`);
    this.name = 'TargetFileError';
    this.problems = problems;
  }
}
