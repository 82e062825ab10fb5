import type { Json, JsonObject } from '../specs/json.ts';
import type { Scope } from '../specs/scope.ts';
import { type Call, wrapBody } from './call.ts';
import type { CompiledOperation } from './compile.ts';
import type { Identification } from './credentials.ts';
import type { Facts } from './facts.ts';
import type { Subject } from './rule.ts';
import { groupFaults, NO_FAULTS, type SchemaFault } from './schema-fault.ts';

/** Everything that a decision takes from outside, so that the same inputs give the same answer. */
export type Sources = Pick<Scope, 'now' | 'fresh' | 'base'>;

/** One request on its way to a decision: completed, with what is known about it. */
export interface Inquiry {
  readonly compiled: CompiledOperation;
  readonly call: Call;
  readonly facts: Facts;
  readonly scope: Scope;
  readonly caller: Identification;
  readonly elements: readonly Element[];
  /** By element; under undefined those of the request apart from its elements. */
  readonly faults: ReadonlyMap<number | undefined, readonly SchemaFault[]>;
}

/** An element of a batch with its place; a request that is no batch is one element without a place. */
export interface Element {
  readonly item: Json | undefined;
  readonly index: number | undefined;
}

/** Finds out what is asked: who calls, which record is meant, what is wrong with the form of the request. */
export function inquire(compiled: CompiledOperation, sent: Call, facts: Facts, sources: Sources): Inquiry {
  const caller = compiled.identify(sent, facts, sources.now);
  const { call, faults } = compiled.validate(wrapBody(sent, compiled.operation));
  const isBatch = compiled.effect?.effect.each === 'item' && Array.isArray(call.body);
  const scope = scopeOf(call, caller, facts, sources);
  const record = compiled.effect?.lookUp(scope, facts);
  return {
    compiled,
    call,
    facts,
    scope: record ? { ...scope, record } : scope,
    caller,
    elements:
      isBatch && Array.isArray(call.body)
        ? call.body.map((item, index) => ({ item, index }))
        : [{ item: call.body, index: undefined }],
    faults: groupFaults(faults, isBatch),
  };
}

/** Written out, because spreading costs more than the whole decision. */
function scopeOf(call: Call, { persona }: Identification, facts: Facts, { now, fresh, base }: Sources): Scope {
  return {
    request: call,
    item: call.body,
    record: undefined,
    records: undefined,
    violation: undefined,
    violations: undefined,
    caller: persona && { name: persona.name, attributes: persona.attributes },
    each: undefined,
    issued: undefined,
    fact: facts.value,
    now,
    fresh,
    base,
  };
}

/** The scope of an element: it may address a record of its own. */
export function elementScope({ compiled, facts, scope }: Inquiry, { item, index }: Element): Scope {
  if (index === undefined) return scope;
  const own = { ...scope, item };
  const record: JsonObject | undefined = compiled.effect?.lookUp(own, facts);
  return record ? { ...own, record } : own;
}

/** The request, or one element of it, as the rules judge it. */
export function subjectOf(inquiry: Inquiry, element: Element, standing: readonly (Json | undefined)[]): Subject {
  const { call, facts, caller, faults } = inquiry;
  const { item, index } = element;
  const schemaFaults = faults.get(index) ?? NO_FAULTS;
  return { call, facts, scope: elementScope(inquiry, element), caller, item, index, standing, schemaFaults };
}
