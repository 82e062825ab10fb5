import type { Persona } from '../specs/contract.ts';
import type { JsonObject } from '../specs/json.ts';
import type { Scope } from '../specs/scope.ts';
import type { Answer, AnswerWriter } from './answer.ts';
import type { Call } from './call.ts';
import type { CompiledOperation } from './compile.ts';
import { type Change, NOTHING, type Outcome } from './effect.ts';
import type { Facts } from './facts.ts';
import { type Element, elementScope, type Inquiry, inquire, type Sources } from './inquiry.ts';
import { judgeElements, judgeRequest } from './judge.ts';
import type { Stage } from './stage.ts';
import { type Broken, type Violation, violationView } from './violation.ts';

/** The answer to a request, why, and what it changes. */
export interface Decision {
  readonly answer: Answer;
  /** What the request breaks, as far as it was judged; with a success that leaves elements of a batch out, what those break. */
  readonly violations: readonly Violation[];
  readonly changes: readonly Change[];
  readonly persona: Persona | undefined;
}

/**
 * Decides one request: the first broken clause answers; else the effect is carried out. Changes nothing: what is to change is returned. The
 * decoded body is the decision's own: defaults are filled into it.
 */
export function decide(compiled: CompiledOperation, call: Call, facts: Facts, sources: Sources): Decision {
  const inquiry = inquire(compiled, call, facts, sources);
  const refused: (readonly Broken[])[] = [];
  let standing = inquiry.elements;
  for (const stage of compiled.stages) {
    if (stage.each === 'request') {
      const broken = judgeRequest(stage, inquiry, standing);
      if (broken.length > 0) return refuse(inquiry, ofFirstElement(refused, standing) ?? broken);
    } else standing = judgeElements(stage, inquiry, standing, refused);
    if (refused.length > 0 && endsBatch(inquiry, standing)) break;
    const replayed = replay(stage, inquiry);
    if (replayed) return { answer: replayed, violations: [], changes: [], persona: inquiry.caller.persona };
  }
  return conclude(inquiry, standing, refused);
}

/** True when a refused element decides for all: nothing stands any more, or all must stand. */
function endsBatch({ compiled }: Inquiry, standing: readonly Element[]): boolean {
  return standing.length === 0 || compiled.effect?.effect.batch === 'all-or-nothing';
}

/** What the first element that has any breaks. */
function firstOf(refused: readonly (readonly Broken[])[]): readonly Broken[] | undefined {
  return refused.toSorted(([a], [b]) => (a?.index ?? 0) - (b?.index ?? 0))[0];
}

/**
 * When nothing can be created, the error of the first element answers: its own where it was refused already, else (undefined) that of the
 * clause which now refuses all that stand.
 */
function ofFirstElement(
  refused: readonly (readonly Broken[])[],
  [standing]: readonly Element[],
): readonly Broken[] | undefined {
  const first = firstOf(refused);
  return first && (first[0]?.index ?? 0) < (standing?.index ?? 0) ? first : undefined;
}

function conclude(inquiry: Inquiry, standing: readonly Element[], refused: readonly (readonly Broken[])[]): Decision {
  const first = firstOf(refused);
  if (first && endsBatch(inquiry, standing)) return refuse(inquiry, first);
  const outcome = carryOut(inquiry, standing);
  const batch = inquiry.compiled.effect?.effect.batch;
  return first && batch === 'part-with-error'
    ? refuse(inquiry, first, outcome)
    : accept(inquiry, outcome, refused.flat());
}

/** What the elements that stand bring about; a dry run changes nothing. */
function carryOut({ compiled: { effect }, facts, scope }: Inquiry, standing: readonly Element[]): Outcome {
  const items = standing.map(({ item }) => item);
  const outcome = effect?.carryOut(scope, facts, items) ?? NOTHING;
  return effect?.isDryRun(scope) ? { ...outcome, changes: [] } : outcome;
}

function accept(inquiry: Inquiry, outcome: Outcome, leftOut: readonly Broken[]): Decision {
  const { compiled, call, scope } = inquiry;
  const { records, issued } = outcome;
  const done = { ...scope, records, issued, record: records[0] ?? scope.record };
  const answer = write(compiled.answers.find(({ holds }) => holds(done))?.answer, done, call);
  return decided(inquiry, answer, report(inquiry, leftOut), outcome);
}

function refuse(inquiry: Inquiry, broken: readonly Broken[], outcome: Outcome = NOTHING): Decision {
  const { compiled, call, scope } = inquiry;
  const [first] = broken;
  const violations = report(inquiry, broken);
  const views = violations.map(
    (violation): JsonObject => ({ ...violationView(violation), message: violation.message }),
  );
  const reporting = { ...scope, records: outcome.records, violation: views[0], violations: views };
  const answer = write(first && compiled.byClause.get(first.answered)?.answer, reporting, call);
  return decided(inquiry, answer, violations, outcome);
}

/** Most violations that one answer reports: nobody reads more, and a body may hold thousands of faults. */
const MOST_REPORTED = 100;

function report(inquiry: Inquiry, broken: readonly Broken[]): Violation[] {
  return broken.slice(0, MOST_REPORTED).map((each) => withMessage(each, inquiry));
}

/** What was done under a key is remembered with its answer, whatever that is. */
function decided(inquiry: Inquiry, answer: Answer, violations: readonly Violation[], { changes }: Outcome): Decision {
  const key = changes.length > 0 ? replayKey(inquiry) : undefined;
  const remembered: Change[] = key === undefined ? [] : [{ kind: 'remember', key, answer }];
  return { answer, violations, changes: [...changes, ...remembered], persona: inquiry.caller.persona };
}

/** The text of a violation: the clause's, else the contract's for the keyword, else the rule's for the breach, else the rule's. */
function withMessage(broken: Broken, inquiry: Inquiry): Violation {
  const { messages, byClause } = inquiry.compiled;
  const { clause, answered, breach, index } = broken;
  const text = messages(clause, undefined) ?? messages(answered, breach.name);
  const element = { item: inquiry.elements[index ?? 0]?.item, index };
  const scope: Scope = { ...elementScope(inquiry, element), violation: violationView(broken) };
  return { ...broken, message: text?.(scope) ?? breach.message ?? byClause.get(answered)?.say ?? '' };
}

/** A dry run is never answered by what was done. */
function replay({ endsWithReplay }: Stage, inquiry: Inquiry): Answer | undefined {
  const isReplayed = endsWithReplay && !inquiry.compiled.effect?.isDryRun(inquiry.scope);
  const key = isReplayed ? replayKey(inquiry) : undefined;
  return key === undefined ? undefined : inquiry.facts.replayed(key);
}

/** Keys of different callers and operations never meet. */
function replayKey({ compiled, scope, caller }: Inquiry): string | undefined {
  const key = compiled.effect?.replayKey(scope);
  return key === undefined ? undefined : JSON.stringify([compiled.operation.id, caller.persona?.name ?? null, key]);
}

function write(writer: AnswerWriter | undefined, scope: Scope, call: Call): Answer {
  if (writer) return writer(scope, call);
  const nothing = { reasonPhrase: undefined, mediaType: undefined, body: undefined, schema: undefined };
  return { status: 200, headers: {}, ...nothing };
}
