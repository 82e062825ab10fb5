/** A request target taken apart. */
export interface Address {
  readonly sandbox: string;
  /** Path below the sandbox prefix, starting with `/`. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  /** `/_s/<id>` or empty. */
  readonly prefix: string;
}

/** The sandbox of a request that names none. */
export const DEFAULT_SANDBOX = 'default';

const PREFIX = '/_s/';
const SANDBOX_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** True for `/__admin` and all that is below it. */
export function isAdminTarget(target: string): boolean {
  return /^\/__admin(?=[/?]|$)/.test(target);
}

/** Takes a request target apart; undefined when it names a sandbox that cannot be one. */
export function parseAddress(target: string): Address | undefined {
  const mark = target.indexOf('?');
  const path = mark === -1 ? target : target.slice(0, mark);
  const query = mark === -1 ? '' : target.slice(mark + 1);
  if (!path.startsWith(PREFIX)) return { sandbox: DEFAULT_SANDBOX, path, query, prefix: '' };
  const end = path.indexOf('/', PREFIX.length);
  const sandbox = path.slice(PREFIX.length, end === -1 ? undefined : end);
  if (!isSandboxName(sandbox)) return undefined;
  return { sandbox, path: end === -1 ? '/' : path.slice(end), query, prefix: PREFIX + sandbox };
}

/** True for a name that a sandbox may have: 1 to 64 letters, digits, dots, hyphens and underscores, a letter or digit first. */
export function isSandboxName(name: string): boolean {
  return SANDBOX_NAME.test(name);
}
