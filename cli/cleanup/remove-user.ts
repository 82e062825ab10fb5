import type { Exchange, WireRequest } from '../../conformance/target/exchange.ts';
import type { PendingUser } from '../../conformance/target/pending-users.ts';
import { printableLine } from '../../conformance/target/printable-line.ts';
import type { Contract, CredentialValues, Operation } from '../../specs/contract.ts';
import { idIn, type Removal, requestAbout } from './removal.ts';

/** What the removal of users needs. */
export interface Remover {
  readonly contract: Contract;
  readonly removal: Removal;
  /** Credentials that are tried in turn. */
  readonly personas: readonly (readonly [name: string, values: CredentialValues])[];
  readonly send: (request: WireRequest) => Promise<Exchange>;
  /** True when these credentials have removed a user here before: then a refusal is about the user. */
  readonly isTrusted: boolean;
}

/** What became of a user. */
export type Removed = 'removed' | 'not-there' | { readonly why: string };

/** Removes one user by the contract's own call, with the first credentials that are let in. */
export async function removeUser({ email, id }: PendingUser, remover: Remover): Promise<Removed> {
  const { removal, personas } = remover;
  let outcome: Removed = { why: 'no credentials of a caller are known: give them in a target file or by --persona' };
  for (const persona of personas) {
    const about = (operation: Operation, at: string, value: string): Promise<Exchange> =>
      remover.send(requestAbout(operation, at, value, { contract: remover.contract, persona }));
    const { operation, find, collection } = removal;
    if (!find) outcome = outcomeOf(await about(operation, collection.email, email), operation, remover);
    else {
      const found = id === undefined ? await about(find, collection.email, email) : undefined;
      const known = id ?? (found && idIn(found, email, removal));
      outcome =
        known === undefined
          ? searchOutcome(found, find, remover)
          : outcomeOf(await about(operation, collection.id, known), operation, remover);
    }
    if (typeof outcome === 'string' || !/\b40[13]\b/.test(outcome.why)) return outcome;
  }
  return outcome;
}

function searchOutcome(found: Exchange | undefined, find: Operation, remover: Remover): Removed {
  const outcome: Removed = found ? outcomeOf(found, find, remover) : 'not-there';
  return outcome === 'removed' ? { why: 'its id is not in the answer to the search for it' } : outcome;
}

function outcomeOf(exchange: Exchange, operation: Operation, { isTrusted }: Remover): Removed {
  if (exchange.kind === 'failure') return { why: exchange.message };
  const { status, reasonPhrase } = exchange;
  if (status >= 200 && status < 300) return 'removed';
  const unknown = operation.clauses.find(({ rule }) => rule === 'found')?.answer?.status;
  if (status === 404 || status === 410 || (isTrusted && status === unknown)) return 'not-there';
  return { why: `answered with ${printableLine(`${status} ${reasonPhrase}`.trim(), 80)}` };
}
