import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../specs/json.ts';
import { aCall, aContract, aDocument } from '../../test/builders.ts';
import { aBody, aCountingClause, aSchema, DOCUMENTED } from '../../test/oracle.ts';
import { countsAt } from '../run/run-context.ts';
import { createJudge } from './judge.ts';
import { createDoubtful } from './plain-value.ts';

/** The doubtful places of bodies of a schema, at the profile `document`. */
function aDoubt(
  schema: JsonObject,
  operation: JsonObject = {},
  root: JsonObject = {},
): (body: Json) => readonly string[] {
  const example = { examples: { good: { value: { shown: 'Zoë', count: 5 } } } };
  const contract = aContract(aDocument({ requestBody: aBody(schema, example), ...operation }, root));
  const doubtful = createDoubtful(contract, createJudge(contract).operation, countsAt('document'));
  return (body) => doubtful(aCall(body));
}

/** The doubtful places of a value of the member `at`, about which the contract says this. */
function aboutMember(member: JsonObject, value: Json): readonly string[] {
  return aDoubt({ type: 'object', properties: { at: aSchema({ type: ['string', 'number'], ...member }) } })({
    at: value,
  });
}

describe('members that no clause tells about', () => {
  const doubtful = aDoubt({
    type: 'object',
    properties: { told: aSchema({ type: 'string' }), silent: { type: 'string' } },
  });

  test('are doubtful, plain as they may be', () => {
    expect(doubtful({ told: 'Ada', silent: 'Ada', strange: 'Ada' })).toEqual(['/silent', '/strange']);
  });

  test('are as the example shows them without doubt', () => {
    expect(doubtful({ shown: 'Zoë', count: 5 })).toEqual(['/shown', '/count']);
    const declared = aDoubt({
      type: 'object',
      properties: { shown: { enum: ['Zoë', 'Ada'] }, count: { type: 'integer' } },
    });
    expect(declared({ shown: 'Zoë', count: 5 })).toEqual([]);
    expect(declared({ shown: 'Ada', count: 6 })).toEqual(['/shown', '/count']);
  });

  test('are no doubt when they hold an ordinary address', () => {
    const mail = aDoubt({ type: 'object', properties: { mail: { type: 'string' } } });
    expect(mail({ mail: 'someone@example.com' })).toEqual([]);
    expect(mail({ mail: 'a..b@example.com' })).toEqual(['/mail']);
  });

  test('are told about by a clause of a rule, too, as far as it counts', () => {
    const silent = { type: 'object', properties: { at: { type: 'string' } } };
    const rule = (more: JsonObject): JsonObject => ({
      'x-clauses': [aCountingClause('unique', { collection: 'users', at: '/at' }, more)],
    });
    expect(aDoubt(silent, rule({}))({ at: 'Ada' })).toEqual([]);
    expect(aDoubt(silent, rule({ level: 'should' }))({ at: 'Ada' })).toEqual(['/at']);
  });

  test('are not told about by being required', () => {
    const needed = { type: 'object', required: ['at'], properties: { at: {} }, 'x-clause': { required: DOCUMENTED } };
    expect(aDoubt(needed)({ at: 'Ada' })).toEqual(['/at']);
  });

  test('are no doubt where they are credentials', () => {
    const slots = ['body', 'header'].map((place) => ({ in: place, name: `${place}Key`, secret: true, schema: {} }));
    const schema = { type: 'object', properties: { bodyKey: {}, headerKey: {} } };
    expect(aDoubt(schema, {}, { 'x-credentials': slots })({ bodyKey: 'k', headerKey: 'k' })).toEqual(['/headerKey']);
  });
});

