/** A request as it goes over the wire. */
export interface WireRequest {
  /** Upper case. */
  readonly method: string;
  /** Path and query below the base URL, starting with `/`. */
  readonly path: string;
  /** In the order in which they are sent. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array | undefined;
}

/** One complete answer. */
export interface WireAnswer {
  readonly kind: 'answer';
  readonly status: number;
  /** Empty where the protocol or the server has none. */
  readonly reasonPhrase: string;
  /** Names as received; a repeated field has an entry each time. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
  readonly ms: number;
}

/** Why there is no complete answer. `unreachable`: nobody listens or the name is unknown; the others: a server did not do its part. */
export type WireFailureKind = 'unreachable' | 'timeout' | 'reset' | 'truncated' | 'too-large' | 'not-http';

/** No complete answer, and why. */
export interface WireFailure {
  readonly kind: 'failure';
  readonly failure: WireFailureKind;
  /** One printable line for people, without secrets. */
  readonly message: string;
  readonly ms: number;
}

/** What came back. */
export type Exchange = WireAnswer | WireFailure;
