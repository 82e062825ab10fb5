import type { CredentialSlot, Level, RuleClause } from '../../specs/contract.ts';
import { atPointer, type Json, toPointer } from '../../specs/json.ts';
import { blankDraft, compileIsAsked } from '../asked.ts';
import type { Corruption } from '../corruption.ts';
import { slotsOf } from '../credentials.ts';
import type { Draft } from '../draft.ts';
import { breaksKeyword, isRequired, type Property } from '../keyword-fit.ts';
import { leaveToCaller, presentCredentials } from '../present.ts';
import type { Violate, ViolateContext, Violator } from '../violate.ts';

/** What is changed about the credentials of a good request. */
type Change = Pick<Draft, 'without' | 'corrupt'> & { readonly persona?: string };

interface Probe {
  readonly note: string;
  readonly change: Change;
  /** The slots whose values are at fault. */
  readonly slots: readonly CredentialSlot[];
  readonly isGrey?: boolean;
}

/** Credentials that are missing, nobody's, corrupted, or those of somebody who is switched off: those of them that the clause asks about. */
export const violateAuthenticated: Violate = (clause, context) => {
  const slots = slotsOf(context.contract, context.operation.id);
  const isAsked = compileIsAsked(clause, context);
  return [...absences(slots), ...strangers(slots), ...corruptions(slots), ...inactive(clause, context)]
    .map((probe) => ({ probe, alter: alterFor(probe.change, slots) }))
    .filter(({ probe, alter }) => isAsked(alter(blankDraft(context))) && keepsSchemas(probe, context))
    .map(({ probe: { note, isGrey, slots: faulty }, alter }): Violator => {
      const mayPass = isGrey === true || (faulty.length > 0 && faulty.every((slot) => isSofter(slot, clause, context)));
      return { note, alter, ...(mayPass && { isGrey: true }) };
    });
};

function alterFor({ persona, without, corrupt }: Change, slots: readonly CredentialSlot[]): (draft: Draft) => Draft {
  return (draft) => ({
    ...leaveToCaller(draft, slots),
    persona: persona ?? draft.persona,
    without: [...draft.without, ...without],
    corrupt: { ...draft.corrupt, ...corrupt },
  });
}

function absences(slots: readonly CredentialSlot[]): Probe[] {
  const secret = slots.filter((slot) => slot.secret);
  const all: Probe = { note: 'no credentials', change: { persona: 'anonymous', without: [] }, slots: secret };
  if (secret.length < 2) return secret.map(() => all);
  return [...secret.map((slot) => ({ note: `no ${slot.name}`, change: { without: [slot.name] }, slots: [slot] })), all];
}

function strangers(slots: readonly CredentialSlot[]): Probe[] {
  const secret = slots.filter((slot) => slot.secret);
  const all: Probe = { note: "a stranger's credentials", change: { persona: 'stranger', without: [] }, slots: secret };
  if (secret.length < 2) return secret.map(() => all);
  return [all, ...secret.map((slot) => corruption(slot, 'stranger', `${slot.name}: nobody's`))];
}

const CORRUPTIONS: Readonly<Partial<Record<Corruption, string>>> = {
  'changed-end': 'one character changed',
  'changed-start': 'the first character changed',
  cut: 'the last character missing',
  longer: 'characters appended',
};

function corruptions(slots: readonly CredentialSlot[]): Probe[] {
  return slots.flatMap((slot) => {
    if (!slot.secret) return [corruption(slot, 'changed-end', `another ${slot.name}`)];
    const ways: readonly Corruption[] = ['changed-end', 'changed-start', 'cut', 'longer'];
    const own = ways.map((how) => corruption(slot, how, `${slot.name}: ${CORRUPTIONS[how] ?? how}`));
    return slot.in === 'header' ? [...own, ...headerCorruptions(slot)] : own;
  });
}

/** Another scheme is wrong for certain only where the contract says which one a header has. */
function headerCorruptions(slot: CredentialSlot): Probe[] {
  const empty = corruption(slot, 'empty', `${slot.name}: empty`);
  if (!/^\S+ /.test(String(slot.stranger ?? ''))) return [empty];
  const isGrey = slot.schema['pattern'] === undefined;
  return [empty, { ...corruption(slot, 'other-scheme', `${slot.name}: another scheme`), isGrey }];
}

function corruption(slot: CredentialSlot, how: Corruption, note: string): Probe {
  return { note, change: { without: [], corrupt: { [slot.name]: how } }, slots: [slot] };
}

function inactive({ params }: RuleClause, { contract }: ViolateContext): Probe[] {
  if (params['active'] !== true) return [];
  return contract.personas
    .filter(({ attributes }) => attributes['active'] !== true)
    .map(({ name }) => ({ note: `the credentials of ${name}`, change: { persona: name, without: [] }, slots: [] }));
}

/** In a query or a body a credential is a member like any other, and its schema may answer first. */
function keepsSchemas({ change, slots }: Probe, context: ViolateContext): boolean {
  const { contract } = context;
  const draft = { ...blankDraft(context), ...change };
  const sent = presentCredentials(draft, slots, contract.personas);
  return slots.every((slot) => {
    if (slot.in === 'header') return true;
    const property: Property = { where: slot.in, path: [slot.name] };
    const value: Json | undefined = atPointer(slot.in === 'body' ? sent.body : sent.query, toPointer([slot.name]));
    return value === undefined ? !isRequired(property, context) : !breaksKeyword(property, value, context);
  });
}

const RANKS: readonly Level[] = ['may', 'should', 'must'];

/** True when the contract promises less about this slot: the clause about its absence is of a lower level. */
function isSofter({ name }: CredentialSlot, { level }: RuleClause, { operation }: ViolateContext): boolean {
  const header = `{$request.header.${name}}`.toLowerCase();
  return operation.clauses.some(
    (other) =>
      other.rule === 'authenticated' &&
      RANKS.indexOf(other.level) < RANKS.indexOf(level) &&
      other.when.some(({ the, isNot }) => the.toLowerCase() === header && isNot === true),
  );
}
