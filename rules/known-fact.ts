import type { Json } from '../specs/json.ts';
import type { GivenState, ViolateContext } from './violate.ts';

/** A value of a fact to break a clause with, and what must be given for it to hold. */
export interface KnownFact<Value extends Json> {
  readonly value: Value;
  readonly given: GivenState | undefined;
}

/** What a fact is known to be; where it is unknown, what it is when given: what the contract begins with, else the substitute. */
export function knownFact<Value extends Json>(
  name: string,
  { fact, contract }: ViolateContext,
  isUsable: (value: Json) => value is Value,
  substitute: Value,
): KnownFact<Value> {
  const known = fact(name);
  if (known !== undefined && isUsable(known)) return { value: known, given: undefined };
  const initial = contract.initial[name];
  const value = initial !== undefined && isUsable(initial) ? initial : substitute;
  return { value, given: givenFacts({ [name]: value }) };
}

/** A state in which these facts hold. */
export function givenFacts(facts: Readonly<Record<string, Json>>): GivenState {
  return { facts, records: {} };
}

/** The longest list whose values are all tried; of longer ones some are drawn. */
const MOST = 64;
const DRAWN = 40;

/** All values of a list, or some that are drawn from it when it is long, in its order. */
export function drawn<Value>(values: readonly Value[], { random }: Pick<ViolateContext, 'random'>): readonly Value[] {
  if (values.length <= MOST) return values;
  const places = values.map((_, index) => index);
  for (let index = 0; index < DRAWN; index++) {
    const other = random.nextInt(index, places.length - 1);
    [places[index], places[other]] = [places[other] ?? 0, places[index] ?? 0];
  }
  return places
    .slice(0, DRAWN)
    .toSorted((a, b) => a - b)
    .flatMap((place) => values.slice(place, place + 1));
}
