import type { RuleClause } from '../specs/contract.ts';
import { type Draft, itemsOf } from './draft.ts';
import { twinOf } from './example-item.ts';
import type { ViolateContext, Violator } from './violate.ts';

/** True when a request of the operation may hold several elements, each of which the clause judges. */
export function isPerElement({ each }: Pick<RuleClause, 'each'>, { operation }: ViolateContext): boolean {
  return each === 'item' && operation.effect?.each === 'item';
}

/** What is changed in the first element of a batch is changed in one behind all others, which is like the first. */
export function inLastElement(alter: (draft: Draft) => Draft, context: ViolateContext): (draft: Draft) => Draft {
  const address = context.email();
  return (draft) => {
    const items = itemsOf(draft, 'item').map((item) => item ?? null);
    const altered = alter({ ...draft, body: [twinOf(items[0], address, context)] });
    return { ...altered, body: [...items, itemsOf(altered, 'item')[0] ?? null] };
  };
}

/** The first of the violators with its culprit in the last element of a batch; none where there are no batches. */
export function lastOfBatch(
  violators: readonly Violator[],
  clause: Pick<RuleClause, 'each'>,
  context: ViolateContext,
): Violator[] {
  if (!isPerElement(clause, context)) return [];
  return violators.slice(0, 1).map((violator) => {
    const alter = inLastElement(violator.alter, context);
    return { ...violator, note: `${violator.note}, in the last of a batch`, alter };
  });
}
