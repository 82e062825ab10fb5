import findMyWay from 'find-my-way';
import type { Contract, Operation } from '../specs/contract.ts';
import { asArray, asObject } from '../specs/json.ts';

/** Longest value of a path parameter, in characters: longer than any e-mail address or id. */
const MAX_PARAMETER_LENGTH = 2000;

type Method = Parameters<ReturnType<typeof findMyWay>['find']>[0];

/** @source OpenAPI 3.1.1 section 4.8.9: the fixed fields of a path item. */
const METHODS: readonly Method[] = ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE'];

/** Where a request goes: to an operation, to a path that lacks the method, or nowhere. */
export type Route =
  | { readonly kind: 'operation'; readonly operation: Operation; readonly parameters: Readonly<Record<string, string>> }
  | { readonly kind: 'other-methods'; readonly allow: readonly string[] }
  | { readonly kind: 'none' };

interface Store {
  readonly operation: Operation;
  /** Names of the path parameters, in order of appearance. */
  readonly names: readonly string[];
}

/** Paths of the document's servers, without a final slash; those that have one. */
export function basePaths({ document }: Contract): string[] {
  const paths = asArray(document['servers']).map((server) => pathOf(String(asObject(server)['url'] ?? '')));
  return [...new Set(paths.filter((path) => path !== ''))];
}

function pathOf(url: string): string {
  const absolute = URL.canParse(url) ? url : `http://localhost${url.startsWith('/') ? '' : '/'}${url}`;
  return URL.canParse(absolute) ? new URL(absolute).pathname.replace(/\/$/, '') : '';
}

/** The router of one contract. Paths must match to the letter, below one of the bases or none; a GET also answers HEAD. */
export function compileRouter(contract: Contract, bases: readonly string[]): (method: string, path: string) => Route {
  const router = findMyWay({ maxParamLength: MAX_PARAMETER_LENGTH, caseSensitive: true, ignoreTrailingSlash: false });
  const methods = new Set<Method>();
  for (const operation of contract.operations) {
    const method = toMethod(operation.method.toUpperCase());
    if (!method) continue;
    methods.add(method);
    for (const base of ['', ...bases]) {
      const { pattern, names } = toPattern(base + operation.path);
      const store: Store = { operation, names };
      if (!router.hasRoute(method, pattern)) router.on(method, pattern, noHandler, store);
    }
  }
  const find = (verb: string, path: string): Route | undefined => {
    const method = toMethod(verb);
    const found = method && methods.has(method) ? router.find(method, path) : null;
    if (!found?.store) return undefined;
    const { operation, names }: Store = found.store;
    const values = names.map((name, index) => [name, found.params[`p${index}`] ?? ''] as const);
    return { kind: 'operation', operation, parameters: Object.fromEntries(values) };
  };
  return (method, path) => {
    const route = find(method, path) ?? (method === 'HEAD' ? find('GET', path) : undefined);
    if (route) return route;
    const allow: string[] = [...methods].filter((other) => find(other, path) !== undefined);
    if (allow.length === 0) return { kind: 'none' };
    return { kind: 'other-methods', allow: [...allow, ...(allow.includes('GET') ? ['HEAD'] : []), 'OPTIONS'] };
  };
}

function toMethod(name: string): Method | undefined {
  return METHODS.find((method) => method === name);
}

/** The router only finds; the mock calls the operation itself. */
function noHandler(): void {}

/** `/user/{id}` as find-my-way writes it. Parameters are numbered, for their names may hold any character; a colon of the path is doubled. */
function toPattern(path: string): { pattern: string; names: string[] } {
  const names: string[] = [];
  const pattern = path.replaceAll(':', '::').replace(/\{([^}]+)\}/g, (_, name: string) => `:p${names.push(name) - 1}`);
  return { pattern, names };
}
