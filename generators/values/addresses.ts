import type * as fc from 'fast-check';
import { checkOptions, emailLanguage, emails, type EmailOptions } from '../emails/emails.ts';
import type { Language } from '../language/language.ts';
import { patternLanguage } from '../language/pattern.ts';
import { ASCII } from '../strings/profile.ts';
import { stringArbitrary } from '../strings/string-arbitrary.ts';
import { cacheOf } from './cache.ts';

const plain = cacheOf<fc.Arbitrary<string>>(16);
const wild = cacheOf<fc.Arbitrary<string>>(16);
const languages = cacheOf<Language>(16);

/** Addresses without anything unusual: letters and digits, one dot at most, the domain of the options. @throws GeneratorError `DC_OPTION_INVALID` */
export function plainEmails(options: EmailOptions): fc.Arbitrary<string> {
  return plain(keyOf(options), () => {
    const { domains, suffix } = checkOptions(options);
    const hosts = domains.map((domain) => domain.replaceAll('.', '\\.')).join('|');
    const words = patternLanguage(`^[a-z][a-z0-9]{3,7}(?:\\.[a-z][a-z0-9]{3,7})?${suffix}@(?:${hosts})$`);
    return stringArbitrary(words, ASCII);
  });
}

/** `emails`, made once for the same options. @throws GeneratorError `DC_OPTION_INVALID` */
export function anyEmails(options: EmailOptions): fc.Arbitrary<string> {
  return wild(keyOf(options), () => emails(options));
}

/** `emailLanguage`, made once for the same options. @throws GeneratorError `DC_OPTION_INVALID` */
export function addressLanguage(options: EmailOptions): Language {
  return languages(keyOf(options), () => emailLanguage(options));
}

function keyOf({ domains, tag, maxLength }: EmailOptions): string {
  return JSON.stringify([domains, tag, maxLength]);
}
