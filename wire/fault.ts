import type { Json } from '../specs/json.ts';
import { positionAt } from './text-position.ts';

/** Why a body could not be read; the codes never change. */
export type WireFaultCode =
  | 'missing-body'
  | 'unsupported-media-type'
  | 'unsupported-charset'
  | 'unsupported-encoding'
  | 'invalid-encoding'
  | 'broken-syntax'
  | 'forbidden-construct'
  | 'too-deep'
  | 'too-many-values'
  | 'wrong-root'
  | 'element-order';

/** What is wrong with a body on its way, before any schema is asked. */
export interface WireFault {
  readonly code: WireFaultCode;
  /** For people: what was found, what was expected, what to do; with the place where there is one. */
  readonly message: string;
  /** Counted from 1. */
  readonly line?: number;
  /** Counted from 1, in UTF-16 code units. */
  readonly column?: number;
}

/** What reading a body yields: the value, or the first fault. */
export type Decoded = { readonly ok: true; readonly value: Json } | Refused;

/** A body that was not read. */
export interface Refused {
  readonly ok: false;
  readonly fault: WireFault;
}

/** In UTF-16 code units. */
const MAX_MESSAGE = 400;

/** A refusal that concerns the body as a whole. */
export function refuse(code: WireFaultCode, message: string): Refused {
  return { ok: false, fault: { code, message: shorten(message) } };
}

/**
 * A refusal that points at an index of the text.
 * @param message gets the place in words, `line 3, column 14`.
 */
export function refuseAt(
  code: WireFaultCode,
  text: string,
  index: number,
  message: (place: string) => string,
): Refused {
  const { line, column } = positionAt(text, index);
  return { ok: false, fault: { code, message: shorten(message(`line ${line}, column ${column}`)), line, column } };
}

/** Names in a message come from the body and may be as long as it. */
function shorten(message: string): string {
  return message.length > MAX_MESSAGE ? `${message.slice(0, MAX_MESSAGE - 1)}…` : message;
}

const ABOUT_MEDIA_TYPE: ReadonlySet<WireFaultCode> = new Set([
  'unsupported-media-type',
  'unsupported-charset',
  'unsupported-encoding',
]);

/** True for faults of the kind of body, which 415 is for, as against faults of what stands in it. */
export function isAboutMediaType({ code }: WireFault): boolean {
  return ABOUT_MEDIA_TYPE.has(code);
}
