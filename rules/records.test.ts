import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Fold } from '../specs/behaviour.ts';
import type { JsonObject } from '../specs/json.ts';
import { Records } from './records.ts';

type Step =
  | { readonly kind: 'insert'; readonly name: string }
  | { readonly kind: 'find'; readonly name: string }
  | { readonly kind: 'replace'; readonly place: number; readonly name: string }
  | { readonly kind: 'remove'; readonly place: number };

const name = fc.constantFrom('a', 'A', 'b', 'B', 'c');
const place = fc.nat(20);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('insert' as const), name }),
  fc.record({ kind: fc.constant('replace' as const), place, name }),
  fc.record({ kind: fc.constant('remove' as const), place }),
  fc.record({ kind: fc.constant('find' as const), name }),
);

/** Plain and slow: a list, searched from its beginning. */
class Model {
  readonly list: JsonObject[] = [];

  find(key: string, fold: Fold): JsonObject | undefined {
    const same = (value: unknown): boolean =>
      fold === 'case' ? String(value).toLowerCase() === key.toLowerCase() : value === key;
    return this.list.find((record) => record['name'] !== undefined && same(record['name']));
  }
}

function carryOut(step: Step, records: Records, { list }: Model): void {
  if (step.kind === 'find') return;
  if (step.kind === 'insert') {
    const record = { name: step.name };
    records.insert(record);
    list.push(record);
    return;
  }
  const at = step.place % Math.max(1, list.length);
  const [before] = list.slice(at, at + 1);
  if (!before) return;
  if (step.kind === 'remove') {
    records.remove(before);
    list.splice(at, 1);
  } else {
    const record = { ...before, name: step.name };
    records.replace(before, record);
    list[at] = record;
  }
}

test('behaves as a list that is searched from its beginning', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const records = new Records();
      const model = new Model();
      for (const one of steps) {
        carryOut(one, records, model);
        expect(records.all()).toEqual(model.list);
        if (one.kind !== 'find') continue;
        for (const fold of ['none', 'case'] as const)
          expect(records.find('/name', one.name, fold)).toBe(model.find(one.name, fold));
      }
      for (const key of ['a', 'A', 'b', 'B', 'c'])
        expect(records.find('/name', key, 'none')).toBe(model.find(key, 'none'));
    }),
    { numRuns: 500 },
  );
});

test('a record that takes the place of another keeps its age', () => {
  const records = new Records();
  const [first, second] = [{ name: 'a' }, { name: 'b' }];
  records.insert(first);
  records.insert(second);
  const changed = { name: 'a', more: true };
  records.replace(first, changed);
  expect(records.all()).toEqual([changed, second]);
});

test('of records with one key the oldest is found, then the next', () => {
  const records = new Records();
  const all = ['x', 'y', 'z'].map((id) => ({ id, name: 'same' }));
  for (const record of all) records.insert(record);
  for (const record of all) {
    expect(records.find('/name', 'same', 'none')).toBe(record);
    records.remove(record);
  }
  expect(records.find('/name', 'same', 'none')).toBeUndefined();
});

test('what is not there is neither removed nor replaced, and nothing is there twice', () => {
  const records = new Records();
  const record = { name: 'a' };
  records.insert(record);
  records.insert(record);
  records.remove({ name: 'a' });
  records.replace({ name: 'a' }, { name: 'b' });
  expect([records.all(), records.size]).toEqual([[record], 1]);
});

test('many records are changed and found at once', () => {
  const records = new Records();
  for (let index = 0; index < 200_000; index++) records.insert({ email: `u${index}@example.com`, team: 'one' });
  const find = (key: string): JsonObject | undefined => records.find('/email', key, 'case');
  find('u0@example.com');
  records.find('/team', 'one', 'none');
  // Were one of these to look at all records, the test would run into its time limit.
  for (let index = 0; index < 2000; index++) {
    const before = find(`u${index}@example.com`) ?? {};
    records.replace(before, { ...before, email: `new${index}@example.com` });
    records.remove(records.find('/team', 'one', 'none') ?? {});
    records.insert({ email: `late${index}@example.com`, team: 'one' });
  }
  expect([records.size, find('late7@example.com')?.['team']]).toEqual([200_000, 'one']);
});
