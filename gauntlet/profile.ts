import type { Profile } from '../conformance/report/report.ts';
import type { Clause } from '../specs/contract.ts';

/** The profiles, each counting what the one before it counts and more. */
export const PROFILES: readonly Profile[] = ['document', 'vendor', 'strict'];

/** The lowest profile at which the clause can fail a target; undefined when it never can (design.md, section 2). */
export function lowestProfile({ level, basis }: Pick<Clause, 'level' | 'basis'>): Profile | undefined {
  if (basis === 'assumed' || level === 'may') return undefined;
  if (level === 'should') return 'strict';
  return basis;
}

/** The lower of several profiles. */
export function lowerProfile(...profiles: readonly Profile[]): Profile {
  return PROFILES.find((profile) => profiles.includes(profile)) ?? 'strict';
}
