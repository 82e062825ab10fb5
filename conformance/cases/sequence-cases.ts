import type { Draft } from '../../rules/draft.ts';
import type { GivenState } from '../../rules/violate.ts';
import type { Json } from '../../specs/json.ts';
import type { Case, Fresh, Scenario, Step } from './case.ts';
import { creationClause, type PlanContext } from './plan-context.ts';
import { violatorsOf } from './rule-cases.ts';
import { withEmail } from './whole-body.ts';

/** Requests of one sequence. */
const LENGTH = 12;

/** Sequences over few addresses and little room, in which everything collides with everything. */
export function sequenceCases(context: PlanContext, count: number): Case[] {
  const creation = creationClause(context);
  return Array.from({ length: count }, (_, index): Case => {
    return {
      id: `sequences/${index}`,
      phase: 'sequences',
      aims: creation ? [creation.id] : [],
      note: `${LENGTH} requests over few addresses${context.canArrange ? ' and little room' : ''}`,
      personas: [context.persona],
      make: (fresh) => scenario(context, fresh),
    };
  });
}

function scenario(context: PlanContext, fresh: Fresh): Scenario {
  const pool = [fresh.email(), fresh.email(), fresh.email()];
  const given = context.canArrange ? littleRoom(context, fresh) : undefined;
  const steps = Array.from({ length: LENGTH }, (): Step => {
    const email = oneOf(pool, fresh);
    const make = oneOf(MOVES, fresh);
    return make(context, email, pool, fresh);
  });
  return { given, steps };
}

/** Room for one to three more, where the contract counts. */
function littleRoom({ operation }: PlanContext, { random }: Fresh): GivenState | undefined {
  const counted = Object.entries(operation.effect?.uses ?? {});
  if (counted.length === 0) return { facts: {}, records: {} };
  return { facts: Object.fromEntries(counted.map(([fact, by]) => [fact, by * random.nextInt(1, 3)])), records: {} };
}

type Move = (context: PlanContext, email: string, pool: readonly string[], fresh: Fresh) => Step;

const create: Move = ({ good, persona }, email) => ({ note: 'create', draft: good.draft(persona, email) });

const inOtherCase: Move = ({ good, persona }, email, _pool, { random }) => {
  const [local = '', domain = ''] = email.split('@');
  const variant =
    [`${local.toUpperCase()}@${domain}`, `${local}@${domain.toUpperCase()}`][random.nextInt(0, 1)] ?? email;
  return { note: 'create in other letter case', draft: good.draft(persona, variant) };
};

/** A request with one fault about more than form, for an address that is used elsewhere too. */
const broken: Move = (context, email, _pool, fresh) => {
  const { good, persona, operation } = context;
  const clauses = operation.clauses.filter(({ rule }) => !['schema', 'promise', 'unique', 'quota'].includes(rule));
  const clause = clauses.length === 0 ? undefined : oneOf(clauses, fresh);
  const draft = good.draft(persona, email);
  const violators = (clause ? violatorsOf(clause, context, fresh) : []).filter(
    ({ given, before, isGrey, alter }) => !given && !before && !isGrey && isAvailable(alter(draft), context),
  );
  const violator = violators.length === 0 ? undefined : oneOf(violators, fresh);
  return violator ? { note: violator.note, draft: violator.alter(draft) } : { note: 'create', draft };
};

/** True for a caller whose credentials are known, and for one who has none of the contract's. */
function isAvailable({ persona }: Draft, { contract, personas }: PlanContext): boolean {
  return personas.includes(persona) || !contract.personas.some(({ name }) => name === persona);
}

/** The request that only tries, where the contract has one. */
const dryRun: Move = (context, email) => {
  const { good, persona } = context;
  const draft = good.draft(persona, email);
  return { note: 'try only', draft: asDryRun(draft, context) };
};

const batch: Move = ({ good, persona, operation }, email, pool, fresh) => {
  const draft = good.draft(persona, email);
  if (operation.effect?.each !== 'item') return { note: 'create', draft };
  const other = oneOf(pool, fresh);
  const emails = other === email ? [email, fresh.email()] : [email, other];
  return { note: 'create two', draft: { ...draft, body: emails.map((each): Json => good.item(each)) } };
};

const MOVES: readonly Move[] = [create, create, create, inOtherCase, broken, dryRun, batch];

/** The draft with the parameters that make it a mere trial; the draft itself where the contract has none. */
function asDryRun(draft: Draft, { operation }: PlanContext): Draft {
  const query = { ...draft.query };
  for (const { the, is } of operation.effect?.dryRun ?? []) {
    const name = /^\{\$request\.query\.([^}#]+)\}$/.exec(the)?.[1];
    const value = typeof is === 'object' && is !== null && !Array.isArray(is) ? is['const'] : undefined;
    if (name !== undefined && typeof value === 'string') query[name] = value;
  }
  return { ...draft, query };
}

function oneOf<Value>(values: readonly Value[], { random }: Fresh): Value {
  const value = values[random.nextInt(0, values.length - 1)];
  if (value === undefined) throw new Error('There is nothing to choose from.');
  return value;
}

/** A case that tries first and creates afterwards: what was only tried is still free. */
export function trialCases(context: PlanContext): Case[] {
  const { operation, good, persona } = context;
  if (!operation.effect?.dryRun) return [];
  const promises = operation.clauses.filter(({ rule, params }) => rule === 'promise' && params['about'] === 'dry-run');
  return [
    {
      id: 'probes/trial',
      phase: 'probes',
      aims: promises.map(({ id }) => id),
      note: 'what was only tried is still free',
      personas: [persona],
      make: (fresh) => {
        const draft = good.draft(persona, fresh.email());
        const trial = { note: 'try only', draft: asDryRun(draft, context) };
        return {
          steps: [
            trial,
            trial,
            { note: 'create', draft: withEmail(draft, fresh.email(), context) },
            { note: 'create what was tried', draft },
          ],
        };
      },
    },
  ];
}

/** Requests of one long walk. */
const WALK = 14;

/** Many creates, and the first addresses once more: what is taken stays taken. */
export function walkCases(context: PlanContext): Case[] {
  const { operation, good, persona } = context;
  const unique = operation.clauses.filter(({ rule, off }) => rule === 'unique' && !off).map(({ id }) => id);
  if (unique.length === 0) return [];
  return [
    {
      id: 'sequences/walk',
      phase: 'sequences',
      aims: unique,
      note: `${WALK} creates, and the first addresses again`,
      personas: [persona],
      make: (fresh) => {
        const emails = Array.from({ length: WALK }, () => fresh.email());
        const again = [...emails.slice(0, 2), ...emails.slice(-2)];
        return {
          steps: [...emails, ...again].map((email): Step => ({ note: 'create', draft: good.draft(persona, email) })),
        };
      },
    },
  ];
}
