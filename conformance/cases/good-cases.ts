import type { Draft } from '../../rules/draft.ts';
import { asArray, isObject, type Json } from '../../specs/json.ts';
import { isTemplate } from '../../specs/template.ts';
import type { Case, Fresh } from './case.ts';
import { setAt } from './graft.ts';
import { creationClause, type PlanContext } from './plan-context.ts';

/** Good requests in all the ways in which the contract lets them be made: callers, media types, parameters, batches. */
export function goodCases(context: PlanContext): Case[] {
  return [
    ...personaCases(context),
    ...mediaTypeCases(context),
    ...parameterCases(context),
    ...batchCases(context),
    ...exampleCases(context),
    ...takenCases(context),
    ...strongCases(context),
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

/** Every example of the contract, as a good caller would send it. */
function exampleCases(context: PlanContext): Case[] {
  const { good, persona, operation } = context;
  const isBatch = operation.effect?.each === 'item';
  return Object.entries(operation.body?.content ?? {}).flatMap(([mediaType, { examples }]) =>
    Object.entries(examples)
      .filter(([, value]) => !isTemplate(value))
      .map(([name, value]) =>
        goodCase(context, `example/${mediaType}/${name}`, `the example ${name}`, (fresh) => {
          const items = isBatch && Array.isArray(value) ? value : [value];
          const sent = items.map((item) => good.of(item, fresh.email()));
          return { ...good.draft(persona, fresh.email(), mediaType), body: isBatch ? sent : (sent[0] ?? null) };
        }),
      ),
  );
}

/** An address that is taken, sent by another caller and for somebody of another name. */
function takenCases(context: PlanContext): Case[] {
  const { good, persona, personas, operation, contract } = context;
  const unique = operation.clauses.filter(({ rule, off }) => rule === 'unique' && !off).map(({ id }) => id);
  if (unique.length === 0) return [];
  const others = contract.personas
    .map(({ name }) => name)
    .filter((name) => name !== persona && personas.includes(name));
  return [persona, ...others].map((caller): Case => {
    const note = `an address that is taken, sent by ${caller}`;
    return {
      ...goodCase(context, `taken/${caller}`, note, (fresh) => good.draft(persona, fresh.email()), unique, [
        persona,
        caller,
      ]),
      make: (fresh) => {
        const email = fresh.email();
        const again = good.draft(caller, email);
        const draft = { ...again, body: renamed(again.body) };
        return {
          steps: [
            { note: 'create', draft: good.draft(persona, email) },
            { note, draft },
            // What was refused must not be taken when it is tried again.
            { note, draft },
          ],
        };
      },
    };
  });
}

/** The body with its texts that are plain words replaced by another. */
function renamed(value: Json | undefined): Json {
  if (Array.isArray(value)) return value.map(renamed);
  if (!isObject(value)) return value ?? null;
  const members = Object.entries(value).map(([name, member]): [string, Json] => [
    name,
    isName(member) ? 'Grace' : member,
  ]);
  return Object.fromEntries(members);
}

function isName(value: Json): boolean {
  return typeof value === 'string' && /^[A-Z][a-z]+$/.test(value) && value !== 'User';
}

/** A password that looks weak and is listed as strong. */
function strongCases(context: PlanContext): Case[] {
  const { good, persona, operation, canArrange, fact } = context;
  const clause = operation.clauses.find(
    ({ rule, params }) => rule === 'strong-password' && typeof params['strong'] === 'string',
  );
  if (!clause || !canArrange) return [];
  const { strong, at } = clause.params;
  const password = 'abcdef';
  const facts = { [String(strong)]: [...asArray(fact(String(strong))), password] };
  const note = 'a short password that is listed as strong';
  const place = operation.effect?.each === 'item' ? `/0${String(at)}` : String(at);
  return [
    {
      ...goodCase(context, 'strong', note, (fresh) => good.draft(persona, fresh.email()), [clause.id]),
      make: (fresh) => {
        const draft = good.draft(persona, fresh.email());
        return {
          given: { facts, records: {} },
          steps: [{ note, draft: { ...draft, body: setAt(draft.body, place, password) } }],
        };
      },
    },
  ];
}
