import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../specs/json.ts';
import { aContract, aDocument } from '../../test/builders.ts';
import { aBody, aCountingClause, aSchema } from '../../test/oracle.ts';
import { aScene, aUser, GOOD, LONG, manyUsers, OTHER, type SceneFacts, wordOf } from '../../test/scenes.ts';
import { answer, fits, refusalBody } from './claims.ts';

/** The word on one claim about the answer to a good request. */
function claim(one: JsonObject, facts: SceneFacts, record: Json = ''): Promise<string> {
  return wordOf(answer(aScene(facts), { claims: [one], record }));
}

/** The word on a claim that compares what was sent as `name` with what is answered. */
function compared(claimed: JsonObject, name: Json, answered: Json): Promise<string> {
  const facts = { sent: { email: GOOD, name }, answered: { name: answered } };
  return claim({ the: '{$record#/name}', ...claimed }, facts);
}

const name = '{$item#/name}';

describe('a claim compares what is shown', () => {
  test.each<readonly [JsonObject, Json, Json, string]>([
    [{ equals: name }, 'Ada', 'Ada', 'kept'],
    [{ equals: name }, 'Ada', 'ada', 'broken'],
    [{ equals: name }, ['b', 'a'], ['a', 'b'], 'broken'],
    [{ equals: name, as: 'exact' }, { a: [1] }, { a: [1] }, 'kept'],
    [{ equals: name, as: 'text' }, ' Zoë ', 'Zoe\u0308'.toUpperCase(), 'kept'],
    [{ equals: name, as: 'text' }, 'Zoë', 'Zoe', 'broken'],
    [{ equals: name, as: 'text' }, 1, '1', 'broken'],
    [{ equals: name, as: 'sets' }, ['b', 'a', 'a'], ['a', 'b'], 'kept'],
    [{ equals: name, as: 'sets' }, ['b', 'a'], ['a'], 'broken'],
    [{ equals: name, as: 'sets' }, { x: ['b', 'a'], y: [] }, { y: [], x: ['a', 'b'] }, 'kept'],
    [{ equals: name, as: 'sets' }, { x: ['a'] }, { y: ['a'] }, 'broken'],
    [{ differs: name }, 'Ada', 'Eve', 'kept'],
    [{ differs: name }, 'Ada', 'Ada', 'broken'],
    [{ includes: name }, 'a, b', ['b', 'c', 'a'], 'kept'],
    [{ includes: name }, 'a,d', ['b', 'c', 'a'], 'broken'],
    [{ includes: name }, 'a', 'a', 'broken'],
    [{ notBefore: name }, '2026-01-02T03:04:05Z', '2026-01-02T04:04:05+01:00', 'kept'],
    [{ notBefore: name }, '2026-01-02T03:04:05Z', '2026-01-02T03:04:04Z', 'broken'],
    [{ is: { type: 'string' } }, 1, 'Ada', 'kept'],
    [{ is: { type: 'string' } }, 'Ada', 1, 'broken'],
    [{ is: { type: 'string' }, isNot: { const: '' } }, 'Ada', '', 'broken'],
    [{ isNot: { const: 'Ada' } }, 1, 'Eve', 'kept'],
    [{ isNot: { const: 'Ada' } }, 1, 'Ada', 'broken'],
  ])('%j, sent %j, shown %j: %s', async (claimed, sent, shown, word) => {
    expect(await compared(claimed, sent, shown)).toBe(word);
  });

  test('with a substitute where what it is compared with was not sent', async () => {
    const equals = { the: '{$record#/name}', equals: name, otherwise: 'nobody' };
    expect(await claim(equals, { answered: { name: 'nobody' } })).toBe('kept');
    expect(await claim(equals, { answered: { name: 'Ada' } })).toBe('broken');
  });

  test.each<readonly [string, JsonObject, JsonObject, string]>([
    ['what is not shown', { equals: name }, { answered: {} }, 'none'],
    ['with what was not sent', { equals: '{$item#/other}' }, { answered: { name: 'Ada' } }, 'kept'],
  ])('not %s', async (_, claimed, facts, word) => {
    const sent = { email: GOOD, name: 'Ada' };
    expect(await claim({ the: '{$record#/name}', ...claimed }, { sent, ...facts })).toBe(word);
  });

  test('but demands to be shown what must be of a kind', async () => {
    expect(await claim({ the: '{$record#/name}', is: true }, { answered: {} })).toBe('broken');
    expect(await claim({ the: '{$record#/name}', isNot: { const: 1 } }, { answered: {} })).toBe('kept');
  });

  test('in the headers and the body of the answer, and with the parameters of the request', async () => {
    const facts = { query: { mode: 'x' }, answered: { mode: 'x' }, answer: { headers: { 'x-mode': 'x' } } };
    const equals = '{$request.query.mode}';
    expect(await claim({ the: '{$response.body#/mode}', equals }, facts)).toBe('kept');
    expect(await claim({ the: '{$response.header.X-Mode}', equals }, facts)).toBe('kept');
    expect(await claim({ the: '{$response.body#/mode}', equals }, { ...facts, answered: { mode: 'y' } })).toBe(
      'broken',
    );
  });
});

