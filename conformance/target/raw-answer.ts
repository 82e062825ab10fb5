import { decodeContent } from './content-coding.ts';
import type { Exchange, WireFailure, WireFailureKind } from './exchange.ts';
import { printableLine } from './printable-line.ts';

/** An answer whose content codings are still on. */
export interface RawAnswer {
  readonly status: number;
  readonly reasonPhrase: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

/** Why an exchange broke off. */
export interface Breakdown {
  readonly failure: WireFailureKind;
  readonly message: string;
}

/** The exchange that a raw answer or a breakdown amounts to. `ms` is asked for at the end. */
export async function toExchange(raw: RawAnswer | Breakdown, maxBytes: number, ms: () => number): Promise<Exchange> {
  if ('failure' in raw) return failed(raw.failure, raw.message, ms());
  const decoded = await decodeContent(raw.headers, raw.body, maxBytes);
  if ('failure' in decoded) return failed(decoded.failure, decoded.message, ms());
  return { kind: 'answer', ...raw, body: decoded.body, ms: ms() };
}

/** A failed exchange; the message becomes one printable line. */
export function failed(failure: WireFailureKind, message: string, ms: number): WireFailure {
  return { kind: 'failure', failure, message: printableLine(message), ms };
}

/** The breakdown of an answer that is larger than the limit in bytes. */
export function tooLarge(maxBytes: number): Breakdown {
  return { failure: 'too-large', message: `The answer has more than ${maxBytes} bytes.` };
}
