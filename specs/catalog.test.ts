import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
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
    `error contract-unknown: found "nobody"; expected ${builtInIds.join(', ')}`,
  );
});

test('finds a white label beside its contract', () => {
  const listed = /expected (.*), or the path/.exec(messageOf('nobody'))?.[1]?.split(', ') ?? [];
  const [whiteLabel = ''] = listed.filter((id) => !builtInIds.includes(id));
  expect(resolveContract(whiteLabel)).toBe(fileURLToPath(new URL(`./${whiteLabel}.overlay.yaml`, import.meta.url)));
});

function messageOf(id: string): string {
  try {
    return resolveContract(id);
  } catch (error) {
    return String(error);
  }
}
