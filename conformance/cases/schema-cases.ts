import * as fc from 'fast-check';
import { schemaEdges } from '../../generators/values/schema-edges.ts';
import { schemaFaults } from '../../generators/values/schema-faults.ts';
import type {
  SchemaEdge,
  SchemaFaultGenerator,
  SchemaFaultLabel,
  ValueOptions,
} from '../../generators/values/types.ts';
import type { Draft } from '../../rules/draft.ts';
import type { GivenState } from '../../rules/violate.ts';
import type { KeywordClause } from '../../specs/contract.ts';
import { atPointer, type Json } from '../../specs/json.ts';
import type { Case, Fresh } from './case.ts';
import { bodySlots, creationClause, type PlanContext } from './plan-context.ts';
import { graftBody, type Place } from './whole-body.ts';

/** Lists of values that are longer are tried out completely only where that harms nobody. */
const LONG_LIST = 64;
/** How many values of a long list are drawn elsewhere. */
const DRAWN = 40;

/** The choices of the generators for the bodies of a run. */
export function valueOptions({ contract, tag, emailDomain }: PlanContext): ValueOptions {
  return { document: contract.document, plain: true, addresses: { tag, domains: [emailDomain] } };
}

/** One request for every way in which a body breaks one keyword of the schema; the media type is the first in which the fault arrives, or all of them for a body or an address of the wrong type. */
export function faultCases(context: PlanContext): Case[] {
  const { operation, good, persona } = context;
  return good.mediaTypes.slice(0, 1).flatMap((first) => {
    const schema = first === undefined ? undefined : operation.body?.content[first]?.schema;
    if (schema === undefined) return [];
    return schemaFaults(schema, valueOptions(context)).flatMap((generator, index): Case[] => {
      const draft = faultyDraft(generator, context);
      const { label } = generator;
      const faulty = good.mediaTypes.filter((type) => isFaulty(draft(context.planning, type), context));
      // What is of the wrong type in one format may be of another wrong type in the next.
      const isAddress = context.emailAt !== undefined && label.instancePath.endsWith(context.emailAt);
      const isEachFormats = label.keyword === 'type' && (isAddress || label.instancePath === '');
      const mediaTypes = isEachFormats ? faulty : faulty.slice(0, 1);
      return mediaTypes.map((mediaType): Case => {
        return {
          id: `probes/fault/${label.schemaPath}${label.part === undefined ? '' : `:${label.part}`}/${index}/${mediaType}`,
          phase: 'probes',
          aims: clausesAt(context, label.schemaPath, label.part),
          note: `${label.instancePath || 'the body'}: ${label.note}`,
          personas: [persona],
          make: (fresh) => {
            const broken = draft(fresh, mediaType);
            const given = givenFor(label.instancePath, broken, context);
            // What should be refused is asked for by name, however many servers put up with it.
            const isAsked = clausesOf(context, label).some(({ level }) => level === 'should');
            return {
              given,
              steps: [{ note: label.note, draft: broken, isGrey: label.certainty === 'grey' && !isAsked }],
            };
          },
        };
      });
    });
  });
}

function faultyDraft(
  { label, arbitrary }: SchemaFaultGenerator,
  context: PlanContext,
): (fresh: Fresh, mediaType: string | undefined) => Draft {
  const place: Place = { pointer: label.instancePath, member: label.keyword === 'required' ? label.part : undefined };
  return (fresh, mediaType) => graftBody(sample(arbitrary, fresh), place, mediaType, context, fresh);
}

function isFaulty(draft: Draft, { expect }: PlanContext): boolean {
  return expect(draft).faults.length > 0;
}

