import { asArray } from '../../specs/json.ts';
import type { Base } from '../base.ts';
import type { Edit } from '../deviation.ts';
import { operationIn } from '../locate.ts';
import { primaryOf } from '../stage.ts';
import type { VariantCase } from './variant-case.ts';

/** Servers that look at the clauses in another order: none is documented. */
export function orderVariants({ contract }: Base): VariantCase[] {
  const operation = primaryOf(contract);
  const reordered =
    (change: (clauses: ReturnType<typeof asArray>) => ReturnType<typeof asArray>): Edit =>
    (document) => {
      const own = operationIn(document, operation);
      own['x-clauses'] = change(asArray(own['x-clauses']));
    };
  const statuses = [...new Set(operation.clauses.flatMap(({ answer }) => answer?.status ?? []))];
  const hasPrecedence = statuses.length > 3 && operation.clauses.some(({ each }) => each === 'item');
  if (hasPrecedence)
    return permutations(statuses.filter((status) => status !== 402)).map((order) => withPrecedence(order, operation));
  return [
    {
      name: 'order-reversed',
      says: 'Looks at the clauses in reverse order.',
      edit: reordered((clauses) => clauses.toReversed()),
    },
    {
      name: 'order-callers-last',
      says: 'Asks who calls when everything else is good.',
      edit: reordered(([first = null, ...rest]) => [...rest, first]),
    },
    {
      name: 'order-rotated',
      says: 'Begins in the middle of the clauses.',
      edit: reordered((clauses) => [...clauses.slice(4), ...clauses.slice(0, 4)]),
    },
  ];
}

/** Seats are counted last: what a batch needs is known when its users have been looked at. */
function withPrecedence(order: readonly number[], operation: ReturnType<typeof primaryOf>): VariantCase {
  return {
    name: `order-${order.join('-')}`,
    says: `Answers faults in the order ${order.join(', ')}, 402.`,
    edit: (document) => {
      operationIn(document, operation)['x-precedence'] = [...order, 402];
    },
  };
}

/** A handful of orders: the statuses turned round and mirrored. */
function permutations(statuses: readonly number[]): number[][] {
  const turns = statuses.map((_, index) => [...statuses.slice(index), ...statuses.slice(0, index)]);
  return [...turns, [...statuses].toReversed()];
}
