import type { FallBack } from '../mock/mount.ts';
import type { PlainResponse } from '../mock/plain.ts';
import { createPrismFallBack } from '../mock/prism.ts';
import { buildContract } from '../specs/build.ts';
import type { JsonObject } from '../specs/json.ts';

/** What a request carries. */
export interface Sent {
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array;
}

/** The headers of a JSON body. */
export const JSON_TYPE: Record<string, string> = { 'content-type': 'application/json' };

/** The answer of Prism behind a mock to a request for the operation with this id. */
export async function askPrism(
  document: JsonObject,
  id: string,
  target: string,
  { headers = {}, body = '' }: Sent = {},
  fallBack: FallBack = createPrismFallBack(document),
): Promise<PlainResponse> {
  const { operations } = buildContract({ file: 'things.yaml', sha256: '', document, readings: {} });
  const operation = operations.find((candidate) => candidate.id === id);
  if (!operation) throw new Error(`no operation ${id}`);
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const request = { method: operation.method.toUpperCase(), target, headers, body: bytes, origin: 'http://mock' };
  return fallBack(request, operation, target.split('?', 1)[0] ?? target);
}

/** The value of an answer's JSON body. */
export function jsonOf({ body }: PlainResponse): unknown {
  return JSON.parse(String(body));
}

/** A document of OpenAPI 3.1 with these paths and nothing of ours. */
export function aForeignDocument(paths: JsonObject, components: JsonObject = {}): JsonObject {
  return { openapi: '3.1.1', info: { title: 'Things', version: '1' }, paths, components };
}

/** What both operations are about. */
const THING = { type: 'object', required: ['name'], properties: { name: { type: 'string', maxLength: 5 } } };

/** One operation that reads and one that creates, with examples in two answers. */
export const THINGS: JsonObject = aForeignDocument({
  '/things/{id}': {
    get: {
      operationId: 'getThing',
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      responses: {
        200: {
          description: 'The thing.',
          headers: {
            'X-Left': { schema: { type: 'integer' }, example: 7 },
            'Content-Length': { schema: { type: 'integer' }, example: 1 },
            'no header': { schema: { type: 'string' } },
          },
          content: {
            'application/json': {
              schema: THING,
              examples: { small: { value: { name: 'pin' } }, odd: { value: { name: 'a "b"' } } },
            },
            'application/xml': {
              schema: { ...THING, xml: { name: 'Thing' } },
              examples: { small: { value: { name: 'pin' } }, text: { value: '<Thing/>' } },
            },
          },
        },
        404: {
          description: 'None.',
          content: {
            'application/json': {
              schema: { type: 'object' },
              examples: { gone: { value: { error: 'gone' } }, never: { value: { error: 'never' } } },
            },
          },
        },
        '4XX': { description: 'Any other.', content: { 'application/json': { example: { error: 'other' } } } },
      },
    },
  },
  '/things': {
    post: {
      operationId: 'createThing',
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: THING },
          'application/xml': { schema: { ...THING, xml: { name: 'Thing' } } },
        },
      },
      responses: { 201: { description: 'Created.', content: { 'application/json': { example: { id: 1 } } } } },
    },
  },
});
