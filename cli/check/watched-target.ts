import { Stopped } from '../../conformance/run/run-context.ts';
import type { Hooks, Target, Transport } from '../../conformance/target/target.ts';
import type { Json } from '../../specs/json.ts';
import type { SecretKeeper } from './secret-keeper.ts';

/** A target, and what was seen of it. */
export interface WatchedTarget {
  readonly target: Target;
  /** True when requests were sent and none got a complete answer. */
  readonly isUnreachable: () => boolean;
  /** Why the last request got no complete answer; undefined when it got one. */
  readonly lastFailure: () => string | undefined;
  /** Lets go of the tenants that were arranged and not released yet; gives back the base URLs of all that are gone by now. */
  readonly releaseTenants: () => Promise<readonly string[]>;
}

/** Tenants by their JSON: those that are there, and the base URLs of those that are gone. */
interface Tenants {
  readonly there: Map<string, Tenant>;
  readonly gone: string[];
}

interface Tenant {
  readonly tenant: Json;
  readonly baseUrl: string | undefined;
}

/** Tenants that are released at the same time. */
const AT_ONCE = 16;

/** The target with an eye on what it answers; the signal ends waiting for hooks. */
export function watchTarget(target: Target, keeper: SecretKeeper, run: string, signal: AbortSignal): WatchedTarget {
  const tenants: Tenants = { there: new Map(), gone: [] };
  const seen = { answers: 0, failures: 0, last: undefined as string | undefined };
  const { send, close } = target.transport;
  const transport: Transport = {
    send: async (baseUrl, request, own) => {
      const exchange = await send(baseUrl, request, own);
      if (exchange.kind === 'answer') {
        seen.answers += 1;
        keeper.addAnswer(exchange.body);
      } else seen.failures += 1;
      seen.last = exchange.kind === 'failure' ? exchange.message : undefined;
      return exchange;
    },
    close,
  };
  return {
    target: { ...target, transport, hooks: watchHooks(target.hooks, tenants, keeper, signal) },
    isUnreachable: () => seen.answers === 0 && seen.failures > 0,
    lastFailure: () => seen.last,
    releaseTenants: () => releaseAll(target, tenants, run),
  };
}

function watchHooks(
  { arrange, observe, release }: Hooks,
  tenants: Tenants,
  keeper: SecretKeeper,
  signal: AbortSignal,
): Hooks {
  return {
    ...(arrange && {
      arrange: async (input) => {
        const answer = await untilAborted(arrange(input), signal);
        const { tenant, baseUrl } = answer;
        if (tenant !== undefined) tenants.there.set(JSON.stringify(tenant), { tenant, baseUrl });
        keeper.addArranged(answer);
        return answer;
      },
    }),
    ...(observe && { observe: (input) => untilAborted(observe(input), signal) }),
    ...(release && {
      release: async (input) => {
        const id = JSON.stringify(input['tenant']);
        const baseUrl = tenants.there.get(id)?.baseUrl;
        tenants.there.delete(id);
        await untilAborted(release(input), signal);
        if (baseUrl !== undefined) tenants.gone.push(withoutSlash(baseUrl));
      },
    }),
  };
}

/** A base URL that is shared is gone with the last of its tenants, and that of the target itself never. */
async function releaseAll(
  { hooks, baseUrl: own }: Target,
  { there, gone }: Tenants,
  run: string,
): Promise<readonly string[]> {
  const { release } = hooks;
  const left = release ? [...there.values()] : [];
  while (left.length > 0)
    await Promise.all(
      left.splice(0, AT_ONCE).map(async ({ tenant, baseUrl }) => {
        // A tenant that stays does not change what was found out; its users are listed as left.
        const isGone = await release?.({ run, tenant }).then(
          () => true,
          () => false,
        );
        if (!isGone) return;
        there.delete(JSON.stringify(tenant));
        if (baseUrl !== undefined) gone.push(withoutSlash(baseUrl));
      }),
    );
  const held = new Set([own, ...[...there.values()].map(({ baseUrl }) => withoutSlash(baseUrl))]);
  return gone.filter((baseUrl) => !held.has(baseUrl));
}

function withoutSlash(baseUrl: string | undefined): string {
  return (baseUrl ?? '').replace(/\/+$/, '');
}

function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(new Stopped());
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
