import type { PlainRequest } from '../../mock/plain.ts';
import type { CredentialSlot } from '../../specs/contract.ts';
import { isObject, type Json, type JsonObject } from '../../specs/json.ts';
import type { Engine } from '../deviation.ts';
import type { Stage } from '../stage.ts';
import { bare, type EngineCase, isGood, onCreate, type Passing } from './passing.ts';

/** Servers that mistake who calls. */
export const callers: readonly EngineCase[] = [
  {
    topic: 'credentials',
    name: 'prefix',
    says: 'Compares the first characters of a credential.',
    engine: known((sent, own) => sent.startsWith(own.slice(0, Math.ceil(own.length * 0.6)))),
  },
  { topic: 'credentials', name: 'any-value', says: 'Takes every credential that is there.', engine: known(() => true) },
  {
    topic: 'credentials',
    name: 'form-only',
    says: 'Takes every credential of the right length or longer.',
    engine: known((sent, own) => sent.length >= own.length - 4),
  },
  {
    topic: 'credentials',
    name: 'after-first-good',
    says: 'Lets everybody in once somebody was let in.',
    engine: afterGoodCall(),
  },
  { topic: 'credentials', name: 'third-try', says: 'Lets a stranger in at the third try.', engine: thirdTry() },
  { topic: 'credentials', name: 'missing-passes', says: 'Lets a call without credentials pass.', engine: missing() },
  {
    topic: 'credentials',
    name: 'created-and-refused',
    says: 'Refuses a stranger after the user was created.',
    engine: createdAndRefused(),
  },
  {
    topic: 'created',
    name: 'every-10th-unauthorized',
    says: 'Takes every tenth good caller for a stranger.',
    engine: onCreate(
      () =>
        async ({ request, before }, serve) =>
          before % 10 === 9 ? bare(401) : serve(request),
    ),
  },
];

/** The secret slots of the create call. */
function slotsOf({ contract, operation }: Stage): CredentialSlot[] {
  return contract.credentials.filter(
    ({ secret, operations }) => secret && (operations === undefined || operations.includes(operation.id)),
  );
}

/** What a persona that is accepted sends in a slot. */
function ownValue({ contract }: Stage, { in: place, name }: CredentialSlot): Json | undefined {
  const [persona] = contract.personas;
  if (!persona) return undefined;
  if (place === 'body') return persona.body[name];
  return place === 'header' ? persona.headers[name] : persona.query[name];
}

function sentValue({ request, stage }: Passing, { in: place, name }: CredentialSlot): Json | undefined {
  if (place === 'header') return request.headers[name.toLowerCase()];
  const body = stage.bodyOf(request);
  return isObject(body) ? body[name] : undefined;
}

/** The call with the credentials of the first persona in every slot. */
function asFirstPersona({ request, stage }: Passing): PlainRequest {
  const headers = { ...request.headers };
  const members: JsonObject = {};
  for (const slot of slotsOf(stage)) {
    const own = ownValue(stage, slot);
    if (own === undefined) continue;
    if (slot.in === 'body') members[slot.name] = own;
    else headers[slot.name.toLowerCase()] = String(own);
  }
  const items = stage.itemsOf(request);
  const isInBody = Object.keys(members).length > 0 && items.length > 0;
  const body = isInBody
    ? stage.withItems(
        request,
        items.map((item) => ({ ...item, ...members })),
      ).body
    : request.body;
  return { ...request, headers, body };
}

function isKnown(passing: Passing): boolean {
  const { contract } = passing.stage;
  return slotsOf(passing.stage).every((slot) => {
    const sent = sentValue(passing, slot);
    return contract.personas.some(
      ({ headers, body }) => sent === (slot.in === 'body' ? body[slot.name] : headers[slot.name]),
    );
  });
}

/** Values that are like the right one are taken for it. */
function known(isAlike: (sent: string, own: string) => boolean): Engine {
  return onCreate(() => async (passing, serve) => {
    const { stage, request } = passing;
    if (isKnown(passing)) return serve(request);
    const isTaken = slotsOf(stage).every((slot) => {
      const sent = sentValue(passing, slot);
      return typeof sent === 'string' && isAlike(sent, String(ownValue(stage, slot)));
    });
    return serve(isTaken ? asFirstPersona(passing) : request);
  });
}

function afterGoodCall(): Engine {
  return onCreate(() => {
    let isOpen = false;
    return async (passing, serve) => {
      const answer = await serve(isOpen && !isKnown(passing) ? asFirstPersona(passing) : passing.request);
      isOpen ||= isGood(answer);
      return answer;
    };
  });
}

function thirdTry(): Engine {
  return onCreate(() => {
    let tries = 0;
    return async (passing, serve) => {
      if (isKnown(passing)) return serve(passing.request);
      tries += 1;
      return serve(tries % 3 === 0 ? asFirstPersona(passing) : passing.request);
    };
  });
}

function missing(): Engine {
  return onCreate(() => async (passing, serve) => {
    const isMissing = slotsOf(passing.stage).every((slot) => sentValue(passing, slot) === undefined);
    return serve(isMissing ? asFirstPersona(passing) : passing.request);
  });
}

function createdAndRefused(): Engine {
  return onCreate(() => async (passing, serve) => {
    if (!isKnown(passing)) await serve(asFirstPersona(passing));
    return serve(passing.request);
  });
}
