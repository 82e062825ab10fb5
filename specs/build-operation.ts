import type { AnswerTemplate, BodyMediaType, Condition, Effect, Negotiation } from './behaviour.ts';
import { clauseId } from './clause-id.ts';
import type { MediaType, Operation, Parameter, RequestBody, ResponseDeclaration, RuleClause } from './contract.ts';
import { asArray, asObject, isObject, type Json, type JsonObject } from './json.ts';
import { keywordClausesOf } from './keyword-clauses.ts';

/** The methods of a path item, lower case. @source OpenAPI 3.1.1 section 4.8.9. */
export const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;

interface OperationSource {
  readonly path: string;
  readonly method: string;
  readonly item: JsonObject;
  readonly operation: JsonObject;
}

interface Naming {
  readonly contract: string;
  /** operationId of the call that the contract is about. */
  readonly primary: string | undefined;
  /** True for a document with `x-contract`. */
  readonly isOurs: boolean;
}

/** One operation of the model, its clauses in order of precedence. */
export function buildOperation({ path, method, item, operation }: OperationSource, naming: Naming): Operation {
  const id = typeof operation['operationId'] === 'string' ? operation['operationId'] : `${method} ${path}`;
  const isPrimary = id === naming.primary;
  const shape = {
    id,
    method,
    path,
    summary: String(operation['summary'] ?? ''),
    isPrimary,
    parameters: buildParameters(asArray(item['parameters']), asArray(operation['parameters'])),
    body: buildBody(operation['requestBody']),
    responses: buildResponses(asObject(operation['responses'])),
  };
  const clauses = asArray(operation['x-clauses']).map((entry) => buildClause(asObject(entry), id, naming.contract));
  return {
    ...shape,
    clauses: byPrecedence(clauses, asArray(operation['x-precedence'])),
    // Schemas of a foreign document promise nothing to us, and may be huge when they are written out.
    keywordClauses: naming.isOurs ? keywordClausesOf(shape, naming.contract) : [],
    effect: isObject(operation['x-effect']) ? buildEffect(operation['x-effect']) : undefined,
    answers: toList(operation['x-answer']).map((entry) => buildAnswer(asObject(entry))),
    negotiation: operation['x-negotiation'] as unknown as Negotiation | undefined,
  };
}

function toList(value: Json | undefined): Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** Parameters of the operation replace those of the path item with the same place and name; cookies are not read. */
function buildParameters(shared: Json[], own: Json[]): Parameter[] {
  const byName = new Map<string, Parameter>();
  for (const entry of [...shared, ...own]) {
    const parameter = asObject(entry);
    const place = parameter['in'];
    if (place !== 'query' && place !== 'header' && place !== 'path') continue;
    const name = String(parameter['name']);
    const schema = asObject(parameter['schema']);
    byName.set(`${place} ${name.toLowerCase()}`, { in: place, name, required: parameter['required'] === true, schema });
  }
  return [...byName.values()];
}

function buildBody(value: Json | undefined): RequestBody | undefined {
  if (!isObject(value)) return undefined;
  return {
    required: value['required'] === true,
    content: buildContent(asObject(value['content'])),
    mediaType: buildBodyMediaType(asObject(value['x-media-type'])),
  };
}

/** What is left out is as HTTP has it: only Content-Type counts, nothing is guessed. */
function buildBodyMediaType(word: JsonObject): BodyMediaType {
  const { headers = ['Content-Type'], default: whenAbsent, sniff, synonyms } = word;
  return {
    headers: asArray(headers).map((name) => String(name).toLowerCase()),
    ...(typeof whenAbsent === 'string' && { default: whenAbsent }),
    sniff: sniff === true,
    synonyms: synonyms !== false,
  };
}

function buildContent(content: JsonObject): Record<string, MediaType> {
  return Object.fromEntries(
    Object.entries(content).map(([type, value]) => [type.toLowerCase(), buildMediaType(asObject(value))]),
  );
}

function buildMediaType(value: JsonObject): MediaType {
  const examples = Object.entries(asObject(value['examples'])).map(([name, entry]) => [
    name,
    asObject(entry)['value'] ?? null,
  ]);
  const single = value['example'] === undefined ? [] : [['default', value['example']]];
  return {
    schema: isObject(value['schema']) ? value['schema'] : undefined,
    examples: Object.fromEntries([...single, ...examples]),
    ...(typeof value['x-unwrap'] === 'string' && { unwrap: value['x-unwrap'] }),
    ...(value['x-wrap'] === true && { wrap: true }),
  };
}

function buildResponses(responses: JsonObject): Record<string, ResponseDeclaration> {
  return Object.fromEntries(
    Object.entries(responses).map(([status, value]) => {
      const { description, content, headers } = asObject(value);
      const declared = Object.entries(asObject(headers)).map(([name, header]) => [name, asObject(header)]);
      const response = { status, description: String(description ?? ''), content: buildContent(asObject(content)) };
      return [status, { ...response, headers: Object.fromEntries(declared) }];
    }),
  );
}

function buildClause(entry: JsonObject, operation: string, contract: string): RuleClause {
  const { answer, params, when } = entry;
  return {
    ...(entry as unknown as RuleClause),
    id: clauseId(contract, String(entry['id'])),
    kind: 'rule',
    operation,
    each: entry['each'] === 'item' ? 'item' : 'request',
    when: toList(when) as unknown as Condition[],
    params: asObject(params),
    collect: entry['collect'] === true,
    off: entry['off'] === true,
    ...(answer !== undefined && { answer: buildAnswer(asObject(answer)) }),
  };
}

function buildAnswer(entry: JsonObject): AnswerTemplate {
  const answer = entry as unknown as AnswerTemplate;
  return entry['when'] === undefined ? answer : { ...answer, when: toList(entry['when']) as unknown as Condition[] };
}

/** Stable: clauses whose status is not listed keep their place after the listed ones. */
function byPrecedence(clauses: RuleClause[], statuses: Json[]): RuleClause[] {
  if (statuses.length === 0) return clauses;
  const rank = ({ answer }: RuleClause): number => {
    const index = answer === undefined ? -1 : statuses.indexOf(answer.status);
    return index === -1 ? statuses.length : index;
  };
  return clauses.toSorted((a, b) => rank(a) - rank(b));
}

function buildEffect(entry: JsonObject): Effect {
  const effect = entry as unknown as Effect;
  const dryRun = entry['dryRun'] === undefined ? {} : { dryRun: toList(entry['dryRun']) as unknown as Condition[] };
  return {
    ...effect,
    each: effect.each ?? 'request',
    batch: effect.batch ?? 'subset',
    by: effect.by ?? [],
    uses: effect.uses ?? {},
    ...dryRun,
    ...(effect.mail && {
      mail: { ...effect.mail, when: toList(asObject(entry['mail'])['when']) as unknown as Condition[] },
    }),
  };
}
