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
  const seen = expectation.faults.map((fault) => asAllSee(fault, others, expectation.inquiry.elements.length));
  const whole = new Set(
    expectation.faults.filter(({ index }) => index === undefined).map(({ answered }) => answered.id),
  );
  const added = others.flat().filter((fault) => !known.has(faultKey(fault)) && !whole.has(fault.answered.id));
  return settle({ ...expectation, faults: [...seen, ...added.map((fault) => ({ ...fault, isCertain: false }))] });
}

/**
 * The fault with the answers that any reading documents for it; certain only when all readings have it. What another page of the vendor
 * settles, or a run at this profile asks for though it only should be, is no open point of the run any more.
 */
function asAllSee(fault: Fault, others: readonly (readonly Fault[])[], elements: number): Fault {
  if (fault.isCertain && isSettled(fault)) return fault;
  const twins = others.map((faults) => twinsOf(fault, faults, elements));
  const accept = [...new Set([...fault.accept, ...twins.flatMap((same) => same.flatMap((twin) => twin.accept))])];
  return { ...fault, accept, isCertain: fault.isCertain && twins.every((same) => same.length > 0) };
}

function isSettled({ clause, answered }: Fault): boolean {
  return answered.basis === 'vendor' || clause.level === 'should' || answered.level === 'should';
}

/** The same fault as another reading finds it; what refuses the request may refuse every element of it there. */
function twinsOf(fault: Fault, faults: readonly Fault[], elements: number): readonly Fault[] {
  const key = faultKey(fault);
  const same = faults.filter((other) => faultKey(other) === key);
  if (same.length > 0 || fault.index !== undefined) return same;
  const ofElements = faults.filter(({ answered, index }) => answered.id === fault.answered.id && index !== undefined);
  return new Set(ofElements.map(({ index }) => index)).size === elements ? ofElements : [];
}
