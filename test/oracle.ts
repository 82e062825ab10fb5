import { type DecodedAnswer, decodeAnswer } from '../conformance/judge/decoded-answer.ts';
import { type Expectation, expectationOf, type Scale } from '../conformance/judge/expectation.ts';
import { createJudge, type Judge } from '../conformance/judge/judge.ts';
import type { Profile } from '../conformance/report/report.ts';
import { countsAt } from '../conformance/run/run-context.ts';
import { Model } from '../conformance/state/model.ts';
import type { WireAnswer } from '../conformance/target/exchange.ts';
import type { Call } from '../rules/call.ts';
import type { Sources } from '../rules/inquiry.ts';
import type { Contract } from '../specs/contract.ts';
import type { Json, JsonObject } from '../specs/json.ts';
import { aCall, aClause, NOW } from './builders.ts';

/** What every server must do, as the page itself says: the default of clauses in these tests. */
export const DOCUMENTED: { readonly level: 'must'; readonly basis: 'document' } = { level: 'must', basis: 'document' };

/** A clause that counts at every profile. */
export function aCountingClause(rule: string, params: JsonObject = {}, more: JsonObject = {}): JsonObject {
  return aClause(rule, params, { ...DOCUMENTED, ...more });
}

/** A schema whose keywords all count. */
export function aSchema(schema: JsonObject, remark: JsonObject = DOCUMENTED): JsonObject {
  return { ...schema, 'x-clause': { default: remark, required: remark } };
}

/** A body of JSON with this schema. */
export function aBody(schema: JsonObject, media: JsonObject = {}): JsonObject {
  return { required: true, content: { 'application/json': { schema, ...media } } };
}

/** The sources of every judge in these tests. */
export const SOURCES: Sources = { now: NOW, fresh: () => 'fresh', base: 'http://target.test' };

/** A judge with what it believes, ready to be asked. */
export interface Oracle {
  readonly judge: Judge;
  readonly model: Model;
  readonly expect: (body: Json | undefined, more?: Partial<Call>) => Expectation;
}

/** The judge of a contract that believes these facts. */
export function anOracle(
  contract: Contract,
  facts: JsonObject = {},
  { profile = 'document', doubtful = () => [] }: { profile?: Profile; doubtful?: Scale['doubtful'] } = {},
): Oracle {
  const judge = createJudge(contract);
  const model = new Model(facts);
  const scale = { counts: countsAt(profile), doubtful };
  return {
    judge,
    model,
    expect: (body, more) => expectationOf(judge.compiled, aCall(body, more), model, SOURCES, scale),
  };
}

/** An answer as it comes over the wire; a value is sent as JSON. */
export function aWireAnswer(status: number, value?: Json, more: Partial<WireAnswer> = {}): WireAnswer {
  const body = new TextEncoder().encode(value === undefined ? '' : JSON.stringify(value));
  const headers = value === undefined ? [] : [['Content-Type', 'application/json'] as const];
  return { kind: 'answer', status, reasonPhrase: '', headers, body, ms: 1, ...more };
}

/** The same, decoded as an answer to the operation of a judge. */
export function anAnswer(
  { operation }: Pick<Judge, 'operation'>,
  status: number,
  value?: Json,
  more: Partial<WireAnswer> = {},
): DecodedAnswer {
  return decodeAnswer(aWireAnswer(status, value, more), operation);
}
