import type { Meter } from './budget.ts';
import { ALWAYS, type Condition, type Conditions, NEVER } from './condition.ts';
import type { Nfa, Node } from './nfa.ts';

/** A place in a text: whether it is the start, and for each looker under which condition it has just ended. */
export interface Place {
  readonly isStart: boolean;
  readonly seen: Condition[];
  /** Conditions of nodes at this place, once known. */
  readonly known: Map<number, Condition>;
}

/** What must hold of the rest of the text, so that it can be read from a node at a place. */
export type Closure = (node: number, place: Place) => Condition;

/** The closure of an automaton: follows what reads no character, and decides assertions. */
export function closureOf({ nodes }: Nfa, { and, any, not, literal }: Conditions, meter: Meter): Closure {
  const signed = (condition: Condition, negate: boolean): Condition => (negate ? not(condition) : condition);
  const value = (number: number, node: Node | undefined, place: Place, visit: Visit): Condition => {
    switch (node?.kind) {
      case 'read':
        return literal(2 * number);
      case 'fork':
        return any(node.to.map(visit));
      case 'start':
        return place.isStart ? visit(node.to) : NEVER;
      case 'ahead':
        return and(signed(visit(node.inner), node.negate), visit(node.to));
      case 'behind':
        return and(signed(place.seen[node.looker] ?? NEVER, node.negate), visit(node.to));
      default:
        return ALWAYS;
    }
  };
  return (root, place) => {
    const visit: Visit = visitor(place.known, meter, (number) => value(number, nodes[number], place, visit));
    return visit(root);
  };
}

type Visit = (node: number) => Condition;

/**
 * Visits nodes that may lead back to themselves. Coming back without having read a character adds nothing (the least fixed
 * point). A result is kept unless it depends on a node that is still being visited.
 */
function visitor(known: Map<number, Condition>, meter: Meter, value: Visit): Visit {
  const depths = new Map<number, number>();
  /** Depth of the outermost unfinished node that the current visit came back to. */
  let outermost = Number.POSITIVE_INFINITY;
  return (number) => {
    const result = known.get(number);
    if (result !== undefined) return result;
    const open = depths.get(number);
    if (open !== undefined) {
      outermost = Math.min(outermost, open);
      return NEVER;
    }
    const depth = depths.size;
    meter.step();
    meter.checkDepth(depth);
    const before = outermost;
    outermost = Number.POSITIVE_INFINITY;
    depths.set(number, depth);
    const found = value(number);
    depths.delete(number);
    if (outermost >= depth) {
      known.set(number, found);
      outermost = Number.POSITIVE_INFINITY;
    }
    outermost = Math.min(before, outermost);
    return found;
  };
}
