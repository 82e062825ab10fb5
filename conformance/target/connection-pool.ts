import type { Socket } from 'node:net';
import { type Attempt, Connection } from './connection.ts';
import { DialError, type Dialing } from './dial.ts';
import type { WireRequest } from './exchange.ts';

/** What a pool needs from outside. */
export interface PoolSetup {
  /** Scheme, host and port. */
  readonly origin: string;
  readonly dial: () => Dialing;
  readonly maxBytes: number;
  /** Most connections at a time. */
  readonly connections: number;
  /** Milliseconds, growing. */
  readonly now: () => number;
}

/** A request on its way: what to give up when it is ended early. */
export interface Journey {
  /** True when a connection was made. */
  isAnswered: boolean;
  /** True when nobody waits for the answer any more. */
  isOver: boolean;
  cancel: () => void;
}

/** Methods whose requests do no more when they are sent twice. @source RFC 9110, section 9.2.2 */
const IDEMPOTENT: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE']);

/** No server is known that keeps connections and closes them after so short an idle time, in milliseconds. */
const SAFE_IDLE_MS = 1_000;
/** A server that keeps no connections has closed one after so long, in milliseconds. */
const PROOF_MS = 50;

/**
 * The open connections to one origin.
 *
 * A server may close a connection that it kept, at any time, and it may cross with a request on it. That is not held against the
 * server where it can be told: a request of which nothing was written is sent again, and an idempotent one whose connection was
 * closed without a byte of answer is sent again once. Any other might be carried out twice. So it travels on fresh connections until
 * one that was put by has stayed open for a while, then on those that were idle for less than a second; and on fresh ones for good
 * once the server has closed one sooner than that.
 */
export class ConnectionPool {
  readonly #setup: PoolSetup;
  readonly #idle: Connection[] = [];
  readonly #all = new Set<Connection>();
  readonly #waiting: (() => void)[] = [];
  #busy = 0;
  #habit: 'unknown' | 'keeps' | 'closes' = 'unknown';

  constructor(setup: PoolSetup) {
    this.#setup = setup;
  }

  /** Waits for its turn; the caller must `leave` afterwards. */
  async enter(): Promise<void> {
    if (this.#busy >= this.#setup.connections) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#busy += 1;
  }

  /** Hands the turn on. */
  leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#busy -= 1;
  }

  /** Sends a request on a kept connection or a new one. @throws UnsendableRequest, and nothing else. */
  async send(request: WireRequest, journey: Journey): Promise<Attempt> {
    const isIdempotent = IDEMPOTENT.has(request.method);
    const kept = this.#takeIdle(isIdempotent);
    if (kept) {
      const attempt = await this.#use(kept, request, journey);
      if ('answer' in attempt || journey.isOver) return attempt;
      if (attempt.resend === 'idempotent') this.#habit = 'closes';
      if (attempt.resend === 'never' || (attempt.resend === 'idempotent' && !isIdempotent)) return attempt;
    }
    const dialled = await this.#dial(journey);
    return 'breakdown' in dialled ? dialled : this.#use(this.#keep(dialled.socket), request, journey);
  }

  /** Ends all connections; requests under way break off. */
  close(): void {
    for (const connection of this.#all) connection.destroy();
    this.#all.clear();
    this.#idle.length = 0;
  }

  async #dial(journey: Journey): Promise<Extract<Attempt, { breakdown: unknown }> | { readonly socket: Socket }> {
    const dialing = this.#setup.dial();
    journey.isAnswered = false;
    journey.cancel = () => {
      journey.isAnswered = dialing.isAnswered();
      dialing.cancel();
    };
    try {
      return { socket: await dialing.socket };
    } catch (error) {
      if (!(error instanceof DialError)) throw error;
      return { breakdown: { failure: error.failure, message: error.message }, resend: 'never' };
    }
  }

  #keep(socket: Socket): Connection {
    const connection = new Connection(this.#setup.origin, socket);
    this.#all.add(connection);
    socket.once('close', () => this.#all.delete(connection));
    connection.onServerClose(() => {
      const index = this.#idle.indexOf(connection);
      if (index !== -1 && this.#idleMs(connection) < SAFE_IDLE_MS) this.#habit = 'closes';
    });
    return connection;
  }

  async #use(connection: Connection, request: WireRequest, journey: Journey): Promise<Attempt> {
    journey.isAnswered = true;
    journey.cancel = () => connection.destroy();
    const attempt = await connection.send(request, this.#setup.maxBytes);
    this.#putBy(connection);
    return attempt;
  }

  /** Until the server's habit is known one connection is enough to find it out. */
  #putBy(connection: Connection): void {
    connection.idleSince = this.#setup.now();
    if (connection.isOpen && this.#habit === 'unknown' && this.#idle.some(({ isOpen }) => isOpen)) connection.destroy();
    if (connection.isOpen) this.#idle.push(connection);
    else this.#all.delete(connection);
  }

  /** The connection that was used last, if it may carry the request. */
  #takeIdle(isIdempotent: boolean): Connection | undefined {
    const open = this.#idle.filter(({ isOpen }) => isOpen);
    this.#idle.splice(0, this.#idle.length, ...open);
    if (this.#habit === 'unknown' && open.some((connection) => this.#idleMs(connection) >= PROOF_MS))
      this.#habit = 'keeps';
    const last = open.at(-1);
    if (!last || (!isIdempotent && this.#habit === 'unknown')) return undefined;
    this.#idle.pop();
    if (isIdempotent || (this.#habit === 'keeps' && this.#idleMs(last) < SAFE_IDLE_MS)) return last;
    last.destroy();
    return undefined;
  }

  #idleMs({ idleSince }: Connection): number {
    return this.#setup.now() - idleSince;
  }
}
