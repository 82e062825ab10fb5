import type { Change } from '../../rules/effect.ts';

import type { Json } from '../../specs/json.ts';
import { type EmailOf, shownElements } from '../judge/shown-elements.ts';
import type { CreatedElement } from '../promises/scene.ts';
import type { StepRun } from './step.ts';

/** The elements that an answer says were created: all that need not be refused; of a list those that it shows. */
export function createdElements({ step, expectation, answer, verdict }: StepRun, emailOf: EmailOf): CreatedElement[] {
  if (!answer || verdict?.kind !== 'success' || isDryRun(expectation)) return [];
  const { inquiry, refused } = expectation;
  if (inquiry.call.fault !== undefined) return elementsOf(step.draft.body);
  const isShown = shownElements(inquiry, answer.body, emailOf);
  return inquiry.elements.filter(
    ({ index }) => index === undefined || (!refused.has(index) && (isShown === undefined || isShown.has(index))),
  );
}

/** True when the request only tries. */
export function isDryRun({ inquiry }: StepRun['expectation']): boolean {
  return inquiry.compiled.effect?.isDryRun(inquiry.scope) === true;
}

/** What the created elements change in the state, with the ids that the answer gave. */
export function changesOf(run: StepRun, created: readonly CreatedElement[]): readonly Change[] {
  const { inquiry } = run.expectation;
  const { effect } = inquiry.compiled;
  if (!effect || created.length === 0) return [];
  return effect.carryOut(
    inquiry.scope,
    inquiry.facts,
    created.map(({ item }) => item),
  ).changes;
}

/** What a server reads that takes a body which the contract does not. */
function elementsOf(body: Json | undefined): CreatedElement[] {
  if (body === undefined) return [];
  return Array.isArray(body) ? body.map((item, index) => ({ item, index })) : [{ item: body, index: undefined }];
}
