import { readdirSync, readFileSync } from 'node:fs';
import { exampleRequest } from '../mock/curl.ts';
import type { PlainRequest } from '../mock/plain.ts';
import type { Contract } from '../specs/contract.ts';
import { parseHttpFile } from './http-file.ts';
import { resolveReferences } from './placeholders.ts';

/** The hand-written requests of a contract: its examples of files without a reading, and those of the document. */
export function handMadeRequests(contract: Contract): PlainRequest[] {
  const folder = new URL(`../specs/${contract.id}/examples/`, import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith('.http'));
  const written = files.flatMap((name) => {
    const { exchanges } = parseHttpFile(name, readFileSync(new URL(name, folder), 'utf8'));
    return exchanges.map(({ request: { method, target, headers, body } }) => {
      const known = resolveReferences(target, (kind) => (kind === 'location' ? '/unknown' : 'earlier'));
      const own = Object.fromEntries(headers.map(([header, value]) => [header.toLowerCase(), value]));
      return aRequest(
        method,
        known,
        own,
        resolveReferences(body, () => 'earlier'),
      );
    });
  });
  const [caller] = contract.personas;
  const declared = contract.operations.flatMap((operation) => {
    const example = caller && exampleRequest(contract, operation, caller);
    if (!example) return [];
    const headers = Object.entries(example.headers).map(([header, value]) => [header.toLowerCase(), value]);
    return [aRequest(example.method, example.target, Object.fromEntries(headers), example.body ?? '')];
  });
  return [...written, ...declared];
}

function aRequest(method: string, target: string, headers: Record<string, string>, body: string): PlainRequest {
  return { method, target, headers, body: new TextEncoder().encode(body), origin: 'http://mock' };
}