describe('what is claimed about the record', () => {
  const equals = { the: '{$record#/email}', equals: '{$item#/email}', as: 'text' };
  const batch = { contract: manyUsers, sent: [{ email: GOOD }, { email: OTHER }] };

  test('is asked of the record at the place in the answer', async () => {
    expect(await claim(equals, { answered: { user: aUser(OTHER) } }, '/user')).toBe('broken');
    expect(await claim(equals, { answered: { user: aUser(GOOD) } }, '/user')).toBe('kept');
  });

  test('is asked of every record of a batch, found by its address', async () => {
    const upper = { the: '{$record#/shout}', is: { const: true } };
    const answered = (shout: boolean): Json => [aUser(OTHER, { shout }), aUser(GOOD, { shout: true })];
    expect(await claim(upper, { ...batch, answered: answered(true) })).toBe('kept');
    expect(await claim(upper, { ...batch, answered: answered(false) })).toBe('broken');
  });

  test('is asked of what is observed, too', async () => {
    const is = { the: '{$record#/name}', is: { const: 'Ada' } };
    const observed = (shown: string): SceneFacts['observed'] & object => ({
      [GOOD]: { users: [aUser(GOOD, { name: shown })] },
    });
    expect(await claim(is, { answered: { name: 'Ada' }, observed: observed('Ada') })).toBe('kept');
    expect(await claim(is, { answered: { name: 'Ada' }, observed: observed('Eve') })).toBe('broken');
  });

  test('can be told by observation alone where the answer has no record', async () => {
    const params = { claims: [equals] };
    expect(await wordOf(answer(aScene(), params))).toBe('cantTell');
    expect(await wordOf(answer(aScene({ observed: { [GOOD]: { users: [aUser(GOOD)] } } }), params))).toBe('kept');
    expect(await wordOf(answer(aScene({ observed: { [GOOD]: { users: [] } } }), params))).toBe('cantTell');
  });

  test('is nothing where the answer shows no record at the place', async () => {
    expect(await claim(equals, { answered: {} }, '/user')).toBe('none');
    expect(await claim(equals, { ...batch, answered: [] })).toBe('none');
  });

  test.each<readonly [string, SceneFacts]>([
    ['a refusal', { sent: { email: LONG }, status: 400 }],
    ['a dry run', { isDryRun: true }],
    ['an answer that creates nobody', { created: [] }],
    ['what was taken though it need not be', { sent: { email: LONG }, created: [{ index: undefined, item: {} }] }],
  ])('is nothing for %s', async (_, facts) => {
    expect(await claim(equals, { answered: aUser(OTHER), ...facts })).toBe('none');
  });
});

describe('refusal-body: what a refusal says about one fault', () => {
  const claims = [{ the: '{$response.body#/code}', is: { const: 'TOO_LONG' } }];
  const refused = { sent: { email: LONG }, status: 400 };
  const wordFor = (facts: SceneFacts, params: JsonObject = {}): Promise<string> =>
    wordOf(refusalBody(aScene({ ...refused, ...facts }), { claims, ...params }));

  test('is as claimed, or not', async () => {
    expect(await wordFor({ answered: { code: 'TOO_LONG' } })).toBe('kept');
    expect(await wordFor({ answered: { code: 'OTHER' } })).toBe('broken');
    expect(await wordFor({})).toBe('broken');
  });

  test('is about a field, or a clause, where the promise names one', async () => {
    const answered = { code: 'OTHER' };
    expect(await wordFor({ answered }, { field: 'email' })).toBe('broken');
    expect(await wordFor({ answered }, { field: 'name' })).toBe('none');
    expect(await wordFor({ answered }, { fault: 'email-max-length' })).toBe('broken');
    expect(await wordFor({ answered }, { fault: 'email-type' })).toBe('none');
  });

  test('is nothing when something else is wrong as well', async () => {
    const text = aSchema({ type: 'string', maxLength: 20 });
    const schema = aSchema({ type: 'object', properties: { email: text, name: text } });
    const contract = aContract(aDocument({ requestBody: aBody(schema), 'x-clauses': [aCountingClause('schema')] }));
    const facts = { contract, sent: { email: LONG, name: LONG }, answered: { code: 'OTHER' } };
    expect(await wordFor(facts, { field: 'email' })).toBe('none');
    expect(await wordFor({ ...facts, sent: { email: LONG, name: '' } }, { field: 'email' })).toBe('broken');
  });

  test.each<readonly [string, SceneFacts]>([
    ['a success', { status: 200 }],
    ['the refusal of a good request', { sent: { email: GOOD } }],
    ['a request with an unusual value', { doubtful: () => ['/name'] }],
  ])('is nothing for %s', async (_, facts) => {
    expect(await wordFor({ answered: { code: 'OTHER' }, ...facts })).toBe('none');
  });
});

test('the test of a schema is made once', () => {
  expect(fits({ const: 1 })).toBe(fits({ const: 1 }));
  expect(fits({ const: 1 })(1)).toBe(true);
  expect(fits({ const: 1 })(2)).toBe(false);
  expect(fits(true)(2)).toBe(true);
  expect(fits(false)(2)).toBe(false);
});
