import type { ProblemDetails } from './problem.ts';

/** The problem of a body with more bytes than the mock accepts. */
export function bodyTooLarge(maxBodyBytes: number): ProblemDetails {
  const detail = `The body is larger than ${maxBodyBytes} bytes. Send less, or start the mock with a larger --max-body.`;
  return { status: 413, code: 'body-too-large', detail };
}
