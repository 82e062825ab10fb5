import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { builtInIds, resolveContract } from './catalog.ts';
import { ContractError } from './problem.ts';

test('knows the built-in contracts in alphabetical order, and where they are', () => {
  expect(builtInIds).toHaveLength(4);
  expect(builtInIds.toSorted()).toEqual(builtInIds);
  for (const id of builtInIds) expect(existsSync(resolveContract(id))).toBe(true);
});

test('takes a path that exists as it is', () => {
  expect(resolveContract('./package.json')).toBe('./package.json');
});

test('names the known contracts when there is no such contract', () => {
  expect(() => resolveContract('nobody')).toThrow(ContractError);
  expect(() => resolveContract('nobody')).toThrow(
    `error contract-unknown: found "nobody"; expected ${builtInIds.join(', ')}, or the path of an OpenAPI file`,
  );
});

test('finds a white label beside its contract', () => {
  expect(resolveContract('formsonfire/white-label-v1')).toMatch(/specs.formsonfire.white-label-v1\.overlay\.yaml$/);
});
