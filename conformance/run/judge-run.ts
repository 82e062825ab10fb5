import type { Clause, RuleClause } from '../../specs/contract.ts';
import { asArray, atPointer, isObject } from '../../specs/json.ts';
import type { DecodedAnswer } from '../judge/decoded-answer.ts';
import { isSuccessStatus } from '../judge/decoded-answer.ts';
import type { Fault } from '../judge/expectation.ts';
import type { ShapeFault } from '../judge/response.ts';
import { promiseJudges } from '../promises/index.ts';
import type { PromiseVerdict, Scene } from '../promises/scene.ts';
import type { Aftermath } from './after.ts';
import { isDryRun } from './brought-about.ts';
import type { Judgement, Problem } from './judgement.ts';
import type { RunContext } from './run-context.ts';
import type { StepRun } from './step.ts';
import { testedClauses } from './step.ts';

/** What judging one request needs to know beside it. */
export interface JudgeInput {
  readonly run: StepRun;
  readonly aftermath: Aftermath;
  readonly scene: Scene | undefined;
  /** Ids of the clauses that the case is about. */
  readonly aims: readonly string[];
  /** Number of the request in its case. */
  readonly at: number;
}

/** Everything that one request and its answer say about clauses. */
export async function judgeRun(input: JudgeInput, context: RunContext): Promise<Judgement[]> {
  if (!input.scene) return [judgeFailure(input, context)];
  const found = [
    ...judgeVerdict(input, context),
    ...(await judgeShape(input, context)),
    ...judgeState(input, context),
    ...(await judgePromises(input, context)),
    ...judgeDefaults(input, context),
  ];
  const answers: Judgement = { clause: answersId(context), outcome: 'passed' };
  return found.some(({ clause }) => clause === answers.clause) ? found : [...found, answers];
}

function answersId({ judge }: RunContext): string {
  return `${judge.contract.id}/answers`;
}

function judgeFailure({ run, at }: JudgeInput, context: RunContext): Judgement {
  const message = run.exchange.kind === 'failure' ? run.exchange.message : '';
  return failed(answersId(context), { title: `There was no complete answer: ${message}`, at });
}

/** Status and kind. A good request that is refused is blamed on what it was about. */
function judgeVerdict({ run, aims, at }: JudgeInput, context: RunContext): Judgement[] {
  const { verdict, answer } = run;
  const fault = verdict?.fault;
  if (!verdict || !answer) return [];
  if (!fault) return passes(run, aims, context);
  const got = describe(answer);
  if (fault.kind === 'failed') return judgeServerError(run, fault.faults, got, at, context);
  if (fault.kind === 'refused') {
    const clause = blameFor(aims, context);
    return clause
      ? [failed(clause, { title: `A good request is refused with ${got}`, expected: successOf(context), at })]
      : [];
  }
  const [first] = fault.faults;
  if (!first) return [];
  const expected = first.accept.map(({ status }) => ({
    status,
    reason: first.answered.answer?.reasonPhrase,
    fields: fieldsOf(first),
  }));
  const title =
    fault.kind === 'accepted'
      ? `What must be refused is accepted with ${got}: ${saysOf(first)}`
      : `It is refused with ${got}, which is documented for none of its faults`;
  const blamed = fault.kind === 'accepted' ? first.clause : first.answered;
  return [failed(blamed.id, { title, expected, at })];
}

/** A server error breaks the documented answer of a fault; for a good request it breaks the promise to answer. */
function judgeServerError(
  { expectation }: StepRun,
  faults: readonly Fault[],
  got: string,
  at: number,
  context: RunContext,
): Judgement[] {
  const [first] = faults;
  if (first) {
    const expected = first.accept.map(({ status }) => ({ status, reason: undefined, fields: fieldsOf(first) }));
    return [failed(first.answered.id, { title: `A faulty request makes the server fail: ${got}`, expected, at })];
  }
  const isValid = expectation.faults.length === 0;
  if (!isValid && context.profile !== 'strict') return [];
  return [
    failed(answersId(context), {
      title: `A ${isValid ? 'valid' : 'faulty'} request makes the server fail: ${got}`,
      expected: successOf(context),
      at,
    }),
  ];
}

function passes(run: StepRun, aims: readonly string[], context: RunContext): Judgement[] {
  const { expectation, verdict } = run;
  const tested = isAnsweredByUnknown(run, context) ? [] : testedClauses(expectation).map(({ id }) => id);
  const isClear = expectation.doubts.length === 0 && expectation.faults.every(({ isUnknown }) => isUnknown);
  const isMet = isClear && verdict?.kind === 'success';
  const met = isMet ? [...aims.filter((id) => isKeyword(id, context)), ...parametersOf(expectation, context)] : [];
  return [...new Set([...tested, ...met])].map((clause) => ({ clause, outcome: 'passed' }));
}

