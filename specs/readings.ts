import { newProblem } from './codes.ts';
import { asArray, asObject, isObject, type Json, type JsonObject, toPointer } from './json.ts';
import type { Overlaid } from './overlay.ts';
import type { Place, Positions } from './positions.ts';
import type { Problem } from './problem.ts';

/** One ambiguity as it stands in the document. */
interface Entry {
  readonly id: string;
  readonly pointer: string;
  readonly value: JsonObject;
  readonly choices: JsonObject;
}

/**
 * The document under the choices that are asked for; the defaults of all other ambiguities are in force too.
 * Unknown ambiguities and choices are problems that name the known ones.
 */
export async function applyReadings(
  document: JsonObject,
  readings: Readonly<Record<string, string>>,
  positions: Positions,
  placeOf: (pointer: string) => Place,
): Promise<Overlaid> {
  const entries = entriesOf(document);
  const problems = Object.entries(readings).flatMap(([id, choice]) => checkReading(id, choice, entries, placeOf));
  let current = document;
  for (const { id, value, pointer, choices } of entries) {
    const chosen = readings[id] ?? String(value['default']);
    const actions = asArray(asObject(Object.hasOwn(choices, chosen) ? choices[chosen] : undefined)['actions']);
    if (actions.length === 0) continue;
    const at = pointer + toPointer(['choices', chosen, 'actions']);
    const overlaid = await apply(current, actions, positions, at);
    current = overlaid.document;
    problems.push(...overlaid.problems);
  }
  return { document: current, problems };
}

/** JSONPath is loaded only where an overlay needs it. */
async function apply(document: JsonObject, actions: Json[], positions: Positions, at: string): Promise<Overlaid> {
  const { applyActions } = await import('./overlay.ts');
  return applyActions(document, actions, positions, at);
}

function entriesOf(document: JsonObject): Entry[] {
  return asArray(document['x-ambiguities']).flatMap((value, index): Entry[] => {
    if (!isObject(value)) return [];
    const pointer = toPointer(['x-ambiguities', index]);
    return [{ id: String(value['id']), pointer, value, choices: asObject(value['choices']) }];
  });
}

function checkReading(
  id: string,
  choice: string,
  entries: readonly Entry[],
  placeOf: (pointer: string) => Place,
): Problem[] {
  const entry = entries.find((candidate) => candidate.id === id);
  if (entry === undefined) {
    const known = entries.map((candidate) => candidate.id).join(', ');
    const expected = known === '' ? 'no reading: the document has no ambiguities' : `one of ${known}`;
    return [newProblem('reading-ambiguity-unknown', placeOf('/x-ambiguities'), '/x-ambiguities', id, expected)];
  }
  if (Object.hasOwn(entry.choices, choice)) return [];
  const expected = `one of ${Object.keys(entry.choices).join(', ')}`;
  return [newProblem('reading-choice-unknown', placeOf(entry.pointer), entry.pointer, `${id}=${choice}`, expected)];
}
