import { describe, expect, test } from 'vitest';
import type { Contract } from '../../specs/contract.ts';
import type { JsonObject } from '../../specs/json.ts';
import { aContract, aDocument } from '../../test/builders.ts';
import { aBody, aCountingClause, anOracle, aSchema, DOCUMENTED } from '../../test/oracle.ts';
import { type Expectation, faultKey, undecided } from './expectation.ts';
import { clausesOf } from './verdict.ts';

/** A contract whose body has one member `at` of this schema. */
function aContractOf(member: JsonObject, remark?: JsonObject, clause: JsonObject = {}): Contract {
  const schema = aSchema({ type: 'object', properties: { at: aSchema(member, remark) } });
  return aContract(aDocument({ requestBody: aBody(schema), 'x-clauses': [aCountingClause('schema', {}, clause)] }));
}

function idsOf({ faults }: Expectation): string[] {
  return faults.map(({ clause }) => clause.id);
}

test('expects success of a request that breaks nothing', () => {
  const { expect: ask } = anOracle(aContractOf({ type: 'string' }));
  expect(ask({ at: 'Ada' })).toMatchObject({ success: 'must', faults: [], doubts: [] });
});

test('expects a refusal of what breaks a clause that counts, and says who answers it and where it is', () => {
  const { expect: ask } = anOracle(
    aContractOf({ type: 'string', maxLength: 3 }, undefined, { accept: [{ status: '4XX' }] }),
  );
  const expectation = ask({ at: 'Adam' });
  expect(expectation.success).toBe('never');
  expect(expectation.faults).toMatchObject([
    { isCertain: true, field: 'at', pointer: '/at', index: undefined, accept: [{ status: '4XX' }] },
  ]);
  expect(expectation.faults.map(clausesOf).map((clauses) => clauses.map(({ id }) => id))).toEqual([
    ['tiny/at-max-length', 'tiny/schema'],
  ]);
});

describe('the answers that are documented for a fault', () => {
  test('are those of the keyword before those of the rule', () => {
    const { expect: ask } = anOracle(
      aContractOf({ maxLength: 3 }, { ...DOCUMENTED, accept: [{ status: 422 }] }, { accept: [{ status: 409 }] }),
    );
    expect(ask({ at: 'Adam' }).faults[0]?.accept).toEqual([{ status: 422 }]);
  });

  test('are the status of the answer where nothing is accepted explicitly', () => {
    const answer = { status: 403, example: 'refused' };
    const { expect: ask } = anOracle(aContractOf({ maxLength: 3 }, undefined, { answer }));
    expect(ask({ at: 'Adam' }).faults[0]?.accept).toEqual([{ status: 403 }]);
  });
});

describe('a fault is certain only where its clause counts', () => {
  test.each([
    ['must', 'document', ['document', 'vendor', 'strict']],
    ['must', 'vendor', ['vendor', 'strict']],
    ['should', 'document', ['strict']],
    ['should', 'vendor', ['strict']],
    ['must', 'assumed', []],
    ['may', 'document', []],
  ] as const)('%s, %s: certain at %j', (level, basis, certain) => {
    const contract = aContractOf({ maxLength: 3 }, { level, basis });
    const profiles = (['document', 'vendor', 'strict'] as const).filter(
      (profile) => anOracle(contract, {}, { profile }).expect({ at: 'Adam' }).success === 'never',
    );
    expect(profiles).toEqual(certain);
    expect(anOracle(contract).expect({ at: 'Adam' }).success).toBe(profiles.includes('document') ? 'never' : 'may');
  });

  test('and has any refusal for an answer where the clause that answers it does not', () => {
    const { expect: ask } = anOracle(aContractOf({ maxLength: 3 }, DOCUMENTED, { basis: 'assumed' }));
    const accept = [{ status: 400 }, { status: '4XX' }];
    expect(ask({ at: 'Adam' })).toMatchObject({ success: 'never', faults: [{ isCertain: true, accept }] });
    const told = anOracle(
      aContractOf({ maxLength: 3 }, { ...DOCUMENTED, accept: [{ status: 422 }] }, { basis: 'assumed' }),
    );
    expect(told.expect({ at: 'Adam' }).faults[0]?.accept).toEqual([{ status: 422 }]);
  });
});

