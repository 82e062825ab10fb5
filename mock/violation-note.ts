import type { Violation } from '../rules/violation.ts';
import type { Basis, Level, Source } from '../specs/contract.ts';
import { shorten } from './shorten.ts';

/** A violation as the journal keeps it: texts and numbers of its own, nothing of the request but the place and what the message quotes. */
export interface ViolationNote {
  /** Id of the clause that is broken. */
  readonly clause: string;
  readonly says: string;
  readonly level: Level;
  readonly basis: Basis;
  readonly source: Source | undefined;
  /** Kind of the rule that found it. */
  readonly rule: string;
  /** Id of the clause that gave the answer, where that is another one. */
  readonly answeredBy: string | undefined;
  /** Place of the element in its batch, from 0. */
  readonly element: number | undefined;
  /** JSON pointer into the part of the request that is at fault. */
  readonly pointer: string;
  readonly field: string;
  readonly limit: number | string | undefined;
  readonly message: string;
}

/** Longest text that is kept, in UTF-16 code units: of a message or a place, and of a limit. */
const MAX_TEXT_LENGTH = 1000;
const MAX_LIMIT_LENGTH = 200;

/** What the journal keeps of a violation. `file` is the document that lines belong to when their source names none. */
export function noteOf({ clause, answered, breach, index, message }: Violation, file?: string): ViolationNote {
  const { id, says, level, basis, source } = clause;
  return {
    clause: id,
    says,
    level,
    basis,
    source: source?.lines && file !== undefined ? { file, ...source } : source,
    rule: answered.rule,
    answeredBy: answered.id === id ? undefined : answered.id,
    element: index,
    pointer: shorten(breach.pointer, MAX_TEXT_LENGTH),
    field: shorten(breach.field, MAX_TEXT_LENGTH),
    limit: limitOf(breach),
    message: shorten(message, MAX_TEXT_LENGTH),
  };
}

/** The limit of a schema keyword stands in the document. That of a rule may come from a fact that holds secrets; numbers are none. */
function limitOf({ limit, keyword }: Violation['breach']): number | string | undefined {
  if (typeof limit === 'number') return limit;
  if (keyword === undefined || limit === undefined) return undefined;
  return shorten(typeof limit === 'string' ? limit : JSON.stringify(limit), MAX_LIMIT_LENGTH);
}
