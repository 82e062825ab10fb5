import type { CompiledOperation } from '../../rules/compile.ts';
import type { Sources } from '../../rules/inquiry.ts';
import type { GivenState } from '../../rules/violate.ts';
import type { Contract, CredentialValues } from '../../specs/contract.ts';
import type { Json, JsonObject } from '../../specs/json.ts';
import { collectionOf } from '../judge/collection.ts';
import { type Judge, withPersonas } from '../judge/judge.ts';
import { Model } from '../state/model.ts';
import type { Exchange, WireRequest } from '../target/exchange.ts';
import type { Observed, Target } from '../target/target.ts';
import { createContractObserve } from './contract-reads.ts';

/** One isolated state of the target, and what the judge believes about it. */
export interface Tenant {
  /** Without a final slash. */
  readonly baseUrl: string;
  readonly id: Json | undefined;
  readonly personas: Readonly<Record<string, CredentialValues>>;
  readonly model: Model;
  /** The operation with the credentials of this tenant's personas. */
  readonly compiled: CompiledOperation;
  /** The same under every other reading. */
  readonly readings: () => Promise<readonly CompiledOperation[]>;
  readonly sources: Sources;
  /** Facts and collections that were asked for and that the target cannot arrange. */
  readonly unsupported: readonly string[];
  /** Undefined where nothing can be observed. */
  readonly observe: ((email: string) => Promise<Observed>) | undefined;
  readonly isArranged: boolean;
  /** Values that records had in answers, with the addresses of their users, by their place. */
  readonly seen: Map<string, Map<string, string>>;
  /** Values of the header Location that were followed. */
  readonly followed: Set<string>;
  /** How many mails each address had when it was last looked at, by its key without letter case. */
  readonly mails: Map<string, number>;
}

interface Choices {
  readonly judge: Judge;
  readonly target: Target;
  readonly run: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Sends a read, where users are observed by the contract's own operations. */
  readonly send: (baseUrl: string, request: WireRequest) => Promise<Exchange>;
}

/** The target as it is, without arranging anything. */
export function standingTenant(choices: Choices): Tenant {
  const { target } = choices;
  return tenantOf(choices, {
    baseUrl: target.baseUrl,
    id: undefined,
    personas: target.personas,
    facts: target.facts,
    unsupported: [],
    isArranged: false,
  });
}

/**
 * A fresh tenant in a state. Rejects with HookError.
 * @source design.md, section 6.4: each fact is taken from the answer, else from what was given, else from the target file.
 */
export async function arrangeTenant(choices: Choices, given: GivenState): Promise<Tenant> {
  const { judge, target, run } = choices;
  const arrange = target.hooks.arrange;
  if (!arrange) throw new Error('There is no hook arrange.');
  const asked: JsonObject = { ...given.facts, ...given.records } as JsonObject;
  const answer = await arrange({ contract: judge.contract.id, run, given: asked });
  const unsupported = answer.unsupported ?? [];
  const supported = Object.entries(given.facts).filter(([name]) => !unsupported.includes(name));
  const tenant = tenantOf(choices, {
    baseUrl: (answer.baseUrl ?? target.baseUrl).replace(/\/$/, ''),
    id: answer.tenant,
    personas: answer.personas ?? target.personas,
    facts: { ...target.facts, ...Object.fromEntries(supported), ...answer.facts },
    unsupported,
    isArranged: true,
  });
  for (const [collection, records] of Object.entries(given.records)) {
    if (unsupported.includes(collection)) continue;
    for (const record of records) tenant.model.insert(collection, record);
  }
  return tenant;
}

function tenantOf(
  { judge, target, run, now, send }: Choices,
  {
    baseUrl,
    id,
    personas,
    facts,
    unsupported,
    isArranged,
  }: Pick<Tenant, 'baseUrl' | 'id' | 'personas' | 'unsupported' | 'isArranged'> & { readonly facts: JsonObject },
): Tenant {
  const { contract, compiled } = judge;
  const { observe } = target.hooks;
  let fresh = 0;
  let readings: Promise<readonly CompiledOperation[]> | undefined;
  return {
    baseUrl,
    id,
    personas,
    unsupported,
    isArranged,
    seen: new Map(),
    followed: new Set(),
    mails: new Map(),
    model: new Model({ ...premisesOf(contract), ...facts }),
    compiled: withPersonas(compiled, contract, personas),
    readings: () => (readings ??= readAs(judge, personas)),
    sources: { now, base: baseUrl, fresh: () => `fresh-${++fresh}` },
    observe: observe
      ? (email) =>
          observe({
            contract: contract.id,
            run,
            baseUrl,
            personas: toJson(personas),
            email,
            ...(id === undefined ? {} : { tenant: id }),
          })
      : byContract(),
  };

  function byContract(): Tenant['observe'] {
    const collection = target.observesByContract ? collectionOf(contract, judge.operation) : undefined;
    return (
      collection && createContractObserve(collection, { contract, personas, send: (request) => send(baseUrl, request) })
    );
  }
}

function toJson(personas: Tenant['personas']): JsonObject {
  const values = Object.entries(personas).map(
    ([name, { headers, query, body }]) => [name, { headers, query, body }] as const,
  );
  return Object.fromEntries(values) as JsonObject;
}

/** Facts that are as the contract has them unless the target says otherwise. */
function premisesOf({ facts, initial }: Contract): JsonObject {
  const names = Object.keys(facts).filter((name) => facts[name]?.premise === true);
  return Object.fromEntries(names.flatMap((name) => (initial[name] === undefined ? [] : [[name, initial[name]]])));
}

async function readAs({ contract, readings }: Judge, personas: Tenant['personas']): Promise<CompiledOperation[]> {
  return (await readings()).map(({ compiled }) => withPersonas(compiled, contract, personas));
}
