import { expect, test } from 'vitest';
import type { JsonObject } from '../../specs/json.ts';
import { patternChanges } from './pattern-changes.ts';

function changed(pattern: string): Record<string, unknown> {
  return Object.fromEntries(
    patternChanges(pattern).map(({ detail, apply }) => {
      const holder: JsonObject = { pattern };
      apply(holder);
      return [detail, holder['pattern']];
    }),
  );
}

test('conjuncts, anchors and ends of ranges go one by one; limits move by one', () => {
  expect(changed('^(?=.*[a-z])\\S{2,9}$')).toEqual({
    'start-anchor-dropped': '(?=.*[a-z])\\S{2,9}$',
    'conjunct-2-dropped': '^\\S{2,9}$',
    'class-1-without-a': '^(?=.*[b-z])\\S{2,9}$',
    'class-1-without-z': '^(?=.*[a-y])\\S{2,9}$',
    'count-1-min-looser': '^(?=.*[a-z])\\S{1,9}$',
    'count-1-min-tighter': '^(?=.*[a-z])\\S{3,9}$',
    'count-1-max-tighter': '^(?=.*[a-z])\\S{2,8}$',
    'count-1-max-much-tighter': '^(?=.*[a-z])\\S{2,2}$',
    'count-1-max-looser': '^(?=.*[a-z])\\S{2,10}$',
    'end-anchor-dropped': '^(?=.*[a-z])\\S{2,9}',
  });
});

test('a pattern that is open at its end binds the whole text in some changes, and its upper limit binds nothing', () => {
  const changes = changed("^[-']{1,9}");
  expect(changes).toMatchObject({
    "class-1-without-'": '^[-]{1,9}',
    "whole-class-1-without-'": '^[-]{1,9}$',
    'end-anchor-added': "^[-']{1,9}$",
  });
  expect(Object.keys(changes).filter((name) => name.includes('-max-'))).toEqual([]);
});

test('the parts of a word character are taken out one by one', () => {
  expect(changed('^[-\\w]$')).toMatchObject({
    'class-1-without-digits': '^[-A-Za-z_]$',
    'class-1-without-underscore': '^[-A-Za-z0-9]$',
  });
});
