import type { Contract } from '../../specs/contract.ts';
import { isObject, type Json } from '../../specs/json.ts';

/** A new secret or token, as answers of a contract show where one is issued. */
const ISSUED = /\{\$new#\/(?:secret|token)\}/;

/** Names of the members of answers in which the target hands out secrets, as the contract's examples tell. */
export function issuedSecretNames({ operations }: Contract): readonly string[] {
  const names = new Set<string>();
  for (const { responses } of operations)
    for (const { content } of Object.values(responses))
      for (const { examples } of Object.values(content)) collect(Object.values(examples), undefined, names);
  return [...names];
}

/** A value under conditions (`x-when`, `value`, `else`) stands for the member that it is the value of. */
function collect(value: Json, name: string | undefined, names: Set<string>): void {
  if (typeof value === 'string' && name !== undefined && ISSUED.test(value)) names.add(name);
  if (Array.isArray(value)) for (const each of value) collect(each, name, names);
  if (!isObject(value)) return;
  const isConditional = 'x-when' in value || 'x-each' in value;
  for (const [member, each] of Object.entries(value)) collect(each, isConditional ? name : member, names);
}

/** What an answer holds under these names, in JSON or as elements of XML. */
export function issuedSecrets(body: Uint8Array, names: readonly string[]): string[] {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const present = names.filter((name) => bytes.includes(name));
  if (present.length === 0) return [];
  const text = bytes.toString();
  return present.flatMap((name) => {
    const quoted = name.replace(/[^\w]/g, '\\$&');
    const inJson = [...text.matchAll(new RegExp(`"${quoted}"\\s*:\\s*("(?:[^"\\\\]|\\\\.)*")`, 'g'))];
    const inXml = [...text.matchAll(new RegExp(`<(?:\\w+:)?${quoted}(?:\\s[^>]*)?>([^<]+)<`, 'g'))];
    return [...inJson.map(([, value = '""']) => unquoted(value)), ...inXml.map(([, value = '']) => value)].filter(
      (value) => value !== '',
    );
  });
}

function unquoted(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return text.slice(1, -1);
  }
}
