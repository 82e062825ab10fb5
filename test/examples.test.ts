import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { startMock } from '../mock/index.ts';
import { type HttpFile, parseHttpFile } from './http-file.ts';
import { replay } from './replay.ts';
import { sendRequest } from './send-request.ts';

const specs = fileURLToPath(new URL('../specs', import.meta.url));
const folders = readdirSync(specs, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /^[^/]+\/examples\/(readings\/)?[^/]+\.http$/.test(path));

/** What differs when the file is replayed on a fresh mock of the contract. */
async function differences(contract: string, example: HttpFile): Promise<string[]> {
  const { readings, set, given } = example;
  const clock = (): Date => new Date('2026-01-02T03:04:05.678Z');
  const mock = await startMock({ contracts: [{ contract, readings, set, given }], port: 0, seed: 1, clock });
  try {
    return await replay(example.exchanges, (request) => sendRequest(mock.url, request));
  } finally {
    await mock.stop();
  }
}

describe.each([...new Set(folders.map((path) => path.split('/')[0] ?? ''))])(
  '%s answers as its page says',
  (contract) => {
    const files = folders.filter((path) => path.startsWith(`${contract}/`));
    test.each(files.map((path) => [basename(path, '.http'), path]))('%s', async (_, path) => {
      const example = parseHttpFile(`specs/${path}`, readFileSync(join(specs, path), 'utf8'));
      expect(await differences(contract, example), example.title).toEqual([]);
    });
  },
);

test('every contract has examples', () => {
  const contracts = readdirSync(specs, { recursive: true, encoding: 'utf8' }).flatMap(
    (path) => /^([^/\\]+)[/\\]openapi\.yaml$/.exec(path)?.[1] ?? [],
  );
  expect(contracts.length).toBeGreaterThan(0);
  for (const contract of contracts)
    expect(
      folders.filter((path) => path.startsWith(`${contract}/`)),
      contract,
    ).not.toEqual([]);
});
