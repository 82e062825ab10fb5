import { setTimeout as wait } from 'node:timers/promises';
import type { Journal } from '../../conformance/target/journal.ts';
import { isLoopback } from '../../conformance/target/loopback.ts';
import type { PendingUser } from '../../conformance/target/pending-users.ts';
import type { CredentialValues } from '../../specs/contract.ts';
import type { Connections } from '../check/connections.ts';
import type { TargetOptions } from '../check/options.ts';
import { findMock } from '../check/reach-target.ts';
import type { Subject } from '../check/subject.ts';
import { type Removal, removalOf } from './removal.ts';
import { type Removed, removeUser } from './remove-user.ts';

/** What the clean-up has at hand. */
export interface CleanupDesk {
  readonly subject: Subject;
  readonly options: Pick<TargetOptions, 'detect'>;
  readonly connections: Connections;
  readonly signal: AbortSignal;
  readonly journal: Journal;
}

/** A user who is left, and why. */
export interface LeftUser extends PendingUser {
  readonly why: string;
}

/** Requests a second to machines of others, unless the target file says otherwise. */
const PER_SECOND = 10;

type Personas = readonly (readonly [name: string, values: CredentialValues])[];

/** Removes users one after the other; gives back those who are left. What is removed is noted in the journal. */
export async function removeAll(users: readonly PendingUser[], desk: CleanupDesk): Promise<readonly LeftUser[]> {
  const { subject, signal, journal } = desk;
  const { contract } = subject;
  const removal = removalOf(contract);
  if (!removal) return users.map((user) => ({ ...user, why: `${contract.id} has no call that removes users` }));
  const left: LeftUser[] = [];
  const byOrigin = new Map<string, Personas>();
  const trusted = new Set<string>();
  for (const user of users) {
    const baseUrl = subject.baseUrl ?? user.baseUrl;
    const { origin } = new URL(baseUrl);
    const personas = byOrigin.get(origin) ?? (await personasAt(baseUrl, desk));
    byOrigin.set(origin, personas);
    const outcome = signal.aborted
      ? { why: 'interrupted' }
      : await removeAt(baseUrl, user, { desk, removal, personas, isTrusted: trusted.has(origin) });
    if (outcome === 'removed') trusted.add(origin);
    if (typeof outcome === 'string') journal.removed({ baseUrl: user.baseUrl, emails: [user.email] });
    else left.push({ ...user, why: outcome.why });
  }
  return left;
}

interface Means {
  readonly desk: CleanupDesk;
  readonly removal: Removal;
  readonly personas: Personas;
  readonly isTrusted: boolean;
}

function removeAt(baseUrl: string, user: PendingUser, { desk, removal, personas, isTrusted }: Means): Promise<Removed> {
  const { subject, connections, signal } = desk;
  const perSecond = subject.file?.budget.perSecond ?? (isLoopback(baseUrl) ? 0 : PER_SECOND);
  return removeUser(user, {
    contract: subject.contract,
    removal,
    personas,
    isTrusted,
    send: async (request) => {
      if (perSecond > 0) await wait(1000 / perSecond, undefined, { signal }).catch(() => undefined);
      return connections.judged.send(baseUrl, request, signal);
    },
  });
}

/** What flags and file supply, else the contract's own where our mock answers. */
async function personasAt(baseUrl: string, { subject, options, connections, signal }: CleanupDesk): Promise<Personas> {
  const { contract, personas: stated } = subject;
  const mock = options.detect ? await findMock(baseUrl, connections.detection, contract, signal) : undefined;
  const known = { ...mock?.personas, ...stated };
  return contract.personas.flatMap(({ name }): Personas => {
    const values = known[name];
    return values ? [[name, values]] : [];
  });
}