describe('texts', () => {
  test.each(['Ada', 'Ada Lovelace', "O'Neil-Smith, Jr.", 'a/b_c:d#!+1', 'x'.repeat(64)])('%s is plain', (text) => {
    expect(aboutMember({}, text)).toEqual([]);
  });

  test.each(['', ' Ada', 'Ada ', 'Zoë', 'a\tb', '<b>', 'x'.repeat(65), '\u{1f600}'])('%j is doubtful', (text) => {
    expect(aboutMember({}, text)).toEqual(['/at']);
  });

  test('may be as long as the contract says', () => {
    expect(aboutMember({ maxLength: 100 }, 'x'.repeat(100))).toEqual([]);
    expect(aboutMember({ maxLength: 100 }, 'x'.repeat(101))).toEqual(['/at']);
  });

  test.each([{ enum: ['Zoë', ''] }, { const: 'Zoë' }])('that are listed are no doubt: %j', (member) => {
    expect(aboutMember(member, 'Zoë')).toEqual([]);
  });

  test.each([{ pattern: '.' }, { format: 'date' }])('of a stated form may be all of ASCII: %j', (member) => {
    expect(aboutMember(member, ' <b>')).toEqual([]);
    expect(aboutMember(member, 'Zoë')).toEqual(['/at']);
  });

  test.each([
    ['someone@example.com', []],
    ['a..b@example.com', ['/at']],
    ['ö@example.com', ['/at']],
  ])('that are addresses are plain when everybody takes them: %s', (text, places) => {
    expect(aboutMember({ format: 'email' }, text)).toEqual(places);
    expect(aboutMember({}, text)).toEqual(places);
  });
});

describe('other values', () => {
  test.each([0, -1.5, 1_000_000_000])('%d', (value) => {
    expect(aboutMember({}, value)).toEqual(Number.isInteger(value) ? [] : ['/at']);
  });

  test.each([1_000_000_001, -1_000_000_001, 0.1, 1e300, null])('%j is doubtful', (value) => {
    expect(aboutMember({}, value)).toEqual(['/at']);
  });

  test.each([true, false])('%j is plain', (value) => {
    expect(aboutMember({}, value)).toEqual([]);
  });
});

describe('values inside', () => {
  const list = aSchema({ type: 'array', items: { type: 'string', maxLength: 3 } });
  const map = aSchema({ type: 'object', additionalProperties: { type: 'string' } });
  const closed = aSchema({ type: 'object', properties: { known: { type: 'string' } } });
  const doubtful = aDoubt({ type: 'object', properties: { list, map, closed } });

  test('are judged each by its own schema, and need nothing that counts', () => {
    expect(doubtful({ list: ['a', 'Zoë', 'long'], closed: { known: 'Ada' } })).toEqual(['/list/1', '/list/2']);
  });

  test('are doubtful where nothing declares them', () => {
    expect(doubtful({ closed: { known: 'Ada', other: 'Ada' } })).toEqual(['/closed/other']);
  });

  test('of a map have names that may be doubtful', () => {
    expect(doubtful({ map: { plain: 'Ada', Zoë: 'Ada', other: '' } })).toEqual(['/map/Zoë', '/map/other']);
  });

  test('are many from the 21st on, unless the contract allows more', () => {
    const of = (count: number): Json => ({ list: Array.from({ length: count }, () => 'a') });
    expect(doubtful(of(20))).toEqual([]);
    expect(doubtful(of(21))).toEqual(['/list']);
    const long = aDoubt({ type: 'object', properties: { list: aSchema({ type: 'array', maxItems: 21, items: {} }) } });
    expect(long(of(21))).toEqual([]);
    expect(long(of(22))).toEqual(['/list']);
  });
});

test('elements of a batch are asked about one by one', () => {
  const batch = { type: 'array', items: { type: 'object', properties: { told: aSchema({ type: 'string' }) } } };
  expect(aDoubt(batch)([{ told: 'Ada' }, { told: '', other: 1 }])).toEqual(['/1/told', '/1/other']);
});

test('nothing is doubtful about a body that is not there, or of a type without a schema', () => {
  const contract = aContract(aDocument());
  const doubtful = createDoubtful(contract, createJudge(contract).operation, countsAt('document'));
  expect(doubtful(aCall(undefined))).toEqual([]);
  expect(doubtful(aCall({ x: 1 }, { mediaType: 'text/plain' }))).toEqual([]);
  expect(doubtful(aCall({ x: 1 }, { mediaType: undefined }))).toEqual([]);
});
