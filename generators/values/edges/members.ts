import { asObject, isObject, type JsonObject } from '../../../specs/json.ts';
import type { Context } from '../context.ts';
import { forbid } from '../expand.ts';
import { ofLength } from '../faults/arrays.ts';
import { numberAt, textsAt, withAll } from '../keywords.ts';
import { isHidden, memberSchemas } from '../objects.ts';
import { pairwise } from '../pairwise.ts';
import { type Place, requiring } from '../places.ts';
import { edge, type EdgeDraft } from './draft.ts';

/** Longest array that is sent because the schema allows it. */
const LONGEST_PROBE = 1000;

/** Optional members in every pair of presence and absence, each one alone, none and all; the fewest and the most members. */
export function objectEdges({ node }: Place, context: Context): readonly EdgeDraft[] {
  return [...presenceEdges(node, context), ...mapEdges(node), ...counts(node, 'minProperties', 'maxProperties')];
}

function presenceEdges(node: JsonObject, { settings }: Context): EdgeDraft[] {
  const required = textsAt(node, 'required');
  const names = Object.keys(asObject(node['properties'])).filter(
    (name) => !required.includes(name) && !isHidden(memberSchemas([node], name), settings.direction),
  );
  if (names.length === 0) return [];
  const rows = pairwise(Object.fromEntries(names.map((name) => [name, [true, false]])));
  const sets = [[], ...names.map((name) => [name]), names, ...rows.map((row) => names.filter((name) => row[name]))];
  const distinct = new Map(sets.map((present) => [JSON.stringify(present), present]));
  return [...distinct.values()].map((present): EdgeDraft => {
    const absent = names.filter((name) => !present.includes(name));
    const changed = withAll(requiring(node, ...present), ...absent.map(forbid));
    return { note: presenceNote(present, absent), schemaToken: ['properties'], changed };
  });
}

function presenceNote(present: readonly string[], absent: readonly string[]): string {
  if (present.length === 0) return 'no optional member';
  if (absent.length === 0) return 'all optional members';
  return present.length <= absent.length ? `with ${present.join(', ')} only` : `without ${absent.join(', ')}`;
}

/** A map without members, with one, with two. */
function mapEdges(node: JsonObject): EdgeDraft[] {
  const isMap = isObject(node['additionalProperties']) || isObject(node['patternProperties']);
  if (!isMap || node['properties'] !== undefined) return [];
  const keyword = isObject(node['additionalProperties']) ? 'additionalProperties' : 'patternProperties';
  return [0, 1, 2].map((count) =>
    edge(keyword, `${count} members`, { allOf: [node], type: 'object', minProperties: count, maxProperties: count }),
  );
}

/** Arrays of the fewest and the most items, and of none and one where nothing is said. */
export function arrayEdges({ node }: Place): readonly EdgeDraft[] {
  const bounds = counts(node, 'minItems', 'maxItems');
  if (!isObject(node['items']) || node['minItems'] !== undefined) return bounds;
  return [...bounds, ...[0, 1, 2].map((count) => edge('items', `${count} items`, ofLength(node, count)))];
}

function counts(node: JsonObject, ...keywords: readonly string[]): EdgeDraft[] {
  return keywords.flatMap((keyword) => {
    const count = numberAt(node, keyword);
    if (count === undefined || count > LONGEST_PROBE) return [];
    const isArray = keyword.endsWith('Items');
    const changed = isArray
      ? ofLength(node, count)
      : { allOf: [node], type: 'object', minProperties: count, maxProperties: count };
    return [edge(keyword, `${count} ${isArray ? 'items' : 'members'}`, changed)];
  });
}
