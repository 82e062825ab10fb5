import { expect, test } from 'vitest';
import { Tokens } from './tokens.ts';

function issue(value: string, until: number) {
  return { kind: 'issue', header: 'Authorization', value: `Bearer ${value}`, persona: 'one', until } as const;
}

test('a token is found whatever the case of its header and scheme', () => {
  const tokens = new Tokens(10);
  tokens.add(issue('A', 5), 0);
  expect(tokens.find('authorization', 'bearer A')).toEqual({ persona: 'one', until: 5 });
  expect(tokens.find('authorization', 'bearer a')).toBeUndefined();
});

test('expired tokens do not pile up', () => {
  const tokens = new Tokens(1_000_000);
  for (let now = 0; now < 100_000; now++) tokens.add(issue(`t${now}`, now + 10), now);
  expect(tokens.size).toBeLessThan(50);
  expect(tokens.find('authorization', 'bearer t99995')).toBeDefined();
});

test('the oldest goes when there are too many', () => {
  const tokens = new Tokens(2);
  for (const name of ['a', 'b', 'c']) tokens.add(issue(name, 100), 0);
  expect(['a', 'b', 'c'].map((name) => tokens.find('Authorization', `bearer ${name}`) !== undefined)).toEqual([
    false,
    true,
    true,
  ]);
});
