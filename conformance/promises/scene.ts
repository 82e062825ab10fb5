import type { Draft } from '../../rules/draft.ts';
import type { Inquiry } from '../../rules/inquiry.ts';
import type { Operation } from '../../specs/contract.ts';
import type { Json, JsonObject } from '../../specs/json.ts';
import type { DecodedAnswer } from '../judge/decoded-answer.ts';
import type { Expectation } from '../judge/expectation.ts';
import type { Observed } from '../target/target.ts';

/** An element of a request that was created, and what the answer shows of it. */
export interface CreatedElement {
  readonly index: number | undefined;
  readonly item: Json | undefined;
}

/** One request and its answer, with everything that a promise may be about. */
export interface Scene {
  readonly operation: Operation;
  readonly draft: Draft;
  readonly inquiry: Inquiry;
  readonly expectation: Expectation;
  readonly answer: DecodedAnswer;
  readonly kind: 'success' | 'refusal';
  readonly isDryRun: boolean;
  /** The elements that the answer says were created. */
  readonly created: readonly CreatedElement[];
  /** What is there afterwards by address; undefined where nothing is observed. */
  readonly observed: ReadonlyMap<string, Observed> | undefined;
  /** Mails before the request by address, counted; undefined where mails are not observed. */
  readonly mailsBefore: ReadonlyMap<string, number> | undefined;
  /** How many users with each address there should be, whatever its letter case. */
  readonly expected: ReadonlyMap<string, number>;
  /** The address of an element. */
  readonly emailOf: (item: Json | undefined) => string | undefined;
  /** What the judge believes about the tenant, after the request. */
  readonly fact: (name: string) => Json | undefined;
  /** The values that earlier answers had at a place of their records, with the addresses of their users, by that place. */
  readonly seen: Map<string, Map<string, string>>;
  /** Names of the members that the contract stores as they are sent. */
  readonly keptMembers: readonly string[];
  /** True when some reading of the contract sends an earlier answer again. */
  readonly mayReplay: boolean;
  /** Reads what the contract's own read operation says at a path of the target; undefined when it cannot be read. */
  readonly follow:
    | ((path: string) => Promise<{ readonly status: number; readonly body: Json | undefined }>)
    | undefined;
}

/** What a promise is found to be in a scene; undefined when the scene does not show it. */
export type PromiseVerdict =
  | { readonly outcome: 'passed' }
  | { readonly outcome: 'cantTell'; readonly reason: string }
  | { readonly outcome: 'failed'; readonly title: string; readonly state?: string }
  | undefined;

/** Judges one kind of promise; `params` are those of the clause. */
export type PromiseJudge = (scene: Scene, params: JsonObject) => PromiseVerdict | Promise<PromiseVerdict>;

/** The verdict that a promise is kept. */
export const KEPT: PromiseVerdict = { outcome: 'passed' };

/** The verdict that a promise is broken. */
export function broken(title: string, state?: string): PromiseVerdict {
  return { outcome: 'failed', title, ...(state === undefined ? {} : { state }) };
}

/** The verdict on a set of things that must hold: broken with the first title, else kept. */
export function keptUnless(titles: readonly string[]): PromiseVerdict {
  const [first] = titles;
  return first === undefined ? KEPT : broken(first);
}
