import type { Contract, Operation } from '../../specs/contract.ts';
import { asObject, isObject, type Json } from '../../specs/json.ts';

/**
 * Pointers of the members, other than the address, that some reading of the contract wants to be new in every user. Two good requests with the
 * same value there are not both sure to be good.
 */
export function otherKeys({ ambiguities }: Contract, { clauses }: Operation, emailAt: string | undefined): string[] {
  const updates = ambiguities.flatMap(({ choices }) =>
    Object.values(choices).flatMap(({ actions }) => actions.flatMap(({ update }) => uniqueIn(update))),
  );
  const own = clauses.filter(({ rule, off }) => rule === 'unique' && !off).map(({ params }) => String(params['at']));
  return [...new Set([...own, ...updates])].filter((pointer) => pointer !== emailAt);
}

/** Places that unique clauses inside a part of an overlay are about. */
function uniqueIn(value: Json | undefined): string[] {
  if (Array.isArray(value)) return value.flatMap(uniqueIn);
  if (!isObject(value)) return [];
  if (value['rule'] === 'unique') return [String(asObject(value['params'])['at'])];
  return Object.values(value).flatMap(uniqueIn);
}
