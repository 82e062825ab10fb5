import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { JsonObject } from './json.ts';
import { loadDocument } from './load.ts';
import { PREPARED_NAME, type Prepared } from './prepared.ts';
import { ContractError } from './problem.ts';

/**
 * Writes a checked and dereferenced contract beside its document, for a quick start. The build calls it.
 * @throws ContractError when the document has errors.
 */
export async function prepareContract(file: string, ruleSchemas: Readonly<Record<string, JsonObject>>): Promise<void> {
  const { sha256, document, problems } = await loadDocument(file, { ruleSchemas });
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new ContractError(file, errors);
  const prepared: Prepared = { sha256, document };
  writeFileSync(join(dirname(file), PREPARED_NAME), JSON.stringify(prepared));
}
