import type { Context, Mark } from '../context.ts';
import type { Place } from '../places.ts';
import type { Schema } from '../source.ts';
import type { Certainty } from '../types.ts';

/** One way to make the values of a fault. */
export interface Attempt {
  /** What the place's schema becomes: without the broken keyword, and asking for what breaks it. */
  readonly changed: Schema;
  readonly mark?: Mark;
  /** What has to be given up as well. */
  readonly coupled?: readonly string[];
}

/** A fault in the making. */
export interface FaultDraft {
  readonly keyword: string;
  readonly note: string;
  readonly part?: string;
  /** `must-reject` when absent. */
  readonly certainty?: Certainty;
  /** Token of the keyword's schema path below the place's, when the keyword is not it. */
  readonly schemaToken?: readonly string[];
  /** Token of the value at fault below the place's. */
  readonly instanceToken?: string | number;
  /** Tried in turn until one has values. They may throw a GeneratorError. */
  readonly attempts: readonly (() => Attempt)[];
}

/** Makes the drafts of one family of keywords. */
export type DraftFaults = (place: Place, context: Context) => readonly FaultDraft[];

/** A draft with only one way to be made. */
export function draft(
  keyword: string,
  note: string,
  changed: Schema,
  more: Partial<FaultDraft> & Pick<Attempt, 'coupled'> = {},
): FaultDraft {
  const { coupled, ...rest } = more;
  return { keyword, note, attempts: [() => ({ changed, ...(coupled && { coupled }) })], ...rest };
}
