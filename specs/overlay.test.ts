import { describe, expect, test } from 'vitest';
import { sayProblem } from '../test/lint-text.ts';
import type { Json, JsonObject } from './json.ts';
import { applyActions } from './overlay.ts';

const document: JsonObject = {
  info: { title: 'T', tags: ['a'] },
  paths: { '/a': { get: { x: 1, list: [1, 2, { id: 'b' }] }, post: { x: 2 } } },
};

function apply(...actions: Json[]): { document: JsonObject; problems: string[] } {
  const result = applyActions(document, actions);
  return { document: result.document, problems: result.problems.map(sayProblem) };
}

describe('update', () => {
  test('merges objects member by member and concatenates arrays', () => {
    const { document: changed, problems } = apply({
      target: '$.info',
      update: { title: 'New', tags: ['b'], contact: { name: 'C' } },
    });
    expect(changed['info']).toEqual({ title: 'New', tags: ['a', 'b'], contact: { name: 'C' } });
    expect(problems).toEqual([]);
  });

  test('is appended to a target that is an array', () => {
    expect(apply({ target: '$.info.tags', update: 'b' }).document['info']).toMatchObject({ tags: ['a', 'b'] });
    expect(apply({ target: '$.info.tags', update: ['b'] }).document['info']).toMatchObject({ tags: ['a', ['b']] });
  });

  test('reaches every match, each with a copy of its own', () => {
    const { document: changed } = apply(
      { target: '$.paths.*.*', update: { more: { y: 1 } } },
      { target: '$.paths["/a"].get.more', update: { y: 2 } },
    );
    expect(changed['paths']).toMatchObject({ '/a': { get: { more: { y: 2 } }, post: { more: { y: 1 } } } });
  });

  test('sees what earlier actions did', () => {
    const { document: changed, problems } = apply(
      { target: '$', update: { extra: { a: {} } } },
      { target: '$.extra.a', update: { b: 1 } },
    );
    expect(changed['extra']).toEqual({ a: { b: 1 } });
    expect(problems).toEqual([]);
  });

  test('replaces a scalar by another', () => {
    expect(apply({ target: '$.paths["/a"].get', update: { x: 'one' } }).document['paths']).toMatchObject({
      '/a': { get: { x: 'one' } },
    });
  });
});

describe('remove', () => {
  test('takes members and elements away, several at once, and goes before update', () => {
    const { document: changed, problems } = apply(
      { target: '$.paths["/a"].get.list[?@ == 1 || @ == 2]', remove: true },
      { target: '$.info.title', remove: true },
      { target: '$..post', remove: true, update: { x: 3 } },
    );
    expect(changed).toEqual({ info: { tags: ['a'] }, paths: { '/a': { get: { x: 1, list: [{ id: 'b' }] } } } });
    expect(problems).toEqual([]);
  });
});

test('leaves the document as it was', () => {
  const before = structuredClone(document);
  apply({ target: '$..*', remove: true });
  apply({ target: '$.info.tags', update: 'b' });
  expect(document).toEqual(before);
});

test.each<[Json, string]>([
  [{ target: '$.nothing', update: {} }, 'overlay-target-unmatched: $.nothing; a path to something'],
  [{ target: '$.nothing', remove: true }, 'overlay-target-unmatched: $.nothing; a path to something'],
  [{ target: '$.info.title', update: {} }, 'overlay-target-scalar: "T"; an object or an array'],
  [{ target: '$', remove: true }, 'overlay-target-scalar: $; a part of the document'],
  [{ target: '$.info', update: 'x' }, 'overlay-update-mismatch: "x"; an object, as the target is one'],
  [
    { target: '$.info', update: { tags: {} } },
    'overlay-update-mismatch: an object for "tags"; an array, as the target has one',
  ],
  [
    { target: '$.info', update: { title: [] } },
    'overlay-update-mismatch: an array for "title"; a scalar, as the target has one',
  ],
])('%j is a problem', (action, problem) => {
  expect(apply(action).problems).toEqual([`1:1 ${problem}`]);
});

test('a target that is no JSONPath is a problem with the reason', () => {
  expect(apply({ target: '$.[', update: {} }).problems[0]).toMatch(
    /^1:1 overlay-target-invalid: \$\.\[ \(.+\); a JSONPath$/,
  );
});
