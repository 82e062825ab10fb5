import type { AdminAnswer, AdminContext } from './action.ts';

/** Product, version, and where each contract is mounted. */
export function version({ mounts, version }: AdminContext): AdminAnswer {
  const paths = mounts.map(({ contract, name }) => [contract.id, `/${name}`]);
  return { json: { product: 'doublecheck', version, mounts: Object.fromEntries(paths) } };
}
