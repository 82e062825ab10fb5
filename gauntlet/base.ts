import { buildContract } from '../specs/build.ts';
import { resolveContract } from '../specs/catalog.ts';
import type { Contract } from '../specs/contract.ts';
import { readDocument } from '../specs/document.ts';
import { expandReferences } from '../specs/expand.ts';
import type { JsonObject } from '../specs/json.ts';
import { loadContract } from '../specs/load-contract.ts';
import { Positions } from '../specs/positions.ts';
import { applyReadings } from '../specs/readings.ts';
import type { Edit } from './deviation.ts';
import { type Surface, surfaceOf } from './surface.ts';

/** A contract as the suite judges by it, and the means to make others of it. */
export interface Base {
  readonly id: string;
  readonly contract: Contract;
  readonly surface: Surface;
  /** The contract of a changed copy of the document. Every call makes a new one. */
  readonly edited: (edit: Edit) => Contract;
  /** The contract under other readings, or the first problem that keeps it from being loaded. */
  readonly read: (readings: Readonly<Record<string, string>>) => Promise<Contract | string>;
}

const NOWHERE = { file: '', line: 1, column: 1 };

/** The base of a built-in contract. The document is read and taken apart once: a changed copy costs a few milliseconds. */
export async function loadBase(id: string): Promise<Base> {
  const contract = await loadContract(id);
  const { file, sha256 } = contract;
  // Through text, so that what several references name is not shared: a change must change one place only.
  const text = JSON.stringify(contract.document);
  const positions = new Positions();
  let raw: Promise<JsonObject> | undefined;
  return {
    id,
    contract,
    surface: surfaceOf(contract),
    edited: (edit) => {
      const document: JsonObject = JSON.parse(text);
      edit(document);
      return buildContract({ file, sha256, document, readings: {} });
    },
    read: async (readings) => {
      raw ??= readDocument(resolveContract(id), positions).then(({ value }) => value ?? {});
      const { document, problems } = await applyReadings(await raw, readings, positions, () => NOWHERE);
      const [problem] = problems;
      if (problem) return `${problem.code}: found ${problem.found}, expected ${problem.expected}`;
      return buildContract({ file, sha256, document: expandReferences(document), readings });
    },
  };
}
