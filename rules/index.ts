import type { JsonObject } from '../specs/json.ts';
import { authenticated } from './authenticated/authenticated.ts';
import { deniedDomain } from './denied-domain/denied-domain.ts';
import { found } from './found/found.ts';
import { knownValue } from './known-value/known-value.ts';
import { mediaType } from './media-type/media-type.ts';
import { promise } from './promise/promise.ts';
import { quota } from './quota/quota.ts';
import { readable } from './readable/readable.ts';
import { role } from './role/role.ts';
import type { Rule } from './rule.ts';
import { schema } from './schema/schema.ts';
import { strongPassword } from './strong-password/strong-password.ts';
import { unique } from './unique/unique.ts';

/** Every kind of behaviour that a contract can name. */
export const rules: readonly Rule[] = [
  mediaType,
  readable,
  authenticated,
  role,
  schema,
  unique,
  deniedDomain,
  strongPassword,
  knownValue,
  quota,
  found,
  promise,
];

const byKind: ReadonlyMap<string, Rule> = new Map(rules.map((rule) => [rule.kind, rule]));

/** The rule of a kind, undefined when there is none. */
export function ruleOf(kind: string): Rule | undefined {
  return byKind.get(kind);
}

/** JSON Schemas of the params, by kind: what the lint checks clauses with. */
export const ruleSchemas: Readonly<Record<string, JsonObject>> = Object.fromEntries(
  rules.map(({ kind, params }) => [kind, params]),
);
