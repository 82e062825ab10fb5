import type { Context, Mark } from '../context.ts';
import type { Place } from '../places.ts';
import type { Schema } from '../source.ts';

/** A boundary in the making. */
export interface EdgeDraft {
  readonly note: string;
  /** Tokens of the keyword's schema path below the place's; none for the schema itself. */
  readonly schemaToken: readonly string[];
  /** What the place's schema becomes: narrower, so that only the boundary is left. */
  readonly changed: Schema;
  readonly mark?: Mark;
}

/** Makes the drafts of one family of keywords. They may throw a GeneratorError. */
export type DraftEdges = (place: Place, context: Context) => readonly EdgeDraft[];

/** An edge that a keyword draws. */
export function edge(keyword: string, note: string, changed: Schema, mark?: Mark): EdgeDraft {
  return { note, schemaToken: [keyword], changed, ...(mark && { mark }) };
}
