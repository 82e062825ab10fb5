import { describe, expect, test } from 'vitest';
import { builtInIds } from '../specs/catalog.ts';
import type { Contract, Operation, RuleClause } from '../specs/contract.ts';
import { loadContract } from '../specs/load-contract.ts';
import { brokenBy } from '../test/builders.ts';
import { draftCall, encodeDraft } from '../test/draft-call.ts';
import { draftDesk } from '../test/draft-desk.ts';
import { goodDrafts } from '../test/good-drafts.ts';
import { compileContract, createFits } from './compile.ts';
import { ruleOf } from './index.ts';
import { type Place, writePlace } from './place.ts';
import type { RandomSource, SchemaProbe, ViolateContext, Violator } from './violate.ts';

const engines = await Promise.all(builtInIds.map(async (id) => compileContract(await loadContract(id))));

const operations = engines.flatMap((engine) =>
  [...engine.operations.values()].map((compiled) => {
    return { name: `${engine.contract.id} ${compiled.operation.id}`, engine, compiled };
  }),
);

const fits = createFits();

/** Numerical Recipes' generator: any chance will do that is the same every time. */
function chance(seed: number): RandomSource {
  let state = seed;
  return {
    nextInt: (min, max) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return min + (state % (max - min + 1));
    },
  };
}

function contextOf(
  { engine: { contract }, compiled: { operation } }: (typeof operations)[number],
  more: Partial<ViolateContext> = {},
): ViolateContext {
  let count = 0;
  return {
    contract,
    operation,
    fits,
    random: chance(1),
    fact: (name) => contract.initial[name],
    canArrange: true,
    email: (domain = 'example.com') => `probe${++count}@${domain}`,
    schemaFaults: [],
    encode: (draft) => encodeDraft(draft, contract, operation),
    ...more,
  };
}

function violatorsOf(clause: RuleClause, context: ViolateContext): readonly Violator[] {
  return ruleOf(clause.rule)?.violate(clause, context) ?? [];
}

/** The clauses that can be broken without schema faults, with their violators in two worlds: one that is known, one that is not. */
function casesOf(place: (typeof operations)[number]): { clause: RuleClause; violator: Violator }[] {
  const contexts = [contextOf(place), contextOf(place, { fact: () => undefined })];
  return contexts.flatMap((context) =>
    place.compiled.operation.clauses.flatMap((clause) =>
      violatorsOf(clause, context).map((violator) => ({ clause, violator })),
    ),
  );
}

describe.each(operations.map((place) => [place.name, place] as const))('%s', (_, place) => {
  const { engine, compiled } = place;
  const { contract } = engine;
  const { operation } = compiled;
  const call = (draft: Parameters<typeof draftCall>[0]) => draftCall(draft, contract, operation);
  const desk = (given: Parameters<typeof draftDesk>[2]) => draftDesk(engine, compiled, given);

  test.each(goodDrafts(contract, operation))('$name is a good request', ({ draft, given }) => {
    expect(brokenBy(desk([given]).send(call(draft)))).toEqual([]);
  });

  test.each(goodDrafts(contract, operation))(
    'violators of $name break their clause and no other',
    ({ draft, given }) => {
      const failures = casesOf(place).flatMap(({ clause, violator }) => {
        const { violations } = desk([given, violator.given]).send(call(violator.alter(draft)));
        const broken = violations.map(({ answered }) => answered.id);
        return broken.length > 0 && broken.every((id) => id === clause.id)
          ? []
          : [`${clause.id}, ${violator.note}: ${broken.join(', ') || 'nothing'}`];
      });
      expect(failures).toEqual([]);
    },
  );

  test.each(goodDrafts(contract, operation))(
    'what is sent before $name is accepted and does what given would',
    ({ draft, given }) => {
      const failures = casesOf(place).flatMap(({ clause, violator: { note, before, alter } }) => {
        if (!before) return [];
        const { send } = desk([given]);
        const first = brokenBy(send(call(before(draft))));
        const { violations } = send(call(alter(draft)));
        const broken = violations.map(({ answered }) => answered.id);
        return first.length === 0 && broken.join() === clause.id ? [] : [`${clause.id}, ${note}: ${first} ${broken}`];
      });
      expect(failures).toEqual([]);
    },
  );

  const clauses = operation.clauses.filter(({ rule, off }) => !['promise', 'schema'].includes(rule) && !off);

  test.each([
    ['as its contract begins', contextOf(place)],
    ['of which nothing is known', contextOf(place, { fact: () => undefined })],
  ])('a target %s can break every clause for certain', (_state, context) => {
    const unbroken = clauses.filter((clause) => violatorsOf(clause, context).every(({ isGrey }) => isGrey));
    expect(unbroken.map(({ id }) => id)).toEqual([]);
  });

  test('the same chance gives the same requests, however often they are made', () => {
    const [good] = goodDrafts(contract, operation);
    const drafts = (): unknown[] => casesOf(place).map(({ violator }) => good && violator.alter(good.draft));
    expect(drafts()).toEqual(drafts());
    const [{ violator } = { violator: undefined }] = casesOf(place);
    expect(good && violator?.alter(good.draft)).toEqual(good && violator?.alter(good.draft));
  });

  test('schema faults go to the clause that answers them', () => {
    const [good] = goodDrafts(contract, operation);
    const context = contextOf(place, { schemaFaults: absences(contract, operation) });
    const schemaClauses = operation.clauses.filter(({ rule }) => rule === 'schema');
    const cases = schemaClauses.flatMap((clause) =>
      violatorsOf(clause, context).map((violator) => ({ clause, violator })),
    );
    const failures = cases.flatMap(({ clause, violator: { note, alter } }) => {
      // A form without fields is no body.
      if (!good || good.draft.mediaType === 'application/x-www-form-urlencoded') return [];
      const broken = desk([good.given]).send(call(alter(good.draft))).violations[0]?.answered.id;
      return broken === clause.id ? [] : [`${clause.id}, ${note}: ${broken}`];
    });
    expect(failures).toEqual([]);
    if (schemaClauses.length > 0) expect(cases.length).toBe(context.schemaFaults.length);
  });
});

/** Members and parameters that are missing, and bodies of another type. */
function absences(contract: Contract, operation: Operation): SchemaProbe[] {
  const slots = new Set(contract.credentials.map(({ name }) => name));
  const isBatch = operation.effect?.each === 'item';
  const each = isBatch ? 'item' : 'request';
  return operation.keywordClauses.flatMap(({ id, where, keyword, path: [name, ...rest] }): SchemaProbe[] => {
    if (where === 'response' || where === 'path' || rest.length > 0) return [];
    const probe = { where, clause: id, keyword, note: id };
    if (name === undefined && keyword === 'type' && !id.includes('item'))
      return [{ ...probe, pointer: '', alter: (draft) => ({ ...draft, body: 'text' }) }];
    if (name === undefined || keyword !== 'required' || slots.has(name)) return [];
    const place: Place = where === 'body' ? { in: 'item', pointer: `/${name}` } : { in: where, name };
    const pointer = `${where === 'body' && isBatch ? '/0' : ''}/${name}`;
    return [{ ...probe, pointer, alter: (draft) => writePlace(draft, place, each, undefined) }];
  });
}
