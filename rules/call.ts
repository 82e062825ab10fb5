import type { Operation } from '../specs/contract.ts';
import { isObject } from '../specs/json.ts';
import type { RequestView } from '../specs/scope.ts';
import type { WireFault } from '../wire/fault.ts';

/** A request as the rules see it: routed and decoded. */
export interface Call extends RequestView {
  /** Media type of the operation's request body that was read; undefined without a body. */
  readonly mediaType: string | undefined;
  /** Why the body could not be read. */
  readonly fault: WireFault | undefined;
}

/** The call as its operation judges it: where the media type says `x-wrap`, one object is a list of it. */
export function wrapBody(call: Call, { body: declared }: Operation): Call {
  const { body, mediaType } = call;
  const wraps = mediaType !== undefined && declared?.content[mediaType]?.wrap === true;
  return wraps && isObject(body) ? { ...call, body: [body] } : call;
}
