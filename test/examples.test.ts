import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { startMock } from '../mock/index.ts';
import { ruleSchemas } from '../rules/index.ts';
import { builtInIds } from '../specs/catalog.ts';
import type { Contract } from '../specs/contract.ts';
import { loadContract } from '../specs/load-contract.ts';
import { type HttpFile, parseHttpFile } from './http-file.ts';
import { replay } from './replay.ts';
import { sendRequest } from './send-request.ts';

const specs = fileURLToPath(new URL('../specs', import.meta.url));
const paths = readdirSync(specs, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /^[^/]+\/examples\/([^/]+\/)?[^/]+\.http$/.test(path));

/** Loading is most of the time, so that files under the same readings share the contract. Its state they do not share. */
const contracts = new Map<string, Promise<Contract>>();

function contractUnder(id: string, readings: Readonly<Record<string, string>>): Promise<Contract> {
  const key = JSON.stringify([id, readings]);
  const contract = contracts.get(key) ?? loadContract(id, { readings, ruleSchemas });
  contracts.set(key, contract);
  return contract;
}

function exampleIn(path: string): HttpFile {
  return parseHttpFile(`specs/${path}`, readFileSync(join(specs, path), 'utf8'));
}

/** What differs when the file is replayed on a fresh mock of the contract, or of the overlay that it names. */
async function differences(id: string, example: HttpFile): Promise<string[]> {
  const { contract: overlay, readings, set, given } = example;
  const clock = (): Date => new Date('2026-01-02T03:04:05.678Z');
  const contract = await contractUnder(overlay === undefined ? id : join(specs, id, overlay), readings);
  const mock = await startMock({ contracts: [{ contract, set, given }], port: 0, seed: 1, clock });
  try {
    return await replay(example.exchanges, (request) => sendRequest(mock.url, request));
  } finally {
    await mock.stop();
  }
}

describe.each(builtInIds)('%s answers as its page says', (contract) => {
  const files = paths.filter((path) => path.startsWith(`${contract}/`));
  test.each(files.map((path) => [basename(path, '.http'), path]))('%s', async (_, path) => {
    const example = exampleIn(path);
    expect(await differences(contract, example), example.title).toEqual([]);
  });
  const ofReadings = files.filter((path) => path.includes('/readings/'));
  test.each(ofReadings.map((path) => [basename(path, '.http'), path]))(
    'not %s without its reading',
    async (_, path) => {
      const example = exampleIn(path);
      expect(await differences(contract, { ...example, readings: {} }), example.title).not.toEqual([]);
    },
  );
});

test('every contract has examples', () => {
  expect([...new Set(paths.map((path) => path.split('/')[0]))].sort()).toEqual(builtInIds);
});
