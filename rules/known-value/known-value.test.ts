import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../specs/json.ts';
import { aCall, aClause, aDesk, aDocument, brokenBy } from '../../test/builders.ts';

function unknownPlaces(params: JsonObject, body: Json, more = {}): string[] {
  const document = aDocument({ 'x-clauses': [aClause('known-value', { fact: 'known', ...params })] });
  const { violations } = aDesk(document, { known: ['a', 'b'] }).send(aCall(body, more));
  return violations.map(({ breach }) => breach.pointer);
}

test.each<[string, JsonObject, Json, string[]]>([
  ['a known value', { at: '/x' }, { x: 'a' }, []],
  ['an unknown value', { at: '/x' }, { x: 'c' }, ['/x']],
  ['a value of another type', { at: '/x' }, { x: 1 }, ['/x']],
  ['an absent value', { at: '/x' }, {}, []],
  ['elements', { at: '/x', of: 'items' }, { x: ['a', 'c', 'b', 'd'] }, ['/x/1', '/x/3']],
  ['keys', { at: '/x', of: 'keys' }, { x: { a: 1, 'c/d': 2 } }, ['/x/c~1d']],
  ['elements of values', { at: '/x', of: 'items-of-values' }, { x: { k: ['a', 'c'], l: 'no list' } }, ['/x/k/1']],
  ['a text cut into parts', { at: '/x', of: 'items', split: ',' }, { x: 'a, c,b' }, ['/x/1']],
])('%s', (_, params, body, pointers) => {
  expect(unknownPlaces(params, body)).toEqual(pointers);
});

test('judges a header, a query or a path parameter by name', () => {
  const byHeader = { in: 'header', name: 'X-Id' };
  expect(unknownPlaces(byHeader, {}, { headers: { 'x-id': 'c' } })).toHaveLength(1);
  expect(unknownPlaces(byHeader, {}, { headers: { 'x-id': 'a' } })).toEqual([]);
  expect(unknownPlaces(byHeader, {}, { headers: { 'x-id': '' } })).toEqual([]);
  expect(unknownPlaces({ in: 'query', name: 'id' }, {}, { query: { id: 'c' } })).toHaveLength(1);
  expect(unknownPlaces({ in: 'query', name: 'id' }, {}, { path: { id: 'c' } })).toEqual([]);
  expect(unknownPlaces({ in: 'path', name: 'id' }, {}, { path: { id: 'c' } })).toHaveLength(1);
  expect(unknownPlaces({ in: 'path', name: 'id' }, {}, { path: { id: 'a' } })).toEqual([]);
});

test('letter case counts, unless it is folded', () => {
  expect(unknownPlaces({ at: '/x' }, { x: 'A' })).toEqual(['/x']);
  expect(unknownPlaces({ at: '/x', fold: 'case' }, { x: 'A' })).toEqual([]);
  expect(unknownPlaces({ at: '/x', fold: 'case' }, { x: 'C' })).toEqual(['/x']);
});

test.each<[string, JsonObject, string[]]>([
  ['a fact that is no list knows one value', { known: 'c' }, ['tiny/known-value']],
  ['and knows it', { known: 'a' }, []],
  ['an unknown fact refuses nothing', {}, []],
  ['nor does one that is null', { known: null }, []],
  ['an empty list knows nothing', { known: [] }, ['tiny/known-value']],
])('%s', (_, facts, broken) => {
  const document = aDocument({ 'x-clauses': [aClause('known-value', { fact: 'known', at: '/x' })] });
  expect(brokenBy(aDesk(document, facts).send(aCall({ x: 'a' })))).toEqual(broken);
});
