import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { isObject, type Json } from '../specs/json.ts';

function contentOf(path: string): string {
  return readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8');
}

function namesIn(value: Json | undefined): string[] {
  return isObject(value) ? Object.keys(value).sort() : [];
}

describe('package.json', () => {
  const manifest: Record<string, Json> = JSON.parse(contentOf('package.json'));

  test('needs at run time what the record of decisions gives a reason for', () => {
    const table = contentOf('docs/adr/0002-run-time-dependencies.md').matchAll(/^\| `([^`]+)` \| \S.* \|$/gm);
    expect([...table].map(([, name]) => name)).toEqual(namesIn(manifest['dependencies']));
  });
  test('pins every version', () => {
    const { dependencies, devDependencies } = manifest;
    const versions = [dependencies, devDependencies].flatMap((group) => (isObject(group) ? Object.entries(group) : []));
    expect(versions.length).toBeGreaterThan(0);
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(String(version)))).toEqual([]);
  });
  test('has the version of the lock file', () => {
    expect(JSON.parse(contentOf('package-lock.json')).version).toBe(manifest['version']);
  });
});
