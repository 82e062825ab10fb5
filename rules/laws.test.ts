import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../specs/json.ts';
import { EMPTY_SCOPE } from '../specs/scope.ts';
import { aCall, aClause, aContract, aDocument, NOW } from '../test/builders.ts';
import type { FactQuery, Facts } from './facts.ts';
import { rules } from './index.ts';
import type { Subject } from './rule.ts';

/** For every kind one clause, a subject that breaks it and the facts that make it so. */
const CASES: Readonly<Record<string, { params: JsonObject; item: Json; facts?: JsonObject; keeps?: true }>> = {
  'media-type': { params: {}, item: {}, keeps: true },
  readable: { params: {}, item: {}, keeps: true },
  authenticated: { params: {}, item: {} },
  role: { params: { anyOf: ['chief'] }, item: {} },
  schema: { params: {}, item: {} },
  unique: { params: { collection: 'users', at: '/email', fold: 'case' }, item: { email: 'a@example.com' } },
  'denied-domain': {
    params: { at: '/email', fact: 'domains' },
    item: { email: 'a@b.example' },
    facts: { domains: ['b.example'] },
  },
  'strong-password': {
    params: { at: '/password', policy: 'policy', weak: 'weak', strong: 'strong' },
    item: { password: 'x' },
    facts: { policy: { minLength: 8 }, weak: [], strong: [] },
  },
  'known-value': { params: { at: '/x', fact: 'known' }, item: { x: 'c' }, facts: { known: ['a'] } },
  quota: { params: { fact: 'seats' }, item: {}, facts: { seats: 0 } },
  found: { params: {}, item: {} },
  promise: { params: { about: 'anything' }, item: {}, keeps: true },
};

/** Facts that write down what they are asked. */
function recordingFacts(values: JsonObject, asked: FactQuery[]): Facts {
  return {
    value: (name) => {
      asked.push({ kind: 'value', name });
      return values[name];
    },
    find: (collection, at, key, fold) => {
      asked.push({ kind: 'find', collection, at, key, fold });
      return { email: 'taken' };
    },
    list: () => [],
    issued: () => undefined,
    replayed: () => undefined,
  };
}

function aSubject(item: Json, facts: Facts): Subject {
  const call = aCall(item);
  const scope = { ...EMPTY_SCOPE, request: call, item, now: NOW, fresh: () => 'fresh', base: '' };
  const slot = { in: 'header', name: 'Authorization', secret: true, schema: {} } as const;
  const fault = {
    where: 'body',
    pointer: '/x',
    keyword: 'type',
    clause: undefined,
    limit: 'string',
    value: 1,
  } as const;
  const caller = { persona: undefined, faulty: [slot] };
  return { call, scope, facts, caller, item, index: undefined, standing: [item], schemaFaults: [fault] };
}

test('every kind has a case here', () => {
  expect(Object.keys(CASES).toSorted()).toEqual(rules.map(({ kind }) => kind).toSorted());
});

describe.each(rules.map((rule) => [rule.kind, rule] as const))('%s', (kind, rule) => {
  const { params, item, facts = {}, keeps } = CASES[kind] ?? { params: {}, item: {} };
  const contract = aContract(aDocument({ 'x-clauses': [aClause(kind, params)] }));
  const [operation] = contract.operations;
  const [clause] = operation?.clauses ?? [];
  if (!operation || !clause) throw new Error('the document has no clause');
  const compiled = rule.compile(clause, { contract, operation, fits: () => () => false });

  test('says what it asks of the world before it asks', () => {
    const asked: FactQuery[] = [];
    const subject = aSubject(item, recordingFacts(facts, asked));
    const declared = compiled.reads(subject);
    compiled.check(subject);
    for (const query of asked) expect(declared).toContainEqual(query);
  });

  test('breaks as its case says, and the same way each time', () => {
    const subject = aSubject(item, recordingFacts(facts, []));
    expect(compiled.check(subject).length > 0).toBe(keeps !== true);
    expect(compiled.check(subject)).toEqual(compiled.check(subject));
  });

  test('takes an unknown fact for no limit', () => {
    const subject = aSubject(item, { ...recordingFacts({}, []), find: () => undefined });
    if (Object.keys(facts).length > 0 || kind === 'unique') expect(compiled.check(subject)).toEqual([]);
  });

  test('describes itself with every parameter that is not a choice', () => {
    const text = rule.say(params);
    for (const value of Object.values(params)) {
      if (typeof value === 'string' && value.startsWith('/')) expect(text).toContain(value.slice(1));
    }
    expect(text).toMatch(/^[A-Z].*\.$|^\S+ .*\.$/);
  });
});
