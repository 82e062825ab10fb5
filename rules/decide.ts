import type { Persona } from '../specs/contract.ts';
import type { Json, JsonObject } from '../specs/json.ts';
import { EMPTY_SCOPE, type Scope } from '../specs/scope.ts';
import type { Answer, AnswerWriter } from './answer.ts';
import type { Call } from './call.ts';
import type { CompiledClause, CompiledOperation, Stage } from './compile.ts';
import type { Identification } from './credentials.ts';
import type { Change, Outcome } from './effect.ts';
import type { Facts } from './facts.ts';
import type { Breach, Subject } from './rule.ts';
import type { SchemaFault } from './validate.ts';
import { type Violation, violationView } from './violation.ts';

/** Everything that a decision takes from outside, so that the same inputs give the same answer. */
export type Sources = Pick<Scope, 'now' | 'fresh' | 'base'>;

/** The answer to a request, why, and what it changes. */
export interface Decision {
  readonly answer: Answer;
  /** What the answer reports; empty for a success. */
  readonly violations: readonly Violation[];
  readonly changes: readonly Change[];
  readonly persona: Persona | undefined;
}

interface Element {
  readonly item: Json | undefined;
  readonly index: number | undefined;
}

interface Inquiry {
  readonly compiled: CompiledOperation;
  readonly call: Call;
  readonly facts: Facts;
  readonly scope: Scope;
  readonly caller: Identification;
  readonly isBatch: boolean;
  readonly schemaFaults: () => readonly SchemaFault[];
}

/** Decides one request: the first broken clause answers; else the effect is carried out. Pure: the changes are returned, not made. */
export function decide(compiled: CompiledOperation, call: Call, facts: Facts, sources: Sources): Decision {
  const inquiry = inquire(compiled, call, facts, sources);
  const refused: Violation[][] = [];
  let standing = elementsOf(inquiry);
  for (const stage of compiled.stages) {
    const violations = stage.each === 'request' ? judgeRequest(stage, inquiry, standing) : [];
    if (violations.length > 0) return refuse(inquiry, violations);
    if (stage.each === 'item') standing = judgeElements(stage, inquiry, standing, refused);
    // Nothing is left that a later clause could be about: the elements' own faults come first.
    if (standing.length === 0 && refused.length > 0) break;
    const replayed = replay(stage, inquiry);
    if (replayed) return { answer: replayed, violations: [], changes: [], persona: inquiry.caller.persona };
  }
  return conclude(inquiry, standing, firstElement(refused));
}

function inquire(compiled: CompiledOperation, call: Call, facts: Facts, sources: Sources): Inquiry {
  const caller = compiled.identify(call, facts);
  const { persona } = caller;
  const known = persona && { name: persona.name, attributes: persona.attributes };
  const bare: Scope = { ...EMPTY_SCOPE, ...sources, request: call, item: call.body, caller: known, fact: facts.value };
  const record = compiled.effect?.lookUp(bare, facts);
  let faults: readonly SchemaFault[] | undefined;
  return {
    compiled,
    call,
    facts,
    scope: record ? { ...bare, record } : bare,
    caller,
    isBatch: compiled.effect?.effect.each === 'item' && Array.isArray(call.body),
    schemaFaults: () => (faults ??= compiled.validate(call)),
  };
}

function elementsOf({ isBatch, call: { body } }: Inquiry): Element[] {
  if (isBatch && Array.isArray(body)) return body.map((item, index) => ({ item, index }));
  return [{ item: body, index: undefined }];
}

function subjectOf(inquiry: Inquiry, { item, index }: Element, standing: readonly Element[]): Subject {
  const { call, facts, scope, caller, isBatch, schemaFaults } = inquiry;
  const items = standing.flatMap((element) => (element.item === undefined ? [] : [element.item]));
  const own = item === scope.item ? scope : { ...scope, item };
  return { call, facts, scope: own, caller, item, index, isBatch, standing: items, schemaFaults };
}

function judgeRequest({ clauses }: Stage, inquiry: Inquiry, standing: readonly Element[]): Violation[] {
  const subject = subjectOf(inquiry, { item: inquiry.call.body, index: undefined }, standing);
  return firstViolations(clauses, subject);
}

