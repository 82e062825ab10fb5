import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ruleSchemas } from '../../rules/index.ts';
import { loadDocument } from '../../specs/load.ts';
import { describeProblem, type Problem } from '../../specs/problem.ts';
import { checkSources } from '../../specs/sources.ts';
import { styled, type Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

/** Options of `doublecheck lint`. */
export interface LintOptions {
  /** Folder of the vendor pages. */
  readonly documents?: string;
  readonly json: boolean;
}

/** Checks documents and shows all that is wrong with them; exit code 1 when there are errors. */
export async function lint(files: readonly string[], options: LintOptions, terminal: Terminal): Promise<void> {
  const { documents } = options;
  if (documents !== undefined && !existsSync(documents))
    throw new UsageError(`--documents ${documents}: there is no such folder.`);
  const problems: Problem[] = [];
  for (const file of files) problems.push(...(await lintOne(file, documents)));
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  if (options.json) terminal.out(JSON.stringify(problems, undefined, 2));
  else
    terminal.out(
      [...problems.map(describeProblem), summary(files.length, errors, problems.length - errors, terminal)].join('\n'),
    );
  if (errors > 0) process.exitCode = 1;
}

async function lintOne(file: string, documents: string | undefined): Promise<readonly Problem[]> {
  const loaded = await loadDocument(file, { ruleSchemas });
  if (documents === undefined) return loaded.problems;
  const readPage = (name: string): string | undefined => {
    const path = join(documents, name);
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  };
  return [...loaded.problems, ...checkSources(loaded, readPage)];
}

function summary(files: number, errors: number, warnings: number, terminal: Terminal): string {
  const counts = `${files} file${files === 1 ? '' : 's'}: ${errors} error${errors === 1 ? '' : 's'}, ${warnings} warning${warnings === 1 ? '' : 's'}`;
  return styled(terminal, errors > 0 ? 'red' : 'green', counts);
}
