import type { WireRequest } from './exchange.ts';

/** A request that no HTTP/1.1 client could send. The kit is at fault, never the target: nothing was sent. */
export class UnsendableRequest extends Error {
  readonly code = 'DC_UNSENDABLE';

  constructor(reason: string) {
    super(`The request cannot be sent: ${reason}`);
    this.name = 'UnsendableRequest';
  }
}

/** @source RFC 9110, section 5.6.2 */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** Visible octets; clients send each character as one. @source RFC 9112, section 3.2 */
const PATH = /^\/[\x21-\xff]*$/;
/** @source RFC 9110, section 5.5 */
const FIELD_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Fields that frame the message or steer the connection: the transport writes them, where they are needed. */
const OWN_FIELDS: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'transfer-encoding',
  'upgrade',
]);

/** Why the request cannot be sent; undefined when it can. Values of fields are never in the text. */
export function whyUnsendable({ method, path, headers }: Omit<WireRequest, 'body'>): string | undefined {
  if (!TOKEN.test(method)) return 'the method is no token';
  if (method === 'CONNECT') return 'CONNECT names no resource';
  if (!PATH.test(path)) return 'the path does not start with / or holds a character that must be percent-encoded';
  for (const [name, value] of headers) {
    if (!TOKEN.test(name)) return 'the name of a header field is no token';
    if (OWN_FIELDS.has(name.toLowerCase())) return `the transport itself writes the header field ${name}`;
    if (!FIELD_VALUE.test(value)) return `the header field ${name} holds a character that no field value can carry`;
  }
  return undefined;
}

/** @throws UnsendableRequest when the request cannot be sent. */
export function assertSendable(request: WireRequest): void {
  const reason = whyUnsendable(request);
  if (reason !== undefined) throw new UnsendableRequest(reason);
}
