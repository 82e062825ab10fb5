import type * as fc from 'fast-check';
import { atPointer, isObject, type Json, pointerSegments, toPointer } from '../../specs/json.ts';
import { attempt, bounded, trial } from './bounded.ts';
import type { Context } from './context.ts';
import { isProven } from './counterfactual.ts';
import { uncoupled } from './coupling.ts';
import { applicatorFaults } from './faults/applicators.ts';
import { arrayFaults } from './faults/arrays.ts';
import type { Attempt, DraftFaults, FaultDraft } from './faults/draft.ts';
import { numberFaults } from './faults/numbers.ts';
import { objectFaults } from './faults/objects.ts';
import { textFaults } from './faults/texts.ts';
import { typeFaults, valueFaults } from './faults/types.ts';
import { lenientReadings } from './lenient.ts';
import { isInherited, type Place, placesOf } from './places.ts';
import type { Certainty, SchemaFaultGenerator, SchemaFaultLabel, ValueOptions } from './types.ts';
import { preparedContext } from './value-arbitrary.ts';

const FAMILIES: readonly DraftFaults[] = [
  typeFaults,
  valueFaults,
  numberFaults,
  textFaults,
  arrayFaults,
  objectFaults,
  applicatorFaults,
];

/** Candidates after which a fault is taken to be impossible: nearly all are good, unless it is. */
const PROBES = 60;

/**
 * Generators of values with exactly one fault: one for each keyword, place and kind of fault that can be, outermost place
 * first. Everything else in the values is valid and plain, optional members are absent. Recursive schemas are entered once.
 * @throws GeneratorError `DC_SCHEMA_INVALID`; `DC_SCHEMA_EMPTY` when the schema has no valid value to begin with
 */
export function schemaFaults(schema: Json, options: ValueOptions = {}): readonly SchemaFaultGenerator[] {
  const context = preparedContext(schema, options, true);
  const places = placesOf(context);
  return places.flatMap((place) =>
    draftsOf(place, context).flatMap(
      (draft) => realised(draft, place, context) ?? coupledFault(draft, place, places, context) ?? [],
    ),
  );
}

function draftsOf(place: Place, context: Context): FaultDraft[] {
  return FAMILIES.flatMap((family) => attempt(() => family(place, context)) ?? []);
}

/** The first attempt of a draft that makes values, as a generator; undefined when there is none. */
function realised(
  draft: FaultDraft,
  place: Place,
  context: Context,
  coupled: readonly string[] = [],
): SchemaFaultGenerator | undefined {
  for (const make of draft.attempts) {
    const found = attempt(make);
    if (found === undefined) continue;
    // Where nothing else looks at the value, what was built is what was meant; it is proven when it is drawn.
    const isSure = place.isPure && found.mark?.values === undefined && !isInherited(draft.part);
    // A value that some other schema would take after a forgiving reading is grey, whatever this one says.
    for (const certainty of new Set<Certainty>([draft.certainty ?? 'must-reject', 'grey'])) {
      const made = attempt(() => generatorOf(found, { ...draft, certainty }, place, { context, coupled }));
      if (made !== undefined && (isSure || trial(made.probe) !== undefined)) return made.generator;
    }
  }
  return undefined;
}

/** The same fault where it cannot be without breaking what other schemas say about the same value. */
function coupledFault(
  draft: FaultDraft,
  place: Place,
  places: readonly Place[],
  context: Context,
): SchemaFaultGenerator | undefined {
  const other = place.isPure ? undefined : uncoupled(place, draft.keyword, places, context);
  if (other === undefined) return undefined;
  const again = draftsOf(other.place, context).find(
    ({ keyword, note, part }) => keyword === draft.keyword && note === draft.note && part === draft.part,
  );
  return again && realised(again, other.place, context, other.coupled);
}

interface Made {
  readonly generator: SchemaFaultGenerator;
  /** The same values, given up sooner. */
  readonly probe: fc.Arbitrary<Json>;
}

function generatorOf(
  made: Attempt,
  draft: FaultDraft,
  place: Place,
  { context, coupled }: { readonly context: Context; readonly coupled: readonly string[] },
): Made {
  const { changed, mark } = made;
  if (mark !== undefined && typeof changed === 'object') context.marks.set(changed, mark);
  const label = labelOf(draft, place, [...(made.coupled ?? []), ...coupled]);
  const values = context.generate([place.lift(changed)], 0);
  const isCertain = place.isPure || label.certainty === 'grey';
  const isGood = (value: Json): boolean =>
    isProven(context.source, label, value) && (isCertain || !isForgivable(value, place, context));
  const explain = (value: Json | undefined): string =>
    `${JSON.stringify(value)} does not show that ${label.schemaPath} is broken (${label.note})`;
  return {
    generator: { label, arbitrary: bounded(values, isGood, explain) },
    probe: bounded(values, isGood, explain, PROBES),
  };
}

/** True when a forgiving reading of the value at fault makes the whole valid. */
function isForgivable(value: Json, { instancePath }: Place, { source }: Context): boolean {
  const fault = atPointer(value, instancePath);
  if (fault === undefined) return false;
  return lenientReadings(fault).some((reading) => source.takes(source.root, replacedAt(value, instancePath, reading)));
}

/** The value with what stands at a pointer replaced. */
function replacedAt(value: Json, pointer: string, replacement: Json): Json {
  const replace = (here: Json | undefined, segments: readonly string[]): Json => {
    const [segment, ...rest] = segments;
    if (segment === undefined) return replacement;
    if (Array.isArray(here)) return here.with(Number(segment), replace(here[Number(segment)], rest));
    return isObject(here) ? { ...here, [segment]: replace(here[segment], rest) } : replacement;
  };
  return replace(value, pointerSegments(pointer));
}

function labelOf(draft: FaultDraft, place: Place, coupled: readonly string[]): SchemaFaultLabel {
  const { keyword, note, part, certainty = 'must-reject', schemaToken = [keyword], instanceToken } = draft;
  return {
    keyword,
    instancePath: place.instancePath + (instanceToken === undefined ? '' : toPointer([instanceToken])),
    schemaPath: place.schemaPath + toPointer(schemaToken),
    ...(part !== undefined && { part }),
    note,
    coupled,
    certainty,
  };
}
