import { parseAddress } from '../mock/address.ts';
import { MockCore } from '../mock/mock.ts';
import { Mount } from '../mock/mount.ts';
import type { PlainRequest, PlainResponse } from '../mock/plain.ts';
import { createPrismFallBack } from '../mock/prism.ts';
import { Sandboxes } from '../mock/sandboxes.ts';
import type { World } from '../mock/world.ts';
import type { Call } from '../rules/call.ts';
import { readCall } from '../rules/read-call.ts';
import type { Contract, Operation } from '../specs/contract.ts';
import { atPointer, isObject, type Json, type JsonObject } from '../specs/json.ts';
import { decodeBody } from '../wire/decode.ts';
import { encodeBody } from '../wire/encode.ts';
import type { Serve } from './serve.ts';
import { type Surface, surfaceOf } from './surface.ts';

/** What an engine can see and do: the requests and answers as values, and the worlds behind them. */
export interface Stage {
  readonly contract: Contract;
  readonly surface: Surface;
  /** The create call. */
  readonly operation: Operation;
  /** Name of the collection of users. */
  readonly collection: string;
  /** True for a request to the create call. */
  readonly isCreate: (request: PlainRequest) => boolean;
  /** The decoded body of a create call; undefined for other calls and for what cannot be read. */
  readonly bodyOf: (request: PlainRequest) => Json | undefined;
  /** The users that a create call sends, those that are objects. */
  readonly itemsOf: (request: PlainRequest) => JsonObject[];
  /** The request with other users, in the same media type. */
  readonly withItems: (request: PlainRequest, items: readonly JsonObject[]) => PlainRequest;
  /** The decoded body of an answer. */
  readonly answerOf: (answer: PlainResponse) => Json | undefined;
  /** The answer with another body, in the same media type. */
  readonly withAnswer: (answer: PlainResponse, body: Json) => PlainResponse;
  /** The world that a request works on. */
  readonly worldOf: (request: PlainRequest) => World | undefined;
  /** Records of a world whose e-mail address is one of these, letter case aside. */
  readonly recordsOf: (world: World, emails: readonly string[]) => JsonObject[];
}

/** A mock with its insides open. */
export interface Server {
  readonly serve: Serve;
  readonly stage: Stage;
}

/** Time of the mock at the start of every run: 2026-01-02T03:04:05.678Z. It goes on by a millisecond with every look at the clock. */
const START_MS = 1_767_323_045_678;

/** A mock of the contract, at the root. Everything it does is the same every time. */
export function createServer(contract: Contract): Server {
  const sandboxes = new Sandboxes(100_000);
  const { document } = contract;
  const fallBack = createPrismFallBack(document);
  const mount = new Mount({ contract, name: '', facts: {}, given: {}, seed: 1, strict: false, sandboxes, fallBack });
  let ticks = 0;
  const core = new MockCore({ mounts: [mount], sandboxes, cors: false, now: () => START_MS + ticks++ });
  return { serve: async (request) => core.handle(request), stage: createStage(contract, mount) };
}

function createStage(contract: Contract, mount: Mount): Stage {
  const operation = primaryOf(contract);
  const surface = surfaceOf(contract);
  const [collection = ''] = Object.keys(contract.collections);
  const isCreate = (request: PlainRequest): boolean =>
    request.method === operation.method.toUpperCase() && parseAddress(request.target)?.path === operation.path;
  const callOf = (request: PlainRequest): Call =>
    readCall(request, operation, {}, parseAddress(request.target)?.query ?? '');
  const bodyOf = (request: PlainRequest): Json | undefined => (isCreate(request) ? callOf(request).body : undefined);
  return {
    contract,
    surface,
    operation,
    collection,
    isCreate,
    bodyOf,
    itemsOf: (request) => itemsIn(bodyOf(request)),
    withItems: (request, items) => {
      const type = callOf(request).mediaType ?? 'application/json';
      const body = surface.isBatch ? [...items] : (items[0] ?? null);
      const text = encodeBody(body, type, operation.body?.content[type]?.schema);
      return { ...request, body: Buffer.from(text) };
    },
    answerOf: (answer) => decodeAnswer(answer, operation),
    withAnswer: (answer, body) => {
      const type = contentTypeOf(answer) ?? 'application/json';
      const schema = contentOf(answer, operation)[mediaTypeOf(type)]?.schema;
      return { ...answer, body: encodeBody(body, type, schema) };
    },
    worldOf: ({ target }) => mount.worlds.find(parseAddress(target)?.sandbox ?? ''),
    recordsOf: (world, emails) => {
      const wanted = new Set(emails.map((email) => email.toLowerCase()));
      const at = contract.collections[collection]?.email ?? '';
      return world.records(collection).filter((record) => wanted.has(String(atPointer(record, at)).toLowerCase()));
    },
  };
}

/**
 * The create call of a contract.
 * @throws Error when it has none.
 */
export function primaryOf({ id, operations }: Contract): Operation {
  const found = operations.find(({ isPrimary }) => isPrimary);
  if (!found) throw new Error(`${id} names no operation that it is about`);
  return found;
}

function itemsIn(body: Json | undefined): JsonObject[] {
  return (Array.isArray(body) ? body : [body]).filter(isObject);
}

function contentOf({ status }: PlainResponse, { responses }: Operation): Operation['responses'][string]['content'] {
  return responses[String(status)]?.content ?? Object.values(responses)[0]?.content ?? {};
}

/** Value of Content-Type, whatever the case of its name. */
export function contentTypeOf({ headers }: Pick<PlainResponse, 'headers'>): string | undefined {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
}

function mediaTypeOf(contentType: string): string {
  return contentType.split(';')[0]?.trim().toLowerCase() ?? '';
}

function decodeAnswer(answer: PlainResponse, operation: Operation): Json | undefined {
  const type = contentTypeOf(answer);
  const bytes = typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body;
  if (type === undefined || bytes.length === 0) return undefined;
  const declared = contentOf(answer, operation);
  const content = declared[mediaTypeOf(type)] === undefined ? { '*/*': {} } : declared;
  const decoded = decodeBody(bytes, type, { content });
  return decoded.ok ? decoded.value : undefined;
}
