import type { Random } from 'fast-check';

/** Characters taken away and put in: a replacement, an insertion, a deletion. */
const EDITS: readonly (readonly [removed: number, inserted: number])[] = [
  [1, 1],
  [0, 1],
  [1, 0],
];

/** All results of one edit with the given characters, beginning at a random kind of edit, place and character. */
export function* oneEditAway(
  points: readonly number[],
  characters: readonly number[],
  random: Random,
): Generator<number[]> {
  const firstKind = random.nextInt(0, 2);
  const firstPlace = random.nextInt(0, points.length);
  const firstCharacter = random.nextInt(0, Math.max(0, characters.length - 1));
  for (let turn = 0; turn < 3; turn += 1) {
    const [removed, inserted] = EDITS[(firstKind + turn) % 3] ?? [1, 0];
    for (let step = 0; step <= points.length; step += 1) {
      const place = (firstPlace + step) % (points.length + 1);
      if (place + removed > points.length) continue;
      for (let index = 0; index < (inserted === 1 ? characters.length : 1); index += 1) {
        const character = characters[(firstCharacter + index) % characters.length] ?? 0;
        if (removed === 1 && inserted === 1 && points[place] === character) continue;
        yield [...points.slice(0, place), ...(inserted === 1 ? [character] : []), ...points.slice(place + removed)];
      }
    }
  }
}
