import { responseFor } from '../../rules/answer.ts';
import type { MediaType, Operation } from '../../specs/contract.ts';
import type { Json } from '../../specs/json.ts';
import { decodeBody } from '../../wire/decode.ts';
import { essenceOf, isJsonType, isXmlType } from '../../wire/media-type.ts';
import type { WireAnswer } from '../target/exchange.ts';

/** An answer with its body decoded. */
export interface DecodedAnswer {
  readonly status: number;
  readonly reasonPhrase: string;
  /** By lower-case name; of a repeated field the values joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** Lower case, without parameters; undefined without a Content-Type. */
  readonly mediaType: string | undefined;
  /** Undefined when there is none, or none that can be read. */
  readonly body: Json | undefined;
  /** Why a body that is there cannot be read. */
  readonly fault: string | undefined;
  readonly isEmpty: boolean;
  /** The body as text, for searches; bytes that are no UTF-8 are replaced. */
  readonly text: string;
}

/** The answer to an operation, its body read as its own Content-Type says, XML by the schema of the response. */
export function decodeAnswer(answer: WireAnswer, operation: Operation): DecodedAnswer {
  const headers = joinHeaders(answer.headers);
  const contentType = headers['content-type'];
  const mediaType = contentType === undefined ? undefined : essenceOf(contentType);
  const isEmpty = answer.body.length === 0;
  const { body, fault } = isEmpty ? NOTHING : readBody(answer, contentType, operation);
  return {
    status: answer.status,
    reasonPhrase: answer.reasonPhrase,
    headers,
    mediaType,
    body,
    fault,
    isEmpty,
    text: new TextDecoder().decode(answer.body),
  };
}

const NOTHING = { body: undefined, fault: undefined };

function joinHeaders(fields: WireAnswer['headers']): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of fields) {
    const key = name.toLowerCase();
    joined[key] = joined[key] === undefined ? value : `${joined[key]}, ${value}`;
  }
  return joined;
}

/** Only JSON and XML are read: what else there is has no shape that a contract could promise. */
function readBody(
  { status, body }: WireAnswer,
  contentType: string | undefined,
  operation: Operation,
): Pick<DecodedAnswer, 'body' | 'fault'> {
  const type = contentType === undefined ? undefined : essenceOf(contentType);
  if (type === undefined || !(isJsonType(type) || isXmlType(type))) return NOTHING;
  const content = contentOf(operation, status);
  const known = Object.entries(content).filter(([name]) => (isJsonType(type) ? isJsonType(name) : isXmlType(name)));
  const schema = known[0]?.[1].schema;
  const decoded = decodeBody(body, contentType, { content: { [type]: { schema } } });
  return decoded.ok ? { body: decoded.value, fault: undefined } : { body: undefined, fault: decoded.fault.message };
}

/** What an operation declares for a status; for a success that it does not declare, what it declares for its own success. */
function contentOf(operation: Operation, status: number): Readonly<Record<string, MediaType>> {
  const declared = responseFor(operation, status)?.content;
  if (declared) return declared;
  return isSuccessStatus(status) ? (responseFor(operation, successStatus(operation))?.content ?? {}) : {};
}

/** True for 2xx. */
export function isSuccessStatus(status: number): boolean {
  return status >= 200 && status < 300;
}

/** The status of the operation's own success. */
export function successStatus(operation: Operation): number {
  const declared = Object.keys(operation.responses).find((status) => /^2\d\d$/.test(status));
  return operation.answers[0]?.status ?? Number(declared ?? 200);
}
