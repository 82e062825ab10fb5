import { slotsOf } from '../rules/credentials.ts';
import type { Contract, CredentialValues, Operation, Persona } from '../specs/contract.ts';
import { isObject, type Json } from '../specs/json.ts';
import { isTemplate } from '../specs/template.ts';
import { encodeBody } from '../wire/encode.ts';

/** A request that works as it is, from the contract's own examples. */
export interface ExampleRequest {
  readonly method: string;
  /** Path and query, below the mount. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** The example request of an operation for a persona; undefined when the contract gives no example of its body. */
export function exampleRequest(contract: Contract, operation: Operation, persona: Persona): ExampleRequest | undefined {
  const values = valuesFor(contract, operation, persona);
  const parameters = operation.parameters.map(({ in: place, name, schema, required }) => {
    const value = schema['example'] ?? (Array.isArray(schema['examples']) ? schema['examples'][0] : undefined);
    return { place, name, value: required ? value : undefined };
  });
  const [media] = Object.entries(operation.body?.content ?? {});
  const example = media && Object.values(media[1].examples).find((value) => !isTemplate(value));
  if (operation.body && (!media || example === undefined)) return undefined;
  if (parameters.some(({ place, value }) => place === 'path' && value === undefined)) return undefined;
  const own = (where: string): [string, string][] =>
    parameters.flatMap(({ place, name, value }) =>
      place === where && value !== undefined ? [[name, String(value)]] : [],
    );
  const query = new URLSearchParams([...own('query'), ...Object.entries(values.query)]).toString();
  const path = own('path').reduce(
    (text, [name, value]) => text.replace(`{${name}}`, encodeURIComponent(value)),
    operation.path,
  );
  return {
    method: operation.method.toUpperCase(),
    target: query === '' ? path : `${path}?${query}`,
    headers: { ...Object.fromEntries(own('header')), ...values.headers, ...(media && { 'Content-Type': media[0] }) },
    body: media && encodeBody(withMembers(example ?? null, values.body), media[0], media[1].schema),
  };
}

/** The request as a line for a POSIX shell. `base` is the URL of the mount without a final slash. */
export function curlLine(base: string, { method, target, headers, body }: ExampleRequest): string {
  const parts = ['curl -i'];
  if (method !== 'GET') parts.push(`-X ${method}`);
  parts.push(quote(base + target));
  for (const [name, value] of Object.entries(headers)) parts.push(`-H ${quote(`${name}: ${value}`)}`);
  if (body !== undefined) parts.push(`-d ${quote(body)}`);
  return parts.join(' ');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** The persona's values for the slots that the operation has. */
function valuesFor(contract: Contract, operation: Operation, persona: Persona): CredentialValues {
  const slots = slotsOf(contract, operation.id);
  const pick = <Value>(place: string, values: Readonly<Record<string, Value>>): Record<string, Value> =>
    Object.fromEntries(
      Object.entries(values).filter(([name]) => slots.some((slot) => slot.in === place && slot.name === name)),
    );
  return {
    headers: pick('header', persona.headers),
    query: pick('query', persona.query),
    body: pick('body', persona.body),
  };
}

function withMembers(example: Json, members: Readonly<Record<string, Json>>): Json {
  return isObject(example) ? { ...example, ...members } : example;
}
