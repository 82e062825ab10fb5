import type { Contract, CredentialValues } from '../../specs/contract.ts';
import { asObject, isObject, type Json } from '../../specs/json.ts';
import { toHooks } from './hooks.ts';
import { isLoopbackHost } from './loopback.ts';
import type { Hooks, Transport } from './target.ts';
import { TargetError } from './target-error.ts';
import { urlHook } from './url-hook.ts';

/** Our own mock, found by itself. */
export interface KitMock {
  /** Of the contract's mount. */
  readonly baseUrl: string;
  readonly hooks: Hooks;
  /** The contract's own personas, which the mock knows. */
  readonly personas: Readonly<Record<string, CredentialValues>>;
}

const ADMIN = '/__admin';

/**
 * Our own mock when the base URL leads to one on this machine, else undefined. It is asked `GET <origin>/__admin/version`. A base URL
 * without a path becomes that of the contract's mount; one with a path is kept, it may lead into a sandbox.
 * @throws TargetError when it is our mock and does not serve the contract.
 */
export async function detectKitMock(
  baseUrl: string,
  transport: Transport,
  contract: Contract,
): Promise<KitMock | undefined> {
  const url = new URL(baseUrl);
  if (!isLoopbackHost(url.hostname)) return undefined;
  const mounts = await mountsOf(url.origin, transport);
  if (mounts === undefined) return undefined;
  const mount = mounts[contract.id];
  if (mount === undefined)
    throw new TargetError(
      `The mock at ${url.origin} serves ${Object.keys(mounts).join(', ')}; expected ${contract.id}. Start it with that contract.`,
    );
  const path = url.pathname.replace(/\/+$/, '') || mount.replace(/\/+$/, '');
  const ask = (name: string): ReturnType<typeof urlHook> => urlHook(`${url.origin}${ADMIN}/${name}`, transport);
  const hooks = toHooks({ arrange: ask('arrange'), observe: ask('observe'), release: ask('release') }, contract);
  return { baseUrl: url.origin + path, hooks, personas: personasOf(contract) };
}

/** Paths of the mounts by contract; undefined when another server answers, or none. */
async function mountsOf(origin: string, transport: Transport): Promise<Record<string, string> | undefined> {
  const request = {
    method: 'GET',
    path: `${ADMIN}/version`,
    headers: [['Accept', 'application/json']],
    body: undefined,
  } as const;
  const answer = await transport.send(origin, request);
  if (answer.kind !== 'answer' || answer.status !== 200) return undefined;
  const value = parse(answer.body);
  if (!isObject(value) || value['product'] !== 'doublecheck' || !isObject(value['mounts'])) return undefined;
  return Object.fromEntries(Object.entries(asObject(value['mounts'])).map(([id, path]) => [id, String(path)]));
}

function parse(bytes: Uint8Array): Json | undefined {
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return undefined;
  }
}

function personasOf({ personas }: Contract): Record<string, CredentialValues> {
  return Object.fromEntries(personas.map(({ name, headers, query, body }) => [name, { headers, query, body }]));
}
