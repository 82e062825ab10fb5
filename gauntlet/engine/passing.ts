import type { PlainRequest, PlainResponse } from '../../mock/plain.ts';
import type { World } from '../../mock/world.ts';
import type { JsonObject } from '../../specs/json.ts';
import type { Base } from '../base.ts';
import type { Engine } from '../deviation.ts';
import type { Serve } from '../serve.ts';
import type { Stage } from '../stage.ts';
import { type Topic, textOf } from '../surface.ts';

/** A hand-made deviation. */
export interface EngineCase {
  /** What it breaks; a contract that names no clause for it has no such mutant. */
  readonly topic: Topic;
  readonly name: string;
  readonly says: string;
  readonly engine: Engine;
  /** Id of the clause where it is not the topic's. */
  readonly clause?: (base: Base) => string | undefined;
  /** Where it makes sense; everywhere when absent. */
  readonly only?: (base: Base) => boolean;
}

/** A create call on its way through an engine. */
export interface Passing {
  readonly request: PlainRequest;
  readonly stage: Stage;
  readonly items: readonly JsonObject[];
  readonly emails: readonly string[];
  /** The world it works on; undefined before the first request to a sandbox. */
  readonly world: World | undefined;
  /** How many create calls came before, in all sandboxes. */
  readonly before: number;
}

/** What an engine makes of a create call; other calls pass untouched. Called once a run, so that it can remember. */
export type Handle = (passing: Passing, serve: Serve) => Promise<PlainResponse>;

/** The engine that handles create calls. */
export function onCreate(start: () => Handle): Engine {
  return (serve, stage) => {
    const handle = start();
    let before = 0;
    return (request) => {
      if (!stage.isCreate(request)) return serve(request);
      const items = stage.itemsOf(request);
      const emails = items.map((item) => textOf(item, stage.surface.email)).filter((email) => email !== '');
      return handle({ request, stage, items, emails, world: stage.worldOf(request), before: before++ }, serve);
    };
  };
}

/** The engine that changes the answers to create calls that succeeded, and what they brought about. */
export function afterGood(change: (answer: PlainResponse, passing: Passing) => PlainResponse): Engine {
  return onCreate(() => async (passing, serve) => {
    const answer = await serve(passing.request);
    return isGood(answer) ? change(answer, { ...passing, world: passing.stage.worldOf(passing.request) }) : answer;
  });
}

/** The engine that does something after create calls that were refused. */
export function afterRefusal(change: (answer: PlainResponse, passing: Passing) => PlainResponse): Engine {
  return onCreate(() => async (passing, serve) => {
    const answer = await serve(passing.request);
    return isGood(answer) ? answer : change(answer, { ...passing, world: passing.stage.worldOf(passing.request) });
  });
}

/** True for a status of success. */
export function isGood({ status }: PlainResponse): boolean {
  return status >= 200 && status < 300;
}

/** True for a dry run. */
export function isDryRun({ request, stage }: Passing): boolean {
  const dryRun = stage.operation.effect?.dryRun ?? [];
  return dryRun.length > 0 && dryRun.some(({ is }) => request.target.includes(`=${String(Object(is).const)}`));
}

/** An answer of no vendor: a status and nothing else. */
export function bare(status: number): PlainResponse {
  return { status, headers: {}, body: '' };
}

/** Puts users into a world as they were sent, but for the password. */
export function insert({ stage, world }: Passing, items: readonly JsonObject[]): JsonObject[] {
  if (!world) return [];
  const { password, id } = stage.surface;
  return items.map((item) => {
    const kept = Object.fromEntries(Object.entries(item).filter(([name]) => name !== password));
    const fresh = stage.surface.anId.includes('-') ? 'guid' : 'hex24';
    const record: JsonObject = { ...kept, [id]: world.fresh(fresh) };
    world.apply([{ kind: 'insert', collection: stage.collection, record }]);
    return record;
  });
}

/** Serves a request as if these records were not there. The mock answers at once, so that nobody else can see it. */
export function withoutRecords(
  { stage, world }: Passing,
  records: readonly JsonObject[],
  serve: () => Promise<PlainResponse>,
): Promise<PlainResponse> {
  const { collection } = stage;
  world?.apply(records.map((record) => ({ kind: 'remove', collection, record })));
  const answer = serve();
  world?.apply(records.map((record) => ({ kind: 'insert', collection, record })));
  return answer;
}

/** Adds to a counted fact, such as the free seats. */
export function addTo({ stage, world }: Passing, by: number): void {
  for (const fact of Object.keys(stage.operation.effect?.uses ?? {})) world?.apply([{ kind: 'add', fact, by }]);
}

/** The free seats; undefined where there are none to count. */
export function seatsOf({ stage, world }: Passing): number | undefined {
  const [fact] = Object.keys(stage.operation.effect?.uses ?? {});
  const value = fact === undefined ? undefined : world?.values()[fact];
  return typeof value === 'number' ? value : undefined;
}

/** Lets all requests that are under way go on first. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
