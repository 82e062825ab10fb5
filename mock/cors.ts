import type { PlainRequest, PlainResponse } from './plain.ts';

/** Headers of the mock that a browser may show to scripts, beside those of the answer itself. */
const OWN_HEADERS = ['X-Mock-Reason', 'X-Mock-Request-Id', 'X-Mock-Sandbox', 'Link', 'Allow', 'Preference-Applied'];

/** How long a browser may remember a preflight answer, in seconds. */
const MAX_AGE_SECONDS = 600;

/** True for a preflight request. @source WHATWG Fetch, "CORS-preflight request". */
export function isPreflight({ method, headers }: PlainRequest): boolean {
  return (
    method === 'OPTIONS' && headers['origin'] !== undefined && headers['access-control-request-method'] !== undefined
  );
}

/** The answer to a preflight: whatever method and headers the page asks for are allowed; the real request is judged by the contract. */
export function preflightAnswer(request: PlainRequest): PlainResponse {
  const asked = request.headers['access-control-request-headers'];
  const headers = {
    'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS',
    ...(asked !== undefined && { 'Access-Control-Allow-Headers': asked }),
    'Access-Control-Max-Age': String(MAX_AGE_SECONDS),
  };
  return withCors(request, { status: 204, headers, body: '' });
}

/** The answer with what a browser needs to let the page read it. Answers to no origin stay as they are. */
export function withCors({ headers: { origin } }: PlainRequest, response: PlainResponse): PlainResponse {
  if (origin === undefined) return response;
  const cors = {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Expose-Headers': [...new Set([...Object.keys(response.headers), ...OWN_HEADERS])].join(', '),
  };
  return { ...response, headers: { ...withVary(response.headers), ...cors } };
}

/** The headers with Origin among those that the answer depends on. @source RFC 9110 section 12.5.5. */
function withVary(headers: PlainResponse['headers']): PlainResponse['headers'] {
  const [name = 'Vary', value = ''] = Object.entries(headers).find(([key]) => key.toLowerCase() === 'vary') ?? [];
  const names = value.split(',').map((part) => part.trim().toLowerCase());
  if (names.includes('*') || names.includes('origin')) return headers;
  return { ...headers, [name]: value.trim() === '' ? 'Origin' : `${value}, Origin` };
}
