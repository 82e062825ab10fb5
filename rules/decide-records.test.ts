import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../specs/json.ts';
import { aCall, aClause, aDesk, aDocument, brokenBy } from '../test/builders.ts';

const facts = { domains: ['blocked.example'], freeSeats: 10 };
const emails = (records: readonly JsonObject[]): Json[] => records.map(({ email }) => email ?? null);

describe('reading, changing and removing', () => {
  const by = [{ at: '/email', equals: '{$request.query.email}', fold: 'case' }];
  const deskWith = (effect: JsonObject, clauses: JsonObject[] = [aClause('found')]) => {
    const desk = aDesk(aDocument({ 'x-effect': effect, 'x-clauses': clauses }), facts);
    for (const email of ['a@example.com', 'b@example.com', 'c@example.com']) {
      desk.world.apply([{ kind: 'insert', collection: 'users', record: { id: `id-${email[0]}`, email } }]);
    }
    return desk;
  };
  const ask = (query: JsonObject, body?: Json) => aCall(body, { query });

  test('finds by the first lookup that has a value, and says when there is nothing', () => {
    const { send } = deskWith({ find: 'users', by: [{ at: '/id', equals: '{$request.query.id}' }, ...by] });
    expect(send(ask({ email: 'B@example.com' })).answer.body).toEqual([{ id: 'id-b', email: 'b@example.com' }]);
    expect(send(ask({ id: 'id-c', email: 'b@example.com' })).answer.body).toMatchObject([{ id: 'id-c' }]);
    expect(brokenBy(send(ask({ email: 'z@example.com' })))).toEqual(['tiny/found']);
    expect(brokenBy(send(ask({})))).toEqual(['tiny/found']);
  });

  test('an update keeps what it does not name', () => {
    const { send, world } = deskWith({
      update: 'users',
      by,
      set: { name: '{$request.body#/name}', email: '{$request.body#/email}' },
    });
    send(ask({ email: 'a@example.com' }, { name: 'Ada' }));
    expect(world.facts.find('users', '/email', 'a@example.com', 'none')).toEqual({
      id: 'id-a',
      email: 'a@example.com',
      name: 'Ada',
    });
  });

  test('a removal frees what a creation used', () => {
    const { send, world } = deskWith({ remove: 'users', by, uses: { freeSeats: 1 } });
    send(ask({ email: 'a@example.com' }));
    expect(emails(world.records('users'))).toEqual(['b@example.com', 'c@example.com']);
    expect(world.values()['freeSeats']).toBe(11);
  });

  test('a list is cut into pages: after an id, by offset, by number', () => {
    const page = {
      after: '{$request.query.after}',
      offset: '{$request.query.offset}',
      number: '{$request.query.number}',
      size: '{$request.query.size}',
      defaultSize: 2,
    };
    const { send } = deskWith({ list: 'users', page }, []);
    const listed = (query: JsonObject) => (send(ask(query)).answer.body as JsonObject[]).map(({ id }) => id);
    expect(listed({})).toEqual(['id-a', 'id-b']);
    expect(listed({ after: 'id-b' })).toEqual(['id-c']);
    expect(listed({ offset: '1', size: '1' })).toEqual(['id-b']);
    expect(listed({ number: '1' })).toEqual(['id-c']);
    expect(listed({ size: 'many', offset: '-1' })).toEqual(['id-a', 'id-b']);
    expect(listed({ after: 'nobody' })).toEqual([]);
  });

  test('a list with lookups holds the records that fit them all', () => {
    const { send } = deskWith({ list: 'users', by }, []);
    expect(send(ask({ email: 'B@EXAMPLE.com' })).answer.body).toMatchObject([{ id: 'id-b' }]);
    expect(send(ask({})).answer.body).toHaveLength(3);
    expect(send(ask({ email: 'z@example.com' })).answer.body).toEqual([]);
  });
});
