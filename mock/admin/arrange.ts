import { asObject, isObject, type Json, type JsonObject } from '../../specs/json.ts';
import { type Mount, mountPath } from '../mount.ts';
import { problem } from '../problem.ts';
import { shorten } from '../shorten.ts';
import type { AdminAnswer, AdminContext, AdminInput } from './action.ts';
import { AdminError, mountFor } from './input.ts';

/**
 * Makes a fresh sandbox in a given state and says how to reach it: the `arrange` hook of the suite (design.md 6.4).
 * @throws AdminError when the given names no contract, or holds a value that its fact cannot have; MockError for a record that cannot be.
 */
export function arrange({ mounts, sandboxes }: AdminContext, { body, origin, now }: AdminInput): AdminAnswer {
  const mount = mountFor(mounts, body['contract']);
  if (body['given'] !== undefined && !isObject(body['given']))
    throw new AdminError('"given" is no object; expected the facts of the tenant by name.');
  const { facts, records, unsupported } = sortGiven(mount, asObject(body['given']));
  const tenant = sandboxes.nextTenant(typeof body['run'] === 'string' ? body['run'] : 'run');
  const refusal = sandboxes.refusal(tenant);
  if (refusal) return { response: problem(refusal) };
  const baseUrl = `${origin}/_s/${tenant}${mountPath(mount)}`;
  const world = mount.worlds.renew(tenant, { facts, given: records }, { now, base: baseUrl });
  return { json: { baseUrl, tenant, personas: personasOf(mount), facts: world.values(), unsupported } };
}

function personasOf({ contract: { personas } }: Mount): JsonObject {
  const values = personas.map(({ name, headers, query, body }) => {
    return [name, { headers: { ...headers }, query: { ...query }, body: { ...body } }] as const;
  });
  return Object.fromEntries(values);
}

interface Sorted {
  readonly facts: Record<string, Json>;
  readonly records: Record<string, Json[]>;
  readonly unsupported: string[];
}

/** Collections get records, facts get values; what the contract does not have is unsupported. */
function sortGiven(mount: Mount, given: JsonObject): Sorted {
  const { contract } = mount;
  const sorted: Sorted = { facts: {}, records: {}, unsupported: [] };
  for (const [name, value] of Object.entries(given)) {
    if (Object.hasOwn(contract.collections, name)) sorted.records[name] = recordsOf(name, value);
    else if (Object.hasOwn(contract.facts, name)) sorted.facts[name] = factOf(mount, name, value);
    else sorted.unsupported.push(name);
  }
  return sorted;
}

function recordsOf(name: string, value: Json): Json[] {
  if (Array.isArray(value) && value.every(isObject)) return value;
  throw new AdminError(`"given.${name}" is ${shorten(JSON.stringify(value))}; expected a list of objects.`);
}

function factOf({ checkFact }: Mount, name: string, value: Json): Json {
  const fault = checkFact(name, value);
  if (fault !== undefined) throw new AdminError(`"given.${name}" cannot be: ${fault}`);
  return value;
}
