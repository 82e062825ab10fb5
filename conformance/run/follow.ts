import { slotsOf } from '../../rules/credentials.ts';
import { presentCredentials } from '../../rules/present.ts';
import type { Operation } from '../../specs/contract.ts';
import type { Json } from '../../specs/json.ts';
import { decodeAnswer } from '../judge/decoded-answer.ts';
import type { RunContext } from './run-context.ts';
import type { Tenant } from './tenant.ts';

/** What reading a resource gives; status 0 when there was no complete answer. */
export interface Read {
  readonly status: number;
  readonly body: Json | undefined;
}

/**
 * The reader of what a Location names, by the contract's own read of one record; undefined when it has none. Only the path counts, since a
 * server may know itself by another name; a path that is not there as it stands is looked for below the base URL.
 */
export function createFollow(
  persona: string,
  tenant: Tenant,
  { judge, send }: RunContext,
): ((location: string) => Promise<Read>) | undefined {
  const { contract, operation } = judge;
  const read = contract.operations.find(
    ({ method, effect }) => method === 'get' && effect?.find === operation.effect?.create,
  );
  if (!read) return undefined;
  return async (location) => {
    const base = new URL(tenant.baseUrl);
    if (!URL.canParse(location, tenant.baseUrl)) return { status: 404, body: undefined };
    const { pathname, search } = new URL(location, tenant.baseUrl);
    const mount = base.pathname.replace(/\/$/, '');
    const paths = pathname.startsWith(`${mount}/`) ? [pathname] : [mount + pathname, pathname];
    let last: Read = { status: 0, body: undefined };
    for (const path of paths) {
      last = await ask(path + search, base.origin, read);
      if (last.status !== 404) return last;
    }
    return last;
  };

  async function ask(path: string, origin: string, own: Operation): Promise<Read> {
    const callers = Object.entries(tenant.personas).map(([name, values]) => ({ name, ...values }));
    const { headers } = presentCredentials({ persona, without: [] }, slotsOf(contract, own.id), callers);
    const request = { method: 'GET', path, headers: Object.entries(headers), body: undefined };
    const exchange = await send({ ...tenant, baseUrl: origin }, request, []);
    if (exchange.kind === 'failure') return { status: 0, body: undefined };
    return { status: exchange.status, body: decodeAnswer(exchange, own).body };
  }
}
