import type { Socket } from 'node:net';
import { Client, type Dispatcher } from 'undici';
import { BrokenOff, breakdownOf } from './breakdown-of.ts';
import type { WireRequest } from './exchange.ts';
import { type FinalAnswerReader, readFinalAnswers } from './final-answer-reader.ts';
import { codeOf } from './printable-line.ts';
import { type Breakdown, type RawAnswer, tooLarge } from './raw-answer.ts';
import { UnsendableRequest } from './unsendable-request.ts';

/** What one use of a connection yields. */
export type Attempt = { readonly answer: RawAnswer } | { readonly breakdown: Breakdown; readonly resend: Resend };

/**
 * Whether the request may be sent again on another connection. `safe`: not a byte of it was written. `idempotent`: the connection had
 * been used before and was closed without a byte of answer, as servers do with idle ones (RFC 9112, section 9.6), but the request
 * may have been carried out (RFC 9110, section 9.2.2).
 */
type Resend = 'safe' | 'idempotent' | 'never';

/** How long an idle connection is kept when the server says nothing about it, in milliseconds. */
const KEEP_ALIVE_MS = 4_000;
/** Longest time that a server's own hint is believed, in milliseconds. */
const KEEP_ALIVE_MAX_MS = 60_000;
/** Servers may send large fields; what is larger than this is no answer any more. */
const MAX_HEADER_BYTES = 64 * 1024;

/** A connection that was closed before the request was written. */
class ClosedBefore extends Error {}

/** What undici says to a request that it cannot send. */
const REFUSALS: ReadonlySet<string> = new Set(['UND_ERR_INVALID_ARG', 'UND_ERR_NOT_SUPPORTED']);

/** One open connection to a server. It carries one request at a time and never connects again. */
export class Connection {
  /** When the last answer was complete. */
  idleSince = 0;
  readonly #socket: Socket;
  readonly #client: Client;
  readonly #reader: FinalAnswerReader;
  #requests = 0;

  constructor(origin: string, socket: Socket) {
    let isTaken = false;
    this.#socket = socket;
    this.#reader = readFinalAnswers(socket);
    this.#client = new Client(origin, {
      connect: (_, callback) => {
        const isGone = isTaken || socket.destroyed;
        isTaken = true;
        // Called at once it would find the client in the middle of its own work, and be forgotten.
        queueMicrotask(() => (isGone ? callback(new ClosedBefore('closed'), null) : callback(null, socket)));
      },
      pipelining: 1,
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: KEEP_ALIVE_MAX_MS,
      maxHeaderSize: MAX_HEADER_BYTES,
      // The deadline of the whole exchange is kept outside.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  /** False when nothing can be sent on it any more. */
  get isOpen(): boolean {
    return !this.#socket.destroyed && !this.#client.destroyed;
  }

  /** Calls back when the server ends the connection. */
  onServerClose(listener: () => void): void {
    this.#socket.once('end', listener);
  }

  /**
   * Sends a request and reads the answer, which may have so many bytes. Ends when the connection is destroyed.
   * @throws UnsendableRequest, and nothing else.
   */
  send(request: WireRequest, maxBytes: number): Promise<Attempt> {
    const isReused = this.#requests > 0;
    this.#requests += 1;
    this.#reader.expectAnswer();
    return new Promise((resolve, reject) => {
      const handler = new AnswerHandler(maxBytes, {
        complete: (answer) => resolve({ answer }),
        broken: (error, isWritten, hasHead) => {
          if (REFUSALS.has(codeOf(error) ?? '')) reject(new UnsendableRequest(error.message));
          const hasBegun = this.#reader.hasBegun();
          const breakdown = breakdownOf(error, { hasBegun, hasHead, isCut: this.#reader.isCut() });
          const isSilent = breakdown.failure === 'reset' && !hasBegun;
          resolve({ breakdown, resend: resendOf(isWritten, isReused && isSilent) });
          this.destroy();
        },
      });
      const { method, path, body } = request;
      this.#client.dispatch({ method, path, headers: flatHeaders(request), body: body ?? null }, handler);
    });
  }

  /** Ends it at once; a request under way breaks off. */
  destroy(): void {
    this.#client.destroy(null, () => undefined);
    this.#socket.destroy();
  }
}

function resendOf(isWritten: boolean, isStale: boolean): Resend {
  if (!isWritten) return 'safe';
  return isStale ? 'idempotent' : 'never';
}

function flatHeaders({ headers }: WireRequest): string[] {
  const asks = headers.some(([name]) => name.toLowerCase() === 'accept-encoding');
  return [...headers.flat(), ...(asks ? [] : ['accept-encoding', 'identity'])];
}

interface AnswerListener {
  readonly complete: (answer: RawAnswer) => void;
  readonly broken: (error: Error, isWritten: boolean, hasHead: boolean) => void;
}

/** Collects one answer. */
class AnswerHandler implements Dispatcher.DispatchHandler {
  readonly #maxBytes: number;
  readonly #listener: AnswerListener;
  readonly #chunks: Buffer[] = [];
  #size = 0;
  #isWritten = false;
  #head: Omit<RawAnswer, 'body'> | undefined;

  constructor(maxBytes: number, listener: AnswerListener) {
    this.#maxBytes = maxBytes;
    this.#listener = listener;
  }

  onRequestStart(): void {
    this.#isWritten = true;
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, _: unknown, reasonPhrase = ''): void {
    if (status < 200) {
      const message = `The server switched to another protocol (${status}), which nobody asked for.`;
      controller.abort(new BrokenOff({ failure: 'not-http', message }));
    } else this.#head = { status, reasonPhrase, headers: pairsOf(controller.rawHeaders) };
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size > this.#maxBytes) controller.abort(new BrokenOff(tooLarge(this.#maxBytes)));
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (this.#head) this.#listener.complete({ ...this.#head, body: Buffer.concat(this.#chunks, this.#size) });
  }

  onResponseError(_: unknown, error: Error): void {
    this.#listener.broken(error, this.#isWritten, this.#head !== undefined);
  }
}

/** Octets beyond ASCII stay what they are, one character each. @source RFC 9110, section 5.5 */
function pairsOf(raw: Dispatcher.DispatchController['rawHeaders']): [string, string][] {
  const texts = Array.isArray(raw)
    ? raw.map((part) => (typeof part === 'string' ? part : part.toString('latin1')))
    : [];
  return texts.flatMap((name, index) => (index % 2 === 0 ? [[name, texts[index + 1] ?? '']] : []));
}
