import type { Draft } from '../../rules/draft.ts';
import { asArray, type Json } from '../../specs/json.ts';
import type { Case, Fresh } from './case.ts';
import { creationClause, type PlanContext } from './plan-context.ts';

/** Good requests in all the ways in which the contract lets them be made: callers, media types, parameters, batches. */
export function goodCases(context: PlanContext): Case[] {
  return [
    ...personaCases(context),
    ...mediaTypeCases(context),
    ...parameterCases(context),
    ...batchCases(context),
    ...clauseCases(context),
  ];
}

type MakeDraft = (fresh: Fresh) => Draft;

function goodCase(
  context: PlanContext,
  id: string,
  note: string,
  make: MakeDraft,
  aims?: readonly string[],
  personas?: readonly string[],
): Case {
  const creation = creationClause(context);
  return {
    id: `probes/good/${id}`,
    phase: 'probes',
    aims: aims && aims.length > 0 ? aims : creation ? [creation.id] : [],
    note,
    personas: personas ?? [context.persona],
    make: (fresh) => ({ steps: [{ note, draft: make(fresh) }] }),
  };
}

function personaCases(context: PlanContext): Case[] {
  const { contract, good, operation } = context;
  return contract.personas.map(({ name }) => {
    const aims = operation.clauses.filter(
      ({ rule, params }) => rule === 'promise' && asArray(params['personas']).includes(name),
    );
    return goodCase(
      context,
      `persona/${name}`,
      `a good request of ${name}`,
      (fresh) => good.draft(name, fresh.email()),
      aims.map(({ id }) => id),
      [name],
    );
  });
}

/** Every media type; with a charset, and without a type where one is assumed. */
function mediaTypeCases(context: PlanContext): Case[] {
  const { good, persona, operation } = context;
  const announced = operation.body?.mediaType;
  return good.mediaTypes.flatMap((type) => {
    if (type === undefined) return [];
    const draft = (fresh: Fresh): Draft => good.draft(persona, fresh.email(), type);
    const plain = goodCase(context, `media-type/${type}`, `a body in ${type}`, draft);
    const charset = goodCase(context, `media-type/${type}/charset`, `${type} with a charset`, (fresh) => ({
      ...draft(fresh),
      contentType: `${type}; charset=utf-8`,
    }));
    const bare =
      announced?.default === type
        ? [
            goodCase(context, `media-type/${type}/none`, 'a body without Content-Type', (fresh) => ({
              ...draft(fresh),
              contentType: null,
            })),
          ]
        : [];
    return [plain, charset, ...bare];
  });
}

/** Every listed value of a query parameter, and each optional header once with its example. */
function parameterCases(context: PlanContext): Case[] {
  const { good, persona, operation, contract, fact } = context;
  const slots = new Set(contract.credentials.map(({ name }) => name.toLowerCase()));
  return operation.parameters.flatMap((parameter) => {
    const { in: place, name, schema, required } = parameter;
    if (place === 'path' || slots.has(name.toLowerCase())) return [];
    const known = operation.clauses.find(
      ({ rule, params }) => rule === 'known-value' && params['in'] === place && params['name'] === name,
    );
    const facts = known ? asArray(fact(String(known.params['fact']))) : undefined;
    const values = valuesOf(schema, facts);
    const ids = operation.keywordClauses
      .filter((clause) => clause.where === place && clause.path[0] === name)
      .map(({ id }) => id);
    const set =
      (value: string) =>
      (fresh: Fresh): Draft => {
        const draft = good.draft(persona, fresh.email());
        return place === 'query'
          ? { ...draft, query: { ...draft.query, [name]: value } }
          : { ...draft, headers: { ...draft.headers, [name]: value } };
      };
    if (required && facts === undefined && schema['enum'] === undefined) return [];
    return values.map((value) =>
      goodCase(context, `parameter/${name}/${value}`, `${name}: ${value || 'empty'}`, set(value), ids),
    );
  });
}

function valuesOf(schema: Readonly<Record<string, Json>>, facts: readonly Json[] | undefined): string[] {
  if (facts !== undefined) return facts.slice(0, 3).map(String);
  const listed = asArray(schema['enum']);
  return (listed.length > 0 ? listed : asArray(schema['examples']).slice(0, 1)).map(String);
}

/** Batches of two, three and ten good elements. */
function batchCases(context: PlanContext): Case[] {
  const { good, persona, operation } = context;
  if (operation.effect?.each !== 'item') return [];
  return [2, 3, 10].map((count) =>
    goodCase(context, `batch/${count}`, `a batch of ${count}`, (fresh) => ({
      ...good.draft(persona, fresh.email()),
      body: Array.from({ length: count }, () => good.item(fresh.email())),
    })),
  );
}

/** The good request once for every promise that asks for something of its own, so that each is met. */
function clauseCases(context: PlanContext): Case[] {
  const { good, persona, operation } = context;
  return ['first', 'second'].map((which) =>
    goodCase(
      context,
      `plain/${which}`,
      `${which} plain request`,
      (fresh) => good.draft(persona, fresh.email()),
      operation.clauses
        .filter(({ rule }) => rule === 'promise')
        .slice(0, 1)
        .map(({ id }) => id),
    ),
  );
}
