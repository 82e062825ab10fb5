import { formsonfireVariants } from './formsonfire.ts';
import { legalesignVariants } from './legalesign.ts';
import { syncariVariants } from './syncari.ts';
import { syncplicityVariants } from './syncplicity.ts';
import type { VariantCase } from './variant-case.ts';

/** What the servers of one contract may do, by its id. */
export const particularVariants: Readonly<Record<string, readonly VariantCase[]>> = {
  formsonfire: formsonfireVariants,
  legalesign: legalesignVariants,
  syncari: syncariVariants,
  syncplicity: syncplicityVariants,
};
