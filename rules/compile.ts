import { createAjv } from '../specs/ajv.ts';
import { clauseId } from '../specs/clause-id.ts';
import { type CompileFits, compileConditions, type Holds } from '../specs/condition.ts';
import type { Clause, Contract, CredentialSlot, Operation, RuleClause } from '../specs/contract.ts';
import { isObject, type Json, type JsonObject } from '../specs/json.ts';
import { EMPTY_SCOPE, type Scope } from '../specs/scope.ts';
import { compileTemplate, compileText } from '../specs/template.ts';
import { type AnswerWriter, compileAnswer } from './answer.ts';
import { compileIdentify, type Identify, slotsOf } from './credentials.ts';
import { type CompiledEffect, compileEffect } from './effect.ts';
import { ruleOf } from './index.ts';
import type { RuleContext } from './rule.ts';
import { type CompiledClause, type Stage, toStages } from './stage.ts';
import { compileValidate, createCompilers, type SchemaCompilers, type Validate } from './validate.ts';

/** An operation ready to decide requests. */
export interface CompiledOperation {
  readonly operation: Operation;
  readonly stages: readonly Stage[];
  /** The clauses of the stages. */
  readonly byClause: ReadonlyMap<RuleClause, CompiledClause>;
  readonly identify: Identify;
  /** Where the operation takes credentials. */
  readonly slots: readonly CredentialSlot[];
  readonly validate: Validate;
  readonly effect: CompiledEffect | undefined;
  readonly answers: readonly { readonly holds: Holds; readonly answer: AnswerWriter }[];
  /** The text of a violation of a clause, where a contract gives one. */
  readonly messages: (clause: Clause, keyword: string | undefined) => ((scope: Scope) => string) | undefined;
}

/** A contract compiled for deciding; the operations that have behaviour, by id. */
export interface Engine {
  readonly contract: Contract;
  readonly operations: ReadonlyMap<string, CompiledOperation>;
  /** Completes a given item to a stored record, by collection. */
  readonly collections: ReadonlyMap<string, CompleteRecord>;
}

/** A stored record from what was given; undefined when that is no object. */
export type CompleteRecord = (item: Json, sources: Pick<Scope, 'now' | 'fresh' | 'base'>) => JsonObject | undefined;

/** Compiles every operation with clauses or an effect, once per contract. */
export function compileContract(contract: Contract): Engine {
  const fits = createFits();
  const compilers = createCompilers();
  const operations = contract.operations
    .filter(({ clauses, effect, answers }) => clauses.length > 0 || effect !== undefined || answers.length > 0)
    .map((operation) => [operation.id, compileOperation(contract, operation, fits, compilers)] as const);
  const collections = Object.values(contract.collections).map(
    ({ name, record }) => [name, compileRecord(record, fits)] as const,
  );
  return { contract, operations: new Map(operations), collections: new Map(collections) };
}

function compileRecord(template: Json, fits: CompileFits): CompleteRecord {
  const render = compileTemplate(template, fits);
  return (item, sources) => {
    if (!isObject(item)) return undefined;
    const record = render({ ...EMPTY_SCOPE, ...sources, item });
    if (!isObject(record)) return undefined;
    // What is given by name stays as given: ids and dates too. Members that no record has, such as passwords, are dropped.
    const kept = Object.entries(item).filter(([name]) => Object.hasOwn(record, name));
    return { ...record, ...Object.fromEntries(kept) };
  };
}

/** Tests of conditions, on an Ajv of their own: they must not fill in defaults. */
export function createFits(): CompileFits {
  const ajv = createAjv();
  return (schema) => {
    const validate = ajv.compile(typeof schema === 'boolean' ? schema : { ...Object(schema) });
    return (value) => validate(value) === true;
  };
}

function compileOperation(
  contract: Contract,
  operation: Operation,
  fits: CompileFits,
  compilers: SchemaCompilers,
): CompiledOperation {
  const context = { contract, operation, fits };
  const compiled = operation.clauses.flatMap((clause) => compileClause(clause, context));
  return {
    operation,
    stages: toStages(compiled, replayAfter(contract, operation)),
    byClause: new Map(compiled.map((each) => [each.clause, each])),
    identify: compileIdentify(contract, operation),
    slots: slotsOf(contract, operation.id),
    validate: compileValidate(operation, contract.document, compilers),
    effect: operation.effect && compileEffect(operation.effect, contract, fits),
    answers: operation.answers.map((answer) => ({
      holds: compileConditions(answer.when, fits),
      answer: compileAnswer(answer, operation, fits),
    })),
    messages: compileMessages(contract),
  };
}

/** Nothing for a promise, which no request can break and which has no answer. A clause that is off keeps its place, for replay. */
function compileClause(clause: RuleClause, context: RuleContext): CompiledClause[] {
  const rule = ruleOf(clause.rule);
  if (!rule) throw new Error(`${clause.id}: there is no rule "${clause.rule}". Known rules are the folders of rules/.`);
  if (!clause.answer) return [];
  return [
    {
      clause,
      holds: clause.off ? () => false : compileConditions(clause.when, context.fits),
      rule: rule.compile(clause, context),
      answer: compileAnswer(clause.answer, context.operation, context.fits),
      say: rule.say(clause.params),
    },
  ];
}

function replayAfter({ id }: Contract, { effect }: Operation): string | undefined {
  return effect?.replay && clauseId(id, effect.replay.after);
}

function compileMessages(contract: Contract): CompiledOperation['messages'] {
  const texts = new Map<string, (scope: Scope) => string>();
  const textOf = (template: string): ((scope: Scope) => string) => {
    const known = texts.get(template) ?? compileText(template);
    texts.set(template, known);
    return known;
  };
  return (clause, keyword) => {
    const template: Json | undefined =
      clause.message ?? (keyword === undefined ? undefined : contract.messages[keyword]);
    return template === undefined ? undefined : textOf(template);
  };
}
