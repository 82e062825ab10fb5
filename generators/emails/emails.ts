import * as fc from 'fast-check';
import { GeneratorError } from '../error.ts';
import type { Language } from '../language/language.ts';
import { patternLanguage } from '../language/pattern.ts';
import { ASCII } from '../strings/profile.ts';
import { stringArbitrary } from '../strings/string-arbitrary.ts';
import { EMAIL_CASES, type EmailCase } from './email-cases.ts';
import { ADDRESS_LIMIT, type EmailClass, judgeEmail } from './judge-email.ts';

/** Domains that belong to nobody. @source RFC 2606, section 3 */
export const RESERVED_DOMAINS: readonly string[] = ['example.com', 'example.org', 'example.net'];

/** Choices that all e-mail generators know. */
export interface EmailOptions {
  /** Reserved domains to use; `example.com`, `.org` and `.net` when absent. @source RFC 2606 */
  readonly domains?: readonly string[];
  /** Marks the addresses of a run: every local part that can ends in `-<tag>`. Letters and digits, at most 20. */
  readonly tag?: string;
  /** Longest address that the field takes. */
  readonly maxLength?: number;
}

/** Choices of `emailsOfClass`. */
export interface EmailClassOptions extends EmailOptions {
  /** Only kinds on which no known validator disagrees: what a judge who must never be wrong asks for. */
  readonly isUndisputed?: boolean;
}

/**
 * Addresses that every server must accept, over the whole breadth of ordinary ones: tags, dots, digits, upper case,
 * subdomains. They shrink to the shortest address in the first domain.
 * @throws GeneratorError `DC_OPTION_INVALID` for a domain that is not reserved, or a bad tag; `DC_LANGUAGE_EMPTY` when no
 * address fits `maxLength`
 */
export function emails(options: EmailOptions = {}): fc.Arbitrary<string> {
  const maxLength = Math.min(options.maxLength ?? ADDRESS_LIMIT - 1, ADDRESS_LIMIT - 1);
  return stringArbitrary(emailLanguage(options), ASCII, { maxLength });
}

/** The language of `emails`, but for the length of the whole address. @throws GeneratorError `DC_OPTION_INVALID` */
export function emailLanguage(options: EmailOptions = {}): Language {
  const { domains, suffix } = checkOptions(options);
  const atom = "[A-Za-z0-9_+'-]+";
  const local = `(?=[^@]{1,64}@)${atom}(?:\\.${atom})*${suffix}`;
  const label = '(?!..--)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.';
  const names = domains.map((domain) => domain.replaceAll('.', '\\.')).join('|');
  return patternLanguage(`^${local}@(?:${label}){0,2}(?:${names})$`);
}

/** Addresses of one class of the table, every kind as likely as any other, in reserved domains and marked by the tag. */
export function emailsOfClass(emailClass: EmailClass, options: EmailClassOptions = {}): fc.Arbitrary<string> {
  const { domains, suffix } = checkOptions(options);
  const { maxLength = Number.POSITIVE_INFINITY, isUndisputed = false } = options;
  const local = stringArbitrary(patternLanguage(`^[a-z][a-z0-9]{0,9}${suffix}$`), ASCII);
  const shortest = (entry: EmailCase): string => entry.make(`a${suffix}`, domains[0] ?? '');
  const cases = EMAIL_CASES.filter((entry) => entry.class === emailClass)
    .filter((entry) => shortest(entry).length <= maxLength)
    .filter((entry) => !isUndisputed || judgeEmail(shortest(entry)).undisputed);
  if (cases.length === 0)
    throw new GeneratorError(
      'DC_LANGUAGE_EMPTY',
      `no ${isUndisputed ? 'undisputed ' : ''}${emailClass} address has at most ${maxLength} characters.`,
    );
  return fc
    .tuple(fc.constantFrom(...cases), local, fc.constantFrom(...domains))
    .map(([entry, name, domain]) => fitting(entry, name, domain, maxLength) ?? shortest(entry));
}

/** The address, if it fits. */
function fitting({ make }: EmailCase, local: string, domain: string, maxLength: number): string | undefined {
  const address = make(local, domain);
  return address.length <= maxLength ? address : undefined;
}

/** Options with their defaults filled in. @throws GeneratorError `DC_OPTION_INVALID` */
export function checkOptions({ domains = RESERVED_DOMAINS, tag }: EmailOptions): {
  readonly domains: readonly string[];
  readonly suffix: string;
} {
  const strange = domains.find((domain) => !isReserved(domain));
  if (domains.length === 0 || strange !== undefined)
    throw new GeneratorError(
      'DC_OPTION_INVALID',
      `domains holds ${JSON.stringify(strange)}. Expected names in example.com, example.org, example.net, .test, .example or .invalid, so that no mail reaches anybody.`,
    );
  if (tag !== undefined && !/^[a-z0-9]{1,20}$/i.test(tag))
    throw new GeneratorError('DC_OPTION_INVALID', `tag=${JSON.stringify(tag)}. Expected 1 to 20 letters and digits.`);
  return { domains, suffix: tag === undefined ? '' : `-${tag}` };
}

/** True for domains that nobody can own. @source RFC 2606, sections 2 and 3 */
function isReserved(domain: string): boolean {
  const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
  return new RegExp(`^(?:${label}\\.)*(?:example\\.(?:com|org|net)|${label}\\.(?:test|example|invalid))$`, 'i').test(
    domain,
  );
}
