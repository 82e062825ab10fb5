import type { RequestView } from '../specs/scope.ts';
import type { WireFault } from '../wire/fault.ts';

/** A request as the rules see it: routed and decoded. */
export interface Call extends RequestView {
  /** Media type of the operation's request body that was read; undefined without a body. */
  readonly mediaType: string | undefined;
  /** Why the body could not be read. */
  readonly fault: WireFault | undefined;
}
