import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { newProblem } from './codes.ts';
import { ContractError } from './problem.ts';

const FOLDER = new URL('./', import.meta.url);

/** Ids of the contracts that come with the package: the folders beside this file that hold a contract. */
export const builtInIds: readonly string[] = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(new URL(`${entry.name}/openapi.yaml`, FOLDER)))
  .map(({ name }) => name)
  .sort();

/**
 * The file that an id or a path names; a built-in id comes first.
 * @throws ContractError (contract-unknown), which lists the known ids.
 */
export function resolveContract(idOrPath: string): string {
  if (builtInIds.includes(idOrPath)) return fileURLToPath(new URL(`${idOrPath}/openapi.yaml`, FOLDER));
  if (existsSync(idOrPath)) return idOrPath;
  const expected = `${builtInIds.join(', ')}, or the path of an OpenAPI file`;
  const place = { file: idOrPath, line: 1, column: 1 };
  throw new ContractError(idOrPath, [newProblem('contract-unknown', place, '', JSON.stringify(idOrPath), expected)]);
}
