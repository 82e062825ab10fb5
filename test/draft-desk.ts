import { insertionsOf } from '../mock/given.ts';
import { createFresh } from '../mock/ids.ts';
import { World } from '../mock/world.ts';
import type { Call } from '../rules/call.ts';
import type { CompiledOperation, Engine } from '../rules/compile.ts';
import { type Decision, decide } from '../rules/decide.ts';
import type { GivenState } from '../rules/violate.ts';
import { NOW } from './builders.ts';

/** A world in which all of this is given, and who decides in it: `send` also carries out what was decided. */
export function draftDesk(
  engine: Engine,
  operation: CompiledOperation,
  given: readonly (GivenState | undefined)[],
): { readonly send: (call: Call) => Decision } {
  const states = given.filter((state) => state !== undefined);
  const facts = Object.assign({}, ...states.map((state) => state.facts));
  const world = new World({ contract: engine.contract, seed: 1, facts });
  const sources = { now: NOW, fresh: createFresh(7), base: 'http://mock.test' };
  for (const { records } of states) world.apply(insertionsOf(records, engine, sources));
  return {
    send: (call) => {
      const decision = decide(operation, call, world.facts, sources);
      world.apply(decision.changes);
      return decision;
    },
  };
}
