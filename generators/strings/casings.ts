/** The same text to a reader who does not look at letter case; `certain` when every way of folding agrees. */
export interface Casing {
  readonly text: string;
  readonly certain: boolean;
}

/**
 * Pairs that only some ways of folding take as equal: full folding, simple folding, upper-casing or the Turkish locale.
 * @source Unicode 15.0 CaseFolding.txt (status C, F, S, T) and SpecialCasing.txt
 */
const TWINS: readonly (readonly [string, string])[] = [
  ['ß', 'ss'],
  ['ß', 'ẞ'],
  ['ss', 'ß'],
  ['i', 'İ'],
  ['i', 'ı'],
  ['I', 'ı'],
  ['I', 'İ'],
  ['İ', 'i'],
  ['İ', 'i\u0307'],
  ['ı', 'I'],
  ['s', 'ſ'],
  ['S', 'ſ'],
  ['ſ', 's'],
  ['k', '\u212a'],
  ['K', '\u212a'],
  ['\u212a', 'k'],
  ['å', '\u212b'],
  ['Å', '\u212b'],
  ['\u212b', 'å'],
  ['µ', 'μ'],
  ['μ', 'µ'],
  ['ς', 'σ'],
  ['σ', 'ς'],
  ['ﬁ', 'fi'],
  ['fi', 'ﬁ'],
];

/**
 * Other letter cases of a text, each once, never the text itself: all upper, all lower, swapped, and with only its first
 * or last letter swapped (ASCII: certain); then its case-folding twins (`ß` and `ss`, `İ`, `ſ`, the Kelvin sign, …).
 */
export function casings(text: string): readonly Casing[] {
  const certain = [
    mapAscii(text, upper),
    mapAscii(text, lower),
    mapAscii(text, swap),
    text.replace(/[A-Za-z]/, swap),
    text.replace(/[A-Za-z](?=[^A-Za-z]*$)/, swap),
  ];
  const twins = TWINS.filter(([letter]) => text.includes(letter)).flatMap(([letter, twin]) => [
    text.replace(letter, twin),
    text.replaceAll(letter, twin),
  ]);
  const grey = [mapSimple(text, upper), mapSimple(text, lower), mapSimple(text, swap), ...twins];
  const seen = new Set([text]);
  const fresh = (candidate: string): boolean => !seen.has(candidate) && seen.add(candidate).has(candidate);
  return [
    ...certain.filter(fresh).map((casing) => ({ text: casing, certain: true })),
    ...grey.filter(fresh).map((casing) => ({ text: casing, certain: false })),
  ];
}

/** ASCII only: what any server folds, and no runtime's tables are asked. */
function mapAscii(text: string, change: (letter: string) => string): string {
  return text.replace(/[A-Za-z]/g, change);
}

function upper(letter: string): string {
  return letter.toUpperCase();
}

function lower(letter: string): string {
  return letter.toLowerCase();
}

function swap(letter: string): string {
  return letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase();
}

/** Letters with one partner in Latin, Greek and Cyrillic. Their pairs are as old as Unicode 5. */
function mapSimple(text: string, change: (letter: string) => string): string {
  return text.replace(/[a-zA-ZÀ-ÖØ-Þà-öø-þ\u0391-\u03a1\u03a3-\u03a9\u03b1-\u03c1\u03c3-\u03c9А-Яа-я]/gu, change);
}
