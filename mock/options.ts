import { MockError } from './error.ts';
import { shorten } from './shorten.ts';

const EXAMPLE = "{ contracts: [{ contract: 'openapi.yaml' }] }";

/**
 * Checks what the types promise, for callers in JavaScript.
 * @throws MockError (`DC_NO_CONTRACT`, `DC_OPTIONS`) when the options name no contracts to serve, or not in the way that is expected.
 */
export function checkOptions(options: unknown): void {
  if (options !== undefined && (typeof options !== 'object' || options === null)) throw unfit('The options', options);
  const contracts: unknown = Reflect.get(Object(options), 'contracts');
  if (contracts === undefined || (Array.isArray(contracts) && contracts.length === 0)) {
    const detail = `There is no contract to serve. Name one, or the path of an OpenAPI file: ${EXAMPLE}.`;
    throw new MockError('DC_NO_CONTRACT', detail);
  }
  if (!Array.isArray(contracts)) throw unfit('contracts', contracts);
  for (const [index, each] of contracts.entries()) checkContract(`contracts[${index}]`, each);
}

function checkContract(place: string, each: unknown): void {
  if (typeof each !== 'object' || each === null) throw unfit(place, each);
  const contract: unknown = Reflect.get(each, 'contract');
  const isLoaded = Array.isArray(Reflect.get(Object(contract), 'operations'));
  if (!isLoaded && (typeof contract !== 'string' || contract === '')) throw unfit(`${place}.contract`, contract);
}

function unfit(place: string, found: unknown): MockError {
  const text = shorten(JSON.stringify(found) ?? String(found));
  const expected = 'the id of a built-in contract, the path of a file or a loaded contract';
  return new MockError('DC_OPTIONS', `${place} is ${text}; expected ${EXAMPLE}, where contract is ${expected}.`);
}
