import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../specs/json.ts';
import { aContract, aDocument } from '../../test/builders.ts';
import { aScene, aUser, GOOD, LONG, manyUsers, OTHER, type SceneFacts, wordOf } from '../../test/scenes.ts';
import { created, ids, listed, refusal, successStatus } from './created.ts';

type Row = readonly [name: string, facts: SceneFacts, word: string];

const batch = { contract: manyUsers };
const refused: SceneFacts = { sent: { email: LONG }, status: 400 };
const two: Json = [{ email: GOOD }, { email: OTHER }];

describe('created: who was created is there, once', () => {
  const there = { users: [aUser(GOOD)] };

  test.each<Row>([
    ['is there', { observed: { [GOOD]: there } }, 'kept'],
    ['is not there', { observed: { [GOOD]: { users: [] } } }, 'broken'],
    ['is there twice', { observed: { [GOOD]: { users: [aUser(GOOD), aUser(GOOD)] } } }, 'broken'],
    [
      'is there twice, as there should be',
      { observed: { [GOOD]: { users: [aUser(GOOD), aUser(GOOD)] } }, expected: { [GOOD]: 2 } },
      'kept',
    ],
    ['one of two is not there', { ...batch, sent: two, observed: { [GOOD]: there, [OTHER]: { users: [] } } }, 'broken'],
    ['users cannot be observed', { observed: { [GOOD]: {} } }, 'kept'],
    ['others were observed only', { observed: {} }, 'kept'],
    ['nothing can be observed: the answer is believed', {}, 'kept'],
    ['nobody was created', { created: [] }, 'none'],
    ['a dry run', { isDryRun: true, observed: { [GOOD]: { users: [] } } }, 'none'],
    ['a refusal', { ...refused, observed: {} }, 'none'],
  ])('%s', async (_, facts, word) => {
    expect(await wordOf(created(aScene(facts), {}))).toBe(word);
  });
});

describe('listed: the answer lists exactly what was created', () => {
  const one: SceneFacts = { ...batch, sent: [{ email: GOOD }, { email: LONG }] };

  test.each<Row>([
    ['all good ones', { ...batch, sent: two, answered: [aUser(OTHER), aUser(GOOD)] }, 'kept'],
    ['in other letter case', { ...batch, sent: two, answered: [aUser(GOOD.toUpperCase()), aUser(OTHER)] }, 'kept'],
    ['a good one is missing', { ...batch, sent: two, answered: [aUser(GOOD)] }, 'broken'],
    ['one that nobody sent', { ...batch, sent: [{ email: GOOD }], answered: [aUser(GOOD), aUser(OTHER)] }, 'broken'],
    ['one of them twice', { ...batch, sent: [{ email: GOOD }], answered: [aUser(GOOD), aUser(GOOD)] }, 'broken'],
    ['the good one of two', { ...one, answered: [aUser(GOOD)] }, 'kept'],
    ['the bad one, too', { ...one, answered: [aUser(GOOD), aUser(LONG)] }, 'broken'],
    [
      'one that is unusual is missing',
      { ...batch, sent: two, doubtful: () => ['/0'], answered: [aUser(GOOD)] },
      'kept',
    ],
    ['no list', { ...batch, sent: two, answered: aUser(GOOD) }, 'broken'],
    ['no body', { ...batch, sent: two }, 'broken'],
    ['a refusal', { ...batch, sent: [{ email: LONG }], status: 400, answered: {} }, 'none'],
    ['a dry run', { ...batch, sent: two, isDryRun: true, answered: [] }, 'none'],
  ])('%s', async (_, facts, word) => {
    expect(await wordOf(listed(aScene(facts), {}))).toBe(word);
  });

  test('at the place where the clause says it is', async () => {
    const facts = { ...batch, sent: two, answered: { users: [aUser(GOOD), aUser(OTHER)] } };
    expect(await wordOf(listed(aScene(facts), { record: '/users' }))).toBe('kept');
    expect(await wordOf(listed(aScene(facts), {}))).toBe('broken');
  });

  test('twins of which one is refused may be the one that is listed', async () => {
    const unique = aContract(
      aDocument({
        'x-effect': { create: 'users', each: 'item' },
        requestBody: { content: { 'application/json': { schema: { type: 'array' } } } },
        'x-clauses': [
          {
            id: 'unique',
            rule: 'unique',
            params: { collection: 'users', at: '/email', fold: 'case' },
            each: 'item',
            level: 'must',
            basis: 'document',
            says: 'Addresses are unique.',
            answer: { status: 400, example: 'refused' },
          },
        ],
      }),
    );
    const twins = { contract: unique, sent: [{ email: GOOD }, { email: GOOD.toUpperCase() }] };
    expect(await wordOf(listed(aScene({ ...twins, answered: [aUser(GOOD)] }), {}))).toBe('kept');
  });
});

