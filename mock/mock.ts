import { VERSION } from '../specs/version.ts';
import { type Address, DEFAULT_SANDBOX, isAdminTarget, parseAddress } from './address.ts';
import { type Admin, createAdmin } from './admin/admin.ts';
import { isPreflight, preflightAnswer, withCors } from './cors.ts';
import { type Entry, Journal } from './journal.ts';
import { landing, notOfLanding, optionsAnswer, SERVER_METHODS } from './landing.ts';
import { type Mount, mountPath, refused, type Served } from './mount.ts';
import { type Overview, overviewOf } from './overview.ts';
import type { PlainRequest, PlainResponse } from './plain.ts';
import { type ProblemDetails, problem } from './problem.ts';
import { createRedact, type Redact } from './redact.ts';
import type { Sandboxes } from './sandboxes.ts';
import { shorten } from './shorten.ts';

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

/** Where and when a request came in; no mount when it reached none. */
interface Visit extends Pick<Address, 'sandbox'> {
  readonly mount?: Mount;
  readonly now: number;
}

/** The mock without any socket: plain requests in, plain answers out. Answers without Prism are given synchronously. */
export class MockCore {
  readonly mounts: readonly Mount[];
  readonly journal: Journal = new Journal(JOURNAL_SIZE);
  readonly #parts: MockParts;
  readonly #byName: ReadonlyMap<string, Mount>;
  readonly #admin: Admin;
  readonly #redact: Redact;

  constructor(parts: MockParts) {
    const { mounts, sandboxes } = parts;
    this.#parts = parts;
    this.mounts = mounts;
    this.#byName = new Map(mounts.map((mount) => [mount.name, mount]));
    this.#redact = createRedact(mounts.map(({ contract }) => contract));
    this.#admin = createAdmin({ mounts, sandboxes, journal: this.journal, version: VERSION });
  }

  /** Answers one request. Never throws: a fault of the mock itself is a 500 problem document. */
  handle(request: PlainRequest): PlainResponse | Promise<PlainResponse> {
    try {
      const answer = this.#answer(request);
      return answer instanceof Promise
        ? answer.catch(kitFault).then((done) => this.#finish(request, done))
        : this.#finish(request, answer);
    } catch (error) {
      return this.#finish(request, kitFault(error));
    }
  }

  /** Answers a request that is not to be handled, for an edge that cannot read it. It stands in the journal like every other. */
  refuse(request: PlainRequest, details: ProblemDetails): PlainResponse {
    if (isAdminTarget(request.target)) return problem(details);
    const { sandbox = DEFAULT_SANDBOX } = parseAddress(request.target) ?? {};
    return this.#finish(request, this.#refuse(request, { sandbox, now: this.#parts.now() }, details));
  }

  /** What is served, for people and programs. `origin` is scheme and authority. */
  overviews(origin: string): Overview[] {
    return this.mounts.map((mount) => overviewOf(mount.contract, origin + mountPath(mount)));
  }

  #answer(request: PlainRequest): PlainResponse | Promise<PlainResponse> {
    const { method, target, origin } = request;
    // Read once, so that everything about one request happens at one time.
    const now = this.#parts.now();
    if (isAdminTarget(target)) return this.#admin(request, now);
    if (this.#parts.cors && isPreflight(request)) return preflightAnswer(request);
    if (method === 'OPTIONS' && target === '*') return optionsAnswer(SERVER_METHODS);
    const address = parseAddress(target);
    if (!address) return this.#refuse(request, { sandbox: DEFAULT_SANDBOX, now }, badSandbox(target));
    const found = this.#mountOf(address.path);
    const visit = { sandbox: address.sandbox, now, ...(found && { mount: found.mount }) };
    if (!found) return this.#elsewhere(request, address, visit);
    const { mount, path } = found;
    const base = origin + address.prefix + mountPath(mount);
    if (path === '/' && !mount.has('/')) return this.#landing(request, visit, () => [overviewOf(mount.contract, base)]);
    const served = mount.serve({ request, sandbox: address.sandbox, path, query: address.query, base, now });
    const id = this.journal.nextId();
    const finish = (done: Served): PlainResponse => this.#record(id, request, visit, done);
    return served instanceof Promise ? served.then(finish) : finish(served);
  }

  #mountOf(path: string): { mount: Mount; path: string } | undefined {
    const root = this.#byName.get('');
    if (root) return { mount: root, path };
    const end = path.indexOf('/', 1);
    const mount = this.#byName.get(path.slice(1, end === -1 ? undefined : end));
    return mount && { mount, path: end === -1 ? '/' : path.slice(end) };
  }

  #elsewhere(request: PlainRequest, { path, prefix }: Address, visit: Visit): PlainResponse {
    if (path === '/') return this.#landing(request, visit, () => this.overviews(request.origin + prefix));
    const known = this.mounts.map((mount) => `${mountPath(mount)}/`);
    const detail = `Nothing is mounted at ${shorten(path)}. Paths start with ${known.join(', ')}; GET / shows them all.`;
    return this.#refuse(request, visit, { status: 404, code: 'unknown-mount', detail, more: { mounts: known } });
  }

  #landing(request: PlainRequest, visit: Visit, overviews: () => Overview[]): PlainResponse {
    return landing(request, overviews) ?? this.#refuse(request, visit, notOfLanding(request.method));
  }

  #refuse(request: PlainRequest, visit: Visit, details: ProblemDetails): PlainResponse {
    return this.#record(this.journal.nextId(), request, visit, refused(details));
  }

  /** Notes the request in the journal and says in headers why it was answered so. */
  #record(id: string, { method, target, origin }: PlainRequest, visit: Visit, served: Served): PlainResponse {
    const { response, operation, persona, violations, problem } = served;
    const { sandbox, mount, now: at } = visit;
    const { status, reasonPhrase, body } = response;
    const contract = mount?.contract.id;
    const shown = this.#redact(target);
    const entry = { id, at, method, target: shown, sandbox, contract, operation, persona, status, violations, problem };
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

  #finish(request: PlainRequest, response: PlainResponse): PlainResponse {
    return this.#parts.cors && !isAdminTarget(request.target) ? withCors(request, response) : response;
  }
}

function badSandbox(target: string): ProblemDetails {
  const [path = ''] = target.split('?', 1);
  const detail = `${shorten(path)} names no sandbox: after /_s/ come 1 to 64 letters, digits, dots, hyphens or underscores, a letter or digit first.`;
  return { status: 400, code: 'bad-sandbox', detail };
}

function kitFault(error: unknown): PlainResponse {
  const found = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const detail = `This is a fault of the mock, not of the request. Please report it with these lines: ${found}`;
  return problem({ status: 500, code: 'kit-fault', detail });
}
