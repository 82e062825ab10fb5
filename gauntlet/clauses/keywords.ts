import type { KeywordClause, Operation } from '../../specs/contract.ts';
import { asArray, asObject, type Json, type JsonObject, setMember, toPointer } from '../../specs/json.ts';
import type { Base } from '../base.ts';
import type { Edit, MutantDraft } from '../deviation.ts';
import { clauseIn, holdersOf, operationIn, parameterIn, recordIn } from '../locate.ts';
import { lowestProfile } from '../profile.ts';
import { enumChanges } from './enum-changes.ts';
import { formatChanges } from './format-changes.ts';
import { type KeywordChange, setKeyword } from './keyword-change.ts';
import { patternChanges } from './pattern-changes.ts';

/** Every keyword of a request that can fail a target: gone, a step tighter, a step looser; and what is optional made necessary. */
export function keywordMutants(base: Base, operation: Operation): MutantDraft[] {
  const clauses = operation.keywordClauses.filter(
    (clause) => clause.where !== 'response' && clause.sameAs === undefined,
  );
  const counting = clauses.filter((clause) => lowestProfile(clause) !== undefined);
  return [
    ...counting
      .filter((clause) => !isSlot(base, clause))
      .flatMap((clause) => changesOf(clause, base).map((change) => draftOf(operation, clause, change))),
    ...defaults(operation, counting),
    ...madeRequired(base, operation),
    ...bodySizes(base, operation),
  ];
}

/** A slot for credentials: whoever leaves it out is refused for that. */
function isSlot({ contract }: Base, { path }: KeywordClause): boolean {
  return contract.credentials.some(({ name }) => name === path.at(-1));
}

/**
 * What a keyword lets through may be refused as a value that nobody knows, in some readings; such clauses are switched off with it, as
 * another reading has it.
 */
function draftOf(operation: Operation, clause: KeywordClause, { detail, says, apply }: KeywordChange): MutantDraft {
  const nets = operation.clauses.filter(
    ({ rule, params }) => rule === 'known-value' && params['at'] === toPointer(clause.path),
  );
  return {
    clause: clause.id,
    operator: clause.keyword,
    detail,
    says,
    edit: (document) => {
      const own = operationIn(document, operation);
      for (const holder of holdersOf(own, clause)) apply(holder);
      for (const { id } of nets) clauseIn(own, id)['off'] = true;
    },
  };
}

/** Parts of a keyword are changed where the whole is: its clause lists them all. */
function changesOf(clause: KeywordClause, base: Base): KeywordChange[] {
  const { keyword, value, part } = clause;
  const dropped: KeywordChange = {
    detail: 'dropped',
    says: `Does not check ${keyword}.`,
    apply: (holder) => void delete holder[keyword],
  };
  if (keyword === 'required') return [withoutName(String(part))];
  if (part !== undefined) return [];
  if (keyword === 'type') return typeChanges(clause, base);
  if (keyword === 'enum') return [dropped, ...enumChanges(asArray(value))];
  if (keyword === 'pattern') return [dropped, ...patternChanges(String(value))];
  if (keyword === 'format') return [dropped, ...formatChanges(String(value))];
  if (keyword === 'default') return [];
  return typeof value === 'number' ? steps(keyword, value) : [dropped];
}

function withoutName(name: string): KeywordChange {
  return {
    detail: 'dropped',
    says: `Does without ${name}.`,
    apply: (holder) => {
      holder['required'] = asArray(holder['required']).filter((each) => each !== name);
    },
  };
}

/** Types that are let in too: a scalar, a list or an object, and nothing; and one that is asked for instead. */
function typeChanges({ value, where, path, operation }: KeywordClause, { contract }: Base): KeywordChange[] {
  const own = Array.isArray(value) ? value : [value];
  const isOther = (type: string): boolean => !own.includes(type) && !(type === 'number' && own.includes('integer'));
  const wrong = isOther('boolean') ? 'boolean' : 'string';
  const only = {
    detail: `${wrong}-only`,
    says: `Takes values of type ${wrong} only.`,
    apply: setKeyword('type', wrong),
  };
  // Parameters are texts whatever is declared, and a list of values has types of its own.
  if (where !== 'body' || isListed(contract, operation, path)) return [only];
  // Credentials in the body are missing from what is no object.
  if (path.length === 0 && contract.credentials.some((slot) => slot.in === 'body')) return [only];
  const more = [['number', 'string'], ['array', 'object'], ['null']].flatMap((types) =>
    types.filter(isOther).slice(0, 1),
  );
  const dropped: KeywordChange = {
    detail: 'dropped',
    says: 'Takes values of any type.',
    apply: (holder) => void delete holder['type'],
  };
  return [
    dropped,
    ...more.map((type) => ({
      detail: `or-${type}`,
      says: `Takes a value of type ${type} too.`,
      apply: setKeyword('type', [...own, type]),
    })),
    only,
  ];
}

function isListed({ operations }: Base['contract'], operation: string, path: readonly string[]): boolean {
  const clauses = operations.find(({ id }) => id === operation)?.keywordClauses ?? [];
  return clauses.some(
    (clause) => clause.keyword === 'enum' && clause.where === 'body' && clause.path.join('.') === path.join('.'),
  );
}

