import type { Json, JsonObject } from '../specs/json.ts';
import { aClause } from './builders.ts';

/** An address whose domain is denied. */
export const BLOCKED = 'x@blocked.example';

/** Facts of a world in which that domain is denied and ten seats are free. */
export const facts: JsonObject = { domains: ['blocked.example'], freeSeats: 10 };

/** The clause that denies it, element by element, with 403. */
export const denied: JsonObject = aClause(
  'denied-domain',
  { at: '/email', fact: 'domains' },
  { each: 'item', answer: { status: 403, example: 'refused' } },
);

/** The addresses of records. */
export function emails(records: readonly JsonObject[]): Json[] {
  return records.map(({ email }) => email ?? null);
}
