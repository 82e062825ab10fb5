import type { Answer } from '../rules/answer.ts';
import { compileContract, type Engine } from '../rules/compile.ts';
import { decide } from '../rules/decide.ts';
import type { Violation } from '../rules/violation.ts';
import type { Contract, Operation } from '../specs/contract.ts';
import type { Json } from '../specs/json.ts';
import { encodeBody } from '../wire/encode.ts';
import { toCall } from './call.ts';
import type { PlainRequest, PlainResponse } from './plain.ts';
import { problem } from './problem.ts';
import { basePaths, compileRouter, type Route } from './router.ts';
import { World } from './world.ts';

/** How a contract without behaviour for an operation answers: Prism, loaded when it is first needed. */
export interface FallBack {
  (request: PlainRequest, operation: Operation, path: string): Promise<PlainResponse>;
  /** Loads what the first answer needs, so that it does not wait. */
  readonly preload: () => Promise<void>;
}

/** What one contract is mounted with. */
export interface MountSetup {
  readonly contract: Contract;
  /** First segment of its paths; empty when it is mounted at the root. */
  readonly name: string;
  readonly facts: Readonly<Record<string, Json>>;
  readonly given: Readonly<Record<string, readonly Json[]>>;
  readonly seed: number;
  /** Only the paths of the document, not those below the base path of its servers. */
  readonly strict: boolean;
  readonly now: () => number;
  readonly fallBack: FallBack;
}

/** A request on its way to a mount. */
export interface Arrival {
  readonly request: PlainRequest;
  readonly sandbox: string;
  /** Path below the mount, starting with `/`. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  /** URL of the mount in this sandbox, without a final slash. */
  readonly base: string;
}

/** An answer with what the journal wants to know. */
export interface Served {
  readonly response: PlainResponse;
  readonly operation: string | undefined;
  readonly persona: string | undefined;
  readonly violations: readonly Violation[];
}

/** One contract at work: its engine, its router and the worlds of its sandboxes. */
export class Mount {
  readonly contract: Contract;
  readonly name: string;
  readonly #setup: MountSetup;
  readonly #engine: Engine;
  readonly #route: (method: string, path: string) => Route;
  readonly #worlds = new Map<string, World>();
  #tenants = 0;

  constructor(setup: MountSetup) {
    this.#setup = setup;
    this.contract = setup.contract;
    this.name = setup.name;
    this.#engine = compileContract(setup.contract);
    this.#route = compileRouter(setup.contract, setup.strict ? [] : basePaths(setup.contract));
  }

