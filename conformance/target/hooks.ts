import type { Ajv2020, ValidateFunction } from 'ajv/dist/2020.js';
import { createAjv } from '../../specs/ajv.ts';
import { complaintsOf } from '../../specs/complaints.ts';
import type { Contract } from '../../specs/contract.ts';
import { asArray, asObject, isObject, type Json, type JsonObject } from '../../specs/json.ts';
import { lazily } from '../../specs/lazily.ts';
import type { Ask } from './ask.ts';
import { faultOfBaseUrl, parseBaseUrl } from './base-url.ts';
import { describeFaults, type Fault, kindOf } from './fault.ts';
import { factFaults, personaFaults } from './known-names.ts';
import { personaSchema, toPersonas } from './persona-values.ts';
import { messageOf } from './printable-line.ts';
import { type Arranged, HookError, type Hooks, type Observed } from './target.ts';

/** Ways to call the hooks that a target has. */
export interface Asks {
  readonly arrange?: Ask | undefined;
  readonly observe?: Ask | undefined;
  readonly release?: Ask | undefined;
}

const SCHEMAS: Readonly<Record<'arrange' | 'observe', JsonObject>> = {
  arrange: {
    type: 'object',
    properties: {
      baseUrl: { type: 'string' },
      personas: { type: 'object', additionalProperties: personaSchema },
      facts: { type: 'object' },
      unsupported: { type: 'array', items: { type: 'string' } },
    },
  },
  observe: {
    type: 'object',
    properties: {
      users: { type: 'array', items: { type: 'object' } },
      mails: {
        type: 'array',
        items: { type: 'object', required: ['to'], properties: { to: { type: 'string' } } },
      },
    },
  },
};

/**
 * The hooks of a target: answers are checked, what fails is tried once more, then it is a HookError. One that failed so three times in a row is
 * not asked any more: with a hook that hangs a run would never end.
 */
export function toHooks({ arrange, observe, release }: Asks, contract: Contract): Hooks {
  return {
    ...(arrange && { arrange: patient('arrange', async (input) => toArranged(await arrange(input), contract)) }),
    ...(observe && { observe: patient('observe', async (input) => toObserved(await observe(input))) }),
    ...(release && {
      release: patient('release', async (input) => {
        await release(input);
      }),
    }),
  };
}

const MOST_FAILURES = 3;

function patient<Answer>(
  hook: string,
  ask: (input: JsonObject) => Promise<Answer>,
): (input: JsonObject) => Promise<Answer> {
  let failures = 0;
  let reason = '';
  return async (input) => {
    if (failures >= MOST_FAILURES) throw new HookError(hook, reason);
    try {
      const answer = await ask(input).catch(() => ask(input));
      failures = 0;
      return answer;
    } catch (error) {
      failures += 1;
      reason = messageOf(error);
      throw new HookError(hook, reason);
    }
  };
}

function toArranged(value: Json | undefined, contract: Contract): Arranged {
  const answer = checked('arrange', value);
  const { baseUrl, tenant, personas, facts, unsupported } = answer;
  const fault = typeof baseUrl === 'string' ? faultOfBaseUrl(baseUrl) : undefined;
  refuse([
    ...(fault === undefined ? [] : [{ pointer: '/baseUrl', found: fault, expected: 'an http or https URL' }]),
    ...personaFaults(contract, asObject(personas), '/personas'),
    ...factFaults(contract, asObject(facts), '/facts'),
  ]);
  return {
    ...(typeof baseUrl === 'string' && { baseUrl: parseBaseUrl(baseUrl) }),
    ...(tenant !== undefined && { tenant }),
    ...(personas !== undefined && { personas: toPersonas(personas, contract) }),
    ...(facts !== undefined && { facts: asObject(facts) }),
    ...(unsupported !== undefined && { unsupported: asArray(unsupported).map(String) }),
  };
}

function toObserved(value: Json | undefined): Observed {
  const { users, mails, ...others } = checked('observe', value);
  return {
    ...others,
    ...(users !== undefined && { users: asArray(users).map(asObject) }),
    ...(mails !== undefined && {
      mails: asArray(mails).map((mail) => ({ ...asObject(mail), to: String(asObject(mail)['to']) })),
    }),
  };
}

function checked(hook: 'arrange' | 'observe', value: Json | undefined): JsonObject {
  if (!isObject(value)) throw new Error(`found ${kindOf(value)}; expected one JSON object`);
  const validate = validators()[hook];
  if (validate(value)) return value;
  refuse(
    complaintsOf(validate.errors, value).map((complaint) => ({
      ...complaint,
      // What stands here may be secret.
      found: /^\/(personas|users)\//.test(complaint.pointer) ? 'another kind of value' : complaint.found,
    })),
  );
  return value;
}

const validators: () => Readonly<Record<'arrange' | 'observe', ValidateFunction>> = lazily(() => {
  const ajv: Ajv2020 = createAjv({ verbose: true });
  return { arrange: ajv.compile(SCHEMAS.arrange), observe: ajv.compile(SCHEMAS.observe) };
});

function refuse(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new Error(describeFaults(faults));
}
