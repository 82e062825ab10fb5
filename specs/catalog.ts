import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { newProblem } from './codes.ts';
import { ContractError } from './problem.ts';

const FOLDER = new URL('./', import.meta.url);
const OVERLAY_ENDING = '.overlay.yaml';

/** Ids of the contracts that come with the package: the folders beside this file that hold a contract. */
export const builtInIds: readonly string[] = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(new URL(`${entry.name}/openapi.yaml`, FOLDER)))
  .map(({ name }) => name)
  .sort();

/** White labels of the built-in contracts: overlays beside them, named `<contract>/<name>`. */
const whiteLabels: readonly { readonly id: string; readonly file: string }[] = builtInIds.flatMap((contract) =>
  readdirSync(new URL(`${contract}/`, FOLDER))
    .filter((name) => name.endsWith(OVERLAY_ENDING))
    .map((name) => ({
      id: `${contract}/${name.slice(0, -OVERLAY_ENDING.length)}`,
      file: fileURLToPath(new URL(`${contract}/${name}`, FOLDER)),
    })),
);

/**
 * The file that an id or a path names; a built-in id comes first.
 * @throws ContractError (contract-unknown), which lists the known ids.
 */
export function resolveContract(idOrPath: string): string {
  if (builtInIds.includes(idOrPath)) return fileURLToPath(new URL(`${idOrPath}/openapi.yaml`, FOLDER));
  const whiteLabel = whiteLabels.find(({ id }) => id === idOrPath);
  if (whiteLabel) return whiteLabel.file;
  if (existsSync(idOrPath)) return idOrPath;
  const known = [...builtInIds, ...whiteLabels.map(({ id }) => id)];
  const expected = `${known.join(', ')}, or the path of an OpenAPI file`;
  const place = { file: idOrPath, line: 1, column: 1 };
  throw new ContractError(idOrPath, [newProblem('contract-unknown', place, '', JSON.stringify(idOrPath), expected)]);
}
