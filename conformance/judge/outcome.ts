import type { ValidateFunction } from 'ajv';
import type { Ajv2020 } from 'ajv/dist/2020.js';
import { createAjv } from '../../specs/ajv.ts';
import type { AcceptedOutcome, Contract } from '../../specs/contract.ts';
import type { Json } from '../../specs/json.ts';
import { toJsonSchema } from '../../specs/json-schema.ts';
import { isSuccessStatus } from './decoded-answer.ts';

/** What of an answer an accepted outcome is compared with. */
export interface Answered {
  readonly status: number;
  readonly body: Json | undefined;
}

/** Says whether an answer is one that a contract accepts. */
export type FitsOutcome = (outcome: AcceptedOutcome, answer: Answered) => boolean;

/** The comparison for one contract; the schemas of bodies are compiled when they are first needed. */
export function createFitsOutcome({ document }: Contract): FitsOutcome {
  const compiled = new Map<Json, ValidateFunction>();
  let ajv: Ajv2020 | undefined;
  const fitsBody = (schema: Json, body: Json): boolean => {
    ajv ??= createAjv();
    const validate = compiled.get(schema) ?? ajv.compile(toJsonSchema(schema, document));
    compiled.set(schema, validate);
    return validate(body) === true;
  };
  return ({ status, body: schema }, answer) => {
    if (!fitsStatus(status, answer.status)) return false;
    if (schema === undefined) return true;
    return answer.body !== undefined && fitsBody(schema, answer.body);
  };
}

/** True when a status is the accepted one: `200`, a class (`4XX`), or `not-2XX`. */
export function fitsStatus(accepted: number | string, status: number): boolean {
  if (typeof accepted === 'number') return accepted === status;
  if (accepted === 'not-2XX') return !isSuccessStatus(status);
  if (/^[1-5]XX$/i.test(accepted)) return accepted.startsWith(String(Math.floor(status / 100)));
  return accepted === String(status);
}

/** True when an outcome leaves the status of a refusal open, so that 5xx is among what it names only by accident. */
export function isOpenStatus({ status }: AcceptedOutcome): boolean {
  return status === 'not-2XX';
}