/** One request for every value on a boundary of the schema, which must be accepted. */
export function edgeCases(context: PlanContext): Case[] {
  const { operation, good, planning, isExhaustive } = context;
  const [mediaType] = good.mediaTypes;
  const schema = mediaType === undefined ? undefined : operation.body?.content[mediaType]?.schema;
  if (schema === undefined) return [];
  const slots = bodySlots(context);
  const edges = schemaEdges(schema, valueOptions(context)).filter(
    ({ instancePath }) => !slots.has(instancePath.split('/').at(-1) ?? ''),
  );
  const byPlace = groupByPlace(edges);
  return [...byPlace.values()].flatMap((group) => {
    const drawn = isExhaustive || group.length <= LONG_LIST ? group : draw(group, DRAWN, planning);
    return drawn.map((edge, index) => edgeCase(edge, index, mediaType, context));
  });
}

function groupByPlace(edges: readonly SchemaEdge[]): Map<string, SchemaEdge[]> {
  const groups = new Map<string, SchemaEdge[]>();
  for (const edge of edges) groups.set(edge.schemaPath, [...(groups.get(edge.schemaPath) ?? []), edge]);
  return groups;
}

function edgeCase(
  { instancePath, schemaPath, note, arbitrary }: SchemaEdge,
  index: number,
  mediaType: string | undefined,
  context: PlanContext,
): Case {
  const own = clausesAt(context, schemaPath, undefined);
  const creation = creationClause(context);
  return {
    id: `probes/edge/${schemaPath}/${index}`,
    phase: 'probes',
    aims: own.length > 0 ? own : creation ? [creation.id] : [],
    note: `${instancePath || 'the body'}: ${note}`,
    personas: [context.persona],
    make: (fresh) => {
      const draft = graftBody(sample(arbitrary, fresh), { pointer: instancePath }, mediaType, context, fresh);
      return { given: givenFor(instancePath, draft, context), steps: [{ note, draft }] };
    },
  };
}

/** The clauses of a keyword, those of the part when it is split. */
function clausesOf({ operation }: PlanContext, { schemaPath, part }: SchemaFaultLabel): KeywordClause[] {
  return operation.keywordClauses.filter(
    (clause) => clause.where === 'body' && isAt(clause, schemaPath) && (part === undefined || clause.part === part),
  );
}

/** The state in which a value that must be known is known, so that nothing else is wrong with it; undefined where that is no matter. */
export function givenFor(
  instancePath: string,
  { body }: Draft,
  { operation, canArrange }: PlanContext,
): GivenState | undefined {
  const value = atPointer(body, instancePath);
  const clause = operation.clauses.find(
    ({ rule, level, params }) =>
      rule === 'known-value' &&
      level !== 'may' &&
      typeof params['at'] === 'string' &&
      instancePath.endsWith(params['at']),
  );
  if (!canArrange || !clause || typeof value !== 'string' || value === '') return undefined;
  return { facts: { [String(clause.params['fact'])]: [value] }, records: {} };
}

/** Ids of the clauses of a keyword; those of the part when it is split. */
function clausesAt({ operation }: PlanContext, schemaPath: string, part: string | undefined): string[] {
  const own = operation.keywordClauses.filter((clause) => clause.where === 'body' && isAt(clause, schemaPath));
  const exact = own.filter((clause) => part !== undefined && clause.part === part);
  return (exact.length > 0 ? exact : own).map(({ id }) => id);
}

function isAt(clause: KeywordClause, schemaPath: string): boolean {
  return clause.schemaPath === schemaPath;
}

/** A few elements of a list, in its order. */
export function draw<Value>(values: readonly Value[], count: number, { random }: Fresh): Value[] {
  const chosen = new Set<number>();
  while (chosen.size < Math.min(count, values.length)) chosen.add(random.nextInt(0, values.length - 1));
  return values.filter((_, index) => chosen.has(index));
}

/** One value of a generator; the same for the same source. */
export function sample(arbitrary: fc.Arbitrary<Json>, { random }: Fresh): Json {
  const [value = null] = fc.sample(arbitrary, { numRuns: 1, seed: random.nextInt(0, 0x7fffffff) });
  return value;
}
