import type { Operation } from '../specs/contract.ts';
import type { JsonObject } from '../specs/json.ts';
import { createSchemaLinker, type LinkSchema } from './linked-schema.ts';
import type { FallBack } from './mount.ts';
import type { PlainRequest, PlainResponse } from './plain.ts';
import { type Preferences, preferenceApplied, readPreferences, withoutPreferences } from './prefer.ts';
import { type PrismAnswer, toBodyProblem, toPlainResponse, toProblem } from './prism-answer.ts';
import { type Prism, type PrismOperation, type PrismResource, preparePrism } from './prism-operation.ts';
import { type PrismInput, readBody, toPrismInput } from './prism-request.ts';
import { selectAnswers } from './prism-select.ts';
import { problem } from './problem.ts';

/**
 * Answers operations of a dereferenced document with Prism: examples or values made up from schemas, requests checked.
 * `Prefer` and its twins in the query choose the answer; with a code that answer is given whatever the request is like.
 * What is made up comes from the seed that a request prefers, else from the mock's: the same seed gives the same answers.
 * Never rejects: what fails is a problem document. Importing Prism takes most of a second; `preload` does it before the first request.
 */
export function createPrismFallBack(document: JsonObject, mockSeed = 1): FallBack {
  let loading: Promise<LoadedPrism> | undefined;
  const load = (): Promise<LoadedPrism> => {
    loading ??= loadPrism(String(mockSeed)).catch((error: unknown) => {
      // The next request tries again.
      loading = undefined;
      throw error;
    });
    return loading;
  };
  const link = createSchemaLinker(document);
  const operations = new Map<string, Promise<PrismOperation>>();
  const prepare = (prism: Prism, operation: Operation): Promise<PrismOperation> => {
    const key = `${operation.method} ${operation.path}`;
    const known = operations.get(key);
    if (known) return known;
    const prepared = preparePrism(prism, document, operation).catch((error: unknown) => {
      operations.delete(key);
      throw error;
    });
    operations.set(key, prepared);
    return prepared;
  };
  const fallBack = async (request: PlainRequest, operation: Operation, path: string): Promise<PlainResponse> => {
    try {
      const { prism, ask } = await load();
      return await answer({ request, operation, path, prepared: await prepare(prism, operation), ask, link });
    } catch (error) {
      return unexpected(operation, error);
    }
  };
  return Object.assign(fallBack, { preload: async () => void (await load()) });
}

type Ask = (input: PrismInput, resource: PrismResource, preferences: Preferences) => Promise<Error | PrismAnswer>;

interface LoadedPrism {
  readonly prism: Prism;
  readonly ask: Ask;
}

async function loadPrism(mockSeed: string): Promise<LoadedPrism> {
  const [prism, { createLogger }] = await Promise.all([
    import('@stoplight/prism-http'),
    import('@stoplight/prism-core'),
  ]);
  const logger = createLogger('prism', { level: 'silent' }, { write: () => undefined });
  return {
    prism,
    ask: async (input, resource, preferences) => {
      const config = configFor({ seed: mockSeed, ...preferences });
      const route = (): { _tag: 'Right'; right: PrismResource } => ({ _tag: 'Right', right: resource });
      const outcome = await prism.createInstance(config, { logger, route }).request(input, [resource])();
      return outcome._tag === 'Left' ? outcome.left : outcome.right;
    },
  };
}

/** Made anew for every request: Prism writes the media types of the first one into it. */
function configFor({ code, example, dynamic, seed }: Preferences): Parameters<Prism['createInstance']>[0] {
  return {
    isProxy: false,
    checkSecurity: code === undefined,
    validateRequest: code === undefined,
    validateResponse: false,
    errors: false,
    upstreamProxy: undefined,
    mock: {
      dynamic: dynamic === true && example === undefined,
      ...(seed !== undefined && { seed }),
    },
  };
}

interface Question {
  readonly request: PlainRequest;
  readonly operation: Operation;
  readonly path: string;
  readonly prepared: PrismOperation;
  readonly ask: Ask;
  readonly link: LinkSchema;
}

async function answer({ request, operation, path, prepared, ask, link }: Question): Promise<PlainResponse> {
  const [, ...sent] = request.target.split('?');
  const query = new URLSearchParams(sent.join('?'));
  const read = readPreferences(request.headers['prefer'], query);
  if (!read.ok) return problem({ status: 400, code: 'bad-preference', detail: read.fault });
  const { preferences } = read;
  const selection = selectAnswers(prepared.resource, preferences);
  if (!selection.ok) return selection.answer;
  const body = readBody(request, operation, link);
  if (body && !body.ok && preferences.code === undefined) return toBodyProblem(body.fault);
  const value = body?.ok ? body.value : undefined;
  const input = toPrismInput(request, prepared.resource, path, withoutPreferences(query), value);
  const resource = value ? selection.resource : withFalsyBody(selection.resource, prepared, input);
  const outcome = await ask(input, resource, preferences);
  if (outcome instanceof Error) return toProblem(outcome, operation);
  return withApplied(toPlainResponse(outcome, operation, link), preferences, outcome);
}

/** Prism takes `false`, `0`, `""` and null for a missing body. Where one of them was sent, the body is there, or it is a null that may not be. */
function withFalsyBody(
  resource: PrismResource,
  { allowsNull }: PrismOperation,
  { body, headers }: PrismInput,
): PrismResource {
  if (body === undefined || !resource.request?.body) return resource;
  const [mediaType = ''] = (headers?.['content-type'] ?? '').split(';');
  const required = body === null && !allowsNull(mediaType.trim());
  return { ...resource, request: { ...resource.request, body: { ...resource.request.body, required } } };
}

/** Says which preferences were followed. Without a code an example is for good requests, and a seed for what is made up. */
function withApplied(response: PlainResponse, preferences: Preferences, { validations }: PrismAnswer): PlainResponse {
  const { code, example, dynamic, seed } = preferences;
  const isExample = example !== undefined && (code !== undefined || validations.input.length === 0);
  const isDynamic = dynamic !== undefined && example === undefined;
  const applied = preferenceApplied({
    ...(code !== undefined && { code }),
    ...(isExample && { example }),
    ...(isDynamic && { dynamic }),
    ...(seed !== undefined && isDynamic && dynamic && { seed }),
  });
  return applied === '' ? response : { ...response, headers: { ...response.headers, 'Preference-Applied': applied } };
}

function unexpected({ id }: Operation, error: unknown): PlainResponse {
  const found = error instanceof Error ? error.message : String(error);
  return problem({ status: 500, code: 'kit-fault', detail: `Prism could not answer ${id}: ${found}` });
}
