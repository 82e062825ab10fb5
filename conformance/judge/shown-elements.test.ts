import { describe, expect, test } from 'vitest';
import { atPointer, type Json } from '../../specs/json.ts';
import { aContract, aDocument } from '../../test/builders.ts';
import { aBody, aCountingClause, anOracle } from '../../test/oracle.ts';
import { type EmailOf, shownElements } from './shown-elements.ts';

const batch = aContract(
  aDocument({
    requestBody: aBody({ type: 'array', items: { type: 'object' } }),
    'x-effect': { create: 'users', each: 'item' },
    'x-clauses': [aCountingClause('schema')],
  }),
);

const emailOf: EmailOf = (item) => {
  const value = atPointer(item, '/email');
  return typeof value === 'string' ? value : undefined;
};

/** Places of the elements with these addresses that the answer shows. */
function shown(sent: readonly string[], answered: Json | undefined): number[] | undefined {
  const { inquiry } = anOracle(batch).expect(sent.map((email) => ({ email })));
  const places = shownElements(inquiry, answered, emailOf);
  return places && [...places].toSorted();
}

function records(...emails: string[]): Json {
  return emails.map((mail) => ({ id: 'x', mail }));
}

describe('the elements that a list shows', () => {
  test('are those whose address stands in a record, whatever the member is called', () => {
    expect(shown(['a@x.com', 'b@x.com', 'c@x.com'], records('c@x.com', 'a@x.com'))).toEqual([0, 2]);
  });

  test('may differ in letter case', () => {
    expect(shown(['a@x.com', 'b@x.com'], records('B@X.com'))).toEqual([1]);
  });

  test('are the exact ones before those in other letter case', () => {
    expect(shown(['a@x.com', 'A@x.com'], records('A@x.com'))).toEqual([1]);
    expect(shown(['a@x.com', 'A@x.com'], records('A@x.com', 'a@x.com'))).toEqual([0, 1]);
  });

  test('are one for each record: twins need two', () => {
    expect(shown(['a@x.com', 'a@x.com'], records('a@x.com'))).toEqual([0]);
    expect(shown(['a@x.com', 'a@x.com'], records('a@x.com', 'a@x.com'))).toEqual([0, 1]);
  });

  test('are none of those that nobody sent, and of what is no record', () => {
    expect(shown(['a@x.com'], [...(records('b@x.com') as Json[]), 'a@x.com', null])).toEqual([]);
  });
});

test('nothing is known where the answer is no list', () => {
  expect(shown(['a@x.com'], { mail: 'a@x.com' })).toBeUndefined();
  expect(shown(['a@x.com'], undefined)).toBeUndefined();
});

test('nothing is known where the request is no batch', () => {
  const { inquiry } = anOracle(batch).expect({ email: 'a@x.com' });
  expect(shownElements(inquiry, records('a@x.com'), emailOf)).toBeUndefined();
});
