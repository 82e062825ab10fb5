import { buildContract } from '../build.ts';
import { clauseId } from '../clause-id.ts';
import { entriesOf, keywordRemarks, writtenClauses } from '../contract-words.ts';
import { asArray, asObject, isObject, type Json, toPointer } from '../json.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';

/** Every clause that an ambiguity, a part or an effect names exists. */
export const clauseUnknown: LintCheck = { code: 'clause-unknown', find };

interface Naming {
  readonly name: Json | undefined;
  readonly pointer: string;
}

function find(context: LintContext): Finding[] {
  const { root, document, all, isContract, isReading } = context;
  if (!isContract) return [];
  const contract = String(asObject(root['x-contract'])['id']);
  const { clauses } = buildContract({ file: '', sha256: '', document, readings: {} });
  const known = new Set([...clauses.map(({ id }) => id), `${contract}/answers`, ...broughtByReadings(root, contract)]);
  // A reading may take away a clause that its ambiguity is about.
  const unknown = [...(isReading ? [] : ofAmbiguities(root)), ...ofParts(all('schema'))].flatMap(
    ({ name, pointer }) => {
      if (typeof name !== 'string' || known.has(clauseId(contract, name))) return [];
      return [{ pointer, found: name, expected: nearest(clauseId(contract, name), known) }];
    },
  );
  return [...unknown, ...ofEffects(context)];
}

/** Ids of the clauses that a reading adds. */
function broughtByReadings(root: LintContext['root'], contract: string): string[] {
  const search = (value: Json | undefined): string[] => {
    if (Array.isArray(value)) return value.flatMap(search);
    if (!isObject(value)) return [];
    const own = value['rule'] === undefined ? [] : [clauseId(contract, String(value['id']))];
    return [...own, ...Object.values(value).flatMap(search)];
  };
  return search(root['x-ambiguities']);
}

function ofAmbiguities(root: LintContext['root']): Naming[] {
  return entriesOf(root, 'x-ambiguities').flatMap(({ value, pointer }) =>
    asArray(asObject(value)['clauses']).map((name, index) => {
      return { name, pointer: pointer + toPointer(['clauses', index]) };
    }),
  );
}

function ofParts(schemas: ReturnType<LintContext['all']>): Naming[] {
  return keywordRemarks(schemas).map(({ value, pointer }) => ({ name: value['sameAs'], pointer: `${pointer}/sameAs` }));
}

/** A replay waits for a clause of its own operation. */
function ofEffects({ all }: LintContext): Finding[] {
  return all('operation').flatMap((operation) => {
    const effect = isObject(operation.value) ? asObject(operation.value['x-effect']) : {};
    const { after } = asObject(effect['replay']);
    const own = writtenClauses([operation]).map(({ value }) => value['id']);
    if (typeof after !== 'string' || own.includes(after)) return [];
    const pointer = `${operation.pointer}/x-effect/replay/after`;
    return [{ pointer, found: after, expected: `a clause of this operation: ${own.join(', ')}` }];
  });
}

function nearest(id: string, known: ReadonlySet<string>): string {
  const stem = id.slice(0, Math.max(id.lastIndexOf('-'), id.indexOf('/') + 1));
  const alike = [...known].filter((name) => name.startsWith(stem)).slice(0, 10);
  return alike.length === 0 ? 'the id of a clause of the contract' : `one of ${alike.join(', ')}`;
}
