import type { PlainRequest } from '../mock/plain.ts';
import type { Operation } from '../specs/contract.ts';
import { isObject, type Json } from '../specs/json.ts';
import { isJsonType, isXmlType, parseMediaType } from '../wire/media-type.ts';
import type { Comparison } from './differential-judges.ts';

/** A kind of request about which our validation and Prism's may differ. */
export interface Exception {
  readonly name: string;
  /** What each of them does, and why we stay with ours. */
  readonly reason: string;
  readonly holds: (comparison: Comparison) => boolean;
  /** The same request without the peculiarity: about this one the two have to agree. */
  readonly restate: (comparison: Comparison) => PlainRequest;
}

/** Every kind of request about which the two are known to differ. */
export const exceptions: readonly Exception[] = [
  {
    name: 'XML body',
    reason: 'Prism takes XML for a text and refuses it wherever an object is expected. We read it by its schema.',
    holds: ({ call }) => call.body !== undefined && isXmlType(call.mediaType ?? ''),
    restate: ({ request, call }) => withJson(request, call.body ?? null),
  },
  {
    name: 'text/json',
    reason: 'Prism refuses the name. It was never registered, is still sent, and can mean nothing else.',
    holds: ({ request }) => typeOf(request) === 'text/json',
    restate: ({ request }) => withMediaType(request, 'application/json'),
  },
  {
    name: 'type with the suffix +json',
    reason: 'Prism takes any of them for application/json. They are other media types (RFC 6839 section 3.1).',
    holds: ({ request, call }) => call.fault?.code === 'unsupported-media-type' && typeOf(request).endsWith('+json'),
    restate: ({ request }) => withMediaType(request, 'application/json'),
  },
  {
    name: 'charset other than UTF-8',
    reason: 'Prism does not look at it. The bytes would be misread (RFC 8259 section 8.1).',
    holds: ({ call }) => call.fault?.code === 'unsupported-charset',
    restate: ({ request }) => withMediaType(request, typeOf(request)),
  },
  {
    name: 'wrapped body',
    reason: 'The contract lets one member wrap the body (x-unwrap). Prism does not know the word.',
    holds: (comparison) => wrappedValue(comparison) !== undefined,
    restate: (comparison) => withJson(comparison.request, wrappedValue(comparison) ?? null),
  },
  {
    name: 'empty parameter',
    reason: 'Prism takes an empty value for an absent one. It is there, and an empty text.',
    holds: ({ request, operation }) => emptyNames(request, operation).length > 0,
    restate: ({ request, operation }) => withoutNames(request, emptyNames(request, operation)),
  },
  {
    name: 'query name in another case',
    reason:
      'Prism ignores the case of query names. They are data (RFC 3986 section 6.2.2.1), unlike the names of headers.',
    holds: ({ request, operation }) => otherCaseNames(request, operation).length > 0,
    restate: ({ request, operation }) => withoutNames(request, otherCaseNames(request, operation)),
  },
];

function typeOf({ headers }: PlainRequest): string {
  return parseMediaType(headers['content-type'] ?? '')?.type ?? '';
}

function withMediaType(request: PlainRequest, mediaType: string): PlainRequest {
  return { ...request, headers: { ...request.headers, 'content-type': mediaType } };
}

function withJson(request: PlainRequest, value: Json): PlainRequest {
  return { ...withMediaType(request, 'application/json'), body: new TextEncoder().encode(JSON.stringify(value)) };
}

/** The value inside a JSON body that consists of the wrapping member alone. */
function wrappedValue({ request, operation, call }: Comparison): Json | undefined {
  const name = operation.body?.content[call.mediaType ?? '']?.unwrap;
  if (name === undefined || call.fault || !isJsonType(typeOf(request))) return undefined;
  const sent: Json = JSON.parse(new TextDecoder().decode(request.body));
  return isObject(sent) && Object.keys(sent).length === 1 ? sent[name] : undefined;
}

/** Names of declared parameters that are sent without a value. */
function emptyNames(request: PlainRequest, { parameters }: Operation): string[] {
  const query = queryOf(request);
  const declared = (place: string, name: string): boolean =>
    parameters.some((parameter) => parameter.in === place && parameter.name.toLowerCase() === name.toLowerCase());
  const inQuery = [...query].filter(([name, value]) => value === '' && declared('query', name)).map(([name]) => name);
  const headers = Object.entries(request.headers).filter(([name, value]) => value === '' && declared('header', name));
  return [...inQuery, ...headers.map(([name]) => name)];
}

/** Query names that differ from a declared one by letter case only. */
function otherCaseNames(request: PlainRequest, { parameters }: Operation): string[] {
  const declared = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
  const folded = new Set(declared.map((name) => name.toLowerCase()));
  return [...queryOf(request).keys()].filter((name) => folded.has(name.toLowerCase()) && !declared.includes(name));
}

function queryOf({ target }: PlainRequest): URLSearchParams {
  return new URLSearchParams(target.split('?')[1]);
}

function withoutNames(request: PlainRequest, names: readonly string[]): PlainRequest {
  const query = new URLSearchParams([...queryOf(request)].filter(([name]) => !names.includes(name))).toString();
  const [path = ''] = request.target.split('?');
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !names.includes(name)));
  return { ...request, target: query === '' ? path : `${path}?${query}`, headers };
}