/** A refusal that is documented for what is unknown says nothing about the rest. */
function isAnsweredByUnknown({ expectation, answer }: StepRun, { judge }: RunContext): boolean {
  const unknown = expectation.faults.filter(({ isUnknown }) => isUnknown);
  return (
    answer !== undefined && unknown.some(({ accept }) => accept.some((outcome) => judge.fitsOutcome(outcome, answer)))
  );
}

/** A member that was left out has its default, where what is observed shows the member. */
function judgeDefaults({ run, scene, at }: JudgeInput, { judge }: RunContext): Judgement[] {
  if (scene?.kind !== 'success' || scene.isDryRun || !scene.observed) return [];
  const { observed, created, emailOf } = scene;
  const clauses = judge.operation.keywordClauses.filter(
    ({ where, keyword }) => where === 'body' && keyword === 'default',
  );
  return clauses.flatMap(({ id, path, value }) =>
    created.flatMap(({ item, index }): Judgement[] => {
      const name = path.at(-1) ?? '';
      // As it was sent: what the rules see has its defaults already.
      const sent = atPointer(run.call.body, index === undefined ? '' : `/${index}`);
      const email = emailOf(item);
      const users = email === undefined ? [] : (observed.get(email)?.users ?? []);
      const found = users.length === 1 ? users[0]?.[name] : undefined;
      if (found === undefined || (isObject(sent) && sent[name] !== undefined)) return [];
      if (JSON.stringify(found) === JSON.stringify(value)) return [{ clause: id, outcome: 'passed' }];
      return [
        failed(id, { title: `${name} was left out and is ${JSON.stringify(found)}, not ${JSON.stringify(value)}`, at }),
      ];
    }),
  );
}

/** The types of the parameters that a request has: it shows that such values are taken. */
function parametersOf({ inquiry: { call } }: StepRun['expectation'], { judge }: RunContext): string[] {
  const values = { query: call.query, header: call.headers };
  return judge.operation.keywordClauses
    .filter(({ where, path, keyword }) => {
      const name = path[0] ?? '';
      if (keyword !== 'type' || (where !== 'query' && where !== 'header')) return false;
      return values[where][where === 'header' ? name.toLowerCase() : name] !== undefined;
    })
    .map(({ id }) => id);
}

function isKeyword(id: string, { judge }: RunContext): boolean {
  return judge.operation.keywordClauses.some((clause) => clause.id === id);
}

/** The shape of the answer, by the schema of its status; what any reading of the contract allows is no fault. */
async function judgeShape({ run, at }: JudgeInput, { judge }: RunContext): Promise<Judgement[]> {
  const { answer, verdict } = run;
  if (!answer || !verdict) return [];
  const isPromised = verdict.kind === 'success' ? isSuccessStatus(answer.status) : !isSuccessStatus(answer.status);
  if (!isPromised) return [];
  const { judged, absent, faults } = judge.checkResponse(answer.status, answer.body, answer.mediaType);
  const real = faults.length === 0 ? [] : await faultsInAllReadings(faults, answer, verdict.kind, judge);
  const broken = new Set(faults.map(({ clause }) => clause.id));
  const kept = judged
    .filter(({ id }) => !broken.has(id))
    .map(({ id }): Judgement => ({ clause: id, outcome: 'passed' }));
  const left = absent.map(({ id }): Judgement => ({ clause: id, outcome: 'absent' }));
  return [...real.map((fault) => failed(fault.clause.id, { title: shapeTitle(fault, answer), at })), ...kept, ...left];
}

async function faultsInAllReadings(
  faults: readonly ShapeFault[],
  { status, body, mediaType }: DecodedAnswer,
  kind: 'success' | 'refusal',
  { readings }: RunContext['judge'],
): Promise<ShapeFault[]> {
  const asked = (await readings()).filter(({ refusesWithSuccess }) => kind === 'refusal' || !refusesWithSuccess);
  const others = asked.map(({ checkResponse }) => checkResponse(status, body, mediaType).faults);
  return faults.filter(({ clause }) => others.every((found) => found.some((other) => other.clause.id === clause.id)));
}

function shapeTitle({ pointer, message, clause }: ShapeFault, { fault, mediaType, isEmpty }: DecodedAnswer): string {
  if (fault !== undefined) return `The body cannot be read: ${fault}`;
  if (isEmpty) return 'The answer has no body';
  if (clause.schemaPath === '/type' && pointer === '')
    return `The body (${mediaType ?? 'without Content-Type'}) ${message}`;
  return `The answer${pointer === '' ? '' : ` at ${pointer}`} ${message}`;
}

