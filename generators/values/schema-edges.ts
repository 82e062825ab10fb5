import { type Json, toPointer } from '../../specs/json.ts';
import { attempt, trial } from './bounded.ts';
import type { Context } from './context.ts';
import type { DraftEdges, EdgeDraft } from './edges/draft.ts';
import { arrayEdges, objectEdges } from './edges/members.ts';
import { textEdges } from './edges/texts.ts';
import { branchEdges, numberEdges, valueEdges } from './edges/values.ts';
import { type Place, placesOf } from './places.ts';
import type { SchemaEdge, ValueOptions } from './types.ts';
import { preparedContext, validValues } from './value-arbitrary.ts';

const FAMILIES: readonly DraftEdges[] = [valueEdges, numberEdges, textEdges, arrayEdges, objectEdges, branchEdges];

/**
 * Generators of valid values that sit exactly on a boundary of the schema, and that a fair server accepts: the shortest
 * and the longest text, each listed value, each kind of character of a pattern, the fewest and the most items, each
 * branch, optional members in all pairs of presence and absence. Everything else in the values is plain.
 * @throws GeneratorError `DC_SCHEMA_INVALID`; `DC_SCHEMA_EMPTY` when the schema has no valid value to begin with
 */
export function schemaEdges(schema: Json, options: ValueOptions = {}): readonly SchemaEdge[] {
  const context = preparedContext(schema, options, true);
  return placesOf(context).flatMap((place) =>
    FAMILIES.flatMap((family) => attempt(() => family(place, context)) ?? []).flatMap((draft) =>
      realised(draft, place, context),
    ),
  );
}

function realised(draft: EdgeDraft, place: Place, context: Context): SchemaEdge[] {
  const { note, schemaToken, changed, mark } = draft;
  if (mark !== undefined && typeof changed === 'object') context.marks.set(changed, mark);
  const arbitrary = attempt(() => validValues(place.lift(changed), context));
  if (arbitrary === undefined || (!(place.isPure && mark?.values === undefined) && trial(arbitrary) === undefined))
    return [];
  const schemaPath = place.schemaPath + toPointer(schemaToken);
  return [{ instancePath: place.instancePath, schemaPath, note, arbitrary }];
}