describe('values about which fair servers differ', () => {
  test.each([
    ['nobody', 'never'],
    ['@example.com', 'never'],
    ['a b@example.com', 'never'],
    ['a..b@example.com', 'may'],
    ['.a@example.com', 'may'],
    ['ö@example.com', 'may'],
    ['someone@example.com', 'must'],
  ])('as an address, %s: success %s', (at, success) => {
    expect(anOracle(aContractOf({ format: 'email' })).expect({ at }).success).toBe(success);
  });

  test('an address without @ breaks other formats for certain, too', () => {
    expect(anOracle(aContractOf({ format: 'uuid' })).expect({ at: 'no' }).success).toBe('never');
  });

  test.each([
    ['ab', 'never'],
    ['abc', 'must'],
    ['\u{1f600}', 'never'],
    ['\u{1f600}\u{1f600}', 'may'],
    ['\u{1f600}\u{1f600}\u{1f600}', 'must'],
  ])('with at least three characters, %s: success %s', (at, success) => {
    expect(anOracle(aContractOf({ minLength: 3 })).expect({ at }).success).toBe(success);
  });

  test.each([
    ['none', 'never'],
    ['case', 'may'],
  ])('a listed value in other letter case, fold %s: success %s', (fold, success) => {
    const { expect: ask } = anOracle(aContractOf({ enum: ['Basic', 'Pro'] }, { ...DOCUMENTED, fold }));
    expect(ask({ at: 'PRO' }).success).toBe(success);
    expect(ask({ at: 'Gold' }).success).toBe('never');
  });
});

describe('what is unknown about the target', () => {
  const quota = aCountingClause('quota', { fact: 'places' }, { answer: { status: 402, example: 'refused' } });
  const contract = aContract(aDocument({ 'x-effect': { create: 'users', uses: { places: 1 } }, 'x-clauses': [quota] }));

  test('leaves a request open, with the answer that the clause documents', () => {
    const expectation = anOracle(contract).expect({ email: 'a@example.com' });
    expect(expectation).toMatchObject({ success: 'may', faults: [{ isCertain: false, accept: [{ status: 402 }] }] });
  });

  test('is settled once it is known', () => {
    expect(anOracle(contract, { places: 1 }).expect({}).success).toBe('must');
    expect(anOracle(contract, { places: 0 }).expect({}).success).toBe('never');
  });

  test('is known to the model after it was learned, and unknown after it was forgotten', () => {
    const { expect: ask, model } = anOracle(contract);
    model.learn('places', 0);
    expect(ask({}).success).toBe('never');
    model.forget('places');
    expect(ask({}).success).toBe('may');
  });
});

describe('doubts', () => {
  const member = { type: 'string', maxLength: 3 };
  const doubtful = (): string[] => ['/at', '/at/0', '/other'];

  test('let a good request be refused', () => {
    const { expect: ask } = anOracle(aContractOf(member), {}, { doubtful });
    expect(ask({ at: 'Ada' })).toMatchObject({ success: 'may', doubts: ['/at', '/at/0', '/other'] });
  });

  test('are none where a fault is about the same place', () => {
    const { expect: ask } = anOracle(aContractOf(member), {}, { doubtful });
    expect(ask({ at: 'Adam' })).toMatchObject({ success: 'never', doubts: ['/other'] });
  });

  test('are none around the place of a fault either', () => {
    const nested = aContractOf({ type: 'object', properties: { in: aSchema({ type: 'string' }) } });
    const { expect: ask } = anOracle(nested, {}, { doubtful: () => ['/at', '/attic'] });
    expect(ask({ at: { in: 1 } }).doubts).toEqual(['/attic']);
  });
});

