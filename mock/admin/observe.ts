import { foldKey } from '../../rules/fold.ts';
import type { Json, JsonObject } from '../../specs/json.ts';
import { DEFAULT_SANDBOX, parseAddress } from '../address.ts';
import { type Mount, mountPath } from '../mount.ts';
import { shorten } from '../shorten.ts';
import type { World } from '../world.ts';
import type { AdminAnswer, AdminContext, AdminInput } from './action.ts';
import { AdminError, mountFor, tenantOf } from './input.ts';

/**
 * What is there: the users with an e-mail address whatever its letter case, the facts, the mails. The `observe` hook of the suite
 * (design.md 6.4). Without `email` all users; without `tenant` the sandbox of `baseUrl`, else the default one.
 * @throws AdminError when the contract is not mounted or has no such sandbox.
 */
export function observe({ mounts }: AdminContext, input: AdminInput): AdminAnswer {
  const { contract, tenant, email, baseUrl } = input.body;
  if (email !== undefined && typeof email !== 'string')
    throw new AdminError(`"email" is ${JSON.stringify(email)}; expected a text.`);
  const mount = mountFor(mounts, contract);
  const world = worldOf(mount, tenantOf(tenant) ?? sandboxOf(baseUrl), input);
  const key = email === undefined ? undefined : foldKey(email, 'case');
  const collections = Object.values(mount.contract.collections).map(({ name, email: at }) => [
    name,
    email === undefined ? world.records(name) : world.recordsWith(name, at, email, 'case'),
  ]);
  const mails = world.outbox
    .filter(({ to }) => key === undefined || foldKey(to, 'case') === key)
    .map(({ to, about, at }) => ({ to, about, at: new Date(at).toISOString() }));
  return { json: { ...countedFacts(mount, world.values()), ...Object.fromEntries(collections), mails } };
}

/** The sandbox that a URL as arrange answers it leads to. */
function sandboxOf(baseUrl: Json | undefined): string | undefined {
  if (baseUrl === undefined) return undefined;
  const address =
    typeof baseUrl === 'string' && URL.canParse(baseUrl) ? parseAddress(new URL(baseUrl).pathname) : undefined;
  if (address) return address.sandbox;
  throw new AdminError(`"baseUrl" is ${shorten(JSON.stringify(baseUrl))}; expected the URL that arrange answered.`);
}

/** To look at a world must not make one, but the default one is always there. */
function worldOf(mount: Mount, tenant: string | undefined, { now, origin }: AdminInput): World {
  const world = mount.worlds.find(tenant ?? DEFAULT_SANDBOX);
  if (world) return world;
  if (tenant === undefined || tenant === DEFAULT_SANDBOX)
    return mount.worlds.open(DEFAULT_SANDBOX, { now, base: origin + mountPath(mount) });
  throw new AdminError(
    `${mount.contract.id} has no sandbox ${JSON.stringify(tenant)}. Arrange one and take the "tenant" of its answer, or send ` +
      'a request to /_s/<name>/… first; leave "tenant" out for the default sandbox.',
  );
}

/** The facts that requests change, such as free seats. */
function countedFacts({ contract: { operations } }: Mount, values: JsonObject): JsonObject {
  const counted = new Set(operations.flatMap(({ effect }) => Object.keys(effect?.uses ?? {})));
  return Object.fromEntries(Object.entries(values).filter(([name]) => counted.has(name)));
}