/** The elements that break nothing; those that do leave their violations behind. */
function judgeElements(
  { clauses }: Stage,
  inquiry: Inquiry,
  standing: readonly Element[],
  refused: Violation[][],
): Element[] {
  const kept: Element[] = [];
  for (const element of standing) {
    const violations = firstViolations(clauses, subjectOf(inquiry, element, kept));
    if (violations.length === 0) kept.push(element);
    else refused.push(violations);
  }
  return kept;
}

function firstViolations(clauses: readonly CompiledClause[], subject: Subject): Violation[] {
  for (const { clause, holds, rule } of clauses) {
    if (!holds(subject.scope)) continue;
    const breaches = rule.check(subject);
    if (breaches.length === 0) continue;
    return breaches.map((breach) => ({
      clause: breach.keyword ?? clause,
      answered: clause,
      breach,
      index: subject.index,
    }));
  }
  return [];
}

function refuse(inquiry: Inquiry, violations: readonly Violation[], changes: readonly Change[] = []): Decision {
  const { compiled, call, scope, caller } = inquiry;
  const [first] = violations;
  const broken = compiled.stages.flatMap(({ clauses }) => clauses).find(({ clause }) => clause === first?.answered);
  const views = violations.map((violation) => reportOf(violation, inquiry, broken?.say ?? ''));
  const reporting = { ...scope, violation: views[0], violations: views };
  return { answer: write(broken?.answer, reporting, call), violations, changes, persona: caller.persona };
}

function reportOf(violation: Violation, { compiled, scope }: Inquiry, say: string): JsonObject {
  const view = violationView(violation);
  const text = messageTemplate(violation.breach, violation, compiled);
  return { ...view, message: text ? text({ ...scope, violation: view }) : (violation.breach.message ?? say) };
}

function messageTemplate(
  breach: Breach,
  { clause, answered }: Violation,
  { messages }: CompiledOperation,
): ((scope: Scope) => string) | undefined {
  return messages(clause, undefined) ?? messages(answered, breach.name);
}

function replay({ clauses }: Stage, inquiry: Inquiry): Answer | undefined {
  const after = inquiry.compiled.effect?.effect.replay?.after;
  if (after === undefined || !clauses.some(({ clause }) => clause.id === after || clause.id.endsWith(`/${after}`)))
    return undefined;
  const key = replayKey(inquiry);
  return key === undefined ? undefined : inquiry.facts.replayed(key);
}

/** Keys of different callers and operations never meet. */
function replayKey({ compiled, scope, caller }: Inquiry): string | undefined {
  const key = compiled.effect?.replayKey?.(scope);
  return key === undefined || key === ''
    ? undefined
    : JSON.stringify([compiled.operation.id, caller.persona?.name ?? null, key]);
}

/** The violations of the first element of the batch that has any. */
function firstElement(refused: readonly Violation[][]): readonly Violation[] | undefined {
  return refused.toSorted(([a], [b]) => (a?.index ?? 0) - (b?.index ?? 0))[0];
}

function conclude(inquiry: Inquiry, standing: readonly Element[], refused: readonly Violation[] | undefined): Decision {
  const batch = inquiry.compiled.effect?.effect.batch;
  if (refused && (standing.length === 0 || batch === 'all-or-nothing')) return refuse(inquiry, refused);
  const decision = accept(inquiry, standing);
  return refused && batch === 'part-with-error' ? refuse(inquiry, refused, decision.changes) : decision;
}

function accept(inquiry: Inquiry, standing: readonly Element[]): Decision {
  const { compiled, call, facts, scope, caller } = inquiry;
  const items = standing.flatMap(({ item }) => (item === undefined ? [] : [item]));
  const outcome: Outcome = compiled.effect?.carryOut(scope, facts, items) ?? {
    records: [],
    issued: undefined,
    changes: [],
  };
  const { records, issued } = outcome;
  const done = { ...scope, records, issued, record: records[0] ?? scope.record };
  const chosen = compiled.answers.find(({ holds }) => holds(done));
  const answer = write(chosen?.answer, done, call);
  const key = replayKey(inquiry);
  const remembered: Change[] = key === undefined ? [] : [{ kind: 'remember', key, answer }];
  const changes = compiled.effect?.isDryRun(scope) ? [] : [...outcome.changes, ...remembered];
  return { answer, violations: [], changes, persona: caller.persona };
}

function write(writer: AnswerWriter | undefined, scope: Scope, call: Call): Answer {
  if (writer) return writer(scope, call);
  return {
    status: 200,
    reasonPhrase: undefined,
    headers: {},
    mediaType: undefined,
    body: undefined,
    schema: undefined,
  };
}
