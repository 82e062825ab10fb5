import { ExpressionError } from '../expression.ts';
import { asArray, asObject, atPointer, isObject, type Json, type JsonObject } from '../json.ts';
import type { DocumentNode } from '../openapi-nodes.ts';
import { EMPTY_SCOPE, type Scope } from '../scope.ts';
import { compileTemplate, isTemplate } from '../template.ts';
import type { LintContext } from './check.ts';

/** An instant for samples; any would do. */
const SAMPLE_NOW = Date.UTC(2026, 0, 2, 3, 4, 5, 678);

/** One value of each kind, of the form that the mock makes. */
const FRESH: Readonly<Record<string, string>> = {
  guid: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  'guid-n': '3f2504e04f8941d39a0c0305e82c3301',
  hex24: '62789f7daa9138df5bc688f5',
  token: 'Scb_pimGAcN4CLOvmaSyBuH0UdwAbcde',
  secret: 'LXBCd4PXLH_9Mp9tBRRjxPDz0aFCH8_SiEW8V6Ena-o',
  digits: '3816747063',
};

const VIOLATION: JsonObject = {
  clause: 'contract/clause',
  rule: 'schema',
  field: 'field',
  pointer: '/field',
  keyword: 'maxLength',
  part: 'part',
  limit: 1,
  value: 'value',
  length: 5,
  message: 'What is wrong.',
};

/** What a template yields for the example request of its operation; undefined when it yields nothing, or names what is not there (told elsewhere). */
export function renderSample(template: Json, node: DocumentNode, context: LintContext): Json | undefined {
  const operation = operationOf(node, context);
  const body = sampleBody(operation);
  const effect = asObject(operation['x-effect']);
  const item = effect['each'] === 'item' && Array.isArray(body) ? body[0] : body;
  const bare = { ...sampleScope(context), item, request: { ...EMPTY_SCOPE.request, method: 'POST', body } };
  const record = sampleRecord(effect, bare, context);
  const scope = { ...bare, record, records: record ? [record] : [] };
  return render(template, scope);
}

/** Conditions that need a validator are taken not to hold: a sample takes one branch of them. */
function render(template: Json, scope: Scope): Json | undefined {
  try {
    return compileTemplate(template, () => () => false)(scope);
  } catch (error) {
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
}

/** The operation that the node belongs to; for a shared component the one that the contract is about. */
function operationOf(node: DocumentNode, { document }: LintContext): JsonObject {
  for (let current: DocumentNode | undefined = node; current; current = current.parent) {
    if (current.kind === 'operation') return asObject(atPointer(document, current.pointer));
  }
  const primary = asObject(document['x-contract'])['operation'];
  const operations = Object.values(asObject(document['paths'])).flatMap((item) => Object.values(asObject(item)));
  return asObject(operations.find((operation) => asObject(operation)['operationId'] === primary));
}

function sampleBody(operation: JsonObject): Json | undefined {
  const media = Object.values(asObject(asObject(operation['requestBody'])['content'])).map(asObject);
  const examples = media.flatMap(({ example, examples: named }) => [
    ...(example === undefined ? [] : [example]),
    ...Object.values(asObject(named)).map((entry) => asObject(entry)['value'] ?? null),
  ]);
  return examples.find((example) => !isTemplate(example));
}

function sampleScope({ document }: LintContext): Scope {
  const [persona] = Object.entries(asObject(document['x-personas']));
  const caller = persona && { name: persona[0], attributes: asObject(asObject(persona[1])['attributes']) };
  const facts = asObject(document['x-initial']);
  return {
    ...EMPTY_SCOPE,
    caller,
    violation: VIOLATION,
    violations: [VIOLATION],
    issued: { value: FRESH['token'] ?? '', expiresInSeconds: 3600 },
    fact: (name) => facts[name],
    now: SAMPLE_NOW,
    fresh: (kind) => FRESH[kind] ?? '',
    base: 'http://127.0.0.1:4010',
  };
}

function sampleRecord(effect: JsonObject, scope: Scope, { document }: LintContext): JsonObject | undefined {
  const collections = asObject(document['x-collections']);
  const named = ['create', 'find', 'list', 'update', 'remove']
    .map((verb) => effect[verb])
    .find((name) => typeof name === 'string');
  const [first] = Object.keys(collections);
  const template = asObject(collections[String(named ?? first)])['record'];
  if (template === undefined) return undefined;
  const item =
    scope.item ?? asArray(sampleBody(operationThatCreates(document)))[0] ?? sampleBody(operationThatCreates(document));
  const record = render(template, { ...scope, item });
  return isObject(record) ? record : undefined;
}

/** A read has no body of its own: its record is one that the create operation would make. */
function operationThatCreates(document: JsonObject): JsonObject {
  const operations = Object.values(asObject(document['paths'])).flatMap((item) => Object.values(asObject(item)));
  return asObject(operations.find((operation) => asObject(asObject(operation)['x-effect'])['create'] !== undefined));
}
