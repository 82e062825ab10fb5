import type { CompileFits } from '../specs/condition.ts';
import type { Contract, KeywordClause, Operation, RuleClause } from '../specs/contract.ts';
import type { Json, JsonObject } from '../specs/json.ts';
import type { Scope } from '../specs/scope.ts';
import type { Call } from './call.ts';
import type { Identification } from './credentials.ts';
import type { FactQuery, Facts } from './facts.ts';
import type { SchemaFault } from './schema-fault.ts';
import type { Violate } from './violate.ts';

/** What a rule judges: one request, or one element of its batch. */
export interface Subject {
  readonly call: Call;
  readonly scope: Scope;
  readonly facts: Facts;
  readonly caller: Identification;
  /** The element of the batch, or the body. */
  readonly item: Json | undefined;
  /** Place of the element in the batch; undefined for the request as a whole. */
  readonly index: number | undefined;
  /** Elements that no clause has refused so far: for an element those before it, for the request all. The same list all along, growing. */
  readonly standing: readonly (Json | undefined)[];
  /** The schema faults of what is judged, pointers relative to it; for a request without those of its batch's elements. */
  readonly schemaFaults: readonly SchemaFault[];
}

/** How a request breaks a clause. */
export interface Breach {
  /** JSON pointer into the part of the request that is at fault; empty for the whole. */
  readonly pointer: string;
  /** Name of the field for people: property path with dots, or the name of a header or parameter. */
  readonly field: string;
  /** The constraint that is broken, when the breach is of a schema. */
  readonly keyword?: KeywordClause | undefined;
  /** Name of the schema keyword. */
  readonly name?: string;
  readonly limit?: Json | undefined;
  readonly value?: Json | undefined;
  /** Text for this breach; else the contract's or the rule's own. */
  readonly message?: string | undefined;
}

/** The answer of a rule that finds nothing wrong. */
export const NO_BREACH: readonly Breach[] = [];

export interface RuleContext {
  readonly contract: Contract;
  readonly operation: Operation;
  readonly fits: CompileFits;
}

/** A rule bound to one clause. */
export interface CompiledRule {
  /** The questions that `check` will ask about this subject. */
  readonly reads: (subject: Subject) => readonly FactQuery[];
  readonly check: (subject: Subject) => readonly Breach[];
  /** True when what is unknown about the world leaves open whether the subject breaks the clause; never when absent. */
  readonly isOpen?: (subject: Subject) => boolean;
}

/** A kind of behaviour: everything about it in one object, so that a contract can use it by name. */
export interface Rule {
  readonly kind: string;
  /** JSON Schema of the clause's `params`. */
  readonly params: JsonObject;
  /** One sentence for people, from the params. */
  readonly say: (params: JsonObject) => string;
  readonly compile: (clause: RuleClause, context: RuleContext) => CompiledRule;
  /** How a good request is turned into one that breaks a clause of this kind. */
  readonly violate: Violate;
}

/** The `reads` of a rule that asks nothing about the world. */
export function readsNothing(): readonly FactQuery[] {
  return [];
}
