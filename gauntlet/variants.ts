import type { Base } from './base.ts';
import type { Deviation } from './deviation.ts';
import { PROFILES } from './profile.ts';
import { envelopes } from './variants/envelopes.ts';
import { orderVariants } from './variants/orders.ts';
import { particularVariants } from './variants/particular.ts';
import { readingVariants } from './variants/readings.ts';
import { toVariant } from './variants/variant-case.ts';

/** Every legal server of a contract, each at the highest profile that it keeps; the mock as it is at all of them. */
export async function variantsOf(base: Base): Promise<Deviation[]> {
  const asIs = PROFILES.map((profile) =>
    toVariant(base, 'as-is', { name: `as-is-${profile}`, says: 'The mock itself.', profile }),
  );
  return [
    ...asIs,
    ...envelopes.map((variant) => toVariant(base, 'envelope', variant)),
    ...orderVariants(base).map((variant) => toVariant(base, 'order', variant)),
    ...(particularVariants[base.id] ?? []).map((variant) => toVariant(base, 'particular', variant)),
    ...(await readingVariants(base)),
  ];
}