  /** The world of a sandbox; made on first use. */
  world(sandbox: string): World {
    const known = this.#worlds.get(sandbox);
    if (known) return known;
    return this.renew(sandbox, this.#setup.facts, this.#setup.given);
  }

  /** Puts a fresh world in the place of a sandbox's: these facts over the contract's, these records. */
  renew(
    sandbox: string,
    facts: Readonly<Record<string, Json>>,
    given: Readonly<Record<string, readonly Json[]>>,
  ): World {
    const { contract, seed, now } = this.#setup;
    const world = new World({ contract, seed, now, facts });
    insertGiven(world, given, this.#engine, now());
    this.#worlds.set(sandbox, world);
    return world;
  }

  /** Name of a sandbox that nobody has used yet. */
  nextTenant(run: string): string {
    this.#tenants += 1;
    const name = `${run.replace(/[^A-Za-z0-9]/g, '').slice(0, 32) || 'run'}-${this.#tenants}`;
    return this.#worlds.has(name) ? this.nextTenant(run) : name;
  }

  /** Forgets every sandbox, or one: the next request starts with a fresh world. */
  reset(sandbox?: string): void {
    if (sandbox === undefined) this.#worlds.clear();
    else this.#worlds.delete(sandbox);
  }

  /** Loads the fall-back in the background when some operation needs it. Should that fail, the request that needs it says why. */
  warmUp(): void {
    const needsFallBack = this.contract.operations.some(({ id }) => !this.#engine.operations.has(id));
    if (needsFallBack) void this.#setup.fallBack.preload().catch(() => undefined);
  }

  /** True when some operation has the path. */
  has(path: string): boolean {
    return this.#route('GET', path).kind !== 'none';
  }

  /** Answers one request. */
  serve(arrival: Arrival): Served | Promise<Served> {
    const { request, path } = arrival;
    const route = this.#route(request.method, path);
    if (route.kind === 'operation') return this.#serveOperation(arrival, route.operation, route.parameters);
    if (route.kind === 'other-methods') return plainly(otherMethods(request.method, path, route.allow));
    return plainly(unknownPath(this.contract, path));
  }

  #serveOperation(
    arrival: Arrival,
    operation: Operation,
    parameters: Readonly<Record<string, string>>,
  ): Served | Promise<Served> {
    const compiled = this.#engine.operations.get(operation.id);
    if (!compiled) return this.#serveFallBack(arrival, operation);
    const call = toCall(arrival.request, operation, parameters, arrival.query);
    const world = this.world(arrival.sandbox);
    const sources = { now: this.#setup.now(), fresh: world.fresh, base: arrival.base };
    const { answer, violations, changes, persona } = decide(compiled, call, world.facts, sources);
    world.apply(changes);
    return { response: toResponse(answer), operation: operation.id, persona: persona?.name, violations };
  }

  async #serveFallBack({ request, path, query }: Arrival, operation: Operation): Promise<Served> {
    const target = query === '' ? path : `${path}?${query}`;
    return { ...plainly(await this.#setup.fallBack({ ...request, target }, operation, path)), operation: operation.id };
  }
}

/** Path of a mount: `/<name>`, or empty at the root. */
export function mountPath({ name }: Pick<Mount, 'name'>): string {
  return name === '' ? '' : `/${name}`;
}

function plainly(response: PlainResponse): Served {
  return { response, operation: undefined, persona: undefined, violations: [] };
}

function toResponse({ status, reasonPhrase, headers, mediaType, body, schema }: Answer): PlainResponse {
  if (body === undefined || mediaType === undefined) return { status, reasonPhrase, headers, body: '' };
  const type =
    mediaType.startsWith('application/xml') || mediaType.startsWith('text/')
      ? `${mediaType}; charset=utf-8`
      : mediaType;
  return {
    status,
    reasonPhrase,
    headers: { 'Content-Type': type, ...headers },
    body: encodeBody(body, mediaType, schema),
  };
}

function otherMethods(method: string, path: string, allow: readonly string[]): PlainResponse {
  const headers = { Allow: allow.join(', ') };
  if (method === 'OPTIONS') return { status: 204, headers, body: '' };
  const detail = `${method} is not a method of ${path}. Its methods are ${headers.Allow}.`;
  return problem({ status: 405, code: 'method-not-allowed', detail, headers, more: { allow } });
}

function unknownPath({ id, operations }: Contract, path: string): PlainResponse {
  const known = operations.map((operation) => `${operation.method.toUpperCase()} ${operation.path}`);
  const slash = path.endsWith('/') ? path.slice(0, -1) : `${path}/`;
  const hint = operations.some((operation) => operation.path === slash) ? ` Did you mean ${slash}?` : '';
  const detail = `${id} has no operation with the path ${path}.${hint} See "operations" for those it has.`;
  return problem({ status: 404, code: 'unknown-path', detail, more: { operations: known } });
}

/** Records that are there from the start; each is completed as if it had been created. */
function insertGiven(
  world: World,
  given: Readonly<Record<string, readonly Json[]>>,
  engine: Engine,
  now: number,
): void {
  for (const [collection, items] of Object.entries(given)) {
    const complete = engine.collections.get(collection);
    if (!complete) continue;
    for (const item of items) {
      const record = complete(item, { now, fresh: world.fresh, base: '' });
      if (record) world.apply([{ kind: 'insert', collection, record }]);
    }
  }
}
