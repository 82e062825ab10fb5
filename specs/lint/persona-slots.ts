import { type Entry, entriesOf } from '../contract-words.ts';
import { asObject, type JsonObject } from '../json.ts';

/** A credential value of a persona, with the slot that it is for. */
export interface PersonaValue extends Entry {
  readonly place: 'header' | 'query' | 'body';
  /** The slot's entry in `x-credentials`; undefined when no slot has that place and name. */
  readonly slot: Entry | undefined;
}

const PLACES = { headers: 'header', query: 'query', body: 'body' } as const;

/** Every credential value of every persona. Header names are compared without letter case. */
export function personaValues(root: JsonObject): PersonaValue[] {
  const slots = entriesOf(root, 'x-credentials');
  return entriesOf(root, 'x-personas').flatMap((persona) =>
    Object.entries(PLACES).flatMap(([word, place]) =>
      entriesOf(asObject(persona.value), word, persona.pointer).map((entry) => {
        const slot = slots.find(({ value }) => {
          const { in: where, name } = asObject(value);
          return where === place && fold(String(name), place) === fold(entry.name, place);
        });
        return { ...entry, place, slot };
      }),
    ),
  );
}

function fold(name: string, place: PersonaValue['place']): string {
  return place === 'header' ? name.toLowerCase() : name;
}
