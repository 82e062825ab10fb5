import { createAjv } from '../specs/ajv.ts';
import type { Contract } from '../specs/contract.ts';
import type { Json } from '../specs/json.ts';

/** What is wrong with a value for a fact, in words; undefined when nothing is. */
export function checkFact(contract: Contract, name: string, value: Json): string | undefined {
  const declared = contract.facts[name];
  if (!declared)
    return `${contract.id} has no fact "${name}". It has ${Object.keys(contract.facts).join(', ') || 'none'}.`;
  const ajv = createAjv();
  if (ajv.validate(declared.schema, value)) return undefined;
  return `found ${JSON.stringify(value)}; expected a value that ${ajv.errorsText(ajv.errors, { dataVar: name })} (${declared.says})`;
}
