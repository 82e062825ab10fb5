import type { Draft } from '../../rules/draft.ts';
import type { Clause, Contract, Operation } from '../../specs/contract.ts';
import type { Json } from '../../specs/json.ts';
import type { Counts, Expectation } from '../judge/expectation.ts';
import type { Fresh } from './case.ts';
import type { GoodDrafts } from './good-draft.ts';

/** What the planning of cases knows. */
export interface PlanContext {
  readonly contract: Contract;
  readonly operation: Operation;
  readonly good: GoodDrafts;
  /** Facts that may be taken as true; undefined when unknown. */
  readonly fact: (name: string) => Json | undefined;
  readonly canArrange: boolean;
  /** Names of the personas that can be sent, `anonymous` and `stranger` among them. */
  readonly personas: readonly string[];
  /** The persona that good requests are sent as. */
  readonly persona: string;
  /** Pointer of the address inside an element. */
  readonly emailAt: string | undefined;
  /** What would be expected of a draft in a state with room. */
  readonly expect: (draft: Draft, facts?: Readonly<Record<string, Json>>) => Expectation;
  /** The body of a draft as it would be sent; undefined when there is none. */
  readonly encode: (draft: Draft) => Uint8Array | undefined;
  readonly counts: Counts;
  /** A source for choices that are made once, when the run is planned. */
  readonly planning: Fresh;
  /** In every generated address. */
  readonly tag: string;
  readonly emailDomain: string;
  /** True where long lists of values are tried out completely. */
  readonly isExhaustive: boolean;
}

/** The clause that stands for good requests as such: the promise that they create. */
export function creationClause({ operation, counts }: Pick<PlanContext, 'operation' | 'counts'>): Clause | undefined {
  const promises = operation.clauses.filter(
    ({ rule, params }) => rule === 'promise' && [params['about']].flat().includes('created'),
  );
  return promises.find(counts) ?? promises[0];
}

/** Credential slots that travel in the body. */
export function bodySlots({ contract, operation }: Pick<PlanContext, 'contract' | 'operation'>): ReadonlySet<string> {
  const slots = contract.credentials.filter(
    (slot) => slot.in === 'body' && (slot.operations === undefined || slot.operations.includes(operation.id)),
  );
  return new Set(slots.map(({ name }) => name));
}
