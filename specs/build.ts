import { buildOperation, METHODS } from './build-operation.ts';
import { clauseId } from './clause-id.ts';
import type {
  Ambiguity,
  Clause,
  Collection,
  Contract,
  CredentialSlot,
  FactDeclaration,
  Persona,
  Premise,
  SourceDocument,
} from './contract.ts';
import { asArray, asObject, isObject, type Json, type JsonObject } from './json.ts';
import type { Problem } from './problem.ts';

/** What the loader hands over: a dereferenced document that passed the lint. */
export interface CheckedDocument {
  readonly file: string;
  readonly sha256: string;
  readonly document: JsonObject;
  /** Choices other than the defaults, by ambiguity. */
  readonly readings: Readonly<Record<string, string>>;
  /** What is wrong with it and was let pass. */
  readonly problems?: readonly Problem[];
}

/**
 * The contract that a checked document holds. A document without `x-contract` is a contract without clauses: its id is its title in kebab-case.
 * The document must have passed the lint: this function trusts its shape.
 */
export function buildContract(checked: CheckedDocument): Contract {
  const { document } = checked;
  const about = asObject(document['x-contract']);
  const info = asObject(document['info']);
  const title = String(info['title'] ?? checked.file);
  const id = typeof about['id'] === 'string' ? about['id'] : kebab(title);
  const operations = buildOperations(document, id, about['operation']);
  const ambiguities = asArray(document['x-ambiguities']).map((entry) => buildAmbiguity(asObject(entry), id));
  return {
    id,
    title,
    version: String(info['version'] ?? ''),
    file: checked.file,
    sha256: checked.sha256,
    document,
    problems: checked.problems ?? [],
    sources: asArray(about['documents']).map(buildSource),
    premises: asArray(document['x-premises']) as unknown as Premise[],
    facts: asObject(document['x-facts']) as unknown as Record<string, FactDeclaration>,
    initial: asObject(document['x-initial']),
    collections: buildCollections(asObject(document['x-collections'])),
    credentials: asArray(document['x-credentials']).map(buildSlot),
    personas: Object.entries(asObject(document['x-personas'])).map(([name, persona]) =>
      buildPersona(name, asObject(persona)),
    ),
    messages: asObject(document['x-messages']) as Record<string, string>,
    ambiguities,
    readings: Object.fromEntries(ambiguities.map(({ id, default: chosen }) => [id, checked.readings[id] ?? chosen])),
    operations,
    clauses: uniqueById([
      ...builtInClauses(id, operations),
      ...operations.flatMap((operation): Clause[] => [...operation.clauses, ...operation.keywordClauses]),
    ]),
  };
}

function kebab(text: string): string {
  return (
    text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'contract'
  );
}

/** The call that the contract is about comes first. */
function buildOperations(document: JsonObject, id: string, primary: Json | undefined): Contract['operations'] {
  const context = {
    contract: id,
    primary: typeof primary === 'string' ? primary : undefined,
    isOurs: document['x-contract'] !== undefined,
  };
  const operations = Object.entries(asObject(document['paths'])).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = asObject(item)[method];
      return isObject(operation) ? [buildOperation({ path, method, item: asObject(item), operation }, context)] : [];
    }),
  );
  return operations.toSorted((a, b) => Number(b.isPrimary) - Number(a.isPrimary));
}

function buildSource(entry: Json): SourceDocument {
  const source = asObject(entry);
  return {
    file: String(source['file']),
    sha256: String(source['sha256']),
    notClaims: asArray(source['notClaims']) as unknown as SourceDocument['notClaims'],
  };
}

function buildCollections(collections: JsonObject): Record<string, Collection> {
  return Object.fromEntries(
    Object.entries(collections).map(([name, value]) => {
      const { id, email, record } = asObject(value);
      return [name, { name, id: String(id), email: String(email), record: record ?? null }];
    }),
  );
}

function buildSlot(entry: Json): CredentialSlot {
  const slot = asObject(entry);
  return { ...(slot as unknown as CredentialSlot), secret: slot['secret'] === true };
}

function buildPersona(name: string, persona: JsonObject): Persona {
  return {
    name,
    says: String(persona['says'] ?? ''),
    attributes: asObject(persona['attributes']),
    headers: asObject(persona['headers']) as Record<string, string>,
    query: asObject(persona['query']) as Record<string, string>,
    body: asObject(persona['body']),
  };
}

function buildAmbiguity(entry: JsonObject, contract: string): Ambiguity {
  return {
    id: String(entry['id']),
    question: String(entry['question']),
    must: asArray(entry['must']).map(String),
    clauses: asArray(entry['clauses']).map((name) => clauseId(contract, String(name))),
    default: String(entry['default']),
    choices: Object.fromEntries(
      Object.entries(asObject(entry['choices'])).map(([name, value]) => {
        const choice = asObject(value);
        const { accept, actions } = choice;
        return [name, { says: String(choice['says'] ?? ''), accept: asArray(accept), actions: asArray(actions) }];
      }),
    ) as unknown as Ambiguity['choices'],
  };
}

/** What every server that has the call must do, whatever is sent to it. */
function builtInClauses(contract: string, operations: Contract['operations']): Clause[] {
  const primary = operations.find(({ isPrimary }) => isPrimary);
  if (!primary) return [];
  const says =
    'Every request gets one complete, parsable HTTP answer in time, valid calls are served afterwards, and no valid request is answered with 5xx.';
  return [
    { id: `${contract}/answers`, kind: 'built-in', says, level: 'must', basis: 'document', operation: primary.id },
  ];
}

function uniqueById(clauses: readonly Clause[]): Clause[] {
  return [...new Map(clauses.map((clause) => [clause.id, clause])).values()];
}
