import { type Draft, itemsOf } from '../draft.ts';
import { twinOf } from '../example-item.ts';
import { givenFacts } from '../known-fact.ts';
import type { Violate, ViolateContext, Violator } from '../violate.ts';

/** Nothing left for one; one too little; and in batches as many as there are and one more. */
export const violateQuota: Violate = ({ params }, context) => {
  const { effect } = context.operation;
  const fact = String(params['fact']);
  const used = effect?.uses[fact] ?? 1;
  const leaving = (note: string, left: number, alter: Violator['alter']): Violator => {
    return { note, given: givenFacts({ [fact]: left }), alter };
  };
  const single = (draft: Draft): Draft => draft;
  return [
    leaving('nothing left', 0, single),
    ...(used > 1 ? [leaving('one too little left', used - 1, single)] : []),
    ...(effect?.each === 'item'
      ? [1, 2].map((count) => leaving(`${count} left for ${count + 1}`, count * used, batchOf(count + 1, context)))
      : []),
  ];
};

/** The first element of a batch and others like it, so many in all. */
function batchOf(count: number, context: ViolateContext): (draft: Draft) => Draft {
  const addresses = Array.from({ length: count - 1 }, () => context.email());
  return (draft) => {
    const [first = null] = itemsOf(draft, 'item');
    return { ...draft, body: [first, ...addresses.map((address) => twinOf(first, address, context))] };
  };
}
