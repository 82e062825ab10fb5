import { VERSION } from '../specs/version.ts';
import { type Address, isAdminTarget, parseAddress } from './address.ts';
import { type Admin, createAdmin } from './admin/admin.ts';
import { isPreflight, preflightAnswer, withCors } from './cors.ts';
import { type Entry, Journal } from './journal.ts';
import { type Mount, mountPath, type Served } from './mount.ts';
import { type Overview, overviewOf, overviewText } from './overview.ts';
import type { PlainRequest, PlainResponse } from './plain.ts';
import { problem } from './problem.ts';
import type { Sandboxes } from './sandboxes.ts';

/** How many requests the journal keeps. */
const JOURNAL_SIZE = 1000;

/** What the core of a mock is made of. */
export interface MockParts {
  readonly mounts: readonly Mount[];
  /** Those that the worlds of the mounts belong to. */
  readonly sandboxes: Sandboxes;
  readonly cors: boolean;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Called after every answer, for logs. */
  readonly onAnswer?: ((entry: Entry) => void) | undefined;
}

/** Where and when a request came to a mount. */
interface Visit extends Address {
  readonly mount: Mount;
  readonly now: number;
}

/** The mock without any socket: plain requests in, plain answers out. Answers without Prism are given synchronously. */
export class MockCore {
  readonly mounts: readonly Mount[];
  readonly journal: Journal = new Journal(JOURNAL_SIZE);
  readonly #parts: MockParts;
  readonly #byName: ReadonlyMap<string, Mount>;
  readonly #admin: Admin;

  constructor(parts: MockParts) {
    const { mounts, sandboxes } = parts;
    this.#parts = parts;
    this.mounts = mounts;
    this.#byName = new Map(mounts.map((mount) => [mount.name, mount]));
    this.#admin = createAdmin({ mounts, sandboxes, journal: this.journal, version: VERSION });
  }

  /** Answers one request. Never throws: a fault of the mock itself is a 500 problem document. */
  handle(request: PlainRequest): PlainResponse | Promise<PlainResponse> {
    try {
      const answer = this.#answer(request);
      return answer instanceof Promise
        ? answer.catch(kitFault).then((done) => this.finish(request, done))
        : this.finish(request, answer);
    } catch (error) {
      return this.finish(request, kitFault(error));
    }
  }

  /** What is served, for people and programs. `origin` is scheme and authority. */
  overviews(origin: string): Overview[] {
    return this.mounts.map((mount) => overviewOf(mount.contract, origin + mountPath(mount)));
  }

  #answer(request: PlainRequest): PlainResponse | Promise<PlainResponse> {
    // Read once, so that everything about one request happens at one time.
    const now = this.#parts.now();
    if (isAdminTarget(request.target)) return this.#admin(request, now);
    if (this.#parts.cors && isPreflight(request)) return preflightAnswer(request);
    const address = parseAddress(request.target);
    if (!address) return badSandbox(request.target);
    const found = this.#mountOf(address.path);
    if (!found) return this.#elsewhere(request, address);
    const { mount, path } = found;
    const base = request.origin + address.prefix + mountPath(mount);
    if (isLanding(request, path) && !mount.has('/')) return landing(request, [overviewOf(mount.contract, base)]);
    const served = mount.serve({ request, sandbox: address.sandbox, path, query: address.query, base, now });
    const id = this.journal.nextId();
    const finish = (done: Served): PlainResponse => this.#record(id, request, { ...address, mount, now }, done);
    return served instanceof Promise ? served.then(finish) : finish(served);
  }

  #mountOf(path: string): { mount: Mount; path: string } | undefined {
    const root = this.#byName.get('');
    if (root) return { mount: root, path };
    const end = path.indexOf('/', 1);
    const mount = this.#byName.get(path.slice(1, end === -1 ? undefined : end));
    return mount && { mount, path: end === -1 ? '/' : path.slice(end) };
  }

  #elsewhere(request: PlainRequest, { path, prefix }: Address): PlainResponse {
    if (isLanding(request, path)) return landing(request, this.overviews(request.origin + prefix));
    const known = this.mounts.map((mount) => `${mountPath(mount)}/`);
    const detail = `Nothing is mounted at ${path}. Paths start with ${known.join(', ')}; GET / shows them all.`;
    return problem({ status: 404, code: 'unknown-mount', detail, more: { mounts: known } });
  }

  /** Notes the request in the journal and says in headers why it was answered so. */
  #record(id: string, { method, target, origin }: PlainRequest, visit: Visit, served: Served): PlainResponse {
    const { response, operation, persona, violations, problem } = served;
    const { sandbox, mount, now: at } = visit;
    const { status, reasonPhrase, body } = response;
    const contract = mount.contract.id;
    const entry = { id, at, method, target, sandbox, contract, operation, persona, status, violations, problem };
    this.journal.add(entry);
    this.#parts.onAnswer?.(entry);
    const headers: Record<string, string> = { ...response.headers };
    headers['X-Mock-Request-Id'] = id;
    headers['X-Mock-Sandbox'] = sandbox;
    headers['Link'] = `<${origin}/__admin/requests/${id}/explain>; rel="describedby"`;
    if (violations.length > 0)
      headers['X-Mock-Reason'] = [...new Set(violations.map(({ clause }) => clause))].join(', ');
    return { status, reasonPhrase, headers, body };
  }

  /** Adds what every answer has, also one that was given before the request could be read. */
  finish(request: PlainRequest, response: PlainResponse): PlainResponse {
    return this.#parts.cors && !isAdminTarget(request.target) ? withCors(request, response) : response;
  }
}

function isLanding({ method }: PlainRequest, path: string): boolean {
  return path === '/' && (method === 'GET' || method === 'HEAD');
}

function landing({ headers }: PlainRequest, overviews: readonly Overview[]): PlainResponse {
  if (headers['accept']?.includes('application/json')) {
    const body = JSON.stringify({ product: 'doublecheck', version: VERSION, mounts: overviews }, undefined, 2);
    return { status: 200, headers: { 'Content-Type': 'application/json' }, body: `${body}\n` };
  }
  return { status: 200, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: overviewText(overviews) };
}

function badSandbox(target: string): PlainResponse {
  const detail = `${target} names no sandbox: after /_s/ come 1 to 64 letters, digits, dots, hyphens or underscores, a letter or digit first.`;
  return problem({ status: 400, code: 'bad-sandbox', detail });
}

function kitFault(error: unknown): PlainResponse {
  const found = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const detail = `This is a fault of the mock, not of the request. Please report it with these lines: ${found}`;
  return problem({ status: 500, code: 'kit-fault', detail });
}
