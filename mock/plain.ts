/** A request as plain data: what every edge (node:http, fetch) hands to the core. */
export interface PlainRequest {
  /** Upper case. */
  readonly method: string;
  /** Path and query as sent, starting with `/`; `*` for the server as a whole. */
  readonly target: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Scheme and authority under which the client reached the mock, such as `http://127.0.0.1:4010`. */
  readonly origin: string;
}

/** An answer as plain data. */
export interface PlainResponse {
  readonly status: number;
  readonly reasonPhrase?: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}
