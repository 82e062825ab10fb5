import type { Profile } from '../../conformance/report/report.ts';
import type { PlainRequest, PlainResponse } from '../../mock/plain.ts';
import type { Base } from '../base.ts';
import type { Deviation, Edit, Engine } from '../deviation.ts';
import type { Stage } from '../stage.ts';

/** A legal server before its id and contract are worked out. */
export interface VariantCase {
  readonly name: string;
  readonly says: string;
  /** The highest profile that it keeps; strict when absent. */
  readonly profile?: Profile;
  readonly edit?: Edit;
  readonly make?: Deviation['make'];
  readonly engine?: Engine;
}

/** The deviation of a case. */
export function toVariant({ id, edited }: Base, operator: string, variant: VariantCase): Deviation {
  const { name, says, profile = 'strict', edit, engine } = variant;
  const make = variant.make ?? ((): ReturnType<typeof edited> => edited(edit ?? (() => undefined)));
  return { id: `${id}/${name}`, contract: id, operator, says, profile, make, ...(engine && { engine }) };
}

/** The engine that changes every answer of the vendor's calls. */
export function afterAll(
  change: (answer: PlainResponse, request: PlainRequest, stage: Stage) => PlainResponse,
): Engine {
  return (serve, stage) => async (request) => change(await serve(request), request, stage);
}
