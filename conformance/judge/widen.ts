import type { Call } from '../../rules/call.ts';
import type { CompiledOperation } from '../../rules/compile.ts';
import type { Sources } from '../../rules/inquiry.ts';
import type { Model } from '../state/model.ts';
import { type Expectation, expectationOf, type Fault, faultKey, type Scale, settle } from './expectation.ts';

/**
 * The expectation widened by every other reading of the contract: a fault that some reading does not see is not certain, and what some
 * reading refuses may be refused. One reading at a time is enough, because each fault is asked about alone.
 */
export function widen(
  expectation: Expectation,
  readings: readonly CompiledOperation[],
  call: Call,
  model: Model,
  sources: Sources,
  scale: Scale,
): Expectation {
  const others = readings.map((compiled) => expectationOf(compiled, call, model, sources, scale).faults);
  const known = new Set(expectation.faults.map(faultKey));
  const seen = expectation.faults.map((fault) => asAllSee(fault, others));
  const added = others.flat().filter((fault) => !known.has(faultKey(fault)));
  return settle({ ...expectation, faults: [...seen, ...added.map((fault) => ({ ...fault, isCertain: false }))] });
}

/** The fault with the answers that any reading documents for it; certain only when all readings have it. */
function asAllSee(fault: Fault, others: readonly (readonly Fault[])[]): Fault {
  const key = faultKey(fault);
  const twins = others.map((faults) => faults.filter((other) => faultKey(other) === key));
  const accept = [...new Set([...fault.accept, ...twins.flatMap((same) => same.flatMap((twin) => twin.accept))])];
  return { ...fault, accept, isCertain: fault.isCertain && twins.every((same) => same.length > 0) };
}
