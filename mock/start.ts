import type { RequestListener } from 'node:http';
import { ruleSchemas } from '../rules/index.ts';
import type { Contract } from '../specs/contract.ts';
import type { Json } from '../specs/json.ts';
import { loadContract } from '../specs/load-contract.ts';
import { MockError } from './error.ts';
import { toFetch } from './fetch.ts';
import { createListeners, type Listeners } from './handler.ts';
import type { Entry } from './journal.ts';
import { MockCore } from './mock.ts';
import { Mount } from './mount.ts';
import { checkOptions } from './options.ts';
import type { Overview } from './overview.ts';
import type { PlainRequest, PlainResponse } from './plain.ts';
import { createPrismFallBack } from './prism.ts';
import { Sandboxes } from './sandboxes.ts';
import { listen } from './server.ts';

/** One contract to serve. */
export interface ContractOptions {
  /** Id of a built-in contract, the path of an OpenAPI or overlay file, or a contract that was loaded before. */
  readonly contract: string | Contract;
  /** Choices of ambiguities, by id: `{ 'S-A1': 'all-or-nothing' }`. */
  readonly readings?: Readonly<Record<string, string>>;
  /** Facts at the start, by name: `{ freeSeats: 3 }`. */
  readonly set?: Readonly<Record<string, Json>>;
  /** Records at the start, by collection: `{ users: [{ EmailAddress: 'a@example.com' }] }`. */
  readonly given?: Readonly<Record<string, readonly Json[]>>;
}

/** What a mock serves, and what it takes from outside. */
export interface MockOptions {
  readonly contracts: readonly ContractOptions[];
  /** Seed of all ids and secrets; the same seed gives the same ones. Default 1. */
  readonly seed?: number;
  /** The time that answers show. Default: the computer's. */
  readonly clock?: () => Date;
  /** Lets pages of other origins call the mock. Default true. */
  readonly cors?: boolean;
  /** Serves the paths of the documents only, not those below the base path of their servers. Default false. */
  readonly strict?: boolean;
  /** Largest body in bytes. Default 1 MiB. */
  readonly maxBodyBytes?: number;
  /** How many sandboxes there may be beside the default one. Default 10,000. */
  readonly maxSandboxes?: number;
  /** Called after every answer. */
  readonly onAnswer?: (entry: Entry) => void;
}

/** A mock without a socket. */
export interface Mock {
  readonly contracts: readonly Contract[];
  /** Answers a request as plain data. */
  readonly handle: (request: PlainRequest) => PlainResponse | Promise<PlainResponse>;
  /** Answers a `Request` of the Fetch API. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Answers the requests of a node:http server, of supertest, or of a framework that takes such listeners. */
  readonly handler: RequestListener;
  /** What is served, with URLs below the origin. */
  readonly overviews: (origin: string) => Overview[];
}

/** Options of a mock that listens. */
export interface StartOptions extends MockOptions {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  /** How long a request may take to arrive, in milliseconds. Default 30 s. */
  readonly requestTimeoutMs?: number;
}

/** A mock that listens. */
export interface RunningMock extends Mock, AsyncDisposable {
  /** Scheme, host and port, without a final slash. */
  readonly url: string;
  /** Finishes the answers under way, then ends. */
  readonly stop: () => Promise<void>;
}

const MAX_BODY_BYTES = 1024 * 1024;
const MAX_SANDBOXES = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;

/**
 * A mock of the contracts: one is mounted at the root, several at `/<id>`.
 * @throws ContractError when a document cannot be used, MockError when an option does not fit.
 */
export async function createMock(options: MockOptions): Promise<Mock> {
  checkOptions(options);
  const core = await createCore(options);
  return facade(core, createListeners(core, maxBytesOf(options)), options);
}

function maxBytesOf({ maxBodyBytes = MAX_BODY_BYTES }: MockOptions): number {
  return maxBodyBytes;
}

function facade(core: MockCore, { request: handler }: Listeners, options: MockOptions): Mock {
  return {
    contracts: core.mounts.map(({ contract }) => contract),
    handle: (request) => core.handle(request),
    fetch: toFetch(core, maxBytesOf(options)),
    handler,
    overviews: (origin) => core.overviews(origin),
  };
}

/**
 * A mock that listens on a socket.
 * @throws ContractError, MockError, or the error of the socket (`EADDRINUSE`, …).
 */
export async function startMock(options: StartOptions): Promise<RunningMock> {
  checkOptions(options);
  const { host = '127.0.0.1', port = 0, requestTimeoutMs = REQUEST_TIMEOUT_MS } = options;
  const core = await createCore(options);
  const listeners = createListeners(core, maxBytesOf(options));
  const mock = facade(core, listeners, options);
  const { url, stop } = await listen(listeners, { host, port, requestTimeoutMs });
  for (const mount of core.mounts) mount.warmUp();
  return { ...mock, url, stop, [Symbol.asyncDispose]: stop };
}

async function createCore(options: MockOptions): Promise<MockCore> {
  const { contracts, clock = () => new Date(), cors = true, maxSandboxes = MAX_SANDBOXES, onAnswer } = options;
  const loaded = await Promise.all(
    contracts.map(({ contract, readings = {} }) =>
      typeof contract === 'string' ? loadContract(contract, { readings, ruleSchemas }) : contract,
    ),
  );
  const sandboxes = new Sandboxes(maxSandboxes);
  const mounts = loaded.map((contract, index) => toMount(contract, contracts[index] ?? {}, sandboxes, options));
  checkNames(mounts);
  return new MockCore({ mounts, sandboxes, cors, now: () => clock().getTime(), onAnswer });
}

function toMount(
  contract: Contract,
  { set = {}, given = {} }: Omit<ContractOptions, 'contract'>,
  sandboxes: Sandboxes,
  { contracts, seed = 1, strict = false }: MockOptions,
): Mount {
  const mount = new Mount({
    contract,
    name: contracts.length === 1 ? '' : contract.id,
    facts: set,
    given,
    seed,
    strict,
    sandboxes,
    fallBack: createPrismFallBack(contract.document, seed),
  });
  for (const [name, value] of Object.entries(set)) {
    const fault = mount.checkFact(name, value);
    if (fault !== undefined) throw new MockError('DC_FACT', `The fact ${name} cannot be set: ${fault}`);
  }
  return mount;
}

function checkNames(mounts: readonly Mount[]): void {
  const names = mounts.map(({ name }) => name);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined)
    throw new MockError(
      'DC_MOUNT_TWICE',
      `Two contracts are named "${repeated}". Serve each once, or give them other ids.`,
    );
}
