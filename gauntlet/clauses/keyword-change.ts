import type { Json, JsonObject } from '../../specs/json.ts';

/** One change of the schema that holds a keyword. */
export interface KeywordChange {
  /** Tells the changes of one keyword apart. */
  readonly detail: string;
  readonly says: string;
  readonly apply: (holder: JsonObject) => void;
}

/** Gives a keyword another value. */
export function setKeyword(keyword: string, value: Json): (holder: JsonObject) => void {
  return (holder) => {
    holder[keyword] = structuredClone(value);
  };
}
