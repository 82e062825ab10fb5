import type { RuleClause } from '../../specs/contract.ts';
import { asArray, isObject, type Json, type JsonObject, pointerSegments } from '../../specs/json.ts';
import { withFirstItem } from '../draft.ts';
import { breaksKeyword } from '../keyword-fit.ts';
import { drawn, givenFacts, knownFact } from '../known-fact.ts';
import { lastOfBatch } from '../last-of-batch.ts';
import { put } from '../put.ts';
import type { GivenState, Violate, ViolateContext, Violator } from '../violate.ts';
import { waysToHold } from '../ways-to-hold.ts';

interface WeakPassword {
  readonly note: string;
  readonly password: string;
  readonly given: GivenState | undefined;
}

/** Passwords that are listed as weak, one character too short, and of too few classes, each choice of those that remain. */
export const violateStrongPassword: Violate = (clause, context) => {
  const at = String(clause.params['at']);
  const [way] = waysToHold(clause, context);
  if (!way) return [];
  const violators = [
    ...listed(clause, context),
    ...listedThoughStrong(clause, context),
    ...againstPolicy(clause, context),
  ]
    .filter(
      ({ password }) =>
        password !== '' && !breaksKeyword({ where: 'body', path: pointerSegments(at) }, password, context),
    )
    .map(({ note, password, given }): Violator => {
      const alter: Violator['alter'] = (draft) =>
        withFirstItem(way.alter(draft), clause.each, (item) => put(item, at, password));
      return { note, ...(given && { given }), alter };
    });
  return [...violators, ...lastOfBatch(violators, clause, context)];
};

function listed({ params: { weak } }: RuleClause, context: ViolateContext): WeakPassword[] {
  if (typeof weak !== 'string') return [];
  const { value, given } = knownFact(weak, context, isTextList, ['password']);
  return drawn(value, context).map((password, index) => ({
    note: `weak password ${index + 1} of the list`,
    password,
    given,
  }));
}

/** A password that the list names is weak however strong it looks. */
function listedThoughStrong({ params: { weak } }: RuleClause, { canArrange, fact }: ViolateContext): WeakPassword[] {
  if (typeof weak !== 'string' || !canArrange) return [];
  const password = 'Vq8-fJ3xLt5Wd2Zk';
  const facts = { [weak]: [...asArray(fact(weak)), password] };
  return [{ note: 'a strong password that is listed as weak', password, given: { facts, records: {} } }];
}

/** What the list of strong passwords has is strong whatever the policy says. */
function againstPolicy({ params }: RuleClause, context: ViolateContext): WeakPassword[] {
  const { weak, strong } = params;
  const { value: policy, given } = knownFact(String(params['policy']), context, isObject, { minLength: 8, classes: 3 });
  const strongOnes = asArray(typeof strong === 'string' ? context.fact(strong) : undefined);
  const none = [weak, strong].filter((name) => typeof name === 'string').map((name): [string, Json] => [name, []]);
  const state = given && givenFacts({ ...Object.fromEntries(none), ...given.facts });
  return weakByPolicy(policy)
    .filter(({ password }) => !strongOnes.includes(password))
    .map((each) => ({ ...each, given: state }));
}

const CLASSES: readonly { readonly name: string; readonly characters: string }[] = [
  { name: 'lower case', characters: 'kqvzfjwm' },
  { name: 'upper case', characters: 'XGRTBPHD' },
  { name: 'digits', characters: '73958264' },
  { name: 'special characters', characters: '!%+=-_.?' },
];

/** Long enough that no policy asks for more, where only the classes are to be wrong. */
const AMPLE = 16;

function weakByPolicy(policy: JsonObject): { note: string; password: string }[] {
  const minLength = Number(policy['minLength'] ?? 0);
  const classes = Number(policy['classes'] ?? 0);
  const short = { note: `${minLength - 1} characters, one too few`, password: passwordOf(CLASSES, minLength - 1) };
  const poor = choicesOf(classes - 1).map((chosen) => ({
    note: `nothing but ${chosen.map(({ name }) => name).join(' and ')}`,
    password: passwordOf(chosen, Math.max(AMPLE, minLength)),
  }));
  // With fewer characters than classes a password would break the policy twice.
  return minLength - 1 >= Math.max(1, classes) ? [short, ...poor] : poor;
}

/** Every choice of so many classes. */
function choicesOf(count: number): (typeof CLASSES)[] {
  if (count < 1) return [];
  const masks = Array.from({ length: 2 ** CLASSES.length }, (_, mask) => mask);
  return masks
    .map((mask) => CLASSES.filter((_, index) => mask & (1 << index)))
    .filter((chosen) => chosen.length === count);
}

/** A password of so many characters, taken from the classes in turn. */
function passwordOf(classes: typeof CLASSES, length: number): string {
  const characterAt = (index: number): string => {
    const { characters = 'x' } = classes[index % classes.length] ?? {};
    return characters.charAt(Math.floor(index / classes.length) % characters.length);
  };
  return Array.from({ length: Math.max(0, length) }, (_, index) => characterAt(index)).join('');
}

function isTextList(value: Json): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string');
}
