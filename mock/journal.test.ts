import { expect, test } from 'vitest';
import { type Entry, Journal } from './journal.ts';

function note(journal: Journal, sandbox = 'default'): string {
  const id = journal.nextId();
  const answered = { contract: 'tiny', operation: 'createUser', persona: undefined, status: 200 };
  const entry: Entry = {
    id,
    at: 0,
    method: 'GET',
    target: '/',
    sandbox,
    ...answered,
    violations: [],
    problem: undefined,
  };
  journal.add(entry);
  return id;
}

test('keeps the last requests only', () => {
  const journal = new Journal(2);
  expect([note(journal), note(journal), note(journal)]).toEqual(['r1', 'r2', 'r3']);
  expect(['r1', 'r2', 'r3'].map((id) => journal.find(id)?.id)).toEqual([undefined, 'r2', 'r3']);
});

test('forgets the requests of one sandbox, and counts on', () => {
  const journal = new Journal(5);
  note(journal, 'one');
  note(journal, 'two');
  journal.forget('one');
  expect([journal.find('r1'), journal.find('r2')?.sandbox, journal.nextId()]).toEqual([undefined, 'two', 'r3']);
});

test('forgets all and begins anew', () => {
  const journal = new Journal(2);
  note(journal);
  note(journal);
  journal.clear();
  expect([journal.find('r1'), journal.find('r2'), note(journal)]).toEqual([undefined, undefined, 'r1']);
  expect([note(journal), note(journal), journal.find('r1')]).toEqual(['r2', 'r3', undefined]);
});
