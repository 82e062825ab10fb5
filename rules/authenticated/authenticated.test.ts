import { describe, expect, test } from 'vitest';
import { aCall, aClause, aDesk, aDocument, brokenBy } from '../../test/builders.ts';

const text = { type: 'string' };
const header = {
  'x-credentials': [
    { in: 'header', name: 'Authorization', secret: true, schema: text },
    { in: 'header', name: 'AppKey', secret: true, schema: text },
  ],
  'x-personas': {
    admin: { says: '', attributes: { active: true }, headers: { Authorization: 'Bearer good', appkey: 'k' } },
    gone: { says: '', attributes: { active: false }, headers: { Authorization: 'Bearer gone', appkey: 'k' } },
  },
};
const clauses = { 'x-clauses': [aClause('authenticated', { active: true })] };

describe('credentials in headers', () => {
  test.each([
    ['the credentials of a persona', { authorization: 'Bearer good', appkey: 'k' }, []],
    ['the scheme in another letter case', { authorization: 'bEARER  good', appkey: 'k' }, []],
    ['no credentials', {}, ['Authorization', 'AppKey']],
    ['an unknown token', { authorization: 'Bearer bad', appkey: 'k' }, ['Authorization']],
    ['a token in another letter case', { authorization: 'Bearer GOOD', appkey: 'k' }, ['Authorization']],
    ['no application key', { authorization: 'Bearer good' }, ['AppKey']],
    ['the token without its scheme', { authorization: 'good', appkey: 'k' }, ['Authorization']],
    ['an inactive persona', { authorization: 'Bearer gone', appkey: 'k' }, ['']],
  ])('%s', (_, headers, fields) => {
    const { violations } = aDesk(aDocument(clauses, header)).send(aCall({}, { headers }));
    expect(violations.map(({ breach }) => breach.field)).toEqual(fields);
  });

  test('an inactive persona passes a clause that does not ask for active ones', () => {
    const { send } = aDesk(aDocument({ 'x-clauses': [aClause('authenticated')] }, header));
    expect(brokenBy(send(aCall({}, { headers: { authorization: 'Bearer gone', appkey: 'k' } })))).toEqual([]);
  });

  test('the message names the slot and never its value', () => {
    const { answer } = aDesk(aDocument(clauses, header)).send(
      aCall({}, { headers: { authorization: 'Bearer s3cret', appkey: 'k' } }),
    );
    expect(answer.body).toEqual({ because: 'Authorization is not known.', field: 'Authorization' });
  });
});

describe('credentials in the body', () => {
  const body = {
    'x-credentials': [
      { in: 'body', name: 'Company', secret: false, schema: { type: 'integer' } },
      { in: 'body', name: 'Key', secret: true, schema: text },
    ],
    'x-personas': {
      one: { says: '', attributes: { active: true }, body: { Company: 1, Key: 'a' } },
      two: { says: '', attributes: { active: true }, body: { Company: 2, Key: 'b' } },
    },
  };
  test.each([
    [{ Company: 1, Key: 'a' }, []],
    [{ Company: '2', Key: 'b' }, []],
    [{ Company: 1 }, ['Key']],
    [{ Company: 9, Key: 'a' }, ['Company']],
    [{ Company: 9, Key: 'z' }, ['Company', 'Key']],
    [{ Company: 1, Key: 'b' }, ['Company']],
    [null, ['Company', 'Key']],
    [[], ['Company', 'Key']],
  ])('%j leaves %j at fault', (value, fields) => {
    const { violations } = aDesk(aDocument(clauses, body)).send(aCall(value));
    expect(violations.map(({ breach }) => breach.field)).toEqual(fields);
  });
});
