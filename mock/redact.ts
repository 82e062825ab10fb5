import type { Contract } from '../specs/contract.ts';
import { asObject } from '../specs/json.ts';

/** A request target without the secrets of its query: `?IntegrationKey=***`. */
export type Redact = (target: string) => string;

/**
 * The redaction of the secrets that these contracts take in the query: secret slots, and API keys of security schemes. Names count
 * whatever their letter case, and wherever the request goes: a secret that is misplaced or misspelt so is one all the same.
 */
export function createRedact(contracts: readonly Contract[]): Redact {
  const names = new Set(contracts.flatMap(secretNames).map((name) => name.toLowerCase()));
  return (target) => {
    const mark = target.indexOf('?');
    if (mark === -1 || names.size === 0) return target;
    const pairs = target.slice(mark + 1).split('&');
    return `${target.slice(0, mark)}?${pairs.map((pair) => redactPair(pair, names)).join('&')}`;
  };
}

function secretNames({ credentials, document }: Contract): string[] {
  const slots = credentials.filter((slot) => slot.in === 'query' && slot.secret).map(({ name }) => name);
  const schemes = Object.values(asObject(asObject(document['components'])['securitySchemes'])).map(asObject);
  const keys = schemes.filter((scheme) => scheme['type'] === 'apiKey' && scheme['in'] === 'query');
  return [...slots, ...keys.map((scheme) => String(scheme['name']))];
}

function redactPair(pair: string, names: ReadonlySet<string>): string {
  const [name, value] = new URLSearchParams(pair).entries().next().value ?? ['', ''];
  return value !== '' && names.has(name.toLowerCase()) ? `${pair.split('=', 1)[0]}=***` : pair;
}
