import * as fc from 'fast-check';
import { GeneratorError } from '../error.ts';

/** Names of one kind, with what a server may get wrong about them. */
export interface NameClass {
  readonly id: string;
  readonly says: string;
  readonly names: readonly string[];
}

/** Decomposed and precomposed forms are written as escapes, so that no editor can change one into the other. */
const nameClasses: readonly NameClass[] = [
  {
    id: 'latin',
    says: 'Plain Latin letters.',
    names: ['Ada', 'Grace', 'Alan', 'Katherine', 'Linus', 'Radia', 'Edsger'],
  },
  { id: 'one-letter', says: 'A single letter is a name.', names: ['A', 'Z', '\u00e9', '王'] },
  {
    id: 'apostrophe',
    says: 'Quotes that break hand-made SQL and markup.',
    names: ["O'Neil", 'O\u2019Brien', "D'Arcy", 'Nuʻuanu'],
  },
  {
    id: 'hyphen-space',
    says: 'Hyphens, inner blanks, dots and particles.',
    names: ['Anna-Lena', 'Mary Jane', 'van der Berg', 'St. John', 'Lopez-Diaz'],
  },
  {
    id: 'accents',
    says: 'Precomposed accents (NFC).',
    names: ['Jos\u00e9', 'Zo\u00eb', '\u00c5sa', 'Bj\u00f6rk', '\u0141\u00f3d\u017a', '\u0160\u00e1rka'],
  },
  {
    id: 'decomposed',
    says: 'The same with combining marks (NFD): other bytes, same look.',
    names: ['Jose\u0301', 'Zoe\u0308', 'A\u030asa', 'Bjo\u0308rk', 'S\u030ca\u0301rka'],
  },
  {
    id: 'stacked-marks',
    says: 'Several marks on one letter, also in the other order.',
    names: ['Ngu\u0302\u0301', 'Ngu\u0301\u0302', 'a\u0323\u0302', 'o\u0308\u0304'],
  },
  {
    id: 'folding',
    says: 'Letters whose case folds in unusual ways.',
    names: ['Strauß', 'STRAUSS', 'İpek', 'Işık', 'ſophie', '\u212aim', 'Σίσυφος'],
  },
  {
    id: 'greek-cyrillic',
    says: 'Letters that look Latin and are not.',
    names: ['Ελένη', 'Δημήτρης', 'Анна', 'Юрий', 'Олександр'],
  },
  {
    id: 'han-kana-hangul',
    says: 'Scripts without letter case.',
    names: ['李', '王小明', 'さくら', 'ユウキ', '김민준', '\u1100\u1161\u11a8'],
  },
  { id: 'right-to-left', says: 'Right-to-left scripts.', names: ['مريم', 'محمد', 'נועה', 'שלום', 'فاطمة'] },
  {
    id: 'indic-thai',
    says: 'Scripts with dependent vowels, joiners included.',
    names: ['प्रिया', 'श्री', 'க்ஷிதி', 'สมชาย', 'ක්\u200dෂ'],
  },
  { id: 'other-scripts', says: 'Georgian, Armenian, Ethiopic.', names: ['ნინო', 'Արամ', 'ሰላም'] },
  { id: 'astral', says: 'One character is two UTF-16 units and four bytes.', names: ['𠮷野', '𝒜𝒹𝒶', '𐐈𐐲𐐺', '😀'] },
  {
    id: 'emoji-joined',
    says: 'One picture of many code points.',
    names: ['👩\u200d💻', '👨\u200d👩\u200d👧\u200d👦', '🏳️\u200d🌈', '👍🏽', '🇨🇭'],
  },
  {
    id: 'words-of-code',
    says: 'Names that programs take for something else.',
    names: [
      'null',
      'undefined',
      'Null',
      'NaN',
      'true',
      'None',
      '__proto__',
      'constructor',
      'toString',
      '0',
      '-1',
      '1e3',
    ],
  },
  {
    id: 'markup',
    says: 'Characters with a meaning in markup, paths and queries.',
    names: [
      '<b>Ada</b>',
      'Ada & Bob',
      '"Ada"',
      'a/b',
      'Ada%20',
      '\u0024{name}',
      '{{name}}',
      "Robert'); DROP TABLE users;--",
    ],
  },
  {
    id: 'blank-ends',
    says: 'Blanks at an end, which a server may trim.',
    names: [' Ada', 'Ada ', ' Ada ', '\u00a0Ada', 'Ada\u3000'],
  },
];

/** Every kind of name, in a fixed order. */
export const NAME_CLASSES: readonly NameClass[] = nameClasses;

/**
 * Names over scripts and traps; each kind is as likely as any other. `keep` leaves out what a field does not take.
 * @throws GeneratorError `DC_LANGUAGE_EMPTY` when nothing is kept
 */
export function names(keep: (name: string) => boolean = () => true): fc.Arbitrary<string> {
  const pools = NAME_CLASSES.map((entry) => entry.names.filter(keep)).filter((pool) => pool.length > 0);
  if (pools.length === 0)
    throw new GeneratorError(
      'DC_LANGUAGE_EMPTY',
      'no name is kept. Use stringArbitrary with the language of the field.',
    );
  return fc.oneof({ withCrossShrink: true }, ...pools.map((pool) => fc.constantFrom(...pool)));
}

/**
 * Names of exactly `length` code points that differ in every other unit of length: ASCII, astral characters (twice as many
 * UTF-16 units, four times as many bytes), combining marks (fewer visible characters), two-byte letters.
 */
export function namesOfLength(length: number): readonly string[] {
  if (length < 1) return [''];
  const repeat = (unit: string): string => [...unit.repeat(length)].slice(0, length).join('');
  return [...new Set([repeat('a'), repeat('𝒜'), repeat('\u00e9'), repeat('e\u0301'), repeat('李')])];
}
