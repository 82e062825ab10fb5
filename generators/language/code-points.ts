import { CharSet } from 'refa';

/** The last code point of Unicode. */
export const LAST_CODE_POINT = 0x10ffff;

/** The last UTF-16 code unit. */
export const LAST_CODE_UNIT = 0xffff;

/** A set of code points from inclusive ranges. */
export function codePointSet(...ranges: readonly (readonly [min: number, max: number])[]): CharSet {
  return CharSet.empty(LAST_CODE_POINT).union(ranges.map(([min, max]) => ({ min, max })));
}

/** The code points of a text, as string iteration yields them: a surrogate pair is one, a lone surrogate is one. */
export function codePointsOf(text: string): number[] {
  const points: number[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const point = text.codePointAt(index) ?? 0;
    if (point > 0xffff) index += 1;
    points.push(point);
  }
  return points;
}

/** The text of code points, of any length. */
export function textOf(points: readonly number[]): string {
  const chunk = 4096;
  let text = '';
  for (let start = 0; start < points.length; start += chunk) {
    text += String.fromCodePoint(...points.slice(start, start + chunk));
  }
  return text;
}
