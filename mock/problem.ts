import type { PlainResponse } from './plain.ts';

/** What a problem document says. */
export interface ProblemDetails {
  readonly status: number;
  /** Stable code, listed in `docs/errors.md`; the last part of the problem's `type`. */
  readonly code: ProblemCode;
  readonly detail: string;
  /** Further members, such as the known paths. */
  readonly more?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export type ProblemCode =
  | 'unknown-path'
  | 'unknown-mount'
  | 'method-not-allowed'
  | 'body-too-large'
  | 'bad-request'
  | 'headers-too-large'
  | 'request-timeout'
  | 'expectation-failed'
  | 'bad-sandbox'
  | 'too-many-sandboxes'
  | 'unknown-admin-path'
  | 'bad-admin-request'
  | 'unknown-request'
  | 'forbidden-host'
  | 'not-acceptable'
  | 'invalid-request'
  | 'unauthorized'
  | 'unsupported-media-type'
  | 'unreadable-body'
  | 'bad-preference'
  | 'unknown-code'
  | 'unknown-example'
  | 'no-answer'
  | 'kit-fault';

/** Codes of the answers that no contract documents, with their titles. */
export const problemTitles: Readonly<Record<ProblemCode, string>> = {
  'unknown-path': 'No operation of the contract has this path',
  'unknown-mount': 'No contract is mounted here',
  'method-not-allowed': 'The path does not have this method',
  'body-too-large': 'The body is larger than the mock accepts',
  'bad-request': 'The request cannot be read',
  'headers-too-large': 'The header fields are larger than the mock accepts',
  'request-timeout': 'The request did not arrive in time',
  'expectation-failed': 'The mock does not do what the request expects',
  'bad-sandbox': 'This is not the name of a sandbox',
  'too-many-sandboxes': 'The mock keeps no more sandboxes',
  'unknown-admin-path': 'The admin API has no such path',
  'bad-admin-request': 'The admin API cannot do this',
  'unknown-request': 'The journal does not hold this request',
  'forbidden-host': 'The admin API is reached under another name than the mock has',
  'not-acceptable': 'The document has no answer for this request',
  'invalid-request': 'The request does not fit the document',
  unauthorized: 'The request lacks credentials',
  'unsupported-media-type': 'The operation does not read this kind of body',
  'unreadable-body': 'The body cannot be read',
  'bad-preference': 'The preference cannot be understood',
  'unknown-code': 'The operation declares no answer with this status',
  'unknown-example': 'The answer has no example of this name',
  'no-answer': 'The document does not say what to answer',
  'kit-fault': 'The mock failed',
};

/** A problem document (RFC 9457) as an answer. */
export function problem({ status, code, detail, more, headers }: ProblemDetails): PlainResponse {
  const document = {
    type: `https://doublecheck.invalid/problems/${code}`,
    title: problemTitles[code],
    status,
    detail,
    code,
    ...more,
  };
  return {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
    body: `${JSON.stringify(document)}\n`,
  };
}
