import type { Context } from './context.ts';
import { removedAt } from './counterfactual.ts';
import { type Place, placeAt } from './places.ts';
import type { Schema } from './source.ts';

/** A place in a root from which is taken away what would say the same once more. */
export interface Uncoupled {
  readonly place: Place;
  /** Pointers of what was taken away. */
  readonly coupled: readonly string[];
}

/**
 * The place without what other schemas of an `allOf` say about the same value by the same keyword: an object whose base
 * asks for an object as well is never of a wrong type for one of them alone. Undefined when nobody else says it.
 */
export function uncoupled(
  place: Place,
  keyword: string,
  places: readonly Place[],
  context: Context,
): Uncoupled | undefined {
  const keywords = keyword === 'type' ? ['type', 'enum', 'const'] : [keyword];
  const mates = places.filter((other) => other !== place && familyOf(other) === familyOf(place));
  const said = mates.flatMap((mate) =>
    keywords.filter((word) => mate.node[word] !== undefined).map((word) => ({ mate, word })),
  );
  if (said.length === 0) return undefined;
  const root = said.reduce<Schema>(
    (changed, { mate, word }) => removedAt(changed, mate.schemaPath, word, undefined, context.source),
    context.source.root,
  );
  const found = placeAt(context, root, place.schemaPath);
  return found && { place: found, coupled: said.map(({ mate, word }) => `${mate.schemaPath}/${word}`) };
}

/** The same text for all schemas that look at one value because an `allOf` says so. */
function familyOf({ schemaPath }: Place): string {
  return schemaPath.replace(/\/allOf\/\d+/g, '');
}
