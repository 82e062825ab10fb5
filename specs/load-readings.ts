import { buildContract } from './build.ts';
import type { Contract } from './contract.ts';
import { expandReferences } from './expand.ts';
import { createLocator } from './locate.ts';
import { readOverlaid } from './overlay-file.ts';
import { type Place, Positions } from './positions.ts';
import { applyReadings } from './readings.ts';

/** A contract as one other choice of one of its ambiguities reads it. */
export interface Reading {
  readonly ambiguity: string;
  readonly choice: string;
  readonly contract: Contract;
}

/**
 * The contract under every choice that is not in force, one choice at a time. The document was checked when the contract was loaded, so it is
 * read and changed only; a choice that cannot be applied is left out.
 */
export async function loadReadings(contract: Contract): Promise<Reading[]> {
  const choices = contract.ambiguities.flatMap(({ id, choices }) =>
    Object.keys(choices).flatMap((choice) => (choice === contract.readings[id] ? [] : [{ ambiguity: id, choice }])),
  );
  if (choices.length === 0) return [];
  const positions = new Positions();
  const { value, file } = await readOverlaid(contract.file, positions);
  if (value === undefined) return [];
  const locate = createLocator(value, positions, file);
  const placeOf = (pointer: string): Place => locate(pointer).place;
  const readings: Reading[] = [];
  for (const { ambiguity, choice } of choices) {
    const chosen = { ...contract.readings, [ambiguity]: choice };
    const { document, problems } = await applyReadings(value, chosen, positions, placeOf);
    if (problems.some(({ severity }) => severity === 'error')) continue;
    const checked = {
      file: contract.file,
      sha256: contract.sha256,
      document: expandReferences(document),
      readings: chosen,
    };
    readings.push({ ambiguity, choice, contract: buildContract(checked) });
  }
  return readings;
}
