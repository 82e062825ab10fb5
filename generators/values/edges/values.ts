import type { Json, JsonObject } from '../../../specs/json.ts';
import { numberAt, typeNames, withAll, without } from '../keywords.ts';
import { beyond, stepOf } from '../faults/numbers.ts';
import type { Place } from '../places.ts';
import { edge, type EdgeDraft } from './draft.ts';

/** Longest note that shows a value. */
const LONGEST_NOTE = 60;

/** Each listed value, each truth value, each allowed type. */
export function valueEdges({ node }: Place): readonly EdgeDraft[] {
  const { enum: listed, const: only } = node;
  if (only !== undefined) return [edge('const', `value ${shown(only)}`, { allOf: [node], const: only })];
  if (Array.isArray(listed))
    return listed.map((member) =>
      edge('enum', `member ${shown(member)}`, { allOf: [without(node, 'enum')], const: member }),
    );
  const names = typeNames(node['type']);
  const types = names.length < 2 ? [] : names.map((type) => edge('type', `type ${type}`, { allOf: [node], type }));
  const truths = names.includes('boolean') ? [true, false] : [];
  return [...types, ...truths.map((value) => edge('type', String(value), { allOf: [node], const: value }))];
}

function shown(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > LONGEST_NOTE ? `${text.slice(0, LONGEST_NOTE)}…` : text;
}

/** Numbers exactly at each bound, or the nearest inside of an exclusive one. */
export function numberEdges({ node }: Place): readonly EdgeDraft[] {
  const bounds = (['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'] as const).flatMap((keyword) => {
    const bound = numberAt(node, keyword);
    if (bound === undefined) return [];
    return [edge(keyword, `nearest to ${bound}`, numberNear(node, keyword, bound))];
  });
  const step = numberAt(node, 'multipleOf');
  return step === undefined
    ? bounds
    : [
        ...bounds,
        edge('multipleOf', String(step), { allOf: [node], const: step }),
        edge('multipleOf', String(step * 3), { allOf: [node], const: step * 3 }),
      ];
}

function numberNear(node: JsonObject, keyword: string, bound: number): JsonObject {
  const direction = keyword.endsWith('inimum') ? 1 : -1;
  const step = stepOf(node, bound);
  const inside = direction > 0 ? Math.ceil(bound / step) * step : Math.floor(bound / step) * step;
  const [next = bound] = beyond(node, bound, direction);
  return { allOf: [node], const: keyword.startsWith('exclusive') ? next : near(inside, bound) };
}

/** The bound itself where division by the step is not exact. */
function near(value: number, bound: number): number {
  return Math.abs(value - bound) < 1e-9 ? bound : value;
}

/** Each branch of alternatives, each side of a condition. */
export function branchEdges({ node }: Place): readonly EdgeDraft[] {
  const branches = ['anyOf', 'oneOf'].flatMap((keyword) => {
    const list = Array.isArray(node[keyword]) ? node[keyword] : [];
    return list.map((branch, index) => {
      const others = list.filter((_, other) => other !== index).map((other) => ({ not: other }));
      return edge(
        keyword,
        `branch ${index}`,
        withAll(without(node, keyword), branch, ...(keyword === 'oneOf' ? others : [])),
      );
    });
  });
  const condition = node['if'];
  if (condition === undefined) return branches;
  return [
    ...branches,
    edge('if', 'condition met', withAll(node, condition)),
    edge('if', 'condition not met', withAll(node, { not: condition })),
  ];
}
