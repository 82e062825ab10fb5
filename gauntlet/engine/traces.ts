import type { Contract } from '../../specs/contract.ts';
import type { Engine } from '../deviation.ts';
import { lowestProfile, PROFILES } from '../profile.ts';
import { primaryOf } from '../stage.ts';
import { afterGood, afterRefusal, bare, type EngineCase, insert, isDryRun, isGood, onCreate } from './passing.ts';

/** Servers on which a refused call or a dry run leaves something behind. */
export const traces: readonly EngineCase[] = [
  ...[400, 401, 402, 403].map((status) => createdThough(status)),
  {
    topic: 'refusal',
    name: 'reserves-address',
    says: 'The address of a refused user cannot be used any more.',
    engine: reserved(),
  },
  {
    topic: 'refusal',
    name: 'second-try-refused',
    says: 'Refuses every call of a sandbox after the third one that was refused.',
    engine: locked(),
  },
  {
    topic: 'dryRun',
    name: 'creates-user',
    says: 'A dry run creates the users.',
    engine: dryRun((passing) => insert(passing, passing.items)),
  },
  {
    topic: 'dryRun',
    name: 'reserves-address',
    says: 'The address of a dry run cannot be used any more.',
    engine: reservedByDryRun(),
  },
  { topic: 'dryRun', name: 'sends-mail', says: 'A dry run sends mails.', engine: dryRun((passing) => mail(passing)) },
  {
    topic: 'dryRun',
    name: 'refused',
    says: 'Refuses every dry run.',
    engine: onCreate(() => async (passing, serve) => (isDryRun(passing) ? bare(400) : serve(passing.request))),
  },
];

function mail({ world, emails }: Parameters<typeof insert>[0]): void {
  world?.apply(emails.map((to) => ({ kind: 'mail', to, about: 'welcome', at: 0 })));
}

/** Refusals of one status that create the users all the same. */
function createdThough(status: number): EngineCase {
  return {
    topic: 'refusal',
    name: `created-though-${status}`,
    says: `Answers ${status}, and creates the user.`,
    clause: ({ contract }) => clauseWith(status, contract),
    engine: afterRefusal((answer, passing) => {
      const { stage, world, emails, items } = passing;
      const isNew = world !== undefined && emails.length > 0 && stage.recordsOf(world, emails).length === 0;
      if (answer.status === status && isNew) insert(passing, items);
      return answer;
    }),
  };
}

/** The clause about users that answers so and counts at the lowest profile. */
function clauseWith(status: number, contract: Contract): string | undefined {
  const clauses = primaryOf(contract).clauses.filter(
    ({ answer, rule }) => answer?.status === status && !['readable', 'media-type'].includes(rule),
  );
  return PROFILES.flatMap((profile) => clauses.filter((clause) => lowestProfile(clause) === profile))[0]?.id;
}

function dryRun(act: (passing: Parameters<typeof insert>[0]) => void): Engine {
  return afterGood((answer, passing) => {
    if (isDryRun(passing)) act(passing);
    return answer;
  });
}

/** Nothing is stored, but the address of a user who was refused once is refused for ever. */
function reserved(): Engine {
  return onCreate(() => {
    const taken = new Set<string>();
    return async (passing, serve) => {
      const sandbox = passing.request.target.split('?')[0];
      const keys = passing.emails.map((email) => `${sandbox} ${email.toLowerCase()}`);
      const answer = await (keys.some((key) => taken.has(key)) ? bare(400) : serve(passing.request));
      if (!isGood(answer)) for (const key of keys) taken.add(key);
      return answer;
    };
  });
}

function reservedByDryRun(): Engine {
  return onCreate(() => {
    const taken = new Set<string>();
    return async (passing, serve) => {
      const sandbox = passing.request.target.split('?')[0];
      const keys = passing.emails.map((email) => `${sandbox} ${email.toLowerCase()}`);
      if (keys.some((key) => taken.has(key))) return bare(400);
      const answer = await serve(passing.request);
      if (isDryRun(passing)) for (const key of keys) taken.add(key);
      return answer;
    };
  });
}

function locked(): Engine {
  return onCreate(() => {
    const refused = new Map<string, number>();
    return async (passing, serve) => {
      const sandbox = passing.request.target.split('?')[0] ?? '';
      const count = refused.get(sandbox) ?? 0;
      const answer = count >= 3 ? bare(400) : await serve(passing.request);
      if (!isGood(answer)) refused.set(sandbox, count + 1);
      return answer;
    };
  });
}
