import { creationClause } from '../conformance/cases/plan-context.ts';
import { countsAt } from '../conformance/run/run-context.ts';
import { functionHook } from '../conformance/target/ask.ts';
import { type Asks, toHooks } from '../conformance/target/hooks.ts';
import type { Contract, Operation } from '../specs/contract.ts';
import { asObject, type Json, type JsonObject } from '../specs/json.ts';
import { type Cheat, type Ending, type Honest, overFetch } from './cheaters.ts';

type Hook = (input: JsonObject) => Json | undefined | Promise<Json | undefined>;
/** The hooks of a cheat, with a right server at hand. */
type MakeHooks = (honest: Honest) => { readonly arrange?: Hook; readonly observe?: Hook };

/** How long a hook of these tests may take, in milliseconds. */
const HOOK_PATIENCE_MS = 30;

const UNTOLD: Ending = { codes: [3], because: 'what needs the hook cannot be told' };
const NOT_THERE: Ending = { codes: [1], because: 'what was answered as created is not there' };
const STILL_THERE: Ending = { codes: [1], because: 'what was refused is there all the same' };
const TOO_MANY: Ending = { codes: [1], because: 'there are more than were created' };
const WRONG_STATE: Ending = { codes: [1, 3], because: 'the state is not the one that was asked for' };
const ACCEPTS: Ending = { codes: [1, 3], because: 'it accepts what must be refused, or it cannot be told' };

const nothing: Hook = () => undefined;
const failing: Hook = () => Promise.reject(new Error('no'));
const hanging: Hook = () => new Promise(() => undefined);

/** Right servers whose hooks do not tell the truth, and wrong servers that hide behind hooks. */
export function hookCheats(): Cheat[] {
  return [...lyingObservers(), ...brokenObservers(), ...brokenArrangers(), ...lyingArrangers(), ...hidingCheats()];
}

function lyingObservers(): Cheat[] {
  const observing = (name: string, ending: Ending, observe: (honest: Honest) => Hook): Cheat =>
    hooked(`observe ${name}`, ending, (honest) => ({ arrange: arrangeTruly(honest), observe: observe(honest) }));
  return [
    observing('sees nobody', NOT_THERE, () => () => ({ users: [], mails: [] })),
    observing('sees somebody else', NOT_THERE, (honest) => () => ({ users: [userOf(honest, 'else@example.com')] })),
    observing('sees everybody', STILL_THERE, (honest) => ({ email }) => ({ users: [userOf(honest, email)] })),
    observing('sees everybody ten times', TOO_MANY, (honest) => ({ email }) => ({
      users: Array.from({ length: 10 }, () => userOf(honest, email)),
    })),
  ];
}

/** Once a hook is broken every case stays open in the same way, so the cases about creating are enough, and one contract for the ways. */
function brokenObservers(): Cheat[] {
  const observing = (name: string, observe: Hook): Cheat => ({
    ...hooked(`observe ${name}`, UNTOLD, (honest) => ({ arrange: arrangeTruly(honest), observe })),
    only: creationOf,
  });
  return [
    observing('fails', failing),
    ...[
      observing('hangs', hanging),
      observing('answers nothing', nothing),
      observing('answers a list', () => []),
      observing('answers users that are none', () => ({ users: 'all of them' })),
      observing('answers mails that are none', () => ({ users: [], mails: [1, 2, 3] })),
    ].map((cheat) => ({ ...cheat, isAbout: counts })),
  ];
}

function brokenArrangers(): Cheat[] {
  const arranging = (name: string, arrange: Hook): Cheat =>
    hooked(`arrange ${name}`, UNTOLD, (honest) => ({ arrange, observe: observeTruly(honest) }));
  return [
    arranging('fails', failing),
    arranging('hangs', hanging),
    arranging('answers nothing', nothing),
    arranging('answers a text', () => 'done'),
    arranging('answers a base URL that is none', () => ({ baseUrl: 'there' })),
    arranging('answers an unknown persona', () => ({ personas: { nobody: {} } })),
    arranging('answers an unknown fact', () => ({ facts: { nothing: 1 } })),
  ];
}

