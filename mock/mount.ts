import type { Answer } from '../rules/answer.ts';
import { compileContract, type Engine } from '../rules/compile.ts';
import { decide } from '../rules/decide.ts';
import { readCall } from '../rules/read-call.ts';
import type { Contract, Operation } from '../specs/contract.ts';
import { encodeBody } from '../wire/encode.ts';
import { type CheckFact, createFactCheck } from './facts.ts';
import type { PlainRequest, PlainResponse } from './plain.ts';
import { type ProblemDetails, problem } from './problem.ts';
import { basePaths, compileRouter, type Route } from './router.ts';
import { shorten } from './shorten.ts';
import { noteOf, type ViolationNote } from './violation-note.ts';
import { type Moment, Worlds, type WorldsSetup } from './worlds.ts';

/** How a contract without behaviour for an operation answers: Prism, loaded when it is first needed. */
export interface FallBack {
  (request: PlainRequest, operation: Operation, path: string): Promise<PlainResponse>;
  /** Loads what the first answer needs, so that it does not wait. */
  readonly preload: () => Promise<void>;
}

/** What one contract is mounted with. */
export interface MountSetup extends Omit<WorldsSetup, 'engine'> {
  readonly contract: Contract;
  /** First segment of its paths; empty when it is mounted at the root. */
  readonly name: string;
  /** Only the paths of the document, not those below the base path of its servers. */
  readonly strict: boolean;
  readonly fallBack: FallBack;
}

/** A request on its way to a mount. `base` is the URL of the mount in this sandbox, without a final slash. */
export interface Arrival extends Moment {
  readonly request: PlainRequest;
  readonly sandbox: string;
  /** Path below the mount, starting with `/`. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
}

/** An answer with what the journal wants to know. */
export interface Served {
  readonly response: PlainResponse;
  readonly operation: string | undefined;
  readonly persona: string | undefined;
  readonly violations: readonly ViolationNote[];
  /** Why the mock answered by itself. */
  readonly problem: string | undefined;
}

/** One contract at work: its engine, its router and the worlds of its sandboxes. */
export class Mount {
  readonly contract: Contract;
  readonly name: string;
  readonly worlds: Worlds;
  readonly checkFact: CheckFact;
  readonly #setup: MountSetup;
  readonly #engine: Engine;
  /** The page that clauses are about when their source names no other. */
  readonly #file: string | undefined;
  readonly #route: (method: string, path: string) => Route;

  /** @throws MockError when a given record cannot be used. */
  constructor(setup: MountSetup) {
    const { contract, name, strict } = setup;
    this.#setup = setup;
    this.contract = contract;
    this.name = name;
    this.#file = contract.sources[0]?.file;
    this.checkFact = createFactCheck(contract);
    this.#engine = compileContract(contract);
    this.#route = compileRouter(contract, strict ? [] : basePaths(contract));
    this.worlds = new Worlds({ ...setup, engine: this.#engine });
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
    return route.kind === 'other-methods'
      ? otherMethods(request.method, path, route.allow)
      : refused(unknownPath(this.contract, path));
  }

  #serveOperation(
    arrival: Arrival,
    operation: Operation,
    parameters: Readonly<Record<string, string>>,
  ): Served | Promise<Served> {
    const compiled = this.#engine.operations.get(operation.id);
    if (!compiled) return this.#serveFallBack(arrival, operation);
    const { request, sandbox, query, now, base } = arrival;
    const refusal = this.#setup.sandboxes.refusal(sandbox);
    if (refusal) return refused(refusal);
    const world = this.worlds.open(sandbox, arrival);
    const call = readCall(request, operation, parameters, query);
    const { answer, violations, changes, persona } = decide(compiled, call, world.facts, {
      now,
      base,
      fresh: world.fresh,
    });
    world.apply(changes, now);
    return {
      response: toResponse(answer),
      operation: operation.id,
      persona: persona?.name,
      violations: violations.map((violation) => noteOf(violation, this.#file)),
      problem: undefined,
    };
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
  return { response, operation: undefined, persona: undefined, violations: [], problem: undefined };
}

/** A problem as an answer, and why in words. */
export function refused(details: ProblemDetails): Served {
  return { ...plainly(problem(details)), problem: `${details.code}: ${details.detail}` };
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

function otherMethods(method: string, path: string, allow: readonly string[]): Served {
  const headers = { Allow: allow.join(', ') };
  if (method === 'OPTIONS') return plainly({ status: 204, headers, body: '' });
  const detail = `${method} is not a method of ${shorten(path)}. Its methods are ${headers.Allow}.`;
  return refused({ status: 405, code: 'method-not-allowed', detail, headers, more: { allow } });
}

function unknownPath({ id, operations }: Contract, path: string): ProblemDetails {
  const known = operations.map((operation) => `${operation.method.toUpperCase()} ${operation.path}`);
  const slash = path.endsWith('/') ? path.slice(0, -1) : `${path}/`;
  const hint = operations.some((operation) => operation.path === slash) ? ` Did you mean ${slash}?` : '';
  const detail = `${id} has no operation with the path ${shorten(path)}.${hint} See "operations" for those it has.`;
  return { status: 404, code: 'unknown-path', detail, more: { operations: known } };
}
