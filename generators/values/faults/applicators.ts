import type { Json, JsonObject } from '../../../specs/json.ts';
import { withAll, without } from '../keywords.ts';
import type { Place } from '../places.ts';
import { draft, type FaultDraft } from './draft.ts';

/** Pairs of branches of a `oneOf` that are tried to hold together. */
const MOST_PAIRS = 6;

/** Values outside all branches, inside two, inside what must not hold, and on the wrong side of a condition. */
export function applicatorFaults({ node }: Place): readonly FaultDraft[] {
  return [...outsideFaults(node), ...twofoldFaults(node), ...notFaults(node), ...conditionFaults(node)];
}

function branchesOf(node: JsonObject, keyword: string): Json[] {
  return Array.isArray(node[keyword]) ? node[keyword] : [];
}

function outsideFaults(node: JsonObject): FaultDraft[] {
  return ['anyOf', 'oneOf'].flatMap((keyword) => {
    const branches = branchesOf(node, keyword);
    if (branches.length === 0) return [];
    const changed = withAll(without(node, keyword), ...branches.map((branch) => ({ not: branch })));
    return [draft(keyword, 'outside all', changed)];
  });
}

function twofoldFaults(node: JsonObject): FaultDraft[] {
  const branches = branchesOf(node, 'oneOf');
  const pairs = branches.flatMap((first, index) =>
    branches.slice(index + 1).map((second, offset) => ({ index, other: index + 1 + offset, first, second })),
  );
  return pairs
    .slice(0, MOST_PAIRS)
    .map(({ index, other, first, second }) =>
      draft('oneOf', `inside ${index} and ${other}`, withAll(without(node, 'oneOf'), first, second)),
    );
}

function notFaults(node: JsonObject): FaultDraft[] {
  const { not } = node;
  return not === undefined ? [] : [draft('not', 'inside', withAll(without(node, 'not'), not))];
}

function conditionFaults(node: JsonObject): FaultDraft[] {
  const condition = node['if'];
  if (condition === undefined) return [];
  const rest = without(node, 'if', 'then', 'else');
  const side = (keyword: 'then' | 'else', met: Json): FaultDraft[] =>
    node[keyword] === undefined ? [] : [draft('if', `${keyword} broken`, withAll(rest, met, { not: node[keyword] }))];
  return [...side('then', condition), ...side('else', { not: condition })];
}