describe('success-status: a success has the documented status', () => {
  const answers = aContract(aDocument({ 'x-answer': [200, 201].map((status) => ({ status, example: 'done' })) }));

  test.each<Row>([
    ['the first', { contract: answers, status: 200 }, 'kept'],
    ['another one', { contract: answers, status: 201 }, 'kept'],
    ['an undocumented one', { contract: answers, status: 202 }, 'broken'],
    ['a refusal', refused, 'none'],
  ])('%s', async (_, facts, word) => {
    expect(await wordOf(successStatus(aScene(facts), {}))).toBe(word);
  });
});

describe('refusal: what must fail is answered otherwise than a success', () => {
  test.each<Row>([
    ['refused', refused, 'kept'],
    ['taken', { ...refused, status: 200 }, 'broken'],
    ['refused with the status of a success', { ...refused, status: 200, kind: 'refusal' }, 'broken'],
    ['good', {}, 'none'],
    ['refused, though it might have succeeded', { doubtful: () => ['/email'], status: 400 }, 'none'],
  ])('%s', async (_, facts, word) => {
    expect(await wordOf(refusal(aScene(facts), {}))).toBe(word);
  });
});

describe('ids: every created record has values of its own', () => {
  const wordFor = (facts: SceneFacts, at: Json[] = ['/id']): Promise<string> => wordOf(ids(aScene(facts), { at }));
  const answered = (one: Json, other: Json): Json => [aUser(GOOD, { id: one }), aUser(OTHER, { id: other })];

  test.each<readonly [Json, Json, string]>([
    [1, 2, 'kept'],
    [1, 1, 'broken'],
    ['a', 'A', 'kept'],
    ['', '', 'kept'],
    [null, null, 'kept'],
  ])('in one answer %j and %j: %s', async (one, other, word) => {
    expect(await wordFor({ ...batch, sent: two, answered: answered(one, other) })).toBe(word);
  });

  test('in all answers of a tenant, whatever else those show', async () => {
    const seen = new Map();
    expect(await wordFor({ seen, answered: { id: 'a' } })).toBe('kept');
    expect(await wordFor({ seen, sent: { email: OTHER }, answered: { id: 'b' } })).toBe('kept');
    expect(await wordFor({ seen, sent: { email: OTHER }, answered: { id: 'a' } })).toBe('broken');
    expect(await wordFor({ answered: { id: 'a' } })).toBe('kept');
  });

  test('but for one user who is answered again, where some reading has that', async () => {
    const again = { answered: { id: 'a' }, mayReplay: true };
    const seen = new Map();
    await wordFor({ ...again, seen });
    expect(await wordFor({ ...again, seen, sent: { email: GOOD.toUpperCase() } })).toBe('kept');
    expect(await wordFor({ ...again, seen, sent: { email: OTHER } })).toBe('broken');
    expect(await wordFor({ ...again, seen, sent: { email: OTHER }, mayReplay: false })).toBe('broken');
  });

  test('each place apart from the others', async () => {
    expect(await wordFor({ answered: { id: 'a', key: 'a' } }, ['/id', '/key'])).toBe('kept');
    expect(await wordFor({ ...batch, sent: two, answered: answered(1, 1) }, ['/key'])).toBe('kept');
  });

  test.each<SceneFacts>([{ answered: 1 }, { created: [] }, { isDryRun: true, answered: { id: 1 } }, refused])(
    'there is nothing to see where no record is: %j',
    async (facts) => {
      expect(await wordFor(facts)).toBe('none');
    },
  );
});

describe('created: what is there is what was sent', () => {
  const sent = { email: GOOD, name: 'Ada', roles: ['a', 'b'] };
  const keptMembers = ['email', 'name', 'roles'];
  const showing = (members: JsonObject, facts: SceneFacts = {}): SceneFacts => ({
    sent,
    keptMembers,
    observed: { [GOOD]: { users: [aUser(GOOD, members)] } },
    ...facts,
  });

  test.each<Row>([
    ['the same', showing(sent), 'kept'],
    ['another', showing({ ...sent, name: 'Eve' }), 'broken'],
    ['another number', showing({ age: 8 }, { sent: { ...sent, age: 7 }, keptMembers: ['age'] }), 'broken'],
    ['another list: it may have been completed', showing({ ...sent, roles: ['a'] }), 'kept'],
    ['the address in other letter case', showing({ ...sent, email: GOOD.toUpperCase() }), 'kept'],
    ['a name in other letter case', showing({ ...sent, name: 'ADA' }), 'broken'],
    ['not shown', showing({}), 'kept'],
    ['another, of a member that the contract may change', showing({ name: 'Eve' }, { keptMembers: [] }), 'kept'],
    [
      'another, of what need not be taken',
      showing({ name: 'Eve' }, { expectation: aScene({ sent: { email: LONG } }).expectation }),
      'kept',
    ],
    [
      'another, of one of two users with the address',
      showing(
        {},
        { expected: { [GOOD]: 2 }, observed: { [GOOD]: { users: [aUser(GOOD, { name: 'Eve' }), aUser(GOOD)] } } },
      ),
      'kept',
    ],
  ])('%s', async (_, facts, word) => {
    expect(await wordOf(created(aScene(facts), {}))).toBe(word);
  });
});
