import { type CompiledOperation, compileContract, type Engine } from '../../rules/compile.ts';
import { compileIdentify } from '../../rules/credentials.ts';
import type { Contract, CredentialValues, Operation } from '../../specs/contract.ts';
import { asObject } from '../../specs/json.ts';
import { loadReadings } from '../../specs/load-readings.ts';
import { isSuccessStatus } from './decoded-answer.ts';
import { createFitsOutcome, type FitsOutcome } from './outcome.ts';
import { type CheckResponse, createCheckResponse } from './response.ts';

/** A contract ready to judge answers of its primary operation; made once, used for any number of runs. */
export interface Judge {
  readonly contract: Contract;
  readonly engine: Engine;
  /** The operation that the contract is about, as the readings in force have it. */
  readonly operation: Operation;
  readonly compiled: CompiledOperation;
  /** Names of the members of an element that a record keeps as they were sent. */
  readonly keptMembers: readonly string[];
  /** True when some reading sends an earlier answer again. */
  readonly mayReplay: boolean;
  readonly fitsOutcome: FitsOutcome;
  readonly checkResponse: CheckResponse;
  /** The operation under every other reading. Loaded when an answer first needs it: most answers fit the default. */
  readonly readings: () => Promise<readonly JudgedReading[]>;
}

/** The operation as another choice of an ambiguity reads it. */
export interface JudgedReading {
  readonly ambiguity: string;
  readonly choice: string;
  readonly compiled: CompiledOperation;
  readonly checkResponse: CheckResponse;
  /** True when refusals are answered with 2xx, so that the shape of a 2xx allows what a success does not. */
  readonly refusesWithSuccess: boolean;
}

/**
 * The judge of a contract.
 * @throws Error when the contract is about no operation: it has no `x-contract`.
 */
export function createJudge(contract: Contract): Judge {
  const reporting = reportingAll(contract);
  const engine = compileContract(reporting);
  const compiled = primaryOf(engine);
  let readings: Promise<readonly JudgedReading[]> | undefined;
  return {
    contract,
    engine,
    operation: compiled.operation,
    compiled,
    mayReplay: mayReplay(contract, compiled.operation),
    keptMembers: keptMembers(contract, compiled.operation),
    fitsOutcome: createFitsOutcome(contract),
    checkResponse: createCheckResponse(contract, compiled.operation),
    readings: () => (readings ??= readAll(contract)),
  };
}

function keptMembers({ collections }: Contract, { effect }: Operation): string[] {
  const record = asObject(collections[effect?.create ?? '']?.record);
  return Object.keys(record).filter((name) => record[name] === `{$item#/${name}}`);
}

function mayReplay({ ambiguities }: Contract, { effect }: Operation): boolean {
  const actions = ambiguities.flatMap(({ choices }) => Object.values(choices).flatMap((choice) => choice.actions));
  return (
    effect?.replay !== undefined || actions.some(({ update }) => JSON.stringify(update ?? null).includes('"replay"'))
  );
}

async function readAll(contract: Contract): Promise<readonly JudgedReading[]> {
  const loaded = await loadReadings(contract);
  return loaded.map(({ ambiguity, choice, contract: read }) => {
    const compiled = primaryOf(compileContract(onlyPrimary(reportingAll(read))));
    const { operation } = compiled;
    const refusesWithSuccess = operation.clauses.some(
      ({ answer }) => answer !== undefined && isSuccessStatus(answer.status),
    );
    return { ambiguity, choice, compiled, refusesWithSuccess, checkResponse: createCheckResponse(read, operation) };
  });
}

function primaryOf({ contract, operations }: Engine): CompiledOperation {
  const primary = contract.operations.find(({ isPrimary }) => isPrimary);
  const compiled = primary && operations.get(primary.id);
  if (!compiled)
    throw new Error(`${contract.file} is about no operation: x-contract.operation names none that has clauses.`);
  return compiled;
}

/** How much an answer tells is the server's business; a judge wants to know of every fault. */
function reportingAll(contract: Contract): Contract {
  const operations = contract.operations.map((operation) => ({
    ...operation,
    clauses: operation.clauses.map((clause) =>
      clause.rule === 'schema' ? { ...clause, params: { ...clause.params, report: 'all' } } : clause,
    ),
  }));
  return { ...contract, operations };
}

function onlyPrimary(contract: Contract): Contract {
  return { ...contract, operations: contract.operations.filter(({ isPrimary }) => isPrimary) };
}

/** The operation as a target has it that knows these credentials of the contract's personas, and no others. */
export function withPersonas(
  compiled: CompiledOperation,
  contract: Contract,
  credentials: Readonly<Record<string, CredentialValues>>,
): CompiledOperation {
  const personas = contract.personas.flatMap((persona) => {
    const own = credentials[persona.name];
    return own ? [{ ...persona, headers: own.headers ?? {}, query: own.query ?? {}, body: own.body ?? {} }] : [];
  });
  return { ...compiled, identify: compileIdentify({ ...contract, personas }, compiled.operation) };
}
