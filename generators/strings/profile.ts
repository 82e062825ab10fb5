import { CharSet, JS } from 'refa';
import { codePointSet, LAST_CODE_POINT } from '../language/code-points.ts';

/** Characters that generated texts may consist of. Texts outside still count as members and non-members. */
export interface Profile {
  readonly name: string;
  readonly characters: CharSet;
}

/** A profile of inclusive ranges of code points. Surrogates are left out: no text format can carry them. */
export function profileOf(name: string, ...ranges: readonly (readonly [min: number, max: number])[]): Profile {
  return { name, characters: codePointSet(...ranges).intersect(SCALARS) };
}

/** Unicode scalar values: all code points but the surrogates. */
const SCALARS = codePointSet([0, 0xd7ff], [0xe000, LAST_CODE_POINT]);

/** Printable ASCII, space included. */
export const ASCII: Profile = profileOf('ASCII', [0x20, 0x7e]);

/** Every character that an XML 1.0 document can hold. @source XML 1.0 (fifth edition), production 2 `Char` */
export const XML: Profile = {
  name: 'XML',
  characters: codePointSet([0x9, 0xa], [0xd, 0xd], [0x20, 0xd7ff], [0xe000, 0xfffd], [0x10000, LAST_CODE_POINT]),
};

/** Every Unicode scalar value, controls and noncharacters included: what JSON can carry. */
export const ALL: Profile = { name: 'ALL', characters: SCALARS };

/** Characters that joined text needs: zero width non-joiner and joiner. */
const JOINERS = codePointSet([0x200c, 0x200d]);

/**
 * Assigned in Unicode 15.0, but letter case, category or alphabetic property changed in a later version: the answer to
 * `\p{L}` or to a comparison without case would depend on the runtime.
 * @source Unicode 15.1, 16.0 and 17.0, compared with 15.0 by a test
 */
const UNSTABLE = codePointSet(
  ...(
    [0x19b, 0x226d, 0x264, 0x295, 0x30fb, 0x390, 0x3b0, 0x1171e, 0x1fd3, 0x1fe3, 0xa7d3, 0xa7d5, 0xff65] as const
  ).map((point) => [point, point] as const),
  [0x363, 0x36f],
  [0x1dd3, 0x1de6],
);

/**
 * What people write: characters assigned in Unicode 15.0 without controls, format characters (bidi overrides among
 * them; zero width joiners are kept), line separators, private use, noncharacters and surrogates.
 */
export const TEXT: Profile = {
  name: 'TEXT',
  characters: propertySet('\\P{C}').union(JOINERS).without(propertySet('[\\p{Zl}\\p{Zp}]')).without(UNSTABLE),
};

/** A set as refa's own tables have it, which are those of Unicode 15.0 on every runtime. */
function propertySet(source: string): CharSet {
  const { expression } = JS.Parser.fromLiteral({ source, flags: 'u' }).parse();
  const element = expression.alternatives[0]?.elements[0];
  return element?.type === 'CharacterClass' ? element.characters : CharSet.empty(LAST_CODE_POINT);
}
