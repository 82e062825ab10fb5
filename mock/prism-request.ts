import { parse } from 'node:querystring';
import type { Operation } from '../specs/contract.ts';
import type { Json } from '../specs/json.ts';
import { decodeBody } from '../wire/decode.ts';
import type { Decoded } from '../wire/fault.ts';
import { isJsonType, isXmlType, parseMediaType } from '../wire/media-type.ts';
import type { LinkSchema } from './linked-schema.ts';
import type { PlainRequest } from './plain.ts';
import type { Prism, PrismResource } from './prism-operation.ts';

/** A request as Prism reads it. */
export type PrismInput = Parameters<ReturnType<Prism['createInstance']>['request']>[0];

/** The request for Prism. JSON and XML are given as the value in `body`, everything else as its text. */
export function toPrismInput(
  { headers, body: bytes }: PlainRequest,
  { method, path: template }: PrismResource,
  path: string,
  query: URLSearchParams,
  body: Json | undefined,
): PrismInput {
  const own = { ...headers };
  // Without a length Prism does not look at the media type. A chunked body has none.
  if (bytes.length > 0) own['content-length'] = String(bytes.length);
  const type = ownType(headers['content-type'], bytes);
  if (type === undefined) delete own['content-type'];
  else own['content-type'] = type;
  const ranges = mediaRanges(headers['accept']);
  if (ranges === undefined) delete own['accept'];
  else own['accept'] = ranges;
  if (own['authorization'] !== undefined) own['authorization'] = asPrismReads(own['authorization']);
  const values = Object.entries(parse(query.toString())).map(([name, value]) => [name, value ?? '']);
  return {
    method: toMethod(method),
    url: { path: belowBase(path, template), query: Object.fromEntries(values) },
    headers: own,
    ...(body !== undefined && { body }),
  };
}

const METHODS: readonly PrismInput['method'][] = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** @source OpenAPI 3.1.1 section 4.8.9: the fixed fields of a path item. */
function toMethod(method: string): PrismInput['method'] {
  const known = METHODS.find((name) => name === method.toLowerCase());
  if (known === undefined)
    throw new Error(`Prism has an operation of the method ${method}, which OpenAPI does not know.`);
  return known;
}

/** The path without what stands before it: the base path of a server. A parameter holds no slash. */
function belowBase(path: string, template: string): string {
  const length = template.split('/').length - 1;
  return `/${path.split('/').slice(-length).join('/')}`;
}

/** The value of a request's body; undefined when nothing was sent. */
export function readBody({ body, headers }: PlainRequest, operation: Operation, link: LinkSchema): Decoded | undefined {
  if (body.length === 0) return undefined;
  const contentType = headers['content-type'] ?? '';
  const type = parseMediaType(contentType)?.type ?? '';
  if (!isJsonType(type) && !isXmlType(type)) return { ok: true, value: new TextDecoder().decode(body) };
  const declared = operation.body?.content ?? {};
  const likewise = isXmlType(type) ? Object.entries(declared).find(([name]) => isXmlType(name))?.[1] : undefined;
  const content = { [type]: { schema: link((declared[type] ?? likewise)?.schema) } };
  return decodeBody(body, contentType, { content, contentEncoding: headers['content-encoding'] });
}

const TOKEN = "[!#$%&'*+.^_`|~\\w-]+";
const MEDIA_RANGE = new RegExp(`^ *${TOKEN}/${TOKEN} *(?:; *${TOKEN} *= *(?:${TOKEN}|"[^"\\\\]*") *)*$`);

/** The media ranges of `Accept`, without what is none: Prism would fail at it. Undefined when nothing is left. */
function mediaRanges(accept: string | undefined): string | undefined {
  const ranges = (accept ?? '').split(',').filter((range) => MEDIA_RANGE.test(range));
  return ranges.length === 0 ? undefined : ranges.join(',');
}

/** A body of unknown type is a series of bytes (RFC 9110 section 8.3); Prism would pass over a missing type and fail at a broken one. */
function ownType(contentType: string | undefined, body: Uint8Array): string | undefined {
  if (contentType !== undefined && parseMediaType(contentType)) return contentType;
  return body.length > 0 ? 'application/octet-stream' : undefined;
}

/** Prism knows `Bearer` in this case only, and refuses passwords with a colon. Neither is compared with anything. */
function asPrismReads(authorization: string): string {
  const [scheme = '', ...rest] = authorization.split(' ');
  const value = rest.join(' ');
  if (scheme.toLowerCase() === 'bearer') return `Bearer ${value}`;
  if (scheme.toLowerCase() !== 'basic') return authorization;
  const [name, ...password] = Buffer.from(value, 'base64').toString().split(':');
  if (password.length === 0) return authorization;
  return `Basic ${Buffer.from(`${name}:${password.join('')}`).toString('base64')}`;
}
