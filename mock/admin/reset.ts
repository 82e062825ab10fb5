import { DEFAULT_SANDBOX, isSandboxName } from '../address.ts';
import { shorten } from '../shorten.ts';
import type { AdminAnswer, AdminContext, AdminInput } from './action.ts';
import { AdminError, tenantOf } from './input.ts';

/**
 * Forgets everything, or what belongs to one sandbox: its worlds and its requests.
 * @throws AdminError for what is no name, and for any other parameter: a typo must not forget everything.
 */
export function reset(context: AdminContext, { query }: AdminInput): AdminAnswer {
  const { mounts, sandboxes, journal } = context;
  const sandbox = sandboxOf(query);
  if (sandbox === undefined) {
    for (const { worlds } of mounts) worlds.forget();
    sandboxes.clear();
    journal.clear();
  } else {
    forgetSandbox(context, sandbox);
    journal.forget(sandbox);
  }
  return { json: { reset: sandbox ?? 'all' } };
}

function sandboxOf(query: URLSearchParams): string | undefined {
  const unknown = [...query.keys()].find((name) => name !== 'sandbox');
  if (unknown !== undefined)
    throw new AdminError(`The parameter ${JSON.stringify(shorten(unknown))} is unknown; expected "sandbox" or none.`);
  const [sandbox, ...more] = query.getAll('sandbox');
  if (more.length > 0)
    throw new AdminError(`"sandbox" is there ${1 + more.length} times; expected it once: one sandbox at a time.`);
  if (sandbox === undefined || isSandboxName(sandbox)) return sandbox;
  const expected = '1 to 64 letters, digits, dots, hyphens or underscores, a letter or digit first';
  throw new AdminError(
    `"sandbox" is ${JSON.stringify(shorten(sandbox))}; expected the name of a sandbox: ${expected}.`,
  );
}

/**
 * Forgets a sandbox that is done with: the `release` hook of the suite (design.md 6.4). Its requests can still be explained.
 * @throws AdminError when there is no such sandbox.
 */
export function release(context: AdminContext, { body }: AdminInput): AdminAnswer {
  const tenant = tenantOf(body['tenant']);
  if (tenant === undefined || tenant === DEFAULT_SANDBOX || !context.sandboxes.has(tenant)) {
    const found = JSON.stringify(tenant) ?? 'missing';
    throw new AdminError(
      `"tenant" is ${found}; expected a tenant that arrange answered and that was not released yet.`,
    );
  }
  forgetSandbox(context, tenant);
  return { json: { released: tenant } };
}

function forgetSandbox({ mounts, sandboxes }: AdminContext, name: string): void {
  for (const { worlds } of mounts) worlds.forget(name);
  sandboxes.delete(name);
}
