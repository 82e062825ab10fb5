import { responseFor } from '../rules/answer.ts';
import type { Operation } from '../specs/contract.ts';
import type { Json } from '../specs/json.ts';
import { encodeBody } from '../wire/encode.ts';
import type { WireFault } from '../wire/fault.ts';
import { isXmlType, parseMediaType } from '../wire/media-type.ts';
import type { LinkSchema } from './linked-schema.ts';
import type { PlainResponse } from './plain.ts';
import { type Prism, revealData } from './prism-operation.ts';
import { type ProblemCode, problem } from './problem.ts';

type PrismOutcome = Awaited<ReturnType<ReturnType<ReturnType<Prism['createInstance']>['request']>>>;
/** What Prism answers, with its diagnostics of the request. */
export type PrismAnswer = Extract<PrismOutcome, { _tag: 'Right' }>['right'];

/** The answer of Prism, its body written in its media type. */
export function toPlainResponse({ output }: PrismAnswer, operation: Operation, link: LinkSchema): PlainResponse {
  const { statusCode: status, headers = {}, body } = output;
  const declared = Object.entries(headers)
    .filter(isUsable)
    .map(([name, value]) => [name, String(value)]);
  const plain = { status, headers: Object.fromEntries(declared) };
  const mediaType = Object.entries(headers).find(([name]) => name === 'Content-type')?.[1];
  if (body === undefined || mediaType === undefined) return { ...plain, body: '' };
  const schema = responseFor(operation, status)?.content[mediaType.toLowerCase()]?.schema;
  // A copy: Prism may answer with a part of the document itself.
  const value: Json = JSON.parse(JSON.stringify(body));
  const text = encode(revealData(value), mediaType, link(schema));
  return { ...plain, headers: { 'Content-Type': withCharset(mediaType), ...plain.headers }, body: text };
}

/** The problem document for an error of Prism: what it has against the request is kept under `validation`. */
export function toProblem(error: Error, { id }: Operation): PlainResponse {
  const status = Number(Reflect.get(error, 'status') ?? 500);
  const known = ERRORS[error.name.replace(/^.*#/, '')];
  if (!known) throw error;
  const { validation, headers } = Object(Reflect.get(error, 'additional') ?? {});
  const detail = known.detail.replace('{operation}', id).replace('{found}', String(Reflect.get(error, 'detail')));
  return problem({
    status,
    code: known.code,
    detail,
    ...(validation && { more: { validation } }),
    ...(headers && { headers }),
  });
}

/** The problem document for a body that cannot be read. */
export function toBodyProblem({ code, message, line, column }: WireFault): PlainResponse {
  const isUnsupported = code === 'unsupported-charset' || code === 'unsupported-encoding';
  return problem({
    status: isUnsupported ? 415 : 400,
    code: isUnsupported ? 'unsupported-media-type' : 'unreadable-body',
    detail: `${message}.`,
    more: { ...(line !== undefined && { line }), ...(column !== undefined && { column }) },
  });
}

/** What the errors of Prism mean, by the last part of their name. */
const ERRORS: Readonly<Record<string, { readonly code: ProblemCode; readonly detail: string }>> = {
  UNPROCESSABLE_ENTITY: {
    code: 'invalid-request',
    detail: 'The request does not fit {operation}, and the document has no answer for that. See "validation".',
  },
  UNAUTHORIZED: {
    code: 'unauthorized',
    detail: 'The request lacks the credentials that {operation} asks for, and the document has no answer for that.',
  },
  INVALID_CONTENT_TYPE: {
    code: 'unsupported-media-type',
    detail: '{operation} does not read this media type. {found}.',
  },
  NOT_ACCEPTABLE: {
    code: 'not-acceptable',
    detail: '{operation} has no answer in a media type that Accept names. {found}.',
  },
  NO_RESPONSE_RESPONSE_DEFINED: { code: 'no-answer', detail: 'The document declares no answer of {operation}.' },
  SCHEMA_TOO_COMPLEX: { code: 'no-answer', detail: 'The answer of {operation} has no example. {found}' },
};

/** Headers that the server sets itself. @source OpenAPI 3.1.1 section 4.8.17 (Content-Type), RFC 9112 section 6 */
const OWN_HEADERS: ReadonlySet<string> = new Set(['content-type', 'content-length', 'transfer-encoding', 'connection']);

function isUsable([name, value]: readonly [string, unknown]): boolean {
  return (
    value !== null && value !== undefined && /^[!#$%&'*+.^_`|~\w-]+$/.test(name) && !OWN_HEADERS.has(name.toLowerCase())
  );
}

/** Readers may take a text without a charset for another one than UTF-8. */
function withCharset(mediaType: string): string {
  return /^(text\/|application\/xml$)/.test(mediaType) && !mediaType.includes(';')
    ? `${mediaType}; charset=utf-8`
    : mediaType;
}

/** Examples of XML are mostly written as text. */
function encode(body: Json, mediaType: string, schema: Json | undefined): string {
  const type = parseMediaType(mediaType)?.type ?? mediaType;
  return typeof body === 'string' && isXmlType(type) ? body : encodeBody(body, mediaType, schema);
}
