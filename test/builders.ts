import { createFresh } from '../mock/ids.ts';
import { World } from '../mock/world.ts';
import type { Call } from '../rules/call.ts';
import { compileContract } from '../rules/compile.ts';
import { type Decision, decide } from '../rules/decide.ts';
import { buildContract } from '../specs/build.ts';
import type { Contract } from '../specs/contract.ts';
import type { Json, JsonObject } from '../specs/json.ts';

/** The instant of every test world. */
export const NOW: number = Date.UTC(2026, 0, 2, 3, 4, 5, 678);

/** A document with one operation `createUser`, `POST /users`, that creates users; members replace the defaults. */
export function aDocument(operation: JsonObject = {}, root: JsonObject = {}): JsonObject {
  const answers = { refused: { value: { because: '{$violation#/message}', field: '{$violation#/field}' } } };
  const schema = { type: 'object', properties: { email: { type: 'string' } } };
  const refusal = { description: 'refused', content: { 'application/json': { examples: answers } } };
  return {
    openapi: '3.1.1',
    info: { title: 'Tiny', version: '1' },
    'x-contract': { id: 'tiny', operation: 'createUser', documents: [] },
    'x-collections': { users: { id: '/id', email: '/email', record: { id: '{$new#/guid}', email: '{$item#/email}' } } },
    paths: {
      '/users': {
        post: {
          operationId: 'createUser',
          requestBody: { required: true, content: { 'application/json': { schema } } },
          responses: {
            '200': {
              description: 'done',
              content: { 'application/json': { examples: { done: { value: '{$records}' } } } },
            },
            ...Object.fromEntries(['400', '401', '402', '403', '409'].map((status) => [status, refusal])),
          },
          'x-effect': { create: 'users' },
          'x-answer': { status: 200, example: 'done' },
          ...operation,
        },
      },
    },
    ...root,
  };
}

/** The contract of a document that is taken as checked. */
export function aContract(document: JsonObject): Contract {
  return buildContract({ file: 'tiny.yaml', sha256: '', document, readings: {} });
}

/** A clause of a rule that answers 400 with the example `refused`. */
export function aClause(rule: string, params: JsonObject = {}, more: JsonObject = {}): JsonObject {
  return {
    id: rule,
    rule,
    params,
    level: 'must',
    basis: 'assumed',
    says: `${rule} holds.`,
    answer: { status: 400, example: 'refused' },
    ...more,
  };
}

/** A call as it arrives after decoding; JSON body, no credentials. */
export function aCall(body: Json | undefined, more: Partial<Call> = {}): Call {
  return {
    method: 'POST',
    path: {},
    query: {},
    headers: {},
    body,
    mediaType: 'application/json',
    fault: undefined,
    ...more,
  };
}

/** A contract at work on a world of its own: `send` decides, and carries out what was decided. */
export function aDesk(document: JsonObject, facts: JsonObject = {}): { send: (call: Call) => Decision; world: World } {
  const contract = aContract(document);
  const engine = compileContract(contract);
  const world = new World({ contract, seed: 1, facts });
  const fresh = createFresh(7);
  return { send, world };

  function send(call: Call): Decision {
    const operation = engine.operations.get('createUser');
    if (!operation) throw new Error('the document has no createUser');
    const decision = decide(operation, call, world.facts, { now: NOW, fresh, base: 'http://mock.test' });
    world.apply(decision.changes);
    return decision;
  }
}

/** The ids of the clauses that a decision reports. */
export function brokenBy({ violations }: Decision): string[] {
  return violations.map(({ clause }) => clause.id);
}