function lyingArrangers(): Cheat[] {
  const arranging = (name: string, ending: Ending, change: (truly: Hook, honest: Honest) => Hook): Cheat =>
    hooked(`arrange ${name}`, ending, (honest) => ({
      arrange: change(arrangeTruly(honest), honest),
      observe: observeTruly(honest),
    }));
  return [
    arranging('answers wrong credentials', { codes: [1, 3], because: 'nobody is let in' }, (truly, honest) => {
      return async (input) => ({ ...asObject(await truly(input)), personas: wrongCredentials(honest) });
    }),
    arranging('answers no persona at all', UNTOLD, (truly) => async (input) => {
      return { ...asObject(await truly(input)), personas: {} };
    }),
    arranging('fails from the third time on', UNTOLD, (truly) => {
      let count = 0;
      return (input) => (++count < 3 ? truly(input) : failing(input));
    }),
    { ...arranging('does nothing and says so', WRONG_STATE, () => () => ({})), isAbout: counts },
    {
      ...arranging('answers the first tenant each time', WRONG_STATE, (truly) => {
        let first: Json | undefined | Promise<Json | undefined>;
        return (input) => (first ??= truly(input));
      }),
      isAbout: counts,
    },
  ];
}

/** The server accepts all and forgets all. */
function hidingCheats(): Cheat[] {
  const accepting = (name: string, hooks: MakeHooks): Cheat => {
    const cheat = hooked(`a server that accepts all, ${name}`, ACCEPTS, hooks);
    const stage: Cheat['stage'] = async (honest) => {
      const { target } = await cheat.stage(honest);
      return { target: { ...target, transport: overFetch(() => Response.json({}, { status: 201 })) } };
    };
    return { ...cheat, stage };
  };
  return [
    accepting('with a failing arrange', () => ({ arrange: failing })),
    accepting('with a failing observe', () => ({ observe: failing })),
    accepting('whose observe agrees', (honest) => ({
      arrange: () => ({}),
      observe: ({ email }) => ({ users: [userOf(honest, email)] }),
    })),
    accepting('whose arrange supports nothing', () => ({
      arrange: ({ given }) => ({ unsupported: Object.keys(asObject(given)) }),
    })),
  ];
}

const arrangeTruly =
  ({ hooks }: Honest): Hook =>
  async (input) =>
    asJson(await hooks.arrange?.(input));
const observeTruly =
  ({ hooks }: Honest): Hook =>
  async (input) =>
    asJson(await hooks.observe?.(input));

function hooked(name: string, ending: Ending, make: MakeHooks): Cheat {
  return {
    name,
    ...ending,
    stage: (honest) => {
      const asks: Asks = Object.fromEntries(
        Object.entries(make(honest)).map(([hook, run]) => [hook, functionHook(run, HOOK_PATIENCE_MS)]),
      );
      return { target: { ...honest.target, hooks: toHooks(asks, honest.contract) } };
    },
  };
}

/** Where something is counted, a state that was not arranged shows; elsewhere nothing that counts depends on it. */
function counts(contract: Contract): boolean {
  return Object.keys(primaryOf(contract).effect?.uses ?? {}).length > 0;
}

function creationOf(contract: Contract): string[] {
  const clause = creationClause({ operation: primaryOf(contract), counts: countsAt('document') });
  return clause ? [clause.id] : [];
}

function primaryOf({ operations, id }: Contract): Operation {
  const primary = operations.find(({ isPrimary }) => isPrimary);
  if (!primary) throw new Error(`${id} is about no operation.`);
  return primary;
}

/** A user with the address where the contract's records have it. */
function userOf({ contract }: Honest, email: Json | undefined): JsonObject {
  const [collection] = Object.values(contract.collections);
  const [, name = 'email'] = (collection?.email ?? '/email').split('/');
  return { [name]: email ?? null };
}

function wrongCredentials({ contract: { personas } }: Honest): JsonObject {
  const wrong = (values: Readonly<Record<string, Json>>): JsonObject =>
    Object.fromEntries(Object.keys(values).map((name) => [name, 'wrong-credentials-0123456789']));
  return Object.fromEntries(
    personas.map(({ name, headers, query, body }) => [
      name,
      { headers: wrong(headers), query: wrong(query), body: wrong(body) },
    ]),
  );
}

function asJson(value: unknown): Json | undefined {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
