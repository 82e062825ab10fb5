import { asObject, isObject, type Json, type JsonObject } from '../../../specs/json.ts';
import { attempt } from '../bounded.ts';
import type { Context } from '../context.ts';
import { forbid, toSchema } from '../expand.ts';
import { isHidden, memberSchemas } from '../objects.ts';
import { numberAt, textsAt, withAll, without } from '../keywords.ts';
import { freeName, type Place, requiring } from '../places.ts';
import { draft, type FaultDraft } from './draft.ts';

/** Objects with a member too few, too many, or with a wrong name. */
export function objectFaults(place: Place, context: Context): readonly FaultDraft[] {
  const { node } = place;
  return [
    ...requiredFaults(node, context),
    ...unknownFaults(node, context),
    ...falseFaults(node),
    ...nameFaults(node, context),
    ...countFaults(node),
    ...dependentFaults(node),
  ];
}

/** What the other side sets is not missed in a message of this side. */
function requiredFaults(node: JsonObject, { settings }: Context): FaultDraft[] {
  return textsAt(node, 'required')
    .filter((name) => !isHidden(memberSchemas([node], name), settings.direction))
    .map((part) => {
      const rest = { ...node, required: textsAt(node, 'required').filter((name) => name !== part) };
      return draft('required', `without ${part}`, withAll(rest, forbid(part)), { part });
    });
}

/** Members that nothing allows: near misses of known names first. */
function unknownFaults(node: JsonObject, context: Context): FaultDraft[] {
  return (['additionalProperties', 'unevaluatedProperties'] as const).flatMap((keyword) => {
    const rest = without(node, keyword);
    const value = node[keyword];
    if (keyword === 'unevaluatedProperties' && isObject(value)) return [unfitFault(rest, value)];
    if (value !== false) return [];
    const known = Object.keys(asObject(node['properties']));
    const [first] = known;
    const names: (readonly [note: string, name: string, isGrey: boolean])[] = [
      ['unknown member', 'unknownMember', false],
      ...(first === undefined
        ? []
        : [
            ['name with one character more', `${first}_`, false] as const,
            ['name in other letter case', swapCase(first), true] as const,
          ]),
    ];
    return names
      .filter(([, name]) => !known.includes(name) && fitsNames(node, name, context))
      .filter(([, name]) => memberSchemas([rest], name).length === 0)
      .map(([note, name, isGrey]) =>
        draft(keyword, note, requiring(rest, name), { certainty: isGrey ? 'grey' : 'must-reject' }),
      );
  });
}

/** A member that only `unevaluatedProperties` looks at, and refuses. */
function unfitFault(rest: JsonObject, schema: JsonObject): FaultDraft {
  const properties = { ...asObject(rest['properties']), unknownMember: { not: schema } };
  return draft('unevaluatedProperties', 'unfit member', requiring({ ...rest, properties }, 'unknownMember'));
}

function swapCase(name: string): string {
  return name === name.toUpperCase() ? name.toLowerCase() : name.toUpperCase();
}

function fitsNames(node: JsonObject, name: string, { source }: Context): boolean {
  const limits = node['propertyNames'];
  return limits === undefined || source.compile(toSchema(limits))(name);
}

/** Members that are declared never to be there. */
function falseFaults(node: JsonObject): FaultDraft[] {
  const properties = asObject(node['properties']);
  return Object.entries(properties)
    .filter(([, schema]) => schema === false)
    .map(([name]) => {
      const changed = requiring({ ...node, properties: { ...properties, [name]: true } }, name);
      const schemaToken = ['properties', name, 'false schema'];
      return draft('false schema', 'a member that must not be there', changed, { schemaToken, instanceToken: name });
    });
}

function nameFaults(node: JsonObject, context: Context): FaultDraft[] {
  const limits = node['propertyNames'];
  if (limits === undefined) return [];
  const rest = without(node, 'propertyNames');
  const open = { ...rest, propertyNames: { not: limits } };
  const name = attempt(() => freeName(open, context, {}));
  return name === undefined ? [] : [draft('propertyNames', `member ${JSON.stringify(name)}`, requiring(rest, name))];
}

function countFaults(node: JsonObject): FaultDraft[] {
  const least = numberAt(node, 'minProperties') ?? 0;
  const most = numberAt(node, 'maxProperties');
  const counting = (keyword: string, count: number): FaultDraft =>
    draft(keyword, `${count} members`, {
      allOf: [without(node, keyword)],
      minProperties: count,
      maxProperties: count,
      type: 'object',
    });
  return [
    ...(least > 0 ? [counting('minProperties', least - 1)] : []),
    ...(most === undefined ? [] : [counting('maxProperties', most + 1)]),
  ];
}

function dependentFaults(node: JsonObject): FaultDraft[] {
  const names = Object.entries(asObject(node['dependentRequired'])).flatMap(([name, others]) =>
    (Array.isArray(others) ? others : [])
      .filter((other) => typeof other === 'string')
      .map((other) => {
        const rest = { ...node, dependentRequired: withoutName(node, name, other) };
        return draft('dependentRequired', `${name} without ${other}`, withAll(requiring(rest, name), forbid(other)));
      }),
  );
  const dependent = asObject(node['dependentSchemas']);
  const schemas = Object.entries(dependent).map(([name, schema]) => {
    const rest = requiring({ ...node, dependentSchemas: without(dependent, name) }, name);
    return draft('dependentSchemas', `${name} without what it needs`, withAll(rest, { not: schema }));
  });
  return [...names, ...schemas];
}

/** `dependentRequired` without one of the names that another one needs. */
function withoutName(node: JsonObject, name: string, other: string): JsonObject {
  const dependent = asObject(node['dependentRequired']);
  const names: Json = dependent[name] ?? [];
  return { ...dependent, [name]: Array.isArray(names) ? names.filter((one) => one !== other) : [] };
}
