import { describe, expect, test } from 'vitest';
import { Model } from './model.ts';

const ada = { id: 1, email: 'ada@example.com' };

describe('facts', () => {
  test('are known as they were told, and unknown else', () => {
    const { facts } = new Model({ places: 3, open: false });
    expect(facts.value('places')).toBe(3);
    expect(facts.value('open')).toBe(false);
    expect(facts.value('other')).toBeUndefined();
  });

  test('are learned and forgotten', () => {
    const model = new Model({ places: 3 });
    model.learn('places', 7);
    expect(model.values()).toEqual({ places: 7 });
    model.forget('places');
    expect(model.values()).toEqual({});
  });

  test('that are given to it stay as they were', () => {
    const given = { places: 3 };
    new Model(given).apply([{ kind: 'add', fact: 'places', by: -1 }]);
    expect(given).toEqual({ places: 3 });
  });
});

describe('records', () => {
  test('are found by a key, with or without letter case', () => {
    const model = new Model({});
    model.insert('users', ada);
    expect(model.facts.find('users', '/email', 'ada@example.com', 'none')).toEqual(ada);
    expect(model.facts.find('users', '/email', 'ADA@example.com', 'none')).toBeUndefined();
    expect(model.facts.find('users', '/email', 'ADA@example.com', 'case')).toEqual(ada);
    expect(model.facts.find('groups', '/email', 'ada@example.com', 'none')).toBeUndefined();
    expect(model.facts.list('users')).toEqual([ada]);
  });

  test('are counted by a key', () => {
    const model = new Model({});
    for (const email of ['ada@example.com', 'ADA@example.com', 'eve@example.com']) model.insert('users', { email });
    expect(model.count('users', '/email', 'ada@example.com', 'case')).toBe(2);
    expect(model.count('users', '/email', 'ada@example.com', 'none')).toBe(1);
    expect(model.count('users', '/email', 'nobody@example.com', 'case')).toBe(0);
  });
});

describe('changes', () => {
  test('insert and remove records, and count known facts', () => {
    const model = new Model({ places: 3 });
    model.apply([
      { kind: 'insert', collection: 'users', record: ada },
      { kind: 'add', fact: 'places', by: -2 },
    ]);
    expect(model.facts.list('users')).toEqual([ada]);
    expect(model.facts.value('places')).toBe(1);
    model.apply([{ kind: 'remove', collection: 'users', record: ada }]);
    expect(model.facts.list('users')).toEqual([]);
  });

  test('leave unknown what is unknown, and what is no number as it is', () => {
    const model = new Model({ name: 'x' });
    model.apply([
      { kind: 'add', fact: 'places', by: -1 },
      { kind: 'add', fact: 'name', by: -1 },
    ]);
    expect(model.values()).toEqual({ name: 'x' });
  });

  test('of mails and credentials are no part of the belief', () => {
    const model = new Model({});
    model.apply([
      { kind: 'mail', to: 'ada@example.com', about: 'welcome', at: 0 },
      { kind: 'issue', header: 'Key', value: 'k', persona: 'caller', until: 1 },
    ]);
    expect(model.values()).toEqual({});
    expect(model.facts.issued('Key', 'k')).toBeUndefined();
    expect(model.facts.replayed('k')).toBeUndefined();
  });
});
