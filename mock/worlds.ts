import type { Engine } from '../rules/compile.ts';
import type { Json } from '../specs/json.ts';
import type { Scope } from '../specs/scope.ts';
import { type Given, insertionsOf } from './given.ts';
import { createFresh } from './ids.ts';
import type { Sandboxes } from './sandboxes.ts';
import { World } from './world.ts';

/** What a world starts with. */
export interface WorldState {
  /** Facts that replace the contract's. */
  readonly facts: Readonly<Record<string, Json>>;
  readonly given: Given;
}

/** When and where a request comes in: milliseconds since the epoch, and the URL of the mount in its sandbox. */
export type Moment = Pick<Scope, 'now' | 'base'>;

/** What the worlds of one contract are made of. */
export interface WorldsSetup extends WorldState {
  readonly engine: Engine;
  readonly seed: number;
  readonly sandboxes: Sandboxes;
}

/** The worlds of one contract, one for every sandbox. */
export class Worlds {
  readonly #setup: WorldsSetup;
  readonly #worlds = new Map<string, World>();

  /** @throws MockError when a given record cannot be used: better at the start than when the first request comes. */
  constructor(setup: WorldsSetup) {
    this.#setup = setup;
    insertionsOf(setup.given, setup.engine, { now: 0, fresh: createFresh(setup.seed), base: '' });
  }

  /** The world of a sandbox, if it is there. */
  find(sandbox: string): World | undefined {
    return this.#worlds.get(sandbox);
  }

  /** The world of a sandbox, made on first use. */
  open(sandbox: string, moment: Moment): World {
    return this.#worlds.get(sandbox) ?? this.renew(sandbox, this.#setup, moment);
  }

  /**
   * Puts a fresh world in the place of a sandbox's. Facts that are set from the start hold unless others are given.
   * @throws MockError when a given record cannot be used; then nothing has changed.
   */
  renew(sandbox: string, { facts, given }: WorldState, moment: Moment): World {
    const { engine, seed, sandboxes } = this.#setup;
    const world = new World({ contract: engine.contract, seed, facts: { ...this.#setup.facts, ...facts } });
    world.apply(insertionsOf(given, engine, { ...moment, fresh: world.fresh }));
    this.#worlds.set(sandbox, world);
    sandboxes.add(sandbox);
    return world;
  }

  /** Forgets a sandbox, or all: the next request starts with a fresh world. */
  forget(sandbox?: string): void {
    if (sandbox === undefined) this.#worlds.clear();
    else this.#worlds.delete(sandbox);
  }
}
