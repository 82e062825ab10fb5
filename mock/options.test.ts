import { expect, test } from 'vitest';
import { createMock, startMock } from './index.ts';

/** As a caller in JavaScript, whom no type keeps from it. */
const untyped = (make: unknown, ...options: unknown[]): Promise<unknown> =>
  (make as (...all: unknown[]) => Promise<unknown>)(...options);

test.each<[string, unknown[], string, RegExp]>([
  ['nothing', [], 'DC_NO_CONTRACT', /contracts: \[\{ contract: /],
  ['no contracts', [{}], 'DC_NO_CONTRACT', /contracts: \[\{ contract: /],
  ['an empty list', [{ contracts: [] }], 'DC_NO_CONTRACT', /contracts: \[\{ contract: /],
  ['a text', ['tiny'], 'DC_OPTIONS', /^The options is "tiny"; expected \{ contracts: /],
  ['a contract alone', [{ contracts: 'tiny' }], 'DC_OPTIONS', /^contracts is "tiny"; expected /],
  ['names', [{ contracts: ['tiny'] }], 'DC_OPTIONS', /^contracts\[0\] is "tiny"; expected /],
  ['null', [{ contracts: [null] }], 'DC_OPTIONS', /^contracts\[0\] is null; expected /],
  ['no name', [{ contracts: [{}] }], 'DC_OPTIONS', /^contracts\[0\]\.contract is undefined; expected /],
  [
    'no contract',
    [{ contracts: [{ contract: { id: 7 } }] }],
    'DC_OPTIONS',
    /^contracts\[0\]\.contract is \{"id":7\}; /,
  ],
])('options that are %s are refused with what is expected', async (_, options, code, message) => {
  for (const make of [createMock, startMock])
    await expect(untyped(make, ...options)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
});
