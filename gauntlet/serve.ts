import type { PlainRequest, PlainResponse } from '../mock/plain.ts';

/** Answers one request; rejects with `NoAnswer` where a server would not answer at all. */
export type Serve = (request: PlainRequest) => Promise<PlainResponse>;

/** Why a server gave no complete answer. */
export type Breakdown = 'reset' | 'timeout' | 'truncated';

/** No complete answer came. */
export class NoAnswer extends Error {
  readonly kind: Breakdown;

  constructor(kind: Breakdown) {
    super(`no complete answer: ${kind}`);
    this.name = 'NoAnswer';
    this.kind = kind;
  }
}
