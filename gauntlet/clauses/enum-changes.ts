import type { Json } from '../../specs/json.ts';
import { type KeywordChange, setKeyword } from './keyword-change.ts';

/** Lists longer than this lose some of their members only, not each in turn. */
const SHORT = 10;

/** Lists that lack a member, have one too many, or are another list altogether. */
export function enumChanges(values: readonly Json[]): KeywordChange[] {
  const change = (detail: string, says: string, members: readonly Json[]): KeywordChange => ({
    detail,
    says,
    apply: setKeyword('enum', [...members]),
  });
  return [
    ...lackingOne(values).map((value) =>
      change(
        `without-${value}`,
        `Does not know ${JSON.stringify(value)}.`,
        values.filter((each) => each !== value),
      ),
    ),
    ...oneTooMany(values).map((value) =>
      change(`with-${JSON.stringify(value)}`, `Takes ${JSON.stringify(value)} too.`, [...values, value]),
    ),
    ...(values.length > SHORT ? longLists(values, change) : []),
  ];
}

function lackingOne(values: readonly Json[]): Json[] {
  if (values.length <= SHORT) return [...values];
  const places = [
    0,
    1,
    Math.floor(values.length / 3),
    Math.floor(values.length / 2),
    values.length - 2,
    values.length - 1,
  ];
  return places.flatMap((place) => values[place] ?? []);
}

/** Values that anybody would try: nothing, and the neighbours of numbers. */
function oneTooMany(values: readonly Json[]): Json[] {
  const numbers = values.map(Number);
  if (!numbers.every(Number.isInteger)) return [''];
  const neighbours = [Math.min(...numbers) - 1, Math.max(...numbers) + 1];
  return ['', ...neighbours.map((each) => (typeof values[0] === 'string' ? String(each) : each))];
}

function longLists(
  values: readonly Json[],
  change: (detail: string, says: string, members: readonly Json[]) => KeywordChange,
): KeywordChange[] {
  const texts = values.map(String);
  const half = Math.floor(values.length / 2);
  return [
    change(
      'lower-case',
      'Knows the names in lower case only.',
      texts.map((text) => text.toLowerCase()),
    ),
    change('first-half', 'Knows the first half of the list only.', values.slice(0, half)),
    change('last-half', 'Knows the last half of the list only.', values.slice(half)),
    {
      detail: 'by-form',
      says: 'Takes everything that looks like a member of the list.',
      apply: (holder) => {
        delete holder['enum'];
        holder['pattern'] = '^[A-Za-z_]+(/[A-Za-z_-]+)*$';
      },
    },
  ];
}
