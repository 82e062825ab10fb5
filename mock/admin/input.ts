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
  if (!mount) throw new AdminError(`"contract" is ${JSON.stringify(contract)}; expected one of ${known.join(', ')}.`);
  return mount;
}
