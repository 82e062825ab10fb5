import { createAjv } from '../specs/ajv.ts';
import { clauseId } from '../specs/clause-id.ts';
import { type CompileFits, compileConditions, type Holds } from '../specs/condition.ts';
import type { Clause, Contract, Operation, RuleClause } from '../specs/contract.ts';
import { isObject, type Json, type JsonObject } from '../specs/json.ts';
import { EMPTY_SCOPE, type Scope } from '../specs/scope.ts';
import { compileTemplate, compileText } from '../specs/template.ts';
import { type AnswerWriter, compileAnswer } from './answer.ts';
import { compileIdentify, type Identify } from './credentials.ts';
import { type CompiledEffect, compileEffect } from './effect.ts';
import { ruleOf } from './index.ts';
import type { CompiledRule } from './rule.ts';
import { compileValidate, createCompilers, type SchemaCompilers, type Validate } from './validate.ts';

/** A clause with its rule bound to it. */
export interface CompiledClause {
  readonly clause: RuleClause;
  readonly holds: Holds;
  readonly rule: CompiledRule;
  readonly answer: AnswerWriter;
  readonly say: string;
}

/** A run of clauses that are judged together: for the request, or for every element of the batch. */
export interface Stage {
  readonly each: 'request' | 'item';
  readonly clauses: readonly CompiledClause[];
  /** True when an earlier answer may be sent again once this stage is passed. */
  readonly endsWithReplay: boolean;
}

/** An operation ready to decide requests. */
export interface CompiledOperation {
  readonly operation: Operation;
  readonly stages: readonly Stage[];
  readonly identify: Identify;
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
  const compilers = createCompilers(contract.document);
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
function createFits(): CompileFits {
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
  const compiled = operation.clauses.map((clause): CompiledClause => {
    const rule = ruleOf(clause.rule);
    if (!rule)
      throw new Error(`${clause.id}: there is no rule "${clause.rule}". Known rules are the folders of rules/.`);
    return {
      clause,
      holds: compileConditions(clause.when, fits),
      rule: rule.compile(clause, context),
      answer: compileAnswer(clause.answer ?? { status: 500 }, operation, fits),
      say: rule.say(clause.params),
    };
  });
  return {
    operation,
    stages: toStages(compiled, replayAfter(contract, operation)),
    identify: compileIdentify(contract, operation),
    validate: compileValidate(operation, compilers),
    effect: operation.effect && compileEffect(operation.effect, contract, fits),
    answers: operation.answers.map((answer) => ({
      holds: compileConditions(answer.when, fits),
      answer: compileAnswer(answer, operation, fits),
    })),
    messages: compileMessages(contract),
  };
}

function replayAfter({ id }: Contract, { effect }: Operation): string | undefined {
  return effect?.replay && clauseId(id, effect.replay.after);
}

/**
 * Neighbouring clauses about the same thing form one stage: an element's first fault is found before the next element is judged. The clause
 * after which an answer may be replayed ends its stage.
 */
function toStages(clauses: readonly CompiledClause[], replayAfter: string | undefined): Stage[] {
  const stages: { each: 'request' | 'item'; clauses: CompiledClause[]; endsWithReplay: boolean }[] = [];
  for (const compiled of clauses) {
    const { each, id } = compiled.clause;
    const last = stages.at(-1);
    const stage = last?.each === each && !last.endsWithReplay ? last : undefined;
    if (stage) stage.clauses.push(compiled);
    else stages.push({ each, clauses: [compiled], endsWithReplay: false });
    const current = stages.at(-1);
    if (current && id === replayAfter) current.endsWithReplay = true;
  }
  return stages;
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
