import { buildContract } from './build.ts';
import { resolveContract } from './catalog.ts';
import type { Contract } from './contract.ts';
import type { LoadChoices } from './load.ts';
import { readPrepared } from './prepared.ts';
import { ContractError } from './problem.ts';

/**
 * The contract of a built-in id or a file, under the given readings. A document without `x-contract` is somebody else's: it is taken as long as
 * it can be read, and what is wrong with it is kept in `problems`.
 * @throws ContractError with every error of the document.
 */
export async function loadContract(idOrPath: string, choices: LoadChoices = {}): Promise<Contract> {
  const file = resolveContract(idOrPath);
  const { overlays = [], readings = {} } = choices;
  const prepared = overlays.length + Object.keys(readings).length === 0 ? readPrepared(file) : undefined;
  if (prepared) return buildContract(prepared);
  // The reader of documents and its libraries are only loaded where they are needed.
  const { loadDocument } = await import('./load.ts');
  const { sha256, document, raw, isUsable, problems } = await loadDocument(file, choices);
  const errors = problems.filter(({ severity }) => severity === 'error');
  const isOurs = raw['x-contract'] !== undefined || Object.keys(readings).length > 0;
  if (errors.length > 0 && (isOurs || !isUsable)) throw new ContractError(file, errors);
  return buildContract({ file, sha256, document, readings, problems });
}