describe('a batch', () => {
  const item = aSchema({ type: 'object', required: ['email'], properties: { email: aSchema({ type: 'string' }) } });
  const batch = aContract(
    aDocument({
      requestBody: aBody(aSchema({ type: 'array', items: item, maxItems: 3 })),
      'x-effect': { create: 'users', each: 'item' },
      'x-clauses': [
        aCountingClause('schema', {}),
        aCountingClause('schema', {}, { each: 'item', id: 'items' }),
        aCountingClause('unique', { collection: 'users', at: '/email' }, { each: 'item' }),
      ],
    }),
  );
  const { expect: ask, model } = anOracle(batch);
  model.insert('users', { email: 'taken@example.com' });
  const good = { email: 'a@example.com' };
  const other = { email: 'b@example.com' };
  const taken = { email: 'taken@example.com' };

  test.each([
    ['good ones only', [good, other], 'must', []],
    ['one of two is bad', [good, taken], 'part', [1]],
    ['the second of two twins is bad', [good, good], 'part', [1]],
    ['nothing but bad ones', [taken, {}], 'never', [0, 1]],
    ['one too many', [good, other, { email: 'c' }, { email: 'd' }], 'never', []],
  ])('%s', (_, body, success, refused) => {
    const expectation = ask(body);
    expect(expectation.success).toBe(success);
    expect([...expectation.refused]).toEqual(refused);
  });

  test('with a fault that is not certain may succeed as a whole', () => {
    const strict = anOracle(batch, {}, { doubtful: () => ['/0/email'] });
    expect(strict.expect([good, other])).toMatchObject({ success: 'may', doubts: ['/0/email'] });
    expect(strict.expect([{}, other]).doubts).toEqual([]);
  });
});

describe('a body that cannot be read', () => {
  const slot = { in: 'body', name: 'key', secret: true, schema: { type: 'string' } };
  const contract = aContract(
    aDocument(
      {
        'x-clauses': [
          aCountingClause('authenticated', {}, { answer: { status: 401, example: 'refused' } }),
          aCountingClause('readable'),
        ],
      },
      { 'x-credentials': [slot], 'x-personas': { caller: { attributes: {}, body: { key: 'k' } } } },
    ),
  );
  const fault = { code: 'broken-syntax', message: 'broken' } as const;

  test('is refused for that alone: credentials that travel in it are not missing', () => {
    expect(idsOf(anOracle(contract).expect(undefined, { fault }))).toEqual(['tiny/readable']);
  });

  test('is no excuse for a body that can be read and lacks them', () => {
    expect(idsOf(anOracle(contract).expect({}))).toEqual(['tiny/authenticated']);
    expect(idsOf(anOracle(contract).expect({ key: 'k' }))).toEqual([]);
  });
});

test('leaves the call as it was, defaults included', () => {
  const call = { at: {} };
  anOracle(aContractOf({ type: 'object', properties: { in: { default: 1 } } })).expect(call);
  expect(call).toEqual({ at: {} });
});

test('of a request that is sent for its own sake nothing is certain, whether it is at fault or not', () => {
  const { expect: ask } = anOracle(aContractOf({ maxLength: 3 }));
  expect(undecided(ask({ at: 'Adam' }))).toMatchObject({ success: 'may', faults: [{ isCertain: false }] });
  expect(undecided(ask({ at: 'Ada' })).success).toBe('may');
});

test('two faults are the same whoever finds them when rule, element and member are the same', () => {
  const { expect: ask } = anOracle(
    aContractOf({ properties: { a: aSchema({ type: 'string' }), b: aSchema({ type: 'string' }) } }),
  );
  const keys = ask({ at: { a: 1, b: 1 } }).faults.map(faultKey);
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
  expect(ask(1).faults.map(faultKey)).not.toEqual(keys.slice(0, 1));
});
