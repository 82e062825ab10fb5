import { complement, intersect } from '../language/algebra.ts';
import { ALL_TEXTS, type Language } from '../language/language.ts';

const known = new WeakMap<Language, WeakMap<Language, Language>>();

/** `intersect` of the first language with each of the others in turn, made once. @throws GeneratorError `DC_LANGUAGE_TOO_LARGE` */
export function meet(first: Language, ...others: readonly Language[]): Language {
  return others.reduce(both, first);
}

function both(first: Language, second: Language): Language {
  if (first === second || second === ALL_TEXTS) return first;
  if (first === ALL_TEXTS) return second;
  const partners = known.get(first) ?? new WeakMap<Language, Language>();
  known.set(first, partners);
  const language = partners.get(second) ?? intersect(first, second);
  partners.set(second, language);
  return language;
}

const outsides = new WeakMap<Language, Language>();

/** `complement`, made once. */
export function outsideOf(language: Language): Language {
  const outside = outsides.get(language) ?? complement(language);
  outsides.set(language, outside);
  return outside;
}
