import type { Json } from '../../specs/json.ts';
import type { Mount } from '../mount.ts';

/** A request of the admin API that cannot be carried out; the message says why and what is expected. */
export class AdminError extends Error {
  readonly code = 'DC_ADMIN_REQUEST';
}

/** The mount of a contract; with one mount the name may be left out. @throws AdminError naming the known ones. */
export function mountFor(mounts: readonly Mount[], contract: Json | undefined): Mount {
  const known = mounts.map((mount) => mount.contract.id);
  const [only] = mounts;
  if (contract === undefined && mounts.length === 1 && only) return only;
  const mount = mounts.find((candidate) => candidate.contract.id === contract);
  if (mount) return mount;
  const found = JSON.stringify(contract) ?? 'missing';
  throw new AdminError(`"contract" is ${found}; expected one of ${known.join(', ')}.`);
}

/** The name of a sandbox as it was sent; undefined when none was. @throws AdminError for what is no text. */
export function tenantOf(tenant: Json | undefined): string | undefined {
  if (tenant === undefined || typeof tenant === 'string') return tenant;
  throw new AdminError(`"tenant" is ${JSON.stringify(tenant)}; expected the text that arrange answered.`);
}
