import { compileConditions } from '../specs/condition.ts';
import type { RuleClause } from '../specs/contract.ts';
import { asObject, isObject, type Json } from '../specs/json.ts';
import { EMPTY_SCOPE, type RequestView } from '../specs/scope.ts';
import { compileIdentify, slotsOf } from './credentials.ts';
import type { Draft } from './draft.ts';
import { presentCredentials } from './present.ts';
import type { ViolateContext } from './violate.ts';

/** A request of the contract's first persona with nothing in it. */
export function blankDraft({ contract }: ViolateContext): Draft {
  const persona = contract.personas[0]?.name ?? 'anonymous';
  return { persona, query: {}, headers: {}, without: [], mediaType: undefined, body: {} };
}

/**
 * Says whether a clause asks anything of a draft, going by its conditions about the caller and the parameters, with the credentials
 * that the contract gives its personas. Conditions about the body are taken as met.
 */
export function compileIsAsked({ when }: RuleClause, context: ViolateContext): (draft: Draft) => boolean {
  const { contract, operation, fits, fact } = context;
  const holds = compileConditions(
    when.filter(({ the }) => !/^\{\$(item|request\.body)\b/.test(the)),
    fits,
  );
  const identify = compileIdentify(contract, operation);
  return (draft) => {
    const request = viewOf(draft, context);
    const { persona } = identify(request, { issued: () => undefined }, 0);
    const caller = persona && { name: persona.name, attributes: persona.attributes };
    const sources = { now: 0, fresh: () => '', base: '' };
    return holds({ ...EMPTY_SCOPE, ...sources, request, caller, fact: (name) => fact(name) ?? contract.initial[name] });
  };
}

function viewOf(draft: Draft, { contract, operation }: ViolateContext): RequestView {
  const credentials = presentCredentials(draft, slotsOf(contract, operation.id), contract.personas);
  const headers = Object.entries({ ...credentials.headers, ...draft.headers });
  const query = Object.entries({ ...credentials.query, ...draft.query });
  return {
    method: operation.method.toUpperCase(),
    path: draft.path ?? {},
    query: Object.fromEntries(query.map(([name, value]): [string, Json] => [name, toJson(value)])),
    headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
    body: isObject(draft.body) ? { ...credentials.body, ...asObject(draft.body) } : draft.body,
  };
}

function toJson(value: string | readonly string[]): Json {
  return typeof value === 'string' ? value : [...value];
}
