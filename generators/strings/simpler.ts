import { rankOf } from '../language/simplicity.ts';

/** Longest text of which every short stretch is tried to be cut out. */
const THOROUGH_LENGTH = 128;
const LONGEST_STRETCH = 16;
const SIMPLE = [0x61, 0x41, 0x30, 0x21];

/**
 * Members that are simpler than a text: shorter, or as long with simpler characters from the left. That order has no
 * infinite descent, so shrinking ends. The boldest come first. `alike` names the simplest character that the language
 * does not tell from a given one.
 */
export function* simplerMembers(
  points: readonly number[],
  isMember: (candidate: readonly number[]) => boolean,
  alike: (point: number) => number,
): Generator<number[]> {
  for (const candidate of cuts(points)) if (isMember(candidate)) yield candidate;
  for (const [place, point] of points.entries()) {
    for (const simple of [...SIMPLE, alike(point)]) {
      if (rankOf(simple) >= rankOf(point)) continue;
      const candidate = points.with(place, simple);
      if (!isMember(candidate)) continue;
      yield candidate;
      break;
    }
  }
}

/** True when the first text is simpler than the second. */
export function isSimpler(first: readonly number[], second: readonly number[]): boolean {
  if (first.length !== second.length) return first.length < second.length;
  const place = first.findIndex((point, index) => point !== second[index]);
  return place !== -1 && rankOf(first[place] ?? 0) < rankOf(second[place] ?? 0);
}

/** The text without one stretch: first large ones side by side, then every short one. */
function* cuts(points: readonly number[]): Generator<number[]> {
  const without = (start: number, size: number): number[] => [...points.slice(0, start), ...points.slice(start + size)];
  for (let size = points.length >> 1; size >= 1; size >>= 1)
    for (let start = 0; start + size <= points.length; start += size) yield without(start, size);
  if (points.length > THOROUGH_LENGTH) return;
  for (let size = 2; size <= Math.min(points.length, LONGEST_STRETCH); size += 1)
    for (let start = 0; start + size <= points.length; start += 1) yield without(start, size);
}
