import type { Persona } from '../specs/contract.ts';
import type { Json, JsonObject } from '../specs/json.ts';
import type { Scope } from '../specs/scope.ts';
import type { Answer, AnswerWriter } from './answer.ts';
import { type Call, wrapBody } from './call.ts';
import type { CompiledClause, CompiledOperation, Stage } from './compile.ts';
import type { Identification } from './credentials.ts';
import { type Change, NOTHING, type Outcome } from './effect.ts';
import type { Facts } from './facts.ts';
import type { Breach, Subject } from './rule.ts';
import { groupFaults, type SchemaFault } from './validate.ts';
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
  /** The schema faults of an element, or of the request apart from its elements. */
  readonly faultsAt: (index: number | undefined) => readonly SchemaFault[];
}

/** Decides one request: the first broken clause answers; else the effect is carried out. Pure: the changes are returned, not made. */
export function decide(compiled: CompiledOperation, call: Call, facts: Facts, sources: Sources): Decision {
  const inquiry = inquire(compiled, wrapBody(call, compiled.operation), facts, sources);
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
  // Written out, because spreading costs more than the whole decision.
  const bare: Scope = {
    request: call,
    item: call.body,
    record: undefined,
    records: undefined,
    violation: undefined,
    violations: undefined,
    caller: known,
    each: undefined,
    issued: undefined,
    fact: facts.value,
    now: sources.now,
    fresh: sources.fresh,
    base: sources.base,
  };
  const record = compiled.effect?.lookUp(bare, facts);
  const isBatch = compiled.effect?.effect.each === 'item' && Array.isArray(call.body);
  return {
    compiled,
    call,
    facts,
    scope: record ? { ...bare, record } : bare,
    caller,
    isBatch,
    faultsAt: groupFaults(() => compiled.validate(call), isBatch),
  };
}

function elementsOf({ isBatch, call: { body } }: Inquiry): Element[] {
  if (isBatch && Array.isArray(body)) return body.map((item, index) => ({ item, index }));
  return [{ item: body, index: undefined }];
}

function subjectOf(inquiry: Inquiry, { item, index }: Element, standing: readonly Json[]): Subject {
  const { call, facts, scope, caller, faultsAt } = inquiry;
  const own = item === scope.item ? scope : scopeOf(inquiry, item);
  return { call, facts, scope: own, caller, item, index, standing, schemaFaults: () => faultsAt(index) };
}

/** The element of a batch may address a record of its own. */
function scopeOf({ compiled, facts, scope }: Inquiry, item: Json | undefined): Scope {
  const own = { ...scope, item };
  const record = compiled.effect?.lookUp(own, facts);
  return record ? { ...own, record } : own;
}

function judgeRequest({ clauses }: Stage, inquiry: Inquiry, standing: readonly Element[]): Violation[] {
  const subject = subjectOf(inquiry, { item: inquiry.call.body, index: undefined }, itemsOf(standing));
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
  const items: Json[] = [];
  for (const element of standing) {
    const violations = firstViolations(clauses, subjectOf(inquiry, element, items));
    if (violations.length > 0) refused.push(violations);
    else {
      kept.push(element);
      if (element.item !== undefined) items.push(element.item);
    }
  }
  return kept;
}

function itemsOf(elements: readonly Element[]): Json[] {
  return elements.flatMap(({ item }) => (item === undefined ? [] : [item]));
}

/** What the first broken clause reports; a clause that collects takes along the later ones that answer with the same example. */
function firstViolations(clauses: readonly CompiledClause[], subject: Subject): Violation[] {
  for (const [index, compiled] of clauses.entries()) {
    const violations = violationsOf(compiled, subject);
    if (violations.length === 0) continue;
    return compiled.clause.collect ? collect(violations, compiled, clauses.slice(index + 1), subject) : violations;
  }
  return [];
}

function violationsOf({ clause, holds, rule }: CompiledClause, subject: Subject): Violation[] {
  if (!holds(subject.scope)) return [];
  return rule.check(subject).map((breach) => {
    return { clause: breach.keyword ?? clause, answered: clause, breach, index: subject.index };
  });
}

/** A field that is reported already is not reported again. */
function collect(
  first: readonly Violation[],
  { clause: { answer } }: CompiledClause,
  later: readonly CompiledClause[],
  subject: Subject,
): Violation[] {
  const collected = [...first];
  for (const compiled of later) {
    const { collect: collects, answer: own } = compiled.clause;
    if (!collects || own?.status !== answer?.status || own?.example !== answer?.example) continue;
    const known = new Set(collected.map(({ breach }) => breach.field));
    collected.push(...violationsOf(compiled, subject).filter(({ breach }) => !known.has(breach.field)));
  }
  return collected;
}

function refuse(inquiry: Inquiry, violations: readonly Violation[], { records, changes }: Outcome = NOTHING): Decision {
  const { compiled, call, scope, caller } = inquiry;
  const [first] = violations;
  const all = compiled.stages.flatMap(({ clauses }) => clauses);
  const broken = all.find(({ clause }) => clause === first?.answered);
  const sayOf = ({ answered }: Violation): string => all.find(({ clause }) => clause === answered)?.say ?? '';
  const views = violations.map((violation) => reportOf(violation, inquiry, sayOf(violation)));
  const reporting = { ...scope, records, violation: views[0], violations: views };
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

function replay({ endsWithReplay }: Stage, inquiry: Inquiry): Answer | undefined {
  const key = endsWithReplay ? replayKey(inquiry) : undefined;
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
  const outcome = carryOut(inquiry, standing);
  return refused && batch === 'part-with-error' ? refuse(inquiry, refused, outcome) : accept(inquiry, outcome);
}

/** What the elements that stand bring about; a dry run changes nothing. */
function carryOut({ compiled: { effect }, facts, scope }: Inquiry, standing: readonly Element[]): Outcome {
  const outcome = effect?.carryOut(scope, facts, itemsOf(standing)) ?? NOTHING;
  return effect?.isDryRun(scope) ? { ...outcome, changes: [] } : outcome;
}

function accept(inquiry: Inquiry, { records, issued, changes }: Outcome): Decision {
  const { compiled, call, scope, caller } = inquiry;
  const done = { ...scope, records, issued, record: records[0] ?? scope.record };
  const answer = write(compiled.answers.find(({ holds }) => holds(done))?.answer, done, call);
  const key = compiled.effect?.isDryRun(scope) ? undefined : replayKey(inquiry);
  const remembered: Change[] = key === undefined ? [] : [{ kind: 'remember', key, answer }];
  return { answer, violations: [], changes: [...changes, ...remembered], persona: caller.persona };
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