/** Limits dropped, one step further out and one step further in. */
function steps(keyword: string, value: number): KeywordChange[] {
  const isUpper = keyword.startsWith('max');
  const none = isUpper ? Number.MAX_SAFE_INTEGER : 0;
  const limits: [detail: string, limit: number][] = [
    ['dropped', none],
    [isUpper ? 'tighter' : 'looser', value - 1],
    [isUpper ? 'looser' : 'tighter', value + 1],
  ];
  return limits
    .filter(([detail, limit]) => limit > 0 || detail === 'dropped')
    .map(([detail, limit]) => ({ detail, says: `Has ${limit} as ${keyword}.`, apply: limited(keyword, value, limit) }));
}

/** The limit of a pattern that says the same goes with it. */
function limited(keyword: string, value: number, limit: number): (holder: JsonObject) => void {
  return (holder) => {
    holder[keyword] = limit;
    const { pattern } = holder;
    if (keyword === 'minLength' && typeof pattern === 'string')
      holder['pattern'] = pattern.replace(`{${value},`, `{${limit},`);
  };
}

/** Another default, and none, in the schema and in the record. */
function defaults(operation: Operation, clauses: readonly KeywordClause[]): MutantDraft[] {
  return clauses
    .filter(({ keyword }) => keyword === 'default')
    .flatMap((clause) => {
      const name = clause.path.at(-1) ?? '';
      const draft = (detail: string, says: string, value: Json | undefined): MutantDraft => ({
        clause: clause.id,
        operator: 'default',
        detail,
        says,
        edit: (document) => {
          for (const holder of holdersOf(operationIn(document, operation), clause))
            if (value === undefined) delete holder['default'];
            else holder['default'] = value;
          if (value === undefined) forgetDefault(recordIn(document), name);
        },
      });
      const other = typeof clause.value === 'boolean' ? !clause.value : 'Europe/London';
      return [
        draft('other', `Takes ${JSON.stringify(other)} as default.`, other),
        draft('dropped', 'Has no default.', undefined),
      ];
    });
}

/** Records may have a default of their own: `else`. */
function forgetDefault(record: JsonObject, name: string): void {
  for (const [member, template] of Object.entries(record)) {
    if (JSON.stringify(template).includes(`{$item#/${name}}`)) delete asObject(record[member])['else'];
  }
}

/** Every member and parameter that is optional, made necessary. */
function madeRequired({ surface, contract }: Base, operation: Operation): MutantDraft[] {
  const { created } = surface.clauses;
  if (created === undefined) return [];
  const edits: [name: string, edit: Edit][] = [
    ...optionalMembers(userSchema(operation)).map((name): [string, Edit] => [name, requireMember(operation, name)]),
    ...operation.parameters
      .filter(({ required, in: place }) => !required && place !== 'path')
      .map(({ name, in: place }): [string, Edit] => [
        name,
        (document) => setMember(parameterIn(operationIn(document, operation), place, name), 'required', true),
      ]),
  ];
  const slots = new Set(contract.credentials.map(({ name }) => name));
  return edits
    .filter(([name]) => !slots.has(name))
    .map(([name, edit]) => ({
      clause: surface.optional?.[name] ?? created,
      operator: 'made-required',
      detail: name,
      says: `Insists on ${name}.`,
      ...(surface.requiredAt && { profile: surface.requiredAt }),
      edit,
    }));
}

/** The schema of one user. */
function userSchema({ body }: Operation): JsonObject {
  const schema = asObject(Object.values(body?.content ?? {})[0]?.schema);
  return schema['items'] === undefined ? schema : asObject(schema['items']);
}

function optionalMembers(schema: JsonObject): string[] {
  const required = asArray(schema['required']);
  return Object.keys(asObject(schema['properties'])).filter((name) => !required.includes(name));
}

function requireMember(operation: Operation, name: string): Edit {
  return (document) => {
    const content = asObject(asObject(operationIn(document, operation)['requestBody'])['content']);
    for (const media of Object.values(content)) {
      const schema = asObject(asObject(media)['schema']);
      const user = schema['items'] === undefined ? schema : asObject(schema['items']);
      user['required'] = [...asArray(user['required']), name];
    }
  };
}

/** Batches that may not be as long as the contract allows, or as short. */
function bodySizes({ surface }: Base, operation: Operation): MutantDraft[] {
  const { created } = surface.clauses;
  if (created === undefined || !surface.isBatch) return [];
  const draft = (keyword: string, size: number): MutantDraft => ({
    clause: created,
    operator: 'batch-size',
    detail: `${keyword}-${size}`,
    says: `Takes batches of ${keyword === 'maxItems' ? 'at most' : 'at least'} ${size} only.`,
    edit: (document) => {
      const content = asObject(asObject(operationIn(document, operation)['requestBody'])['content']);
      for (const media of Object.values(content)) asObject(asObject(media)['schema'])[keyword] = size;
    },
  });
  return [draft('maxItems', 1), draft('maxItems', 2), draft('minItems', 2)];
}
