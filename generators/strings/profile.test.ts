import { expect, test } from 'vitest';
import { accepts } from '../language/language.ts';
import { patternLanguage } from '../language/pattern.ts';
import { TEXT } from './profile.ts';

const CATEGORIES =
  'L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po S Sm Sc Sk So Z Zs Zl Zp C Cc Cf Co Cn';
const SCRIPTS =
  'Latin Greek Cyrillic Han Hiragana Katakana Hangul Arabic Hebrew Thai Devanagari Tamil Georgian Common Inherited';
const PROPERTIES = 'Alphabetic Uppercase Lowercase White_Space Emoji Emoji_Presentation Cased Changes_When_Casemapped';

const sources = [
  ...[...CATEGORIES.split(' '), ...PROPERTIES.split(' ')].map((name) => `\\p{${name}}`),
  ...SCRIPTS.split(' ').map((name) => `\\p{Script=${name}}`),
  ...['\\w', '\\s', '[^a-z]'],
];

test.each([
  ...sources.map((source) => [source, 'u']),
  ...['\\p{Lu}', '\\p{Ll}', '[a-zß-ž]', '[\\u0370-\\u052f]', '[\\u1c80-\\u1fff]', '[\\u0180-\\u024f]'].map((s) => [
    s,
    'iu',
  ]),
  ...['[a-zß-ž]', '[\\u0370-\\u052f]', '[\\u1c80-\\u1fff]', '[\\ua720-\\ua7ff]'].map((source) => [source, 'i']),
])('of every character of TEXT this runtime and the pinned tables say the same: /%s/%s', (source = '', flags = '') => {
  const language = patternLanguage(`^${source}$`, flags);
  const expression = new RegExp(`^${source}$`, flags);
  const wrong: string[] = [];
  for (const { min, max } of TEXT.characters.ranges)
    for (let point = min; point <= max; point += 1) {
      const text = String.fromCodePoint(point);
      if (accepts(language, text) !== expression.test(text)) wrong.push(point.toString(16));
    }
  expect(wrong).toEqual([]);
});