/** After a refusal everything is as it was. */
function judgeState({ run, aftermath, at, aims }: JudgeInput, context: RunContext): Judgement[] {
  const { observed, expected, isUnsure } = aftermath;
  const { verdict, expectation } = run;
  if (!observed || isUnsure || !verdict || (verdict.kind === 'success' && !isDryRun(expectation))) return [];
  const extra = [...expected].find(([email, count]) => (observed.get(email)?.users?.length ?? 0) > count);
  if (!extra) return [];
  const [email] = extra;
  const certain = expectation.faults.find(({ isCertain }) => isCertain);
  const clause = certain?.clause.id ?? promiseAbout('refusal', context)?.id ?? blameFor(aims, context);
  if (clause === undefined || isDryRun(expectation)) return [];
  const title = `The call is refused, and ${email} is there all the same`;
  return [failed(clause, { title, expectedState: 'unchanged', actualState: `${email} is there`, at })];
}

async function judgePromises({ scene, at, run }: JudgeInput, context: RunContext): Promise<Judgement[]> {
  if (!scene) return [];
  const { operation } = context.judge;
  const promises = operation.clauses.filter((clause) => clause.rule === 'promise' && !clause.off);
  const judgements: Judgement[] = [];
  for (const clause of promises) {
    if (isUnjudgeable(run, clause) || !context.holds(clause, scene)) continue;
    const verdict = await judgePromise(scene, clause);
    if (!verdict) continue;
    if (verdict.outcome === 'failed')
      judgements.push(failed(clause.id, { title: capital(verdict.title), actualState: verdict.state, at }));
    else judgements.push({ clause: clause.id, ...verdict }, ...provenBy(clause, verdict));
  }
  return judgements;
}

/** A kept promise proves others that show in nothing else. */
function provenBy({ params }: RuleClause, { outcome }: NonNullable<PromiseVerdict>): Judgement[] {
  return outcome === 'passed' ? asArray(params['proves']).map((id) => ({ clause: String(id), outcome: 'passed' })) : [];
}

/** The first verdict that is not a good one, of all that the promise is about; undefined when the scene shows none. */
async function judgePromise(scene: Scene, { params }: RuleClause): Promise<PromiseVerdict> {
  const abouts = Array.isArray(params['about']) ? params['about'] : [params['about'] ?? ''];
  let found: PromiseVerdict;
  for (const about of abouts) {
    const verdict = await promiseJudges[String(about)]?.(scene, params);
    if (verdict && verdict.outcome !== 'passed') return verdict;
    found ??= verdict;
  }
  return found;
}

/** True when a promise is about something. */
function isAbout({ params }: RuleClause, about: string): boolean {
  return params['about'] === about || (Array.isArray(params['about']) && params['about'].includes(about));
}

/** What a success that should not have been brings about says nothing about promises. */
function isUnjudgeable({ verdict, call }: StepRun, clause: RuleClause): boolean {
  if (call.fault !== undefined && verdict?.kind === 'success') return true;
  return verdict?.fault?.kind === 'accepted' && !isAbout(clause, 'refusal');
}

function promiseAbout(about: string, { judge, counts }: RunContext): Clause | undefined {
  return judge.operation.clauses.find(
    (clause) => clause.rule === 'promise' && isAbout(clause, about) && counts(clause),
  );
}

/** The clause that a refused good request is blamed on: what the case is about, as far as it counts, else that good requests create. */
function blameFor(aims: readonly string[], context: RunContext): string | undefined {
  const { judge, counts } = context;
  const counting = judge.contract.clauses.filter((clause) => counts(clause));
  const aimed = aims.find((id) => counting.some((clause) => clause.id === id));
  return aimed ?? promiseAbout('created', context)?.id ?? aims[0];
}

function successOf({ judge }: RunContext): Problem['expected'] {
  return judge.operation.answers.map(({ status }) => ({ status, reason: undefined, fields: [] }));
}

function fieldsOf({ field }: Fault): string[] {
  return field === '' ? [] : [field];
}

function saysOf({ clause }: Fault): string {
  return clause.says;
}

function describe({ status, reasonPhrase }: DecodedAnswer): string {
  return reasonPhrase === '' ? String(status) : `${status} ${reasonPhrase}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

interface Told {
  readonly title: string;
  readonly expected?: Problem['expected'];
  readonly expectedState?: string | undefined;
  readonly actualState?: string | undefined;
  readonly at: number;
}

function failed(clause: string, { title, expected = [], expectedState, actualState, at }: Told): Judgement {
  return { clause, outcome: 'failed', problem: { title, expected, expectedState, actualState, at } };
}
