import type { Exchange, WireRequest } from '../target/exchange.ts';
import type { Budget, Target } from '../target/target.ts';
import { BudgetSpent, Stopped, TargetLost } from './run-context.ts';
import type { Tenant } from './tenant.ts';

/** Exchanges in a row without a complete answer after which a target is taken for lost. */
const MOST_FAILURES = 6;

/** What the traffic of a run needs. */
export interface TrafficSetup {
  readonly target: Target;
  readonly budget: Budget;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  readonly pause: ((ms: number) => Promise<void>) | undefined;
  readonly signal: AbortSignal | undefined;
  /** Told before a request that may create users is sent, and after it was answered. */
  readonly journal: CreateJournal | undefined;
}

/** Writes down which users may come to be; `before` is done before the request is sent. */
export interface CreateJournal {
  readonly before: (entry: { readonly baseUrl: string; readonly emails: readonly string[] }) => Promise<void> | void;
  readonly after: (entry: { readonly emails: readonly string[]; readonly exchange: Exchange }) => Promise<void> | void;
}

/** All requests of a run: counted, held to the budget, written down before they create. */
export class Traffic {
  readonly #setup: TrafficSetup;
  readonly #startedAt: number;
  #requests = 0;
  #creates = 0;
  #answers = 0;
  #failures = 0;

  constructor(setup: TrafficSetup) {
    this.#setup = setup;
    this.#startedAt = setup.now();
  }

  /** Requests that were sent. */
  get requests(): number {
    return this.#requests;
  }

  /** Complete answers. */
  get answers(): number {
    return this.#answers;
  }

  /** Requests that could create and were answered with 2xx. */
  get creates(): number {
    return this.#creates;
  }

  /**
   * Sends a request of a tenant; `emails` are those that it may create. Rejects with BudgetSpent when there is no room left, Stopped when the
   * run is interrupted, TargetLost when the target has ceased to answer.
   */
  async send({ baseUrl }: Tenant, request: WireRequest, emails: readonly string[]): Promise<Exchange> {
    const { journal } = this.#setup;
    if (emails.length > 0) await journal?.before({ baseUrl, emails });
    const exchange = await this.read(baseUrl, request);
    if (emails.length > 0) await journal?.after({ emails, exchange });
    if (emails.length > 0 && exchange.kind === 'answer' && exchange.status < 300) this.#creates += 1;
    return exchange;
  }

  /** Sends a request that creates nobody; counted and rejected in the same way. */
  async read(baseUrl: string, request: WireRequest): Promise<Exchange> {
    const { target, signal, budget, pause } = this.#setup;
    if (signal?.aborted) throw new Stopped();
    this.#check(budget);
    this.#requests += 1;
    if (budget.perSecond > 0) await pause?.(this.#waitMs(budget.perSecond));
    const exchange = await target.transport.send(baseUrl, request, signal);
    if (signal?.aborted) throw new Stopped();
    if (exchange.kind === 'answer') this.#answers += 1;
    this.#failures = exchange.kind === 'failure' ? this.#failures + 1 : 0;
    if (this.#failures >= MOST_FAILURES) throw new TargetLost(exchange.kind === 'failure' ? exchange.message : '');
    return exchange;
  }

  #check({ requests, creates, timeMs }: Budget): void {
    if (requests > 0 && this.#requests >= requests) throw new BudgetSpent(`${requests} requests`);
    if (creates > 0 && this.#creates >= creates) throw new BudgetSpent(`${creates} creates`);
    if (timeMs > 0 && this.#setup.now() - this.#startedAt >= timeMs) throw new BudgetSpent(`${timeMs / 1000} seconds`);
  }

  #waitMs(perSecond: number): number {
    const due = this.#startedAt + ((this.#requests - 1) * 1000) / perSecond;
    return Math.max(0, due - this.#setup.now());
  }
}
