import type { Contract } from '../../specs/contract.ts';
import type { RunEvent } from '../report/events.ts';
import type { Profile } from '../report/report.ts';
import type { Budget, Target } from '../target/target.ts';
import type { CreateJournal } from './traffic.ts';

/** What one run of the suite examines, and how. */
export interface CheckOptions {
  readonly contract: Contract;
  readonly target: Target;
  /** Default `document`. */
  readonly profile?: Profile;
  readonly seed: number;
  /** Short text in every address of the run: letters and digits; a rerun takes a fresh one. */
  readonly tag: string;
  readonly budget: Budget;
  /** Ids of the clauses that are asked for; all when absent. */
  readonly only?: readonly string[] | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Waits; needed where the budget limits requests per second. */
  readonly pause?: ((ms: number) => Promise<void>) | undefined;
  readonly emit?: ((event: RunEvent) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Ends the run with the first confirmed finding that counts. */
  readonly stopAtFirstFinding?: boolean;
  readonly journal?: CreateJournal | undefined;
  /** Version of the runtime, for the report. */
  readonly node?: string;
}
