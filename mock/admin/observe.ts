import { foldKey } from '../../rules/fold.ts';
import { atPointer, type Json, type JsonObject } from '../../specs/json.ts';
import { DEFAULT_SANDBOX } from '../address.ts';
import type { Mount } from '../mount.ts';
import { AdminError, mountFor } from './input.ts';

/**
 * What is there: the users with an e-mail address whatever its letter case, the facts, the mails. The `observe` hook of the suite
 * (design.md 6.4). Without `email` all users; without `tenant` the default sandbox.
 * @throws AdminError when the contract is not mounted.
 */
export function observe(mounts: readonly Mount[], { contract, tenant, email }: JsonObject): JsonObject {
  if (email !== undefined && typeof email !== 'string')
    throw new AdminError(`"email" is ${JSON.stringify(email)}; expected a text.`);
  const mount = mountFor(mounts, contract);
  const world = mount.world(typeof tenant === 'string' ? tenant : DEFAULT_SANDBOX);
  const isAsked = (address: Json | undefined): boolean =>
    email === undefined || (address !== undefined && foldKey(address, 'case') === foldKey(email, 'case'));
  const collections = Object.values(mount.contract.collections).map(({ name, email: at }) => [
    name,
    world.records(name).filter((record) => isAsked(atPointer(record, at))),
  ]);
  const mails = world.outbox
    .filter(({ to }) => isAsked(to))
    .map(({ to, about, at }) => ({ to, about, at: new Date(at).toISOString() }));
  return { ...countedFacts(mount, world.values()), ...Object.fromEntries(collections), mails };
}

/** The facts that requests change, such as free seats. */
function countedFacts({ contract: { operations } }: Mount, values: JsonObject): JsonObject {
  const counted = new Set(operations.flatMap(({ effect }) => Object.keys(effect?.uses ?? {})));
  return Object.fromEntries(Object.entries(values).filter(([name]) => counted.has(name)));
}
