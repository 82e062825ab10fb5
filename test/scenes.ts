import { createEmailOf } from '../conformance/judge/collection.ts';
import type { DecodedAnswer } from '../conformance/judge/decoded-answer.ts';
import type { Scale } from '../conformance/judge/expectation.ts';
import { createJudge } from '../conformance/judge/judge.ts';
import type { PromiseVerdict, Scene } from '../conformance/promises/scene.ts';
import type { Observed } from '../conformance/target/target.ts';
import type { Contract } from '../specs/contract.ts';
import type { Json, JsonObject } from '../specs/json.ts';
import { aContract, aDocument } from './builders.ts';
import { aBody, aCountingClause, anAnswer, anOracle, aSchema } from './oracle.ts';

/** What a scene is made of, all optional: a success of a good request for one user, of whom nothing is observed. */
export interface SceneFacts extends Partial<Omit<Scene, 'answer' | 'observed' | 'mailsBefore' | 'expected'>> {
  readonly contract?: Contract;
  readonly sent?: Json;
  readonly query?: Readonly<Record<string, string>>;
  readonly status?: number;
  /** Value of the body that was answered. */
  readonly answered?: Json;
  readonly answer?: Partial<DecodedAnswer>;
  readonly observed?: Readonly<Record<string, Observed>>;
  readonly mailsBefore?: Readonly<Record<string, number>>;
  readonly expected?: Readonly<Record<string, number>>;
  readonly doubtful?: Scale['doubtful'];
}

/** A good address. */
export const GOOD = 'good@example.com';
/** Another good address. */
export const OTHER = 'other@example.com';
/** An address that must be refused: it has more than 20 characters. */
export const LONG = 'much.too.long.to.be.good@example.com';

const item = aSchema({ type: 'object', properties: { email: aSchema({ type: 'string', maxLength: 20 }) } });

/** A contract about one user, whose address has at most 20 characters. */
const oneUser: Contract = aContract(aDocument({ requestBody: aBody(item), 'x-clauses': [aCountingClause('schema')] }));

/** The same about a batch of users. */
export const manyUsers: Contract = aContract(
  aDocument({
    requestBody: aBody(aSchema({ type: 'array', items: item })),
    'x-effect': { create: 'users', each: 'item' },
    'x-clauses': [aCountingClause('schema', {}, { each: 'item' })],
  }),
);

/** A request and its answer, as the judges of promises see it. */
export function aScene(facts: SceneFacts = {}): Scene {
  const { contract = oneUser, sent = { email: GOOD }, query = {}, status = 200, answered, doubtful, ...more } = facts;
  const judge = createJudge(contract);
  const expectation = anOracle(contract, {}, doubtful ? { doubtful } : {}).expect(sent, { query });
  const { inquiry } = expectation;
  return {
    operation: judge.operation,
    draft: { persona: 'anonymous', query, headers: {}, without: [], mediaType: 'application/json', body: sent },
    inquiry,
    expectation,
    kind: status < 300 ? 'success' : 'refusal',
    isDryRun: false,
    created: status < 300 ? inquiry.elements : [],
    emailOf: createEmailOf(contract, judge.operation),
    fact: () => undefined,
    seen: new Map(),
    mayReplay: false,
    keptMembers: [],
    follow: undefined,
    ...more,
    answer: { ...anAnswer(judge, status, answered), ...facts.answer },
    observed: facts.observed && new Map(Object.entries(facts.observed)),
    mailsBefore: facts.mailsBefore && new Map(Object.entries(facts.mailsBefore)),
    expected: new Map(Object.entries(facts.expected ?? {})),
  };
}

/** A user as a target shows it. */
export function aUser(email: string, more: JsonObject = {}): JsonObject {
  return { id: `id of ${email}`, email, ...more };
}

/** What a verdict says in one word: `kept`, `broken`, `cantTell`, or `none` where the promise does not apply. */
export async function wordOf(verdict: PromiseVerdict | Promise<PromiseVerdict>): Promise<string> {
  const words = { passed: 'kept', failed: 'broken', cantTell: 'cantTell' } as const;
  const settled = await verdict;
  return settled ? words[settled.outcome] : 'none';
}
