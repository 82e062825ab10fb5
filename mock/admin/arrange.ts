import { asObject, isObject, type Json, type JsonObject } from '../../specs/json.ts';
import { checkFact } from '../facts.ts';
import { type Mount, mountPath } from '../mount.ts';
import { AdminError, mountFor } from './input.ts';

/**
 * Makes a fresh sandbox in a given state and says how to reach it: the `arrange` hook of the suite (design.md 6.4).
 * @throws AdminError when the given names no contract, or holds a value that its fact cannot have.
 */
export function arrange(mounts: readonly Mount[], body: JsonObject, origin: string): JsonObject {
  const mount = mountFor(mounts, body['contract']);
  if (body['given'] !== undefined && !isObject(body['given']))
    throw new AdminError('"given" is no object; expected the facts of the tenant by name.');
  const { facts, records, unsupported } = sortGiven(mount, asObject(body['given']));
  const tenant = mount.nextTenant(typeof body['run'] === 'string' ? body['run'] : 'run');
  const world = mount.renew(tenant, facts, records);
  const { contract } = mount;
  return {
    baseUrl: `${origin}/_s/${tenant}${mountPath(mount)}`,
    tenant,
    personas: Object.fromEntries(
      contract.personas.map(({ name, headers, query, body: own }) => [
        name,
        { headers: { ...headers }, query: { ...query }, body: { ...own } },
      ]),
    ),
    facts: world.values(),
    unsupported,
  };
}

interface Sorted {
  readonly facts: Record<string, Json>;
  readonly records: Record<string, Json[]>;
  readonly unsupported: string[];
}

/** Collections get records, facts get values; what the contract does not have is unsupported. */
function sortGiven({ contract }: Mount, given: JsonObject): Sorted {
  const sorted: Sorted = { facts: {}, records: {}, unsupported: [] };
  for (const [name, value] of Object.entries(given)) {
    if (Object.hasOwn(contract.collections, name)) sorted.records[name] = recordsOf(name, value);
    else if (Object.hasOwn(contract.facts, name)) sorted.facts[name] = factOf(contract, name, value);
    else sorted.unsupported.push(name);
  }
  return sorted;
}

function recordsOf(name: string, value: Json): Json[] {
  if (Array.isArray(value) && value.every(isObject)) return value;
  throw new AdminError(`"given.${name}" is ${JSON.stringify(value)}; expected a list of objects.`);
}

function factOf(contract: Mount['contract'], name: string, value: Json): Json {
  const fault = checkFact(contract, name, value);
  if (fault !== undefined) throw new AdminError(`"given.${name}": ${fault}`);
  return value;
}
